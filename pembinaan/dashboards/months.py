"""Months of offices on their way to the seal: which are asked for, by when, and how late they are."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any

from django.db.models import DateField, Min, OuterRef, Subquery
from django.urls import reverse

from pembinaan import dates
from pembinaan.accounts.models import Office
from pembinaan.dashboards.models import MonthlyReturn
from pembinaan.dashboards.policy import ASKED_MONTHS, SUBMIT_WITHIN_DAYS
from pembinaan.dates import add_months
from trainings.models import Training
from trainings.tallying import COUNTED

State = MonthlyReturn.State
SENT = (State.SUBMITTED, State.SEALED)


@dataclass(frozen=True)
class Month:
    """One month of one office, whether or not there is a row of it."""

    office: Any
    """With `first_training`."""
    first: Any
    found: Any
    today: Any

    @cached_property
    def state(self):
        return State(self.found.state) if self.found else State.DRAFT

    @property
    def deadline(self):
        return deadline_of(self.first)

    @property
    def is_over(self):
        return add_months(self.first, 1) <= self.today

    @property
    def is_asked(self):
        return self.is_over and began_by(self.office, self.first)

    @property
    def is_sent(self):
        return self.state in SENT

    @property
    def is_open(self):
        return self.is_asked and not self.is_sent

    @property
    def days_late(self):
        if not (self.is_asked or self.is_sent):
            return 0
        until = dates.as_date(self.found.submitted_at, self.office) if self.is_sent else self.today
        return max((until - self.deadline).days, 0)

    @property
    def url(self):
        return reverse("dashboards:month", args=[self.office.pk, self.key])

    @property
    def key(self):
        return f"{self.first:%Y-%m}"

    def __str__(self):
        return dates.month(self.first)


def deadline_of(month):
    return add_months(month, 1) + timedelta(days=SUBMIT_WITHIN_DAYS - 1)


def began_by(office, month):
    """Whether the office had a training by the end of the month."""
    return office.first_training is not None and office.first_training < add_months(month, 1)


def last_over(today):
    return add_months(today.replace(day=1), -1)


def months_before(today, number=ASKED_MONTHS):
    """First days of the months that are over, the latest first."""
    return [add_months(last_over(today), -back) for back in range(number)]


def first_training(offices):
    """Adds the first day of an office's first training."""
    rows = Training._base_manager.filter(office=OuterRef("pk"), status__in=COUNTED).order_by()
    first = rows.values("office").values(first=Min("starts_on"))
    return offices.annotate(first_training=Subquery(first, output_field=DateField()))


def offices_of(user):
    """Bapas in the user's sight that are at work, by name."""
    return first_training(Office.objects.visible_to(user).local().filter(is_active=True))


def months_of(user, offices, firsts, today):
    """{office id: [Month, …]} of these offices, in the order of `firsts`."""
    rows = MonthlyReturn.objects.visible_to(user).filter(office__in=[office.pk for office in offices])
    found = {(row.office_id, row.month): row for row in rows.filter(month__in=firsts).order_by()}
    return {
        office.pk: [Month(office, first, found.get((office.pk, first)), today) for first in firsts]
        for office in offices
    }
