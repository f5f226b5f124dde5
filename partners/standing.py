"""How long an agreement still lasts, and the tag that says so."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partners.choices import Standing
from partners.policy import EXPIRY_ALERT_DAYS, EXPIRY_URGENT_DAYS

TAGS = {
    Standing.IN_FORCE: ("ok", "check-circle"),
    Standing.EXPIRING: ("warn", "hourglass-split"),
    Standing.URGENT: ("bad", "exclamation-triangle"),
    Standing.EXPIRED: ("bad", "x-octagon"),
    Standing.LATER: ("info", "calendar-event"),
    Standing.RENEWED: ("mute", "arrow-repeat"),
    Standing.NONE: ("mute", "dash-circle"),
}


@dataclass(frozen=True)
class Term:
    standing: Standing
    days_left: int | None = None

    @property
    def kind(self):
        return TAGS[self.standing][0]

    @property
    def icon(self):
        return TAGS[self.standing][1]

    @property
    def is_ending(self):
        return self.standing in (Standing.EXPIRING, Standing.URGENT)

    @property
    def is_alarming(self):
        return self.is_ending or self.standing == Standing.EXPIRED

    @property
    def label(self):
        if not self.is_ending:
            return self.standing.label
        if self.days_left == 0:
            return _("Ends today")
        days = ngettext("Ends in %(days)s day", "Ends in %(days)s days", self.days_left)
        return days % {"days": self.days_left}


def term_of(ends_on, day, starts_on=None):
    """The standing on that day; without an end there is no agreement."""
    if ends_on is None:
        return Term(Standing.NONE)
    if starts_on and starts_on > day:
        return Term(Standing.LATER)
    left = (ends_on - day).days
    if left < 0:
        return Term(Standing.EXPIRED)
    if left <= EXPIRY_URGENT_DAYS:
        return Term(Standing.URGENT, left)
    return Term(Standing.EXPIRING if left <= EXPIRY_ALERT_DAYS else Standing.IN_FORCE, left)
