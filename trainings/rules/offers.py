"""Whom a free seat is offered to, how long for, and how the offer ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pembinaan import dates
from pembinaan.problems import Problem
from trainings.choices import OfferState
from trainings.policy import OFFICE_HOURS

FRIDAY = 5
MAY_ANSWER = ("trainings.enrol_client", "trainings.nominate_client")


@dataclass(frozen=True)
class Ending:
    """One way in which an open offer ends."""

    name: str
    state: str
    permissions: tuple
    label: Any
    help_text: Any
    needs_note: bool = False


ENDINGS = (
    Ending(
        "accept",
        OfferState.ACCEPTED,
        MAY_ANSWER,
        gettext_lazy("Accept"),
        gettext_lazy("The client takes the seat and is enrolled."),
    ),
    Ending(
        "decline",
        OfferState.DECLINED,
        MAY_ANSWER,
        gettext_lazy("Decline"),
        gettext_lazy("The client does not want the seat. It is offered to the next one on the waiting list."),
    ),
    Ending(
        "withdraw",
        OfferState.WITHDRAWN,
        ("trainings.enrol_client",),
        gettext_lazy("Take the offer back"),
        gettext_lazy("The office takes the offer back. The seat is offered to the next one on the list."),
        needs_note=True,
    ),
)


def may_end(ending, user, enrolment):
    """Whoever gives the seats; of the own clients also their PK, where the answer is the client's."""
    if user.has_perm("trainings.enrol_client"):
        return True
    own = enrolment.client_id is not None and enrolment.client.counsellor_id == user.pk
    return own and any(user.has_perm(permission) for permission in ending.permissions)


def ending_named(name):
    return next((ending for ending in ENDINGS if ending.name == name), None)


def answer_until(moment, hours, holidays, zone):
    """The moment at which `hours` office hours have passed; on days off the clock stands still."""
    left, now = timedelta(hours=hours), moment.astimezone(zone)
    opens, closes = (time(hour) for hour in OFFICE_HOURS)
    day = now.date()
    while True:
        if day.isoweekday() <= FRIDAY and day not in holidays:
            begins = max(now, datetime.combine(day, opens, zone))
            span = max(datetime.combine(day, closes, zone) - begins, timedelta())
            if left <= span:
                return begins + left
            left -= span
        day += timedelta(days=1)


@dataclass
class Place:
    """One place in the waiting list, in the order of the list."""

    row: Any
    offer: Any = None
    """The last one made, or None."""
    problems: Sequence[Problem] = ()

    @property
    def is_offered(self):
        return self.offer is not None and self.offer.state == OfferState.OPEN

    @property
    def had_a_turn(self):
        """Said no, said nothing in time, or was taken off with a reason; the place stays, the turn is over.

        An offer that ended with the training itself has no note: its turn is still to come.
        """
        if self.offer is None:
            return False
        withdrawn = self.offer.state == OfferState.WITHDRAWN and self.offer.note
        return self.offer.state in (OfferState.DECLINED, OfferState.EXPIRED) or bool(withdrawn)

    @property
    def is_in_line(self):
        return not (self.is_offered or self.had_a_turn)


def choose(line, free):
    """(places that get an offer, places passed over for their problems), first come first served.

    Only who stands before somebody chosen is passed over.
    """
    chosen, hindered, passed = [], [], []
    for place in line:
        if len(chosen) >= free:
            break
        if not place.is_in_line:
            continue
        if place.problems:
            hindered.append(place)
            continue
        chosen.append(place)
        passed += hindered
        hindered = []
    return chosen, passed


def before(line, enrolment):
    """Who asked earlier, could take a seat and has not had a turn."""
    key = (enrolment.requested_at, enrolment.number)
    return [
        place
        for place in line
        if place.is_in_line
        and not place.problems
        and (place.row.requested_at, place.row.number) < key
        and place.row.pk != enrolment.pk
    ]


def skipping_problems(skipped, note):
    if not skipped or note:
        return []
    rows = ", ".join(str(place.row.number) for place in skipped)
    message = _("Somebody has waited longer (row %(rows)s). Give a reason in the note.")
    return [Problem("skips", message % {"rows": rows}, "note")]


def ending_problems(ending, offer, note, now):
    if offer.state != OfferState.OPEN:
        message = _("The offer has ended: %(state)s.") % {"state": offer.get_state_display().lower()}
        return [Problem("ended", message)]
    if ending.state == OfferState.ACCEPTED and offer.expires_at <= now:
        message = _("The time for the answer ended on %(moment)s.")
        return [Problem("expired", message % {"moment": dates.daytime(offer.expires_at)})]
    if ending.needs_note and not note:
        return [Problem("note", _("Say why."), "note")]
    return []
