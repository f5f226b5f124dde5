"""What a training needs as a workbook: sums are numbers, and it says for how many and who took it."""

import tempfile

import xlsxwriter
from django.utils.translation import gettext as _

from pembinaan.dates import day_range, daytime

OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
COLUMNS = (28, 12, 18, 12, 12, 16, 18)


def write_needs(training, groups, *, people, by, at):
    """A finished temporary file and its size; `groups` as trainings.needs.by_kind gives them."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    book = xlsxwriter.Workbook(file, OPTIONS)
    book.set_properties({"title": _("Tools and materials"), "author": by.get_full_name()})
    _needs_sheet(book, training, groups, by, at)
    _about_sheet(book, training, people, by, at)
    book.close()
    size = file.tell()
    file.seek(0)
    return file, size


def _needs_sheet(book, training, groups, by, at):
    sheet, bold = book.add_worksheet(_("Tools and materials")), book.add_format({"bold": True})
    money, amount = book.add_format({"num_format": "#,##0"}), book.add_format({"num_format": "#,##0.##"})
    headings = [
        _("Name"),
        _("Kind"),
        _("Counted"),
        _("Quantity"),
        _("Unit of measure"),
        _("Price of a unit"),
        _("Sum"),
    ]
    for place, (heading, width) in enumerate(zip(headings, COLUMNS, strict=True)):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, heading, bold)
    sheet.freeze_panes(1, 1)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&L{daytime(at, by.office)} · {by.get_full_name().replace('&', '&&')}&R&P / &N")
    line = 0
    for line, need in enumerate((need for group in groups for need in group.rows), start=1):
        item = need.item
        words = (item.name, item.get_kind_display(), item.get_per_display())
        for place, text in enumerate(words):
            sheet.write_string(line, place, str(text))
        sheet.write_number(line, 3, float(need.quantity), amount)
        sheet.write_string(line, 4, item.unit)
        if need.cost is not None:
            sheet.write_number(line, 5, item.unit_price, money)
            sheet.write_number(line, 6, need.cost, money)
    bold_money = book.add_format({"bold": True, "num_format": "#,##0"})
    sheet.write_string(line + 1, 0, _("Total"), bold)
    sheet.write_number(line + 1, 6, sum(group.cost for group in groups), bold_money)


def _about_sheet(book, training, people, by, at):
    sheet, bold = book.add_worksheet(_("About this file")), book.add_format({"bold": True})
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 60)
    facts = [
        (_("Training"), training.title),
        (_("Days"), day_range(training.starts_on, training.ends_on)),
        (_("Office"), training.office.full_name),
        (_("For how many"), str(people)),
        (_("Downloaded by"), by.get_full_name()),
        (_("Time"), daytime(at, by.office)),
    ]
    for line, (heading, text) in enumerate(facts):
        sheet.write_string(line, 0, heading, bold)
        sheet.write_string(line, 1, str(text))
