"""Differences that an import did not overwrite, decided one by one."""

from copy import copy

from django.db import transaction
from django.utils.translation import gettext as _

from clients.actions.register import PLACES
from clients.actions.trail import told
from clients.following import facts_changed
from clients.importing.facts import put_fact
from clients.importing.writing import opened_json, sealed_json
from pembinaan.audit.record import MASK, record
from pembinaan.audit.verbs import Verb
from pembinaan.crypto import keyed_hash
from pembinaan.problems import Problem, refuse
from pembinaan.saving import locked, save_checked

MODEL_FIELDS = {"counsellor_id": "counsellor", "region_id": "region"}


@transaction.atomic
def take_file_value(*, row, field, by):
    """Let the value of the file stand instead of the one in the application."""
    row = locked(row)
    facts = opened_json(row.sealed).get("file", {})
    if field not in facts:
        refuse([Problem("decided", _("This difference is decided already."))])
    client, value = locked(row.client), facts.pop(field)
    before, was = copy(client), client.nik
    put_fact(client, field, value, nik=value)
    client.imported[field] = keyed_hash(value).hex() if field == "nik" else value
    client.version += 1
    save_checked(client, PLACES)
    changes = told(before, client, [] if field == "nik" else [MODEL_FIELDS.get(field, field)])
    if field == "nik":
        changes["nik"] = [was and MASK, MASK]
    record(Verb.CHANGED, client, by=by, changes=changes, name=client.register_number)
    _keep_rest(row, facts)
    facts_changed([client.pk])
    return client


def _keep_rest(row, facts):
    if facts:
        row.sealed = sealed_json({"file": facts})
        row.save()
    else:
        row.delete()
