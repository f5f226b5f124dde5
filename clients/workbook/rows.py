"""Reads the clients of a workbook row by row; every problem of a row is reported, not the first alone."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from .fields import reader_of
from .headings import FIELDS
from .layout import SheetLayout
from .merged import Downfill
from .norows import ClientLines
from .people import nik_fits, nik_is_plausible
from .problems import RowProblem
from .refusal import WorkbookRefused
from .safety import MAX_ROWS
from .source import open_workbook, sheet_rows
from .text import SHORT, filled, shown

ORDER = {item.key: place for place, item in enumerate(FIELDS)}


@dataclass(slots=True)
class ParsedRow:
    """`values` hold only fields that have a column; a bad row keeps its cells by heading in `original`."""

    sheet: str
    row: int
    values: dict = field(default_factory=dict)
    raw: dict[str, str] = field(default_factory=dict)
    errors: list[RowProblem] = field(default_factory=list)
    warnings: list[RowProblem] = field(default_factory=list)
    original: dict = field(default_factory=dict)

    @property
    def is_good(self) -> bool:
        return not self.errors


class Notebook:
    """What the readers of one row find."""

    def __init__(self, parsed: ParsedRow, letters: dict[str, str]):
        self.values, self._parsed, self._letters = parsed.values, parsed, letters

    def error(self, code, key):
        self._parsed.errors.append(self._problem(code, key))

    def warn(self, code, key):
        self._parsed.warnings.append(self._problem(code, key))

    def _problem(self, code, key):
        return RowProblem(code, key, self._letters.get(key, ""), self._parsed.raw.get(key, "")[:SHORT])


def read_rows(path, layouts: list[SheetLayout], *, max_rows: int = MAX_ROWS) -> Iterator[ParsedRow]:
    """The rows of the sheets that are not skipped; duplicates are found across all of them."""
    workbook = open_workbook(path)
    seen: set[str] = set()
    for layout in layouts:
        if not layout.skipped_reason:
            yield from _SheetReader(layout, seen).read(workbook, max_rows)


class _SheetReader:
    def __init__(self, layout: SheetLayout, seen: set[str]):
        self.layout, self.seen = layout, seen
        known = sorted((c for c in layout.columns if c.field), key=lambda column: ORDER[column.field])
        self.known = [(column.field, column.index, reader_of(column.field)) for column in known]
        self.letters = {column.field: column.letter for column in known}
        self.others = [column.index for column in layout.columns if not column.field]
        self.lines = ClientLines()
        self.headings = _unique_headings(layout)

    def read(self, workbook, max_rows) -> Iterator[ParsedRow]:
        sheet, rows = sheet_rows(workbook, self.layout.sheet)
        if sheet.height > max_rows:
            raise WorkbookRefused("too_many_rows")
        downfill = Downfill(sheet, self.known)
        for number, cells in enumerate(rows, start=1):
            if number >= self.layout.first_row and (
                parsed := self._row(number, downfill.filled(number, cells))
            ):
                yield parsed

    def _row(self, number, cells) -> ParsedRow | None:
        width = len(cells)
        texts = {key: filled(cells[index]) if index < width else "" for key, index, _reader in self.known}
        if not self.lines.accepts(texts, [filled(cells[index]) for index in self.others if index < width]):
            return None
        parsed = ParsedRow(self.layout.sheet, number, raw=texts)
        note = Notebook(parsed, self.letters)
        for key, index, reader in self.known:
            reader(cells[index] if index < width else "", texts[key], note, key)
        self._compare(parsed, note)
        if parsed.errors:
            parsed.original = self._original(cells)
        return parsed

    def _compare(self, parsed: ParsedRow, note: Notebook):
        """What can only be judged once all fields of the row, and the rows above, are known."""
        values = parsed.values
        register = values["register_number"]
        if register in self.seen:
            note.error("duplicate_register", "register_number")
        elif register:
            self.seen.add(register)
        start, end = values.get("guidance_start"), values.get("guidance_end")
        if start and end and end < start:
            note.error("end_before_start", "guidance_end")
        nik = values.get("nik")
        if nik and nik_is_plausible(nik) and not nik_fits(nik, values.get("birth_date"), values.get("sex")):
            note.warn("nik_mismatch", "nik")

    def _original(self, cells) -> dict:
        return {
            heading: cells[index] if isinstance(cells[index], float) else shown(cells[index])
            for heading, index in self.headings
            if index < len(cells)
        }


def _unique_headings(layout: SheetLayout) -> list[tuple[str, int]]:
    """Two columns of one name, or none, are told apart by their letter."""
    headings: dict[str, int] = {}
    for column in layout.columns:
        name = column.heading or column.letter
        headings[name if name not in headings else f"{name} ({column.letter})"] = column.index
    return list(headings.items())
