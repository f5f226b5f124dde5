"""How clients appear in the audit: by register number, and protected ones without any value."""

from django.db import transaction

from pembinaan.audit.record import MASK, differences, record
from pembinaan.audit.verbs import Verb
from pembinaan.dates import today


def told(before, after, fields):
    """Differences for the audit. Of children and protected people only which fields changed."""
    changes = differences(before, after, fields)
    day = today(after.office)
    if before.is_restricted_on(day) or after.is_restricted_on(day):
        return {name: [MASK, MASK] for name in changes}
    return changes


@transaction.atomic
def note_view(*, client, part, by):
    """Somebody has read a part of the record."""
    record(Verb.VIEWED, client, by=by, changes={"part": ["", part]}, name=client.register_number)


@transaction.atomic
def open_nik(*, client, purpose, by):
    """The full NIK, once, for a stated purpose."""
    changes = {"nik": ["", client.nik], "purpose": ["", purpose]}
    record(Verb.VIEWED, client, by=by, changes=changes, name=client.register_number)
    return client.nik


@transaction.atomic
def note_search(*, hits, by):
    """Somebody has searched for people: how many were found, never the words."""
    record(Verb.SEARCHED, by.office, by=by, changes={"found": ["", hits]})
