"""Which sheets hold clients, where their headings are, and which column is which field."""

from dataclasses import asdict, dataclass, field, replace

from django.utils.translation import gettext_lazy as _

from .headings import REQUIRED
from .text import SHORT, shown

SKIP_REASONS = {
    "empty": _("The sheet is empty."),
    "hidden": _("The sheet is hidden."),
    "left_out": _("The sheet was left out by choice."),
    "no_list": _("The sheet has no column for the register number and none for the name."),
    "no_register_column": _("The sheet has no column for the register number."),
    "no_name_column": _("The sheet has no column for the name."),
}


def letter(index: int) -> str:
    """The column as Excel names it; 0 is A."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@dataclass(frozen=True)
class ColumnGuess:
    index: int
    letter: str
    heading: str
    field: str | None
    samples: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class SheetLayout:
    """Rows are numbered as Excel does; `skipped_reason` is a key of SKIP_REASONS."""

    sheet: str
    header_rows: list[int]
    first_row: int
    columns: list[ColumnGuess]
    skipped_reason: str | None = None

    @property
    def skipped_message(self):
        return SKIP_REASONS[self.skipped_reason] if self.skipped_reason else ""

    @property
    def ignored(self) -> list[ColumnGuess]:
        return [column for column in self.columns if column.heading and not column.field]

    def column(self, key: str) -> ColumnGuess | None:
        return next((column for column in self.columns if column.field == key), None)

    def with_fields(self, fields: dict[int, str | None]) -> "SheetLayout":
        """As corrected by the user (column index to field); read once both needed columns are known."""
        columns = [replace(c, field=fields.get(c.index, c.field) or None) for c in self.columns]
        return replace(self, columns=columns, skipped_reason=lacking(columns))

    def skipped(self, reason: str) -> "SheetLayout":
        return replace(self, skipped_reason=reason)

    def to_json(self) -> dict:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict) -> "SheetLayout":
        columns = [ColumnGuess(**column) for column in data["columns"]]
        return cls(**{**data, "columns": columns})


def lacking(columns: list[ColumnGuess]) -> str | None:
    """Why a sheet with these columns is no list of clients."""
    missing = [key for key in REQUIRED if not any(column.field == key for column in columns)]
    if len(missing) > 1:
        return "no_list"
    return (
        {"register_number": "no_register_column", "name": "no_name_column"}.get(*missing) if missing else None
    )


def sample_values(rows, index: int, first: int, wanted: int = 3) -> list[str]:
    values = (shown(row[index])[:SHORT] for row in rows[first:] if index < len(row))
    return [value for value, _n in zip((value for value in values if value), range(wanted), strict=False)]
