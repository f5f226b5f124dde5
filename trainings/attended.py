"""What counts as attended: the one definition of the effective attendance rate (KPI K7), as expressions.

Expected are the minutes of the held sessions that a participant was enrolled in, less those of absences
with an accepted reason; sessions that did not happen are not there at all. Credited are the minutes of the
sessions attended, less what was missed by coming late or leaving early. 1 JP is 45 minutes.
"""

from django.db.models import Case, F, IntegerField, Q, Value, When
from django.db.models.functions import Greatest

from trainings.choices import CAME, NEEDS_REASON, TOOK_PART, SessionStatus
from trainings.policy import JP_MINUTES, MIN_ATTENDANCE


def expected_q(session, enrolment):
    """Q of the pairs of a held session and a participant whose name stands on its sheet.

    `session` and `enrolment` are lookup prefixes ('session__', 'enrolment__'), either may be empty.
    """
    return (
        Q(**{f"{session}status": SessionStatus.HELD, f"{enrolment}status__in": TOOK_PART})
        & Q(**{f"{enrolment}starts_on__lte": F(f"{session}day")})
        & (Q(**{f"{enrolment}ends_on": None}) | Q(**{f"{enrolment}ends_on__gte": F(f"{session}day")}))
    )


def session_minutes(session="session__"):
    return F(f"{session}jp") * JP_MINUTES


def accepted_minutes():
    """Of an attendance row: the minutes that leave the denominator."""
    accepted = Q(mark__in=NEEDS_REASON, reason__acceptable=True)
    return Case(When(accepted, then=session_minutes()), default=Value(0), output_field=IntegerField())


def credited_minutes():
    """Of an attendance row: the minutes that were followed."""
    followed = Greatest(session_minutes() - F("minutes_late") - F("minutes_early"), Value(0))
    return Case(When(mark__in=CAME, then=followed), default=Value(0), output_field=IntegerField())


def enough(credited, expected):
    """Whether the minutes reach the least share; who followed nothing at all has not attended."""
    part, whole = MIN_ATTENDANCE
    return credited > 0 and credited * whole >= expected * part
