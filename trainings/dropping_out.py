"""Who may drop out of the trainings of an office: one query, judged by `rules.drop_out`."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce, JSONObject

from clients.querysets import is_restricted_q
from pembinaan.bulk import JsonList
from trainings.absences import GOING_ON
from trainings.attended import accepted_minutes, credited_minutes, expected_minutes, expected_q
from trainings.choices import NEEDS_REASON, EnrolmentStatus, Mark, SessionStatus
from trainings.models import Attendance, DropOutAnswer, Enrolment, Session
from trainings.policy import JP_MINUTES
from trainings.rules.absence import is_task
from trainings.rules.drop_out import Facts, fingerprint, signs

MISSED = Q(mark=Mark.ABSENT) | Q(mark__in=NEEDS_REASON, reason__acceptable=False)


@dataclass(frozen=True)
class Warned:
    """A participant with what warns; `answer` is what was done about these facts, or None."""

    enrolment: Any
    facts: Facts
    signs: list = field(default_factory=list)
    fingerprint: str = ""
    answer: Any = None

    @property
    def is_urgent(self):
        return any(sign.urgent for sign in self.signs)


def warned(user, day, *, own=False, rows=None):
    """All with a sign, the worst first, answered or not. Restricted clients only where they are open."""
    rows = Enrolment.objects.visible_to(user) if rows is None else rows
    rows = rows.filter(of_whom(user, day), training__office=user.office_id)
    if own:
        rows = rows.filter(client__counsellor=user.pk)
    found = [judged(person) for person in with_facts(rows.filter(suspicious()))]
    found = [one for one in found if one.signs]
    return sorted(found, key=lambda one: (not one.is_urgent, one.enrolment.number))


def unanswered(user, day, *, own=False):
    return [one for one in warned(user, day, own=own) if one.answer is None]


def of_whom(user, day):
    known = Q() if user.sees_restricted else Q(client__counsellor=user.pk)
    return Q(client__isnull=False) & (
        ~is_restricted_q(day, "client__") | Q(client__office=user.office_id) & known
    )


def suspicious():
    """Whoever lost a minute or is not guided to the end; nobody else can have a sign."""
    lost = MISSED | Q(minutes_late__gt=0) | Q(minutes_early__gt=0)
    marks = Attendance._base_manager.filter(lost, enrolment=OuterRef("pk"))
    ahead = Session._base_manager.filter(
        training=OuterRef("training"), status=SessionStatus.PLANNED, day__gt=OuterRef("client__guidance_end")
    )
    return Q(Exists(marks)) | Q(Exists(ahead))


def with_facts(rows):
    """Of enrolled participants of trainings that go on. Adds what `facts_of` reads."""
    marks = Attendance._base_manager.filter(
        expected_q("session__", "enrolment__"), enrolment=OuterRef("pk")
    ).exclude(mark="")
    grouped = marks.order_by().values("enrolment")
    mark = JSONObject(key="session", at="session__starts_at", mark="mark", acceptable="reason__acceptable")
    answer = JSONObject(key="fingerprint", answer="answer", note="note", by="by_name")
    answers = DropOutAnswer._base_manager.filter(enrolment=OuterRef("pk")).order_by().values("enrolment")
    rows = rows.filter(status=EnrolmentStatus.ENROLLED, training__status__in=GOING_ON)
    return (
        rows.select_related("client", "training__office", "training__programme")
        .annotate(
            mark_rows=Subquery(grouped.values(rows=JsonList(mark))),
            minutes_credited=_sum(grouped, credited_minutes()),
            minutes_asked=_sum(grouped, expected_minutes()) - _sum(grouped, accepted_minutes()),
            minutes_ahead=_sum(_ahead(), F("jp") * JP_MINUTES),
            last_session=Subquery(_sessions().order_by("-day").values("day")[:1]),
            answer_rows=Subquery(answers.values(rows=JsonList(answer))),
        )
        .order_by("training__starts_on", "training", "number")
    )


def _sum(rows, amount):
    return Coalesce(Subquery(rows.annotate(n=Sum(amount)).values("n")), 0)


def _sessions():
    rows = Session._base_manager.filter(training=OuterRef("training"), is_catch_up=False)
    return rows.exclude(status=SessionStatus.CANCELLED)


def _ahead():
    """Planned sessions, and held ones in which nothing is said of the participant yet."""
    said = Attendance._base_manager.filter(session=OuterRef("pk"), enrolment=OuterRef(OuterRef("pk")))
    rows = _sessions().filter(Q(status=SessionStatus.PLANNED) | ~Exists(said.exclude(mark="")))
    rows = rows.filter(day__gte=OuterRef("starts_on"))
    return rows.order_by().values("training")


def facts_of(person):
    marks = sorted(person.mark_rows or [], key=lambda mark: mark["at"])
    return Facts(
        sessions=tuple(
            (str(mark["key"]).replace("-", ""), is_task(mark["mark"], mark["acceptable"])) for mark in marks
        ),
        credited=person.minutes_credited,
        expected=person.minutes_asked,
        ahead=person.minutes_ahead,
        least=person.training.programme.min_attendance,
        guidance_end=person.client.guidance_end,
        last_day=person.last_session,
    )


def judged(person):
    facts = facts_of(person)
    found = fingerprint(facts)
    answer = next((row for row in person.answer_rows or [] if row["key"] == found), None)
    return Warned(person, facts, signs(facts), found, answer)
