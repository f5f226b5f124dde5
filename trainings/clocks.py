"""What happens by itself once its day has passed."""

from datetime import timedelta
from itertools import groupby

from django.db.models import Exists, OuterRef
from django.utils import timezone

from pembinaan import dates
from trainings.absences import GOING_ON
from trainings.actions.excuses import lapse_excuses
from trainings.actions.offers import pass_on
from trainings.actions.pauses import out_of_step, settle_pauses
from trainings.choices import (
    NEEDS_REASON,
    EnrolmentStatus,
    ExcuseState,
    OfferState,
    SessionStatus,
    TrainingStatus,
)
from trainings.models import Attendance, Enrolment, Excuse, SeatOffer, Training
from trainings.policy import EXCUSE_DAYS

OPEN = (TrainingStatus.DRAFT, TrainingStatus.APPROVED, TrainingStatus.RUNNING)
CATCH_UP_DAYS = 14
"""A clock that stood still makes up for so long. What is older stands: a reason only now said to need a
proof must not undo the sheets of months.
"""


def run_clock(office, now=None):
    """Let excuses lapse, each sheet in a transaction of its own; gives the number of rows. Safe to repeat."""
    now = now or timezone.now()
    rows = _unproved(office, dates.as_date(now, office)).select_related("marked_by", "enrolment")
    rows = list(rows.order_by("session", "marked_by"))
    groups = groupby(rows, key=lambda row: (row.session_id, row.marked_by))
    return sum(
        lapse_excuses(session=session, numbers=[row.enrolment.number for row in found], by=by, now=now)
        for (session, by), found in groups
    )


def run_seats(office, now=None):
    """Let pauses begin and end, offers expire and seats be offered on; gives the number of changes."""
    now = now or timezone.now()
    running = Training._base_manager.filter(office=office).order_by("pk")
    away = out_of_step(dates.as_date(now, office)).filter(training__status__in=OPEN)
    changed = sum(settle_pauses(training=row) for row in running.filter(pk__in=away.values("training")))
    waiting = Enrolment._base_manager.filter(status=EnrolmentStatus.WAITING)
    offers = SeatOffer._base_manager.filter(state=OfferState.OPEN)
    rows = running.filter(pk__in=waiting.values("training"), status__in=OPEN)
    rows |= running.filter(pk__in=offers.values("enrolment__training"))
    return changed + sum(pass_on(training=row, now=now) for row in rows)


def _unproved(office, today):
    mine = Excuse._base_manager.filter(session=OuterRef("session"), enrolment=OuterRef("enrolment"))
    over = today - timedelta(days=EXCUSE_DAYS)
    rows = Attendance._base_manager.filter(
        session__training__office=office,
        session__training__status__in=GOING_ON,
        session__status=SessionStatus.HELD,
        session__day__lt=over,
        session__day__gte=over - timedelta(days=CATCH_UP_DAYS),
        mark__in=NEEDS_REASON,
        reason__needs_evidence=True,
    )
    proved = mine.exclude(evidence="")
    return rows.exclude(Exists(mine.exclude(state=ExcuseState.WAITING))).exclude(Exists(proved))
