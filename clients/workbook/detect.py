"""Finds the heading rows of every sheet and guesses the columns; the user may correct the guess."""

from itertools import islice

from .headings import REQUIRED, field_for, is_spelling
from .layout import ColumnGuess, SheetLayout, lacking, letter, sample_values
from .source import open_workbook, sheet_rows, worksheets
from .text import filled

SEARCHED_ROWS = 40
READ_ROWS = 70
MAX_COLUMNS = 200


def detect(workbook) -> list[SheetLayout]:
    """One layout for each sheet, in the order of the workbook."""
    workbook = open_workbook(workbook)
    return [_detect_sheet(workbook, name, visible) for name, visible in worksheets(workbook)]


def _detect_sheet(workbook, name: str, visible: bool) -> SheetLayout:
    _sheet, rows = sheet_rows(workbook, name)
    head = [row[:MAX_COLUMNS] for row in islice(rows, READ_ROWS)]
    texts = [[filled(value) for value in row] for row in head]
    if not any(any(row) for row in texts):
        return SheetLayout(name, [], 1, [], "empty")
    header, headings = _find_header(texts)
    columns = _guess(head, headings, header[-1] + 1)
    reason = lacking(columns) if visible else "hidden"
    return SheetLayout(name, [at + 1 for at in header], header[-1] + 2, columns, reason)


def _find_header(texts):
    """Indexes of the heading rows, and one heading per column; the fullest row if no better one is found."""
    searched = texts[:SEARCHED_ROWS]
    for at, row in enumerate(searched):
        if {field_for(text) for text in row if text}.issuperset(REQUIRED):
            return _with_neighbours(texts, at)
    return _with_neighbours(texts, max(range(len(searched)), key=lambda at: (_known(searched[at]), -at)))


def _known(row) -> tuple[int, int]:
    return sum(1 for text in row if text and is_spelling(text)), sum(1 for text in row if text)


def _with_neighbours(texts, at):
    row = texts[at]
    if at + 1 < len(texts) and _is_second_line(row, texts[at + 1]):
        return [at, at + 1], _both_lines(row, texts[at + 1])
    if at and _is_group_line(texts[at - 1], row):
        return [at - 1, at], _both_lines(texts[at - 1], row)
    return [at], list(row)


def _is_second_line(row, below) -> bool:
    """Under a merged heading such as "Masa Bimbingan" stand words, and nothing under the needed ones."""
    needed = [index for index, text in enumerate(row) if text and field_for(text) in REQUIRED]
    if any(below[index] for index in needed):
        return False
    return any(field_for(heading) for heading, own in zip(_both_lines(row, below), below, strict=True) if own)


def _is_group_line(above, row) -> bool:
    """A line over the headings groups several of them; a title stands alone."""
    groups = [text for text in above if text]
    return len(groups) > 1 and any(field_for(text) is None for text in groups)


def _both_lines(above, below) -> list[str]:
    return [_heading(above, below, index) for index in range(len(below))]


def _heading(above, below, index) -> str:
    """“Masa Bimbingan” over “Mulai”; a merged heading is written in its first column only.

    What stands under “Penjamin” is the guarantor's, but under “Identitas” it keeps its own meaning.
    """
    own = below[index]
    if not own:
        return above[index]
    start = next((at for at in range(index, -1, -1) if above[at]), None)
    if start is None or above[start] == own:
        return own
    joined = f"{above[start]} {own}"
    return joined if field_for(joined) or field_for(above[start]) else own


def _guess(rows, headings, first) -> list[ColumnGuess]:
    """Each field goes to the first column that names it; a later one is left for the user."""
    taken: set[str] = set()
    columns = []
    for index, heading in enumerate(headings):
        samples = sample_values(rows, index, first)
        key = _free(field_for(heading), taken) if heading else None
        if heading or samples:
            columns.append(ColumnGuess(index, letter(index), heading, key, samples))
        taken.add(key or "")
    return columns


def _free(key: str | None, taken: set[str]) -> str | None:
    if key == "phone" and key in taken:
        key = "phone2"
    return None if key in taken else key
