import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pembinaan import dates
from pembinaan.filters import FilterSet
from trainings.choices import OfferOfWork, Stage
from trainings.matching import kept_to_check
from trainings.models import Application, Vacancy


class VacancyFilter(FilterSet):
    """The list shows what is open unless asked for more."""

    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[("closed", _("Closed")), ("all", _("All"))],
        empty_label=_("Open"),
        method="in_state",
    )
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=OfferOfWork, empty_label=_("All"))

    class Meta:
        model = Vacancy
        fields = []

    @property
    def rows(self):
        rows = super().rows
        return rows if self.form.cleaned_data.get("state") else rows.filter(self.open_q())

    def open_q(self):
        today = dates.today(self.user.office)
        return Q(closed_at=None) & (Q(closes_on=None) | Q(closes_on__gte=today))

    def in_state(self, rows, name, value):
        return rows.exclude(self.open_q()) if value == "closed" else rows


class PlacementFilter(FilterSet):
    stage = django_filters.ChoiceFilter(label=_("Stage"), choices=Stage, empty_label=_("All"))
    check = django_filters.ChoiceFilter(
        label=_("To ask"),
        choices=[("kept", _("Kept the job for three months?"))],
        empty_label=_("All"),
        method="to_check",
    )
    whose = django_filters.ChoiceFilter(
        label=_("Clients of"), choices=[("mine", _("Mine"))], empty_label=_("Everybody"), method="of_whom"
    )

    class Meta:
        model = Application
        fields = []

    def to_check(self, rows, name, value):
        due = kept_to_check(self.user, dates.today(self.user.office))
        return rows.filter(pk__in=due.values("pk"))

    def of_whom(self, rows, name, value):
        return rows.filter(client__counsellor=self.user.pk)
