"""Rows inside a form: typed in any order, added in place, left blank to be taken away."""

from django.forms.formsets import BaseFormSet
from django.utils.translation import gettext as _

LAST = 10_000


def plain(row):
    """A stored row with its quantity as one types it: 4 and 1.5, not 4.00."""
    return row | {"quantity": f"{row['quantity'].normalize():f}"} if row.get("quantity") else row


class RowSet(BaseFormSet):
    """A row counts once its `named_by` is filled; it gives the values of `columns`."""

    named_by = ""
    columns = ()

    def in_order(self):
        """Named rows by number; those without one keep their place at the end."""
        rows = [form.cleaned_data for form in self.forms if form.cleaned_data.get(self.named_by)]
        rows = [row for row in rows if not row.get("DELETE")]
        rows.sort(key=lambda row: row.get("order") or LAST)
        return [{name: row[name] for name in self.columns} for row in rows]

    def complaints(self):
        yield from self.non_form_errors()
        for number, form in enumerate(self.forms, start=1):
            for name, errors in form.errors.items():
                label = form.fields[name].label if name in form.fields else ""
                for error in errors:
                    yield _("Row %(number)s, %(label)s: %(error)s") % {
                        "number": number,
                        "label": label,
                        "error": error,
                    }


def typed_rows(data, prefix, columns, most):
    """The rows of a form that only asked for more of them, as they were typed."""
    total = data.get(f"{prefix}-TOTAL_FORMS", "")
    count = min(int(total) if total.isdecimal() else 0, most)
    return [{name: data.get(f"{prefix}-{number}-{name}", "") for name in columns} for number in range(count)]
