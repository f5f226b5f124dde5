"""The rows kept aside as a workbook, in the columns they came in."""

import io
from types import SimpleNamespace

from clients.importing.showing import problem_of
from clients.importing.writing import opened_json
from clients.workbook.rejects import write_rejects


def rejects_workbook(rows):
    """The bytes of the file and how many rows it holds."""
    file, opened = io.BytesIO(), [_opened(row) for row in rows.iterator()]
    write_rejects(opened, file)
    return file.getvalue(), len(opened)


def _opened(row):
    errors = [SimpleNamespace(message=_sentence(*problem_of(problem))) for problem in row.problems]
    return SimpleNamespace(sheet=row.sheet, row=row.row, original=opened_json(row.sealed), errors=errors)


def _sentence(label, letter, words):
    return f"{letter} {label}: {words}"
