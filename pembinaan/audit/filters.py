from datetime import date, datetime, time, timedelta

import django_filters
from django.contrib.auth import get_user_model
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pembinaan.audit.models import AuditEntry
from pembinaan.audit.verbs import Verb
from pembinaan.filters import FilterSet
from pembinaan.forms import DayInput

# Days at the very ends of the calendar have no moment in every time zone.
SENSIBLE = [MinValueValidator(date(2000, 1, 1)), MaxValueValidator(date(2199, 12, 31))]
DAY = {"widget": DayInput, "validators": SENSIBLE}


class AuditFilter(FilterSet):
    """By staff member, by what was done, and by days of the reader's calendar."""

    person = django_filters.ChoiceFilter(field_name="actor_id", label=_("Person"), empty_label=_("Everybody"))
    verb = django_filters.ChoiceFilter(label=_("What"), choices=Verb.choices, empty_label=_("Everything"))
    since = django_filters.DateFilter(
        label=_("From"), method="from_day", widget=DayInput, validators=SENSIBLE
    )
    until = django_filters.DateFilter(
        label=_("Until"), method="until_day", widget=DayInput, validators=SENSIBLE
    )

    class Meta:
        model = AuditEntry
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        people = get_user_model().objects.visible_to(self.user).values_list("pk", "name")
        self.form.fields["person"].choices = [("", _("Everybody"))] + [
            (str(key), name) for key, name in people
        ]

    def from_day(self, rows, name, value):
        return rows.filter(at__gte=midnight(value)) if value else rows

    def until_day(self, rows, name, value):
        return rows.filter(at__lt=midnight(value + timedelta(days=1))) if value else rows


def midnight(day):
    return timezone.make_aware(datetime.combine(day, time()))
