"""Who missed a session and may catch up on it."""

from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q

from trainings.choices import NEEDS_REASON, EnrolmentStatus, Mark, SessionStatus
from trainings.models import Attendance, CatchUp, Enrolment, Session

MISSED = (*NEEDS_REASON, Mark.ABSENT)


def names_people(session):
    return CatchUp.objects.filter(session=session).exists()


def who_missed(session):
    """Participants still enrolled who were absent, excused or sick, and catch up on it nowhere yet."""
    rows = Enrolment._base_manager.filter(
        training=session.training_id,
        status=EnrolmentStatus.ENROLLED,
        attendances__session=session,
        attendances__mark__in=MISSED,
    )
    caught_up = CatchUp.objects.filter(missed=session).values("enrolment")
    return rows.exclude(pk__in=caught_up).select_related("client").order_by("number")


@dataclass(frozen=True)
class CatchingUp:
    """How participants may still reach their attendance, by the id of each."""

    ahead: dict
    """Next planned catch-up session of whoever is named for one; None: of everybody."""
    missed: dict
    """The last session that was missed and is made up for nowhere yet."""

    def session_for(self, person):
        found = [self.ahead[key] for key in (person.pk, None) if key in self.ahead]
        return min(found, key=lambda session: session.starts_at, default=None)


def catching_up(training, day):
    """From two queries, however many people there are."""
    planned = Session._base_manager.filter(training=training, is_catch_up=True, day__gte=day)
    planned = planned.filter(status=SessionStatus.PLANNED).annotate(person=F("catching_up__enrolment"))
    here = Q(session__training=training, session__status=SessionStatus.HELD, session__is_catch_up=False)
    caught = CatchUp.objects.filter(missed=OuterRef("session"), enrolment=OuterRef("enrolment"))
    marks = Attendance._base_manager.filter(here, ~Exists(caught), mark__in=MISSED)
    marks = marks.select_related("session").order_by("session__starts_at")
    return CatchingUp(
        ahead={session.person: session for session in planned.order_by("-starts_at")},
        missed={mark.enrolment_id: mark.session for mark in marks},
    )
