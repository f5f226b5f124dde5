import django_filters
from django.utils.translation import gettext_lazy as _

from pembinaan import dates
from pembinaan.filters import FilterSet
from trainings.choices import HELD_CERTIFICATES, CertificateState
from trainings.models import Certificate

YEARS_BACK = 5


class CertificateFilter(FilterSet):
    state = django_filters.ChoiceFilter(label=_("State"), choices=CertificateState, empty_label=_("All"))
    year = django_filters.ChoiceFilter(
        label=_("Year"), field_name="issued_on__year", empty_label=_("Any time")
    )
    handed = django_filters.ChoiceFilter(
        label=_("Handed over"),
        choices=[("no", _("No, not yet")), ("yes", _("Yes"))],
        empty_label=_("All"),
        method="by_handing",
    )

    class Meta:
        model = Certificate
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        year = dates.today(self.user.office).year
        years = range(year, year - YEARS_BACK, -1)
        self.form.fields["year"].choices = [(str(number), str(number)) for number in years]

    def by_handing(self, rows, _name, value):
        if value == "no":
            return rows.filter(handed_over_on=None, state__in=HELD_CERTIFICATES)
        return rows.exclude(handed_over_on=None)
