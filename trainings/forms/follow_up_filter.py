import django_filters
from django.utils.translation import gettext_lazy as _

from pembinaan import dates
from pembinaan.filters import FilterSet
from trainings.choices import Point, TrainingStatus
from trainings.models import FollowUp, Training
from trainings.policy import LAST_FOLLOW_UP_MONTHS

STATES = [
    ("due", _("Window open")),
    ("overdue", _("Overdue")),
    ("upcoming", _("Not open yet")),
    ("moved", _("With another Bapas")),
    ("done", _("Done")),
    ("all", _("All")),
]


class FollowUpFilter(FilterSet):
    """The list shows what is due unless asked for more."""

    state = django_filters.ChoiceFilter(
        label=_("State"), choices=STATES, empty_label=_("Due now"), method="in_state"
    )
    point = django_filters.ChoiceFilter(label=_("Point"), choices=Point, empty_label=_("All"))
    whose = django_filters.ChoiceFilter(
        label=_("Clients of"), choices=[("mine", _("Mine"))], empty_label=_("Everybody"), method="of_whom"
    )
    training = django_filters.ChoiceFilter(
        label=_("Training"), field_name="enrolment__training", empty_label=_("All")
    )

    class Meta:
        model = FollowUp
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = dates.today(self.user.office)
        # As a list: a queryset would be asked again for the choice, its check and its tag.
        self.form.fields["training"].choices = [("", _("All")), *self._trainings()]

    def _trainings(self):
        """Those whose clock still runs, or ran out lately."""
        since = dates.add_months(self.today, -LAST_FOLLOW_UP_MONTHS - 2)
        rows = Training.objects.visible_to(self.user).filter(status=TrainingStatus.COMPLETED)
        rows = rows.filter(completed_on__gte=since).in_date_order()
        return [(str(pk), title) for pk, title in rows.values_list("pk", "title")]

    @property
    def rows(self):
        rows = super().rows
        return rows if self.form.cleaned_data.get("state") else rows.due_by(self.today)

    def in_state(self, rows, name, value):
        return {
            "due": lambda: rows.in_window(self.today),
            "overdue": lambda: rows.overdue(self.today),
            "upcoming": lambda: rows.upcoming(self.today),
            "moved": rows.moved,
            "done": rows.done,
            "all": rows.all,
        }[value]()

    def of_whom(self, rows, name, value):
        return rows.mine(self.user)
