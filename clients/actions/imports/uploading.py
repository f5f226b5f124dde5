"""From the file to the columns."""

from django.db import transaction

from clients.actions.imports.steps import S, locked_in, name_of, queue
from clients.importing.checking import keep_layouts
from clients.importing.files import Workbook, admit, digest_of, look_into, sealed_copy, take_samples
from clients.models import ImportBatch
from clients.policy import IMPORT_IN_REQUEST_BYTES, IMPORT_MAX_BYTES
from clients.rules.imports import mapping_problems
from clients.workbook.safety import check_head
from clients.workbook.text import squeeze
from pembinaan.audit.record import record
from pembinaan.audit.verbs import Verb
from pembinaan.problems import refuse
from pembinaan.saving import once

NAME_LENGTH = 200


@transaction.atomic
def upload_workbook(*, office, file, name, form_key, by):
    """Keep the file, sealed. A small one is looked into at once; WorkbookRefused says what is wrong."""
    check_head(file, max_bytes=IMPORT_MAX_BYTES)
    workbook = Workbook(file.read(), squeeze(name)[-NAME_LENGTH:] or "klien.xlsx")
    found = _looked_into(workbook) if len(workbook.getvalue()) <= IMPORT_IN_REQUEST_BYTES else None
    return once(ImportBatch, form_key, lambda: _uploaded(office, workbook, found, form_key, by))


def _looked_into(workbook):
    admit(workbook)
    return look_into(workbook)


def _uploaded(office, workbook, found, form_key, by):
    content = workbook.getvalue()
    batch = ImportBatch(office=office, file_name=workbook.name, made_by=by, form_key=form_key)
    batch.digest = digest_of(content)
    batch.sealed_file.save(str(batch.pk), sealed_copy(content), save=False)
    if found:
        keep_layouts(batch, *found)
    else:
        queue(batch, ImportBatch.Task.DETECT, by)
    record(Verb.CREATED, batch, by=by, name=name_of(batch))
    return batch


@transaction.atomic
def set_mapping(*, batch, layouts, by):
    """Say which column is which field, and ask for the rows to be checked."""
    batch = locked_in(batch, S.UPLOADED, S.CHECKED, S.FAILED)
    refuse(mapping_problems(layouts))
    batch.layouts = take_samples(layouts)[0]
    queue(batch, ImportBatch.Task.CHECK, by)
    record(Verb.CHANGED, batch, by=by, name=name_of(batch))
    return batch


@transaction.atomic
def note_rejects_download(*, batch, rows, by):
    record(Verb.EXPORTED, batch, by=by, changes={"rows": ["", rows]}, name=name_of(batch))
