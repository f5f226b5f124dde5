"""Registering a client, and every later change of the record's own facts."""

from copy import copy

from django.db import transaction
from django.utils.translation import gettext as _

from clients.actions.trail import told
from clients.choices import Status
from clients.following import NEW, facts_changed
from clients.models import Client
from clients.rules.register import ending_problems, registration_problems, reopening_problems
from pembinaan.audit.record import MASK, record
from pembinaan.audit.verbs import Verb
from pembinaan.dates import today
from pembinaan.problems import Problem, refuse
from pembinaan.saving import differing, locked, once, save_checked, stale_problems
from pembinaan.text import fold

FIELDS = [
    "register_number", "name", "aliases", "sex", "birth_place", "birth_date",
    "phone", "phone_owner", "phone_other", "phone_other_owner", "address", "region",
    "category", "basis", "basis_number", "guidance_start", "guidance_end", "counsellor", "restricted_flag",
    "education", "occupation", "interests", "available_days", "transport_need", "support_needs",
    "guarantor_name", "guarantor_relation", "guarantor_phone",
]  # fmt: skip
PLACES_REACHED = "reachable_regions"
"""Stands beside FIELDS: many regions, told in the trail by name."""
NAMESAKES = 5
ENDING = ["status", "end_reason", "ended_on", "end_note"]
PLACES = {
    "register_taken": "register_number",
    "nik_taken": "nik",
    "end_before_start": "guidance_end",
    "client_has_name": "name",
}


@transaction.atomic
def register_client(*, office, values, nik, form_key, by):
    """Make the record of a person new to this office; the same form sent twice makes one."""
    refuse(registration_problems(values, office=office, nik=nik, today=today(office)))
    return once(Client, form_key, lambda: _registered(office, values, nik, form_key, by))


def _registered(office, values, nik, form_key, by):
    values = dict(values)
    reached = values.pop(PLACES_REACHED, ())
    client = Client(office=office, form_key=form_key, **values)
    client.nik = nik
    client.derive()
    save_checked(client, PLACES)
    client.reachable_regions.set(reached)
    record(Verb.CREATED, client, by=by, name=client.register_number)
    facts_changed([client.pk], NEW)
    return client


def registered_before(form_key, office):
    """The client that an earlier sending of this form has made, whoever may open it."""
    return Client._base_manager.filter(form_key=form_key, office=office).first()


def namesakes(*, office, name, birth_date, by):
    """Records of the office that may be the same person: those `by` may open, and how many others exist."""
    seen = list(Client.objects.visible_to(by).namesakes(name, birth_date)[:NAMESAKES])
    if birth_date is None:
        return seen, 0
    same = Client._base_manager.filter(office=office, sort_name=fold(name)[:150], birth_date=birth_date)
    return seen, same.exclude(pk__in=[client.pk for client in seen]).count()


@transaction.atomic
def change_client(*, client, values, nik, version, by):
    """Change facts of the record. `nik`: the new number, "" to take it away, None to leave it."""
    client, values = locked(client), dict(values)
    reached = values.pop(PLACES_REACHED, None)
    refuse([*stale_problems(client, version), *_saved_meanwhile(client, values, version)])
    refuse(registration_problems(values, office=client.office, nik=nik, today=today(client.office)))
    before, old_nik = copy(client), client.nik
    for name, value in values.items():
        setattr(client, name, value)
    if nik is not None:
        client.nik = nik
    client.derive()
    changes = told(before, client, FIELDS)
    if client.nik != old_nik:
        changes["nik"] = [old_nik and MASK, client.nik and MASK]
    changes |= _reached(client, reached)
    if changes:
        client.version += 1
        save_checked(client, PLACES)
        record(Verb.CHANGED, client, by=by, changes=changes, name=client.register_number)
        facts_changed([client.pk], changes)
    return client


def _reached(client, regions):
    """Write the places that can be reached; what changed, or nothing. None leaves them."""
    if regions is None:
        return {}
    before = sorted(str(region) for region in client.reachable_regions.all())
    after = sorted(str(region) for region in regions)
    if before == after:
        return {}
    client.reachable_regions.set(regions)
    hidden = client.is_restricted_on(today(client.office))
    return {"places_reached": [MASK, MASK] if hidden else [", ".join(before), ", ".join(after)]}


def _saved_meanwhile(client, values, version):
    """Both values of every field that differs, once it is known that somebody else has saved."""
    if version == client.version:
        return
    for name in differing(client, values):
        value = getattr(client, name)
        shown = getattr(client, f"get_{name}_display", lambda value=value: value)()
        yield Problem("saved_meanwhile", _("Saved now: %(value)s") % {"value": shown or "–"}, name)


@transaction.atomic
def end_client(*, client, reason, on, note, by):
    """End the guidance for one of the official reasons; trainings flag enrolments that are left."""
    client = locked(client)
    refuse(ending_problems(client, reason=reason, on=on, today=today(client.office)))
    before = copy(client)
    client.status, client.end_reason, client.ended_on, client.end_note = Status.ENDED, reason, on, note
    client.version += 1
    save_checked(client, PLACES)
    changes = told(before, client, ENDING)
    record(Verb.ENDED, client, by=by, changes=changes, name=client.register_number)
    facts_changed([client.pk], changes)
    return client


@transaction.atomic
def reopen_client(*, client, note, by):
    """Take back an ending that was recorded by mistake; what was recorded stays in the audit."""
    client = locked(client)
    refuse(reopening_problems(client))
    before = copy(client)
    client.status, client.end_reason, client.ended_on, client.end_note = Status.ACTIVE, "", None, ""
    client.version += 1
    save_checked(client, PLACES)
    changes = told(before, client, ENDING) | {"note": ["", note]}
    record(Verb.REOPENED, client, by=by, changes=changes, name=client.register_number)
    facts_changed([client.pk], changes)
    return client
