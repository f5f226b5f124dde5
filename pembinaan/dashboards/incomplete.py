"""What is missing in a month before it is sent: numbers, each with the list behind it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from pembinaan.dates import add_months
from trainings.absences import Number, asked_at_once
from trainings.models import FollowUp, Session, Training


@dataclass(frozen=True)
class Gap:
    count: int
    title: Any
    url: str


def incomplete(user, office, month, today):
    """Gaps of the office's month, without those of which there is none, in one query."""
    last = add_months(month, 1) - timedelta(days=1)
    sheets = Session.objects.visible_to(user).filter(training__office=office.pk, day__range=(month, last))
    trainings = Training.objects.visible_to(user).filter(office=office.pk, ends_on__range=(month, last))
    due = FollowUp.objects.visible_to(user).filter(enrolment__training__office=office.pk)
    found = asked_at_once(
        user,
        {
            "sheets": Number(sheets.waiting_before(today)),
            "trainings": Number(trainings.needing("completion", today)),
            "due": Number(due.overdue(today).filter(closes_on__range=(month, last))),
        },
    )
    whose = "" if user.sees_people else f"&office={office.pk}"
    days = f"since={month:%Y-%m-%d}&until={last:%Y-%m-%d}"
    gaps = [
        Gap(
            found["sheets"],
            _("Attendance sheets not closed"),
            f"{reverse('trainings:session-list')}?{days}{whose}",
        ),
        Gap(
            found["trainings"],
            _("Trainings over, not completed"),
            f"{reverse('trainings:list')}?needs=completion&period={month:%Y-%m}{whose}",
        ),
        Gap(
            found["due"],
            _("Follow-ups overdue"),
            f"{reverse('trainings:follow-up-list')}?state=overdue" if user.sees_people else "",
        ),
    ]
    return [gap for gap in gaps if gap.count]
