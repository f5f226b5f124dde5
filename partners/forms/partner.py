from django import forms
from django.utils.translation import gettext_lazy as _

from partners.forms.fields import RegionField
from partners.models import Partner
from partners.rules import partner_problems
from pembinaan.forms import ModelForm
from pembinaan.problems import add_problems


class PartnerForm(ModelForm):
    region = RegionField(label=_("Regency or city"))
    fieldsets = (
        (_("Partner"), ["name", "kind", "offers", "is_active"]),
        (_("Owner and place"), ["owner_name", "region", "address"]),
        (_("For the office"), ["note"]),
    )

    class Meta:
        model = Partner
        fields = ("name", "kind", "offers", "is_active", "owner_name", "region", "address", "note")
        help_texts = {
            "offers": _("Separate skills with commas; the search finds them."),
            "is_active": _("An inactive partner is no longer offered for new trainings."),
        }
        widgets = {"address": forms.Textarea({"rows": 3}), "note": forms.Textarea({"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance._state.adding:
            del self.fields["is_active"]

    def clean(self):
        values = super().clean()
        if name := values.get("name"):
            add_problems(self, partner_problems(name, taken=self.is_taken(name, values.get("form_key"))))
        return values

    def is_taken(self, name, form_key):
        """What an earlier sending of this same form has made does not count."""
        office = self.user.office_id if self.instance._state.adding else self.instance.office_id
        others = Partner.objects.visible_to(self.user).filter(office=office).exclude(pk=self.instance.pk)
        return others.exclude(form_key=form_key).named(name).exists()
