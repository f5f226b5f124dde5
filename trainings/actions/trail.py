"""That what a training needs was downloaded."""

from django.db import transaction

from pembinaan.audit.record import record
from pembinaan.audit.verbs import Verb


@transaction.atomic
def note_export(*, training, rows, by):
    record(Verb.EXPORTED, training, by=by, changes={"rows": ["", rows]})
