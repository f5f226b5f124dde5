"""What counts as attended: the one definition of the effective attendance rate (KPI K7), as expressions.

Expected are the minutes of the held sessions that a participant was enrolled in and did not pause, less those
of absences with an accepted reason; sessions that did not happen are not there at all. Credited are the
minutes of the sessions attended, less what was missed by coming late or leaving early. 1 JP is 45 minutes.

A catch-up session that names people is for those alone. It adds what they followed, up to the minutes missed,
and expects nothing more of them; an accepted absence leaves the denominator only as far as it was not caught
up. So nobody reaches more than all, and catching up lowers no rate.
"""

from django.apps import apps
from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Greatest, Least

from trainings.choices import CAME, NEEDS_REASON, TOOK_PART, SessionStatus
from trainings.policy import JP_MINUTES


def expected_q(session, enrolment):
    """Q of the pairs of a held session and a participant whose name stands on its sheet.

    `session` and `enrolment` are lookup prefixes ('session__', 'enrolment__'), either may be empty.
    """
    return (
        Q(**{f"{session}status": SessionStatus.HELD, f"{enrolment}status__in": TOOK_PART})
        & Q(**{f"{enrolment}starts_on__lte": F(f"{session}day")})
        & (Q(**{f"{enrolment}ends_on": None}) | Q(**{f"{enrolment}ends_on__gte": F(f"{session}day")}))
        & (
            Q(**{f"{session}is_catch_up": False})
            | meant_q(OuterRef(f"{session}pk"), OuterRef(f"{enrolment}pk"))
        )
        & ~paused(OuterRef(f"{enrolment}pk"), OuterRef(f"{session}day"))
    )


def paused(enrolment, day):
    """Whether a participant pauses on a day; both as a query outside names them."""
    pauses = apps.get_model("trainings", "Pause")._base_manager
    lasts = Q(ends_on=None) | Q(ends_on__gte=day)
    return Exists(pauses.filter(lasts, enrolment=enrolment, starts_on__lte=day))


def meant_q(session, enrolment):
    """Whether the session is for this participant: for all, unless a catch-up session names some."""
    return ~Exists(_named(session=session)) | Exists(_named(session=session, enrolment=enrolment))


def _named(**pair):
    return apps.get_model("trainings", "CatchUp")._base_manager.filter(**pair)


def session_minutes(session="session__"):
    return F(f"{session}jp") * JP_MINUTES


def expected_minutes(session="session__"):
    """Of a pair on a sheet: what the session asks for; one that names people asks nothing more."""
    names_people = Q(**{f"{session}is_catch_up": True}) & Exists(_named(session=OuterRef(f"{session}pk")))
    return Case(
        When(names_people, then=Value(0)), default=session_minutes(session), output_field=IntegerField()
    )


def accepted_minutes():
    """Of an attendance row: the minutes that leave the denominator; what was caught up of them comes back."""
    return Case(
        When(_catches_up() & Q(mark__in=CAME), then=-_caught_up(ACCEPTED)),
        When(_catches_up(), then=Value(0)),
        When(ACCEPTED, then=session_minutes()),
        default=Value(0),
        output_field=IntegerField(),
    )


ACCEPTED = Q(mark__in=NEEDS_REASON, reason__acceptable=True)
ANYHOW = Q()


def credited_minutes():
    """Of an attendance row: the minutes that were followed."""
    return Case(
        When(_catches_up() & Q(mark__in=CAME), then=_caught_up()),
        When(mark__in=CAME, then=_followed()),
        default=Value(0),
        output_field=IntegerField(),
    )


def _followed():
    return Greatest(session_minutes() - F("minutes_late") - F("minutes_early"), Value(0))


def _catches_up():
    """Of an attendance row: whether it was made up for a session that was missed."""
    named = _named(session=OuterRef("session"), enrolment=OuterRef("enrolment"))
    return Q(session__is_catch_up=True) & Exists(named)


def _caught_up(missed=ANYHOW):
    """What was followed, up to the minutes missed; nothing where the other session was not missed."""
    marks = apps.get_model("trainings", "Attendance")._base_manager.filter(
        missed,
        session__caught_up__session=OuterRef("session"),
        session__caught_up__enrolment=OuterRef("enrolment"),
        enrolment=OuterRef("enrolment"),
        session__status=SessionStatus.HELD,
    )
    rows = marks.exclude(mark="").exclude(mark__in=CAME).order_by().values(n=session_minutes())
    return Least(_followed(), Coalesce(Subquery(rows[:1], output_field=IntegerField()), Value(0)))


def enough(credited, expected, percent):
    """Whether the minutes reach the least share; who followed nothing at all has not attended."""
    return credited > 0 and credited * 100 >= expected * percent
