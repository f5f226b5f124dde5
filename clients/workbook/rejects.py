"""The bad rows as a workbook to be corrected and uploaded again."""

from django.utils.translation import gettext as _
from xlsxwriter import Workbook

OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": True,
}
WIDE, NARROW = 48, 20


def write_rejects(rows, file):
    """`rows` carry `sheet`, `row`, `original` and `errors`; the office's columns come first."""
    rows = list(rows)
    headings = list(dict.fromkeys(heading for row in rows for heading in row.original))
    with Workbook(file, OPTIONS) as workbook:
        sheet = workbook.add_worksheet()
        sheet.set_column(0, len(headings) + 1, NARROW)
        sheet.set_column(len(headings) + 2, len(headings) + 2, WIDE)
        sheet.freeze_panes(1, 0)
        ours = [_("Sheet"), _("Row"), _("Reason")]
        _write(sheet, 0, [*headings, *ours], workbook.add_format({"bold": True, "text_wrap": True}))
        for number, row in enumerate(rows, start=1):
            _write(sheet, number, [*(row.original.get(heading, "") for heading in headings), *_reasons(row)])


def _reasons(row):
    return row.sheet, row.row, " ".join(str(problem.message) for problem in row.errors)


def _write(sheet, number, values, style=None):
    """A number stays a number: a NIK that lost its digits must not come back as text that looks whole."""
    for index, value in enumerate(values):
        write = sheet.write_number if isinstance(value, int | float) else sheet.write_string
        write(number, index, value, style)
