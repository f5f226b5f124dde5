"""What is sent about the grid of scores: some cells as JSON, or the whole form."""

import json
import re
from uuid import UUID, uuid4, uuid5

from pembinaan.text import squeeze
from pembinaan.views import as_uuid
from trainings.choices import Try
from trainings.rules.assessment import NONSENSE, ScoreEntry

CELL = re.compile(r"c(\d{1,5})-(\w{1,24})")
WHOLE = re.compile(r"[0-9]{1,4}")
MOST_CELLS = 20_000
SIGNS = {"v": 1, "✓": 1, "y": 1, "ya": 1, "yes": 1, "x": 0, "-": 0, "tidak": 0, "no": 0}
"""What spreadsheets hold for shown and not shown."""


class BadGrid(ValueError):
    """Not the shape that the page sends."""


def value_of(text, column):
    """As it is typed or pasted; nothing is None, and what is not understood no column takes."""
    text = squeeze(str(text)).casefold()
    if not text:
        return None
    if column.startswith("s") and text in SIGNS:
        return SIGNS[text]
    return int(text) if WHOLE.fullmatch(text) else NONSENSE


def attempt_of(text):
    return Try.LAST if str(text) == str(Try.LAST.value) else Try.FIRST


def entries_of_json(body):
    try:
        cells = json.loads(body)["cells"]
        if len(cells) > MOST_CELLS:
            raise BadGrid(len(cells))
        return [_entry_of(cell) for cell in cells]
    except (ArithmeticError, AttributeError, KeyError, RecursionError, TypeError, ValueError) as error:
        raise BadGrid(str(error)) from error


def _entry_of(cell):
    column = str(cell["c"])
    return ScoreEntry(
        _whole(cell["n"]),
        column,
        attempt_of(cell["a"]),
        value_of(cell["v"], column),
        _whole(cell["base"]),
        UUID(cell["id"]),
    )


def _whole(value):
    if not WHOLE.fullmatch(str(value)):
        raise BadGrid(str(value))
    return int(value)


def entries_of_form(data):
    """Entries of the cells that differ from what the page showed, which it sends along by row.

    Their ids follow from the key of the page, so that the same form sent twice is stored once.
    """
    key, attempt, shown = as_uuid(data.get("form_key")) or uuid4(), attempt_of(data.get("try")), {}
    entries = []
    for name, text in data.items():
        found = CELL.fullmatch(name)
        if not found or name == data.get("use"):
            continue
        number, column = int(found[1]), found[2]
        if number not in shown:
            shown[number] = shown_of(data.get(f"w{number}", ""))
        base, before = shown[number].get(column, (0, ""))
        if squeeze(text) != before:
            event = uuid5(key, f"{name} {attempt} {text}")
            entries.append(ScoreEntry(number, column, attempt, value_of(text, column), base, event))
    return entries


def shown_of(text):
    """{column: (version, text)} of a row, as told() wrote it."""
    parts = [part.split(":") for part in text.split()]
    whole = [part for part in parts if len(part) == 3 and WHOLE.fullmatch(part[1])]
    return {column: (int(version), value) for column, version, value in whole}


def told(cells):
    """Columns, versions and texts of a row's cells, of which nobody has said anything left out."""
    return " ".join(f"{column}:{version}:{text}" for column, version, text in cells if version)
