"""That figures left the system as a file."""

from django.db import transaction

from pembinaan.audit.record import record
from pembinaan.audit.verbs import Verb


@transaction.atomic
def note_export(*, file, filters, rows, by):
    changes = {"file": ["", file], "rows": ["", rows], "filters": ["", filters]}
    record(Verb.EXPORTED, by.office, by=by, changes=changes)
