"""Imports as an office does them, without the pages."""

import io
import uuid

from clients import jobs
from clients.actions.imports import ask_to_save, ask_to_undo, set_mapping, upload_workbook
from clients.importing.files import layouts_of
from clients.models import ImportBatch
from tests.clients.workbook.books import GOOD, HEADINGS, book

FIELDS = dict(zip(HEADINGS, GOOD, strict=True))


def sheet(*rows):
    """Rows of the usual columns; each is a dict of what differs from the good row."""
    return [HEADINGS, *([(FIELDS | row)[heading] for heading in HEADINGS] for row in rows)]


def file_of(*rows, sheets=None):
    file = io.BytesIO()
    book(file, sheets or {"Klien": sheet(*rows)})
    file.seek(0)
    file.name = "klien.xlsx"
    return file


def uploaded(by, file, form_key=None):
    return upload_workbook(
        office=by.office, file=file, name=file.name, form_key=form_key or uuid.uuid4(), by=by
    )


def checked(by, file):
    batch = uploaded(by, file)
    set_mapping(batch=batch, layouts=layouts_of(batch), by=by)
    return worked(batch)


def saved(by, file):
    batch = checked(by, file)
    ask_to_save(batch=batch, by=by)
    return worked(batch)


def undone(by, batch):
    ask_to_undo(batch=batch, by=by)
    return worked(batch)


def worked(batch):
    while jobs.run_next():
        pass
    return ImportBatch.objects.get(pk=batch.pk)


def outcomes(batch):
    return [(row.outcome, row.register_number) for row in batch.rows.all()]
