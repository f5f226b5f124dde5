"""Somebody comes who is not on the list, and somebody finds out later who it was."""

from django.utils.translation import gettext as _

from pembinaan.problems import Problem
from trainings.rules.attendance import opens_at, sheet_problems
from trainings.rules.enrolment import open_problems, seat_problems


def walk_in_problems(session, seats_taken, now):
    """On a sheet that may be written, from its opening on, while there is a seat."""
    if problems := sheet_problems(session, now) or open_problems(session.training):
        return problems
    if now < opens_at(session):
        return [Problem("not_open", _("People can be added once the session has opened."))]
    return seat_problems(session.training, seats_taken)


def reconcile_problems(enrolment, client, origin):
    if enrolment.reconcile_by is None:
        return [Problem("known", _("It is known already who this participant is."))]
    if client is None and not origin.strip():
        return [Problem("origin_missing", _("Say where the guest comes from."), "origin")]
    return []
