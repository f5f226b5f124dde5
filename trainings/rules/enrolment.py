"""Who may take a seat, and which steps an enrolment may make."""

from django.utils.translation import gettext as _

from pembinaan import dates
from pembinaan.problems import Problem
from trainings.choices import EnrolmentStatus, TrainingStatus
from trainings.eligibility import APART, HINDRANCES, LISTED


def open_problems(training):
    """Nobody joins a training that is over or put off."""
    if training.is_open_for_enrolment:
        return []
    message = _("Nobody can be added: the training is %(status)s.")
    return [Problem("closed", message % {"status": training.get_status_display().lower()})]


def enrolment_problems(client, *, listed=False):
    """What hinders a client read by `with_hindrances`; `listed`: whether standing on the list is in order."""
    return [
        apart_problem(client.apart_row) if hindrance is APART else Problem(hindrance.code, hindrance.message)
        for hindrance in HINDRANCES
        if getattr(client, hindrance.flag) and not (listed and hindrance is LISTED)
    ]


def apart_problem(number):
    """The row alone: who it is and why is for the PK and the head."""
    message = _("Must not share a room with row %(number)s of the list.")
    return Problem(APART.code, message % {"number": number})


def seat_problems(training, seated):
    if seated < training.capacity:
        return []
    message = _("All %(capacity)s seats are taken.")
    return [Problem("full", message % {"capacity": training.capacity})]


def step_problems(move, enrolment, training):
    """Whether the table of moves and the state of the training allow the step."""
    if enrolment.status not in move.sources:
        message = _("“%(move)s” is not possible: the status is “%(status)s”.")
        status = enrolment.get_status_display()
        return [Problem("move", message % {"move": move.label, "status": status})]
    if training.status == TrainingStatus.COMPLETED:
        return [Problem("closed", _("The training is completed; its list no longer changes."))]
    if move.target in (EnrolmentStatus.ENROLLED, EnrolmentStatus.WAITING):
        return open_problems(training)
    return []


def day_problems(move, enrolment, on, *, last_marked=None):
    """The day of leaving lies neither before the start nor before a recorded mark."""
    if move.target != EnrolmentStatus.LEFT:
        return []
    if on is None:
        return [Problem("day", _("Give the last day."), "on")]
    if enrolment.starts_on and on < enrolment.starts_on:
        message = _("Takes part only from %(day)s.") % {"day": dates.day(enrolment.starts_on)}
        return [Problem("day", message, "on")]
    if last_marked and on < last_marked:
        message = _("Attendance is recorded on %(day)s; the last day cannot lie before it.")
        return [Problem("day", message % {"day": dates.day(last_marked)}, "on")]
    return []
