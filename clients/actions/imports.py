"""Bringing the workbook of an office into its register, and taking that back."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from clients.importing.files import digest_of, take_samples
from clients.importing.saving import write_workbook
from clients.models import ImportBatch
from pembinaan.accounts.models import Office
from pembinaan.audit.record import record
from pembinaan.audit.verbs import Verb


@transaction.atomic
def import_at_once(*, office, workbook, layouts, by, told):
    """From the command line: the file is read, saved and forgotten in one step. Answers the batch."""
    batch = ImportBatch(office=office, file_name=workbook.name[-200:], made_by=by, status="running")
    batch.digest, batch.layouts = digest_of(workbook.getvalue()), take_samples(layouts)[0]
    batch.save()
    _written(batch, workbook, layouts, told)
    _recorded(batch, by)
    return batch


def _written(batch, workbook, layouts, told=lambda steps: None):
    """Imports of one office wait for each other; a client registered meanwhile makes us read again."""
    Office.objects.select_for_update(no_key=True).get(pk=batch.office_id)
    try:
        with transaction.atomic():
            batch.counts = write_workbook(batch, workbook, layouts, told)
    except IntegrityError:
        with transaction.atomic():
            batch.counts = write_workbook(batch, workbook, layouts)


def _recorded(batch, by):
    batch.status, batch.saved_at, batch.samples = ImportBatch.Status.DONE, timezone.now(), None
    batch.version += 1
    batch.save()
    changes = {name: ["", number] for name, number in batch.counts.items()}
    record(Verb.IMPORTED, batch, by=by, changes=changes, name=batch.office.code)
