from django import forms
from django.utils.translation import gettext_lazy as _

from partners.forms.fields import RupiahField
from partners.models import Contribution
from partners.rules import contribution_problems
from pembinaan import dates
from pembinaan.forms import ModelForm
from pembinaan.problems import add_problems


class ContributionForm(ModelForm):
    rupiah = RupiahField(
        label=_("Worth in rupiah"), help_text=_("Also of what was given in kind, as far as it is known.")
    )
    fieldsets = (
        (_("What was given"), ["kind", "note", "day"]),
        (_("How much"), ["rupiah", "quantity", "unit"]),
    )

    class Meta:
        model = Contribution
        fields = ("kind", "note", "day", "rupiah", "quantity", "unit")
        help_texts = {"unit": _("For example kg, pieces, hours or persons.")}
        widgets = {"unit": forms.TextInput({"class": "w-date"})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["day"].initial = dates.today(self.user.office)

    def clean(self):
        values = super().clean()
        if not {"rupiah", "quantity", "day"} & self.errors.keys():
            add_problems(self, contribution_problems(values, dates.today(self.user.office)))
        return values
