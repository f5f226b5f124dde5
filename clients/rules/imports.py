"""When the columns of a workbook make sense."""

from collections import Counter

from django.utils.translation import gettext as _

from clients.workbook.headings import BY_KEY
from pembinaan.problems import Problem


def mapping_problems(layouts):
    if all(layout.skipped_reason for layout in layouts):
        message = _(
            "No sheet is read. At least one needs a column for the register number and one for the name."
        )
        yield Problem("no_sheet", message)
    for layout in layouts:
        fields = Counter(column.field for column in layout.columns if column.field)
        for key, times in fields.items():
            if times > 1 and not layout.skipped_reason:
                message = _("Sheet %(sheet)s: more than one column is “%(field)s”.")
                told = {"sheet": layout.sheet, "field": BY_KEY[key].label}
                yield Problem("field_twice", message % told)


def saving_problems(batch):
    if not batch.counts.get("good"):
        yield Problem("no_rows", _("The file has no row that could be saved."))


def discarding_problems(batch):
    if batch.saved_at:
        yield Problem("saved", _("This import is saved already. It can be undone."))
