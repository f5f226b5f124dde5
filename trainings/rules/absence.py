"""When an excuse may be brought and decided, how an absence is handled, which step after absences is due."""

from datetime import timedelta

from django.utils.translation import gettext as _

from pembinaan import dates
from pembinaan.problems import Problem
from trainings.choices import CAME, NEEDS_REASON, BarrierKind, ExcuseState, Rung
from trainings.policy import EXCUSE_DAYS, LADDER
from trainings.rules.attendance import is_expected

RUNGS = tuple(Rung.values)
"""Lowest first."""


def proved_by(session):
    """The last day for bringing an excuse and what proves it."""
    return session.day + timedelta(days=EXCUSE_DAYS)


def excuse_problems(session, row, excuse, values, today):
    """`excuse` is what was brought for the same session before, or None."""
    if row is None or not is_expected(row, session.day):
        return [Problem("not_on_list", _("This person is not on the list of this session."))]
    if row.said.mark in CAME:
        return [Problem("came", _("This person is recorded as present. Correct the sheet first."))]
    if excuse and excuse.state == ExcuseState.ACCEPTED:
        return [Problem("decided", _("The excuse for this session is accepted already."))]
    if today > proved_by(session):
        message = _("An excuse could be brought until %(day)s.") % {"day": dates.day(proved_by(session))}
        return [Problem("too_late", message)]
    if values["mark"] not in NEEDS_REASON:
        return [Problem("mark_unknown", _("Choose excused or sick."), "mark")]
    if values["reason"] is None or values["reason"].pk not in (session.reason_ids or ()):
        return [Problem("reason_unknown", _("This reason is not on offer."), "reason")]
    return []


def decision_problems(excuse):
    if excuse.state != ExcuseState.WAITING:
        message = _("This excuse is decided already: %(state)s.") % {"state": excuse.get_state_display()}
        return [Problem("decided", message)]
    return []


def lapses(row, excuse, reason_needs_evidence):
    """Whether the mark of a row falls once its time is over: a proof was needed and none came.

    What was decided by a person stands, and what is proved waits for a decision.
    """
    waits = excuse is None or (excuse.state == ExcuseState.WAITING and not excuse.evidence)
    return row.said.mark in NEEDS_REASON and reason_needs_evidence and waits


def is_task(mark, acceptable):
    """Whether a mark asks what kept the person away."""
    return bool(mark) and mark not in CAME and not (mark in NEEDS_REASON and acceptable)


def barrier_problems(values, today):
    if values["kind"] not in BarrierKind.values:
        return [Problem("kind_unknown", _("Choose what kept the person away."), "kind")]
    if values["no_action"] and not values["note"].strip():
        return [Problem("note_missing", _("Say why nothing is done."), "note")]
    if not values["no_action"] and values["due_on"] < today:
        return [Problem("due_past", _("This day is over."), "due_on")]
    return []


def due_rung(absences, taken):
    """The highest step that the absences have reached, unless it or a higher one was taken; or None."""
    reached = [rung for rung in RUNGS if absences >= LADDER[rung]]
    if not reached or any(RUNGS.index(rung) >= RUNGS.index(reached[-1]) for rung in taken):
        return None
    return reached[-1]


def step_problems(rung, absences, taken, reply_by, today):
    if rung in taken:
        return [Problem("taken", _("This step was taken already."))]
    if rung != due_rung(absences, taken):
        return [Problem("not_due", _("This step is not due any more."))]
    if rung == Rung.LETTER and (reply_by is None or reply_by < today):
        return [Problem("reply_by", _("Say until when an answer is awaited."), "reply_by")]
    return []
