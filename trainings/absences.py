"""What absences ask of an office, read from the marks: one definition for list, counts and actions."""

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from trainings.attended import expected_q
from trainings.choices import NEEDS_REASON, EnrolmentStatus, ExcuseState, Mark, Rung, TrainingStatus
from trainings.models import Attendance, Barrier, Enrolment, Excuse, LadderStep
from trainings.policy import LADDER
from trainings.rules.absence import RUNGS

GOING_ON = (TrainingStatus.APPROVED, TrainingStatus.RUNNING)
STAYS = (EnrolmentStatus.ENROLLED, EnrolmentStatus.PAUSED)


def excuses_waiting(user):
    rows = Excuse.objects.visible_to(user).filter(state=ExcuseState.WAITING)
    facts = rows.filter(session__training__status__in=GOING_ON)
    return facts.select_related(*_PERSON, "reason").order_by("evidence_by", "pk")


def absences_open(user):
    """Absences without accepted reason of which nobody has said yet what is done about them.

    Derived, never stored: a mark that is corrected takes its task along.
    """
    same = {"session": OuterRef("session"), "enrolment": OuterRef("enrolment")}
    unaccepted = Q(mark=Mark.ABSENT) | Q(mark__in=NEEDS_REASON, reason__acceptable=False)
    rows = Attendance.objects.visible_to(user).filter(expected_q("session__", "enrolment__"), unaccepted)
    waiting = Excuse._base_manager.filter(state=ExcuseState.WAITING, **same)
    rows = rows.filter(~Exists(Barrier._base_manager.filter(**same)), ~Exists(waiting))
    rows = rows.filter(session__training__status__in=GOING_ON)
    return rows.select_related(*_PERSON, "reason").order_by("session__day", "pk")


def barriers_open(user):
    rows = Barrier.objects.visible_to(user).filter(no_action=False, done_at=None)
    rows = rows.filter(session__training__status__in=GOING_ON)
    return rows.select_related(*_PERSON).order_by("due_on", "pk")


def with_unexcused(enrolments):
    """Adds `unexcused`: absences without notice in held sessions, which alone count for the steps."""
    rows = _unexcused().filter(enrolment=OuterRef("pk")).order_by().values("enrolment")
    return enrolments.annotate(unexcused=Coalesce(Subquery(rows.values(n=Count("pk"))), 0))


def _unexcused():
    return Attendance._base_manager.filter(expected_q("session__", "enrolment__"), mark=Mark.ABSENT)


def letters_sent(user, *, training=None, own=False):
    """Letters, newest first. One whose absences were all corrected has nothing to name any more."""
    rows = LadderStep.objects.visible_to(user).filter(rung=Rung.LETTER)
    if training is not None:
        rows = rows.filter(enrolment__training=training)
    if own:
        rows = rows.filter(enrolment__client__counsellor=user.pk)
    missed = {"enrolment": OuterRef("enrolment"), "session__day__lte": OuterRef("taken_on")}
    rows = rows.filter(Exists(_unexcused().filter(**missed)))
    people = rows.select_related("enrolment__client", "enrolment__training__office")
    return people.order_by("-taken_on", "-pk")


def missed_until(step):
    """The sessions missed without notice up to the day of a step."""
    marks = _unexcused().filter(enrolment=step.enrolment, session__day__lte=step.taken_on)
    rows = marks.select_related("session__training__office").order_by("session__starts_at")
    return [mark.session for mark in rows]


def steps_due(user):
    """Participants with a step to take; the same answer as `due_rung` gives for each."""
    rows = Enrolment.objects.visible_to(user).filter(training__office=user.office_id, status__in=STAYS)
    # Few have been absent at all: the counting is left to those.
    absent = Attendance._base_manager.filter(enrolment=OuterRef("pk"), mark=Mark.ABSENT)
    rows = with_unexcused(rows.filter(Exists(absent), training__status__in=GOING_ON)).filter(_due())
    rows = rows.select_related("client", "training__office").prefetch_related("ladder_steps")
    return rows.order_by("training__starts_on", "pk")


def _due():
    taken = LadderStep._base_manager.filter(enrolment=OuterRef("pk"))
    due = Q()
    for place, rung in enumerate(RUNGS):
        reached = Q(unexcused__gte=LADDER[rung]) & ~Exists(taken.filter(rung__in=RUNGS[place:]))
        if place + 1 < len(RUNGS):
            reached &= Q(unexcused__lt=LADDER[RUNGS[place + 1]])
        due |= reached
    return due


class Number(Subquery):
    """The number of rows of a queryset."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()

    def __init__(self, rows):
        super().__init__(rows.prefetch_related(None).order_by().values("pk"))


_PERSON = ("enrolment__client", "session__training__office")
PARTS = {
    "excuses": (excuses_waiting, "enrolment__", "session__"),
    "absences": (absences_open, "enrolment__", "session__"),
    "barriers": (barriers_open, "enrolment__", "session__"),
    "steps": (steps_due, "", ""),
}
"""Each kind of work: its rows, and where they name the participant and the training."""


def work(part, user, *, training=None, own=False):
    """Rows of one kind of work; `own`: of the user's own clients only."""
    read, person, session = PARTS[part]
    rows = read(user)
    if training is not None:
        rows = rows.filter(**{f"{session}training": training})
    return rows.filter(**{f"{person}client__counsellor": user.pk}) if own else rows


def numbers(user, *, training=None, own=False):
    """How many rows each kind of work has, as n_excuses and so on: expressions of one query."""
    return {f"n_{part}": Number(work(part, user, training=training, own=own)) for part in PARTS}


def asked_at_once(user, expressions):
    """The values of expressions that depend on no row, in one query."""
    offices = type(user.office)._base_manager.filter(pk=user.office_id)
    return offices.values(**expressions).get()


def counts(user, *, training=None, own=False):
    return asked_at_once(user, numbers(user, training=training, own=own))
