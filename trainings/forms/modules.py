"""Rows of modules in the form of a programme: typed in any order, left blank to be taken away."""

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pembinaan.forms import FormMixin
from pembinaan.text import single_line
from trainings.policy import MAX_MODULE_JP, MAX_MODULES

BLANK_ROWS = 3
COLUMNS = ("order", "title", "jp", "output", "was")
LAST = 10_000


class ModuleRow(FormMixin, forms.Form):
    order = forms.IntegerField(label=gettext_lazy("No."), min_value=1, max_value=999, required=False)
    title = forms.CharField(
        label=gettext_lazy("Module"), max_length=160, required=False, validators=[single_line]
    )
    jp = forms.IntegerField(label="JP", min_value=1, max_value=MAX_MODULE_JP, required=False)
    output = forms.CharField(
        label=gettext_lazy("Practice output"), max_length=160, required=False, validators=[single_line]
    )
    was = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=999, required=False)
    """The number of the module that the row showed: what belongs to it follows a change of words."""
    use_required_attribute = False

    def clean(self):
        """A row without words is no module, whatever number stands before it."""
        values = super().clean()
        if not self.errors and (values["title"] or values["jp"] or values["output"]):
            if not values["title"]:
                self.add_error("title", _("Write what the module teaches."))
            if not values["jp"]:
                self.add_error("jp", _("Give the JP of the module."))
        return values


class BaseModuleSet(BaseFormSet):
    def in_order(self):
        """Titled rows by number; those without one keep their place at the end."""
        rows = [form.cleaned_data for form in self.forms if form.cleaned_data.get("title")]
        rows.sort(key=lambda row: row["order"] or LAST)
        return [{name: row[name] for name in ("title", "jp", "output", "was")} for row in rows]

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


ModuleSet = formset_factory(
    ModuleRow, BaseModuleSet, extra=BLANK_ROWS, max_num=MAX_MODULES, absolute_max=MAX_MODULES * 2
)


def typed_rows(data, prefix="modules", columns=COLUMNS, most=MAX_MODULES):
    """The rows of a form that only asked for more of them, as they were typed."""
    total = data.get(f"{prefix}-TOTAL_FORMS", "")
    count = min(int(total) if total.isdecimal() else 0, most)
    return [{name: data.get(f"{prefix}-{number}-{name}", "") for name in columns} for number in range(count)]
