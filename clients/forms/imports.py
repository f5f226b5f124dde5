import re

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.rules.imports import mapping_problems
from clients.workbook.headings import FIELDS
from pembinaan.forms import Form, KeyedForm
from pembinaan.problems import add_problems

NOT_SAVED = {"sequence", "notes"}
UNUSED = [("", _("do not read"))]
CHOICES = [*UNUSED, *((field.key, field.label) for field in FIELDS if field.key not in NOT_SAVED)]
LONG_NUMBER = re.compile(r"\d(?:[\s.\-'’]?\d){12,}(?P<last>\d{2})")


class UploadForm(KeyedForm):
    file = forms.FileField(
        label=_("Workbook of the clients (.xlsx)"),
        help_text=_("Each row has a register number and a name. Nothing is saved before you agree."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
        allow_empty_file=True,
    )


class TakeForm(Form):
    field = forms.CharField(max_length=40)


class MappingForm(Form):
    """For each sheet whether it is read, and for each of its columns which field it is."""

    def __init__(self, *args, layouts, **kwargs):
        super().__init__(*args, **kwargs)
        self.layouts = layouts
        for number, layout in enumerate(layouts):
            self.fields[f"read-{number}"] = forms.BooleanField(
                label=_("Read this sheet"), required=False, initial=not layout.skipped_reason
            )
            for column in layout.columns:
                self.fields[f"{number}-{column.index}"] = forms.ChoiceField(
                    label=_("Column %(letter)s") % {"letter": column.letter},
                    choices=CHOICES,
                    required=False,
                    initial=None if column.field in NOT_SAVED else column.field,
                )

    def sheets(self):
        """Each layout with its switch and the rows of its table."""
        for number, layout in enumerate(self.layouts):
            columns = [
                (column, [veiled(text) for text in column.samples], self[f"{number}-{column.index}"])
                for column in layout.columns
            ]
            yield layout, self[f"read-{number}"], columns

    def clean(self):
        super().clean()
        self.chosen = [self._chosen(number, layout) for number, layout in enumerate(self.layouts)]
        add_problems(self, mapping_problems(self.chosen))

    def _chosen(self, number, layout):
        fields = {
            column.index: self.cleaned_data.get(f"{number}-{column.index}") or self._unsaved(column)
            for column in layout.columns
        }
        chosen = layout.with_fields(fields)
        return chosen if self.cleaned_data.get(f"read-{number}") else left_out(layout, chosen)

    @staticmethod
    def _unsaved(column):
        """Numbers and notes tell clients from other lines, though they are not saved."""
        return column.field if column.field in NOT_SAVED else None


def left_out(layout, chosen):
    """Not read: for the reason it had before, or because somebody has switched it off."""
    return chosen.skipped(layout.skipped_reason or "left_out")


def veiled(text):
    """Long numbers may be a NIK: enough to recognise the column."""
    return LONG_NUMBER.sub(lambda found: f"{found[0][:4]}••••••••{found['last']}", text)
