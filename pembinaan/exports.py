"""Downloads as workbooks: text stays text, and a sheet says what the file is and who took it."""

import csv
import io
import tempfile

import xlsxwriter
from django.http import FileResponse, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from pembinaan.dates import daytime
from pembinaan.uploads import CONTENT_TYPES

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = CONTENT_TYPES | {"csv": "text/csv; charset=utf-8"}
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
FORMULA_SIGNS = tuple("=+-@\t\r")


class Export:
    """A workbook while it is written: row by row, sheet after sheet, the one about the file last."""

    def __init__(self, title, *, by, at):
        self.by, self.at = by, at
        self.file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
        self.book = xlsxwriter.Workbook(self.file, OPTIONS)
        self.book.set_properties({"title": title, "author": by.get_full_name()})
        self.bold = self.book.add_format({"bold": True})
        self.day = self.book.add_format({"num_format": "dd/mm/yyyy"})
        self.minute = self.book.add_format({"num_format": 'dd/mm/yyyy hh"."mm'})
        # Known to the program as text even after somebody has edited the cell.
        self.quoted = self.book.add_format({"quote_prefix": True})

    def add_sheet(self, name, columns):
        """`columns` are pairs of a heading and a width; number and name stay in sight."""
        sheet = self.book.add_worksheet(name)
        for place, (heading, width) in enumerate(columns):
            sheet.set_column(place, place, width)
            sheet.write_string(0, place, heading, self.bold)
        sheet.freeze_panes(1, 2)
        who = self.by.get_full_name().replace("&", "&&")
        sheet.set_footer(f"&L{daytime(self.at, self.by.office)} · {who}&R&P / &N")
        return sheet

    def write_text(self, sheet, row, column, text):
        sheet.write_string(row, column, text, self.quoted if text.startswith(FORMULA_SIGNS) else None)

    def add_about(self, facts, *, names_people=True):
        """`facts`, pairs of a heading and a text, stand between who took the file and what protects it."""
        sheet = self.book.add_worksheet(_("About this file"))
        sheet.set_column(0, 0, 24)
        sheet.set_column(1, 1, 60)
        taken = [
            (_("Office"), self.by.office.full_name),
            (_("Downloaded by"), self.by.get_full_name()),
            (_("Time"), daytime(self.at, self.by.office)),
        ]
        kept = [(_("Protection"), _("Personal data. Delete the file when it is no longer needed."))]
        for line, (heading, text) in enumerate([*taken, *facts, *(kept if names_people else [])]):
            sheet.write_string(line, 0, heading, self.bold)
            self.write_text(sheet, line, 1, text)

    def finished(self):
        """The file, to be read from its beginning, and its size."""
        self.book.close()
        size = self.file.tell()
        self.file.seek(0)
        return self.file, size


def csv_text(rows):
    """Semicolons and a byte order mark, as the spreadsheet programs here expect; text is never a formula."""
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows([_plain(value) for value in row] for row in rows)
    return "\ufeff" + out.getvalue()


def _plain(value):
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(FORMULA_SIGNS) else value
    return str(value).replace(".", ",")


def xlsx_response(file, size, name):
    """Sent as a whole: nothing is read from the database any more."""
    response = FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)
    response["Content-Length"] = size
    return response


def file_of(content):
    """Bytes or text as a finished file."""
    return io.BytesIO(content.encode() if isinstance(content, str) else content)


def sent(file, name):
    """A finished file as a download, by the ending of its name."""
    if name.endswith(".xlsx"):
        return xlsx_response(file, file.seek(0, io.SEEK_END) - file.seek(0), name)
    response = HttpResponse(file.read(), content_type=TYPES[name.rpartition(".")[2]])
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response
