"""Rooms in which an office holds its sessions, one session at a time."""

from django.db import transaction

from pembinaan.audit.record import differences, record
from pembinaan.audit.verbs import Verb
from pembinaan.problems import refuse
from pembinaan.saving import locked, once, save_checked, stale_problems
from trainings.models import Venue

PLACES = {"name_taken": "name"}
FIELDS = ("name", "address", "region", "service_post", "partner", "seats", "is_active")


@transaction.atomic
def add_venue(values, *, form_key, by):
    return once(Venue, form_key, lambda: _add(values, form_key, by))


def _add(values, form_key, by):
    venue = _written(Venue(office=by.office, form_key=form_key), values)
    record(Verb.CREATED, venue, by=by)
    return venue


@transaction.atomic
def change_venue(venue, values, *, version, by):
    """A room that is no longer in use stays on the sessions that it was used for."""
    found, before = locked(venue), locked(venue)
    refuse(stale_problems(found, version))
    found.version += 1
    _written(found, values)
    if changes := differences(before, found, FIELDS):
        record(Verb.CHANGED, found, by=by, changes=changes)
    return found


def _written(venue, values):
    for name in FIELDS:
        setattr(venue, name, values[name])
    return save_checked(venue, PLACES)
