"""What a training needs as a workbook: sums are numbers, and it says for how many."""

from django.utils.translation import gettext as _

from pembinaan.dates import day_range
from pembinaan.exports import Export


def columns():
    return [
        (_("Name"), 28),
        (_("Kind"), 12),
        (_("Counted"), 18),
        (_("Quantity"), 12),
        (_("Unit of measure"), 12),
        (_("Price of a unit"), 16),
        (_("Sum"), 18),
    ]


def write_needs(training, groups, *, people, by, at):
    """A finished temporary file and its size; `groups` as trainings.needs.by_kind gives them."""
    export = Export(_("Tools and materials"), by=by, at=at)
    sheet = export.add_sheet(_("Tools and materials"), columns())
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    money = export.book.add_format({"num_format": "#,##0"})
    amount = export.book.add_format({"num_format": "#,##0.##"})
    line = 0
    for line, need in enumerate((need for group in groups for need in group.rows), start=1):
        _write_need(export, sheet, line, need, amount, money)
    bold_money = export.book.add_format({"bold": True, "num_format": "#,##0"})
    sheet.write_string(line + 1, 0, _("Total"), export.bold)
    sheet.write_number(line + 1, 6, sum(group.cost for group in groups), bold_money)
    export.add_about(
        [
            (_("Training"), training.title),
            (_("Days"), day_range(training.starts_on, training.ends_on)),
            (_("For how many"), str(people)),
        ],
        names_people=False,
    )
    return export.finished()


def _write_need(export, sheet, line, need, amount, money):
    item = need.item
    for place, text in enumerate((item.name, item.get_kind_display(), item.get_per_display())):
        export.write_text(sheet, line, place, str(text))
    sheet.write_number(line, 3, float(need.quantity), amount)
    export.write_text(sheet, line, 4, item.unit)
    if need.cost is not None:
        sheet.write_number(line, 5, item.unit_price, money)
        sheet.write_number(line, 6, need.cost, money)
