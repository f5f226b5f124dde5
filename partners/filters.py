from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, ModelChoiceFilter

from partners.choices import Kind, Paper, Standing, Weight
from partners.models import Agreement, Partner
from pembinaan import dates
from pembinaan.accounts.models import Region
from pembinaan.filters import FilterSet

STANDINGS = [
    (Standing.IN_FORCE, _("In force")),
    (Standing.EXPIRING, _("Ends within 90 days")),
    (Standing.EXPIRED, _("Expired")),
    (Standing.NONE, _("No agreement")),
]
LISTED = [("active", _("Active")), ("inactive", _("Inactive"))]


def regions_of_partners(request):
    """Only places that some visible partner is in."""
    places = Partner.objects.visible_to(request.user).order_by().values("region")
    return Region.objects.filter(pk__in=places)


class PartnerFilter(FilterSet):
    kind = ChoiceFilter(label=_("Kind"), choices=Kind, empty_label=_("All kinds"))
    region = ModelChoiceFilter(
        label=_("Regency or city"), queryset=regions_of_partners, empty_label=_("All places")
    )
    agreement = ChoiceFilter(
        label=_("Agreement"), choices=STANDINGS, empty_label=_("Any standing"), method="by_standing"
    )
    listed = ChoiceFilter(
        label=_("Entry"), choices=LISTED, empty_label=_("Active and inactive"), method="by_activity"
    )

    class Meta:
        model = Partner
        fields = []

    def by_standing(self, rows, _name, value):
        return rows.standing(Standing(value), dates.today(self.user.office))

    def by_activity(self, rows, _name, value):
        return rows.filter(is_active=value == "active")


class EndingFilter(FilterSet):
    """Which kind of paper, and how near its end; the rows come from two tables."""

    kind = ChoiceFilter(label=_("Kind"), choices=Paper, empty_label=_("All kinds"))
    weight = ChoiceFilter(label=_("End"), choices=Weight, empty_label=_("Any"))

    class Meta:
        model = Agreement
        fields = []

    @property
    def chosen(self):
        self.form.is_valid()
        values = self.form.cleaned_data
        return {"paper": values.get("kind") or None, "weight": values.get("weight") or None}
