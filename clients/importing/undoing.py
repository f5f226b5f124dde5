"""Takes an import back as far as nobody has built on it since."""

from dataclasses import dataclass
from itertools import islice

from django.db import models

from clients.following import clients_leaving
from clients.importing.facts import put_fact, stored_fact
from clients.importing.writing import COLUMNS, opened_json
from clients.models import Client, ImportRow
from clients.policy import IMPORT_CHUNK
from pembinaan.bulk import write_rows

FIRST_VERSION = 1


@dataclass
class Undoing:
    """Removes the clients that the batch has made and restores the facts that it has changed."""

    batch: object
    removed: int = 0
    restored: int = 0
    left: int = 0

    def run(self):
        for rows in self._rows("updated"):
            self._restore(rows)
        for rows in self._rows("created"):
            self._remove({row.client_id: row for row in rows})
        return {"removed": self.removed, "restored": self.restored, "left": self.left}

    def _rows(self, outcome):
        rows = self.batch.rows.filter(outcome=outcome, client__isnull=False).order_by("pk").iterator()
        while chunk := list(islice(rows, IMPORT_CHUNK)):
            yield chunk

    def _remove(self, rows):
        found = _locked(rows)
        used = _used(list(found))
        changed = {pk for pk, client in found.items() if client.version > FIRST_VERSION}
        gone = set(found) - used - changed
        clients_leaving(gone)
        Client._base_manager.filter(pk__in=gone).delete()
        self.removed += len(gone)
        left = [pk for pk in found if pk not in gone]
        self._leave([(rows[pk], "in_use" if pk in used else "changed_since") for pk in left])

    def _restore(self, rows):
        found = _locked({row.client_id for row in rows})
        restored, left = [], []
        for row in rows:
            client = found[row.client_id]
            if not _put_back(client, opened_json(row.sealed)):
                left.append((row, "changed_since"))
            client.derive()
            client.version += 1
            restored.append({name: getattr(client, name) for name in COLUMNS})
        write_rows(Client, restored, unique=("id",))
        self.restored += len(restored) - len(left)
        self._leave(left)

    def _leave(self, rows):
        self.left += len(rows)
        write_rows(
            ImportRow,
            [
                {
                    "batch_id": self.batch.pk,
                    "sheet": row.sheet,
                    "row": row.row,
                    "outcome": "left",
                    "client_id": row.client_id,
                    "register_number": row.register_number,
                    "problems": [{"code": code, "field": "", "column": ""}],
                    "sealed": None,
                }
                for row, code in rows
            ],
        )


def _locked(ids):
    """The clients, held until the undo is done, also against somebody enrolling them."""
    clients = Client._base_manager.filter(pk__in=list(ids)).select_for_update().order_by("pk")
    return {client.pk: client for client in clients}


def _used(ids):
    """Clients that something of the office's work refers to: an enrolment, a consent, a work status."""
    used = set()
    for relation in Client._meta.related_objects:
        name = relation.field.name
        if relation.related_model is not ImportRow and relation.on_delete is not models.CASCADE:
            rows = relation.related_model._base_manager.filter(**{f"{name}__in": ids})
            used.update(rows.values_list(name, flat=True))
    return used


def _put_back(client, kept):
    """Whether every fact could be restored; one that was changed since stays as it is."""
    before, after, last = kept["before"], kept["after"], kept["last"]
    whole = True
    for name, value in after.items():
        now = client.nik or None if name == "nik" else stored_fact(client, name)
        if now != value:
            whole = False
            continue
        put_fact(client, name, before[name], nik=before[name])
        client.imported.pop(name, None)
        if last[name] is not None:
            client.imported[name] = last[name]
    return whole
