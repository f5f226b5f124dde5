"""Cancelling or restoring several sessions of a training in one step."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from pembinaan.problems import RuleBroken
from pembinaan.records import new_id
from trainings.actions.attendance_sheet import cancel_session, restore_session
from trainings.actions.enrolment import locked_with_sessions
from trainings.models import Session
from trainings.tallying import postponed


@dataclass(frozen=True)
class Outcome:
    session: Session
    problem: Any = None
    """Why it stays as it was."""


@transaction.atomic
def cancel_sessions(*, training, sessions, reason, asked_by="", note="", by, now=None):
    """Cancel those of these sessions (ids) that can be; one outcome each, in the order of the days."""
    told = {"reason": reason, "note": note, "asked_by": asked_by, "batch": new_id()}
    return _each(training, sessions, cancel_session, by=by, now=now, **told)


@transaction.atomic
def restore_sessions(*, training, sessions, asked_by="", note="", by, now=None):
    """Take back that these sessions do not happen."""
    told = {"note": note, "asked_by": asked_by, "batch": new_id()}
    return _each(training, sessions, restore_session, by=by, now=now, **told)


def _each(training, ids, step, **values):
    locked_with_sessions(training)
    rows = Session._base_manager.filter(training=training.pk, pk__in=ids).order_by("starts_at", "pk")
    with postponed():
        return [_outcome(row, step, values) for row in rows]


def _outcome(row, step, values):
    try:
        with transaction.atomic():
            return Outcome(step(session=row.pk, **values))
    except RuleBroken as refusal:
        return Outcome(row, refusal.problems[0])
