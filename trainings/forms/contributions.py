from django import forms
from django.utils.translation import gettext_lazy as _

from partners.forms import ContributionForm
from partners.models import Partner


class GiftForm(ContributionForm):
    """A contribution together with the partner who gave it."""

    partner = forms.ModelChoiceField(
        label=_("Partner"), queryset=Partner.objects.none(), empty_label=_("Choose")
    )
    fieldsets = (
        (_("What was given"), ["partner", "kind", "note", "day"]),
        (_("How much"), ["rupiah", "quantity", "unit"]),
    )

    def __init__(self, *args, training, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["partner"].queryset = Partner.objects.visible_to(self.user).active().in_name_order()
        self.fields["partner"].initial = training.partner_id
