"""From the checked rows to the register."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from clients.actions.imports.steps import S, locked_in, name_of, queue
from clients.following import facts_changed
from clients.importing.files import digest_of, layouts_of, stored_workbook, take_samples
from clients.importing.saving import write_workbook
from clients.models import ImportBatch
from clients.rules.imports import saving_problems
from pembinaan.accounts.models import Office
from pembinaan.audit.record import record
from pembinaan.audit.verbs import Verb
from pembinaan.problems import refuse


@transaction.atomic
def ask_to_save(*, batch, by):
    batch = locked_in(batch, S.CHECKED)
    refuse(saving_problems(batch))
    queue(batch, ImportBatch.Task.SAVE, by)
    record(Verb.MOVED, batch, by=by, name=name_of(batch))
    return batch


@transaction.atomic
def save_batch(*, batch, by):
    """Every good row of the file, or none. What was saved before is not saved again."""
    batch = locked_in(batch, S.CHECKED, S.QUEUED, S.RUNNING)
    batch.rows.all().delete()
    _write(batch, stored_workbook(batch), layouts_of(batch))
    forget_file(batch)
    return _saved(batch, by)


@transaction.atomic
def import_at_once(*, office, workbook, layouts, by, told):
    """From the command line: the file is read, saved and forgotten in one step. Answers the batch."""
    batch = ImportBatch(office=office, file_name=workbook.name[-200:], made_by=by, status=S.RUNNING)
    batch.digest, batch.layouts = digest_of(workbook.getvalue()), take_samples(layouts)[0]
    batch.save()
    _write(batch, workbook, layouts, told)
    return _saved(batch, by)


ATTEMPTS = 5
"""How often a file is read again because a client of it was registered by hand just then."""


def _write(batch, workbook, layouts, told=lambda steps: None):
    """Imports of one office wait for each other; a client registered meanwhile makes us read again."""
    Office.objects.select_for_update(no_key=True).get(pk=batch.office_id)
    for attempt in range(1, ATTEMPTS + 1):
        try:
            with transaction.atomic():
                batch.counts = write_workbook(batch, workbook, layouts, told)
        except IntegrityError:
            told = nobody
            if attempt == ATTEMPTS:
                raise
        else:
            return


def nobody(steps):
    """The steps were told at the first reading."""


def _saved(batch, by):
    batch.status, batch.task, batch.claimed_at = S.DONE, "", None
    batch.saved_at, batch.samples = timezone.now(), None
    batch.version += 1
    batch.save()
    facts_changed(batch.written_clients())
    changes = {name: ["", number] for name, number in batch.counts.items()}
    record(Verb.IMPORTED, batch, by=by, changes=changes, name=name_of(batch))
    return batch


def forget_file(batch):
    """Once the change is certain: the workbook holds everything of everybody."""
    storage, name = batch.sealed_file.storage, batch.sealed_file.name
    batch.sealed_file = ""
    if name:
        transaction.on_commit(lambda: storage.delete(name))
