from django import forms
from django.utils.translation import gettext_lazy as _

from partners.models import Licence
from partners.rules import expiry_proposed, licence_problems, stored_number
from pembinaan.forms import ModelForm
from pembinaan.problems import add_problems


class LicenceForm(ModelForm):
    fieldsets = (
        (_("Licence"), ["kind", "number", "name"]),
        (_("Validity"), ["issued_on", "valid_until", "note"]),
    )

    class Meta:
        model = Licence
        fields = ("kind", "number", "name", "issued_on", "valid_until", "note")
        widgets = {"number": forms.TextInput({"autocomplete": "off"})}
        help_texts = {
            "number": _("NIB: 13 digits. P-IRT: 13 digits, a dash and 2 digits of the year."),
            "name": _("Only for another licence."),
            "valid_until": _("Empty: does not expire; of a P-IRT the year in its number is taken."),
        }

    def clean(self):
        """The number in its one written form, and the end that it tells."""
        values = super().clean()
        kind, number = values.get("kind"), values.get("number")
        if kind and number:
            values["number"] = stored_number(kind, number)
            if "valid_until" not in self.errors:
                values["valid_until"] = expiry_proposed(kind, values["number"], values.get("valid_until"))
            add_problems(self, self.problems(values))
        return values

    def problems(self, values):
        return licence_problems(
            values["kind"],
            values["number"],
            name=values.get("name", ""),
            issued_on=values.get("issued_on"),
            valid_until=values.get("valid_until"),
        )
