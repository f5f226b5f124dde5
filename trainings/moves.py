"""Allowed moves between statuses, as data that pages, actions and tests all read."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from trainings.choices import EnrolmentStatus as E
from trainings.choices import ReasonKind
from trainings.choices import TrainingStatus as T


@dataclass(frozen=True)
class Move:
    name: str
    sources: tuple
    target: str
    permission: str
    label: Any
    help_text: Any
    reason_kind: str = ""
    """Kind of the coded reason that must be given; empty: none."""
    suggested: bool = False
    """The usual next step from here."""


TRAINING_MOVES = (
    Move(
        "approve",
        (T.DRAFT,),
        T.APPROVED,
        "trainings.approve_training",
        _("Approve"),
        _("The plan and the list of participants are approved; the training may begin."),
        suggested=True,
    ),
    Move(
        "start",
        (T.APPROVED,),
        T.RUNNING,
        "trainings.change_training",
        _("Start"),
        _("The training has begun. The first attendance mark does this by itself."),
        suggested=True,
    ),
    Move(
        "complete",
        (T.APPROVED, T.RUNNING),
        T.COMPLETED,
        "trainings.complete_training",
        _("Complete"),
        _("All sessions are over: who completed is decided and the follow-ups are scheduled."),
    ),
    Move(
        "postpone",
        (T.DRAFT, T.APPROVED),
        T.POSTPONED,
        "trainings.change_training",
        _("Postpone"),
        _("The training will be held later; participants keep their seats."),
        reason_kind=ReasonKind.POSTPONED,
    ),
    Move(
        "resume",
        (T.POSTPONED, T.CANCELLED),
        T.DRAFT,
        "trainings.change_training",
        _("Plan again"),
        _("The training becomes a draft again and needs a new approval."),
        suggested=True,
    ),
    Move(
        "cancel",
        (T.DRAFT, T.APPROVED, T.RUNNING, T.POSTPONED),
        T.CANCELLED,
        "trainings.change_training",
        pgettext_lazy("training", "Cancel"),
        _("The training will not be held. Marks that were recorded stay."),
        reason_kind=ReasonKind.CANCELLED,
    ),
)

ENROLMENT_MOVES = (
    Move(
        "enrol",
        (E.NOMINATED, E.WAITING),
        E.ENROLLED,
        "trainings.enrol_client",
        _("Give a seat"),
        _("Takes one of the free seats."),
        suggested=True,
    ),
    Move(
        "wait",
        (E.NOMINATED,),
        E.WAITING,
        "trainings.enrol_client",
        pgettext_lazy("participant", "Waiting list"),
        _("Waits for a free seat."),
    ),
    Move(
        "pause",
        (E.ENROLLED,),
        E.PAUSED,
        "trainings.enrol_client",
        _("Pause"),
        _("Keeps the seat but is not expected on the days of the pause."),
    ),
    Move(
        "resume",
        (E.PAUSED,),
        E.ENROLLED,
        "trainings.enrol_client",
        _("Resume"),
        _("Ends the pause: is expected again."),
        suggested=True,
    ),
    Move(
        "leave",
        (E.ENROLLED, E.PAUSED),
        E.LEFT,
        "trainings.enrol_client",
        _("Leave"),
        _("Frees the seat; marks that were recorded stay."),
        reason_kind=ReasonKind.LEFT,
    ),
    Move(
        "return",
        (E.LEFT,),
        E.ENROLLED,
        "trainings.enrol_client",
        _("Take back"),
        _("Takes a free seat again."),
        suggested=True,
    ),
)


def moves_from(table, status, user=None):
    """The moves open from a status, suggested first, narrowed to what the user may do."""
    found = [m for m in table if status in m.sources and (user is None or user.has_perm(m.permission))]
    return sorted(found, key=lambda move: not move.suggested)


def move_named(table, name):
    return next((move for move in table if move.name == name), None)
