"""The register as a workbook: text stays text, numbers of identity stay masked, and it says who took it."""

import tempfile
from datetime import date

import xlsxwriter
from django.utils.translation import gettext as _

from clients.choices import Category, Education, Sex, Status, Work
from clients.models.client import NIK_CONTEXT, masked
from pembinaan.crypto import open_sealed
from pembinaan.dates import daytime

CHUNK = 5_000
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def masked_seal(sealed):
    return masked(open_sealed(sealed, NIK_CONTEXT).decode()) if sealed else ""


def labels(choices):
    """Looked up once, not translated anew for each of 20,000 rows."""
    names = {value: str(label) for value, label in choices.choices}
    return lambda value: names.get(value, value)


def columns():
    """(heading, path, how its value is shown, width)"""
    return [
        (_("Register number"), "register_number", str, 20),
        (_("Name"), "name", str, 32),
        (_("Aliases"), "aliases", str, 18),
        (_("Sex"), "sex", labels(Sex), 12),
        (_("Date of birth"), "birth_date", None, 13),
        (_("NIK"), "nik_sealed", masked_seal, 18),
        (_("Phone"), "phone", str, 16),
        (_("Whose phone"), "phone_owner", str, 14),
        (_("Address"), "address", str, 32),
        (_("Regency or city"), "region__name", str, 22),
        (_("Category"), "category", labels(Category), 22),
        (_("Guidance starts"), "guidance_start", None, 13),
        (_("Guidance ends"), "guidance_end", None, 13),
        (_("Status"), "status", labels(Status), 12),
        (_("PK"), "counsellor__name", str, 22),
        (_("Work status"), "work", labels(Work), 18),
        (_("As of"), "work_since", None, 13),
        (_("Work"), "occupation", str, 22),
        (_("Education"), "education", labels(Education), 20),
        (_("Interests"), "interests", str, 24),
    ]


def write_clients(rows, *, filters, by, at):
    """A finished temporary file and how many rows it holds. `filters`: their words, for the second sheet."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    book = xlsxwriter.Workbook(file, OPTIONS)
    book.set_properties({"title": _("Clients"), "author": by.get_full_name()})
    count = _clients_sheet(book, rows, by, at)
    _about_sheet(book, filters, by, at, count)
    book.close()
    size = file.tell()
    file.seek(0)
    return file, size, count


def _clients_sheet(book, rows, by, at):
    sheet, shown = book.add_worksheet(_("Clients")), columns()
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "dd/mm/yyyy"})
    for place, (heading, _path, _show, width) in enumerate(shown):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, heading, bold)
    sheet.freeze_panes(1, 2)
    sheet.set_footer(f"&L{daytime(at, by.office)} · {by.get_full_name().replace('&', '&&')}&R&P / &N")
    converters, count = [show for _heading, _path, show, _width in shown], 0
    found = rows.values_list(*(path for _heading, path, _show, _width in shown))
    for count, values in enumerate(found.iterator(chunk_size=CHUNK), start=1):
        for place, (value, show) in enumerate(zip(values, converters, strict=True)):
            if isinstance(value, date):
                sheet.write_datetime(count, place, value, day)
            elif value:
                sheet.write_string(count, place, show(value))
    return count


def _about_sheet(book, filters, by, at, count):
    sheet, bold = book.add_worksheet(_("About this file")), book.add_format({"bold": True})
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 60)
    facts = [
        (_("Office"), by.office.full_name),
        (_("Downloaded by"), by.get_full_name()),
        (_("Time"), daytime(at, by.office)),
        (_("Rows"), str(count)),
        (_("Filters"), "; ".join(filters) or _("Under guidance")),
        (_("Protection"), _("Personal data. Delete the file when it is no longer needed.")),
    ]
    for line, (heading, text) in enumerate(facts):
        sheet.write_string(line, 0, heading, bold)
        sheet.write_string(line, 1, text)
