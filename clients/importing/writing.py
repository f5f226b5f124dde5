"""Writes what a plan says: the clients themselves and the rows of the batch, one statement each a chunk."""

import json
import uuid
from itertools import islice

from django.utils import timezone

from clients.choices import CHILD_PREFIX, Status
from clients.importing.facts import put_fact, stored_fact
from clients.importing.plan import CREATED, REJECTED, UPDATED
from clients.importing.regions import missing_regions
from clients.models import Client, ImportRow
from clients.policy import ADULT_AGE, IMPORT_CHUNK
from pembinaan.accounts.models import Region
from pembinaan.bulk import write_rows
from pembinaan.crypto import open_sealed, seal
from pembinaan.dates import today, years_before

ROW_CONTEXT = "clients_importrow.sealed"
SAMPLES = 5
COLUMNS = [field.attname for field in Client._meta.concrete_fields]


def sealed_json(value):
    return seal(json.dumps(value).encode(), ROW_CONTEXT)


def opened_json(sealed):
    return json.loads(open_sealed(sealed, ROW_CONTEXT)) if sealed else {}


class ClientWriter:
    """Makes the stored form of clients; new ones all start from the same blank one."""

    def __init__(self, office):
        self.now = timezone.now()
        self._regions = set(Region.objects.values_list("code", flat=True))
        self._scratch = Client(office=office, status=Status.ACTIVE)
        self._blank = {name: getattr(self._scratch, name) for name in COLUMNS}

    def write(self, steps):
        self._add_regions(steps)
        write_rows(Client, [row for step in steps if (row := self._row(step))], unique=("id",))

    def _add_regions(self, steps):
        rows = missing_regions({step.facts.get("region_id") for step in steps}, self._regions)
        if rows:
            Region.objects.bulk_create(rows, ignore_conflicts=True)
            self._regions.update(row.code for row in rows)

    def _row(self, step):
        if step.outcome == CREATED:
            return self._new(step)
        if step.client and step.merge.learned:
            return self._changed(step)
        return None

    def _new(self, step):
        client = self._scratch
        fresh = {"id": step.client_id, "form_key": uuid.uuid4(), "register_number": step.register_number}
        client.__dict__.update(self._blank | fresh)
        client.imported = {name: value for name, value in step.facts.items() if value is not None}
        for name, value in client.imported.items():
            put_fact(client, name, value, step.parsed.values.get("nik"))
        client.created_at = self.now
        return self._stored(client)

    def _changed(self, step):
        client = step.client
        for name, value in step.merge.changes.items():
            put_fact(client, name, value, step.parsed.values.get("nik"))
        client.imported = client.imported | step.merge.learned
        client.version += bool(step.merge.changes)
        return self._stored(client)

    def _stored(self, client):
        client.derive()
        client.updated_at = self.now
        return {name: client.__dict__[name] for name in COLUMNS}


class RowWriter:
    """Keeps what became, or will become, of the rows.

    It writes before the clients do: until then a client still has the values from before. Of clients that
    are only planned, a few are kept as samples.
    """

    def __init__(self, batch, *, planned):
        self.batch, self.planned = batch, planned
        self._samples_left = SAMPLES if planned else 0
        self._adult_since = str(years_before(today(batch.office), ADULT_AGE))

    def write(self, steps):
        write_rows(ImportRow, [row for step in steps for row in self._of(step)])

    def write_missing(self, missing):
        """How many clients the file does not name."""
        count, missing = 0, iter(missing)
        while found := list(islice(missing, IMPORT_CHUNK)):
            rows = [self._row("missing", client_id=pk, register_number=number) for pk, number in found]
            write_rows(ImportRow, rows)
            count += len(found)
        return count

    def _of(self, step):
        parsed = step.parsed
        if step.outcome == REJECTED:
            yield self._at(step, "rejected", parsed.errors, parsed.original)
            return
        if parsed.warnings:
            yield self._at(step, "warned", parsed.warnings)
        if step.outcome == CREATED:
            yield from self._created(step)
        if step.outcome == UPDATED:
            yield self._at(step, "updated", sealed=changes_of(step))
        if step.is_kept:
            yield self._at(step, "kept", sealed={"file": self._told(step)})

    def _created(self, step):
        if not self.planned:
            yield self._at(step, "created")
        elif self._samples_left and not self._is_restricted(step.facts):
            self._samples_left -= 1
            yield self._at(step, "created", sealed={"sample": step.facts | {"nik": None}})

    def _is_restricted(self, facts):
        return (
            facts["category"].startswith(CHILD_PREFIX) or (facts.get("birth_date") or "") > self._adult_since
        )

    def _told(self, step):
        facts = dict(step.merge.kept)
        if "nik" in facts:
            facts["nik"] = step.parsed.values["nik"]
        return facts

    def _at(self, step, outcome, problems=(), sealed=None):
        parsed = step.parsed
        exists = step.outcome != REJECTED and not (self.planned and step.outcome == CREATED)
        return self._row(
            outcome,
            sheet=parsed.sheet[:60],
            row=parsed.row,
            client_id=step.client_id if exists else None,
            register_number=step.register_number[:60],
            problems=[{"code": p.code, "field": p.field, "column": p.column} for p in problems],
            sealed=sealed_json(sealed) if sealed else None,
        )

    def _row(self, outcome, **more):
        blank = {
            "sheet": "",
            "row": 0,
            "client_id": None,
            "register_number": "",
            "problems": [],
            "sealed": None,
        }
        return blank | more | {"batch_id": self.batch.pk, "outcome": outcome}


def changes_of(step):
    """What an undo needs: each fact before and after, and what the import before this one had brought."""
    client, changes = step.client, dict(step.merge.changes)
    before = {name: stored_fact(client, name) for name in changes}
    if "nik" in changes:
        before["nik"], changes["nik"] = client.nik or None, step.parsed.values["nik"]
    last = {name: client.imported.get(name) for name in changes}
    return {"before": before, "after": changes, "last": last}
