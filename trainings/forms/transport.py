from django import forms
from django.utils.translation import gettext_lazy as _

from pembinaan.forms import Form
from pembinaan.text import single_line
from trainings.choices import BudgetSource


class NoteForm(Form):
    rupiah = forms.IntegerField(
        label=_("Rupiah for each"), widget=forms.NumberInput({"class": "w-year", "min": 1})
    )
    source = forms.ChoiceField(label=_("Source"), choices=BudgetSource)


class PayForm(Form):
    """Ticked entries are paid with one receipt or list number."""

    receipt = forms.CharField(label=_("Receipt number"), max_length=60, validators=[single_line])
    paid_on = forms.DateField(label=_("Paid on"))

    @property
    def ticked(self):
        return self.data.getlist("payment") if self.is_bound else []

    def clean(self):
        if not self.ticked:
            self.add_error(None, _("Tick at least one entry."))
        return super().clean()


class VoidForm(Form):
    note = forms.CharField(label=_("Reason"), max_length=160, validators=[single_line])
