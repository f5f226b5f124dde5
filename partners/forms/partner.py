from django import forms
from django.utils.translation import gettext_lazy as _

from partners.forms.fields import RegionField, RupiahField
from partners.models import Partner
from partners.rules import kbli_problems, partner_problems, size_problems
from pembinaan.forms import ModelForm
from pembinaan.problems import add_problems

PAIRS = {size_problems: ("size_basis", "size_rupiah"), kbli_problems: ("kbli_code", "kbli_edition")}


class PartnerForm(ModelForm):
    region = RegionField(label=_("Regency or city"))
    size_rupiah = RupiahField(label=_("Amount in rupiah"))
    fieldsets = (
        (_("Partner"), ["name", "kind", "offers", "is_active"]),
        (_("Owner and place"), ["owner_name", "region", "address"]),
        (_("Size and branch"), ["size_basis", "size_rupiah", "kbli_code", "kbli_edition"]),
        (_("For the office"), ["note"]),
    )

    class Meta:
        model = Partner
        fields = (
            "name",
            "kind",
            "offers",
            "is_active",
            "owner_name",
            "region",
            "address",
            "size_basis",
            "size_rupiah",
            "kbli_code",
            "kbli_edition",
            "note",
        )
        help_texts = {
            "offers": _("Separate skills with commas; the search finds them."),
            "size_basis": _("A new business is sized by its capital, an existing one by its yearly sales."),
            "kbli_code": _("5 digits, as on the NIB."),
            "is_active": _("An inactive partner is no longer offered for new trainings."),
        }
        widgets = {
            "address": forms.Textarea({"rows": 3}),
            "note": forms.Textarea({"rows": 3}),
            "kbli_code": forms.TextInput({"inputmode": "numeric", "class": "w-year"}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance._state.adding:
            del self.fields["is_active"]

    def clean(self):
        values = super().clean()
        if name := values.get("name"):
            add_problems(self, partner_problems(name, taken=self.is_taken(name, values.get("form_key"))))
        for check, names in PAIRS.items():
            if not any(field in self.errors for field in names):
                add_problems(self, check(*(values.get(field) for field in names)))
        return values

    def is_taken(self, name, form_key):
        """What an earlier sending of this same form has made does not count."""
        office = self.user.office_id if self.instance._state.adding else self.instance.office_id
        others = Partner.objects.visible_to(self.user).filter(office=office).exclude(pk=self.instance.pk)
        return others.exclude(form_key=form_key).named(name).exists()
