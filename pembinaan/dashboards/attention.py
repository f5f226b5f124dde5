"""What needs attention in the user's offices, worst first; counts only, each with the list behind it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pembinaan.dashboards.months import State
from pembinaan.dates import as_date, short_day
from trainings.choices import SessionStatus, TrainingStatus
from trainings.models import Session, Training

MOST = 5
GOING_ON = (TrainingStatus.APPROVED, TrainingStatus.RUNNING)


@dataclass(frozen=True)
class Line:
    kind: str
    icon: str
    title: Any
    detail: Any
    url: str
    weight: int
    """Days waiting: the longest first."""


def lines(user, today, offices, months):
    """`months`: {office id: [Month, …]} of the last ones."""
    found = [*unrecorded_sessions(user, today, offices), *unfinished_trainings(user, today, offices)]
    for listed in months.values():
        found += [*unsent_months(listed), *(sent_months(listed, today) if may_accept(user) else ())]
    return sorted(found, key=lambda line: -line.weight)[:MOST]


def unrecorded_sessions(user, today, offices):
    """Sessions of the past that nobody has recorded, by office."""
    rows = Session.objects.visible_to(user).filter(
        status=SessionStatus.PLANNED,
        day__lt=today,
        training__status__in=GOING_ON,
        training__office__in=offices,
    )
    names = {office.pk: office.full_name for office in offices}
    for row in rows.order_by().values("training__office").annotate(n=Count("pk"), oldest=Min("day")):
        title = ngettext(
            "%(office)s: %(n)s session without marks", "%(office)s: %(n)s sessions without marks", row["n"]
        )
        yield Line(
            "bad",
            "clipboard-x",
            title % {"office": names[row["training__office"]], "n": row["n"]},
            _("Oldest: %(day)s") % {"day": short_day(row["oldest"])},
            f"{reverse('trainings:session-list')}?office={row['training__office']}&lacks=marks",
            waiting(row["oldest"], today),
        )


def unfinished_trainings(user, today, offices):
    """Trainings whose last day is over and that nobody has completed."""
    rows = Training.objects.visible_to(user).filter(
        status=TrainingStatus.RUNNING, ends_on__lt=today, office__in=offices
    )
    for training in rows.order_by("ends_on")[:MOST]:
        yield Line(
            "warn",
            "flag",
            _("%(title)s: not completed yet") % {"title": training.title},
            _("Last day: %(day)s") % {"day": short_day(training.ends_on)},
            training.get_absolute_url(),
            waiting(training.ends_on, today),
        )


def may_accept(user):
    return user.has_perm("dashboards.accept_return")


def unsent_months(months):
    """Months of one office whose time for sending is over."""
    late = [month for month in months if month.is_open and month.days_late]
    if late:
        oldest = late[-1]
        title = ngettext("%(office)s: %(n)s month not sent", "%(office)s: %(n)s months not sent", len(late))
        yield Line(
            "bad",
            "send",
            title % {"office": oldest.office.full_name, "n": len(late)},
            ngettext("%(month)s: %(n)s day late", "%(month)s: %(n)s days late", oldest.days_late)
            % {"month": oldest, "n": oldest.days_late},
            oldest.url,
            oldest.days_late,
        )


def sent_months(months, today):
    """Months of one office that wait for the Kanwil."""
    sent = [month for month in months if month.state == State.SUBMITTED]
    if sent:
        oldest = sent[-1]
        since = as_date(oldest.found.submitted_at, oldest.office)
        yield Line(
            "warn",
            "inbox",
            _("%(office)s: %(month)s waits for acceptance")
            % {"office": oldest.office.full_name, "month": oldest},
            _("Sent on %(day)s") % {"day": short_day(since)},
            oldest.url,
            waiting(since, today),
        )


def waiting(since: date, today: date):
    return (today - since).days
