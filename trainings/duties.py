"""One trip, many duties: attendance that also counts as guidance or as reporting for the month.

Nothing is stored: a duty is read from the marks. So it is counted once, whatever two officers save at the
same moment, and it goes with the mark. Guidance counts once a session, reporting once a month and client.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from pembinaan import dates
from trainings.choices import CAME
from trainings.models import Attendance, Enrolment

COUNTING = Q(session__counts_as_guidance=True) | Q(session__counts_as_reporting=True)


@dataclass
class Fulfilled:
    """What one client has fulfilled in a month by coming to sessions."""

    person: Any
    """The enrolment by which the client is known here."""
    reported_on: date | None = None
    """Day of the first session that counts as reporting; further ones of the month add nothing."""
    guidance: tuple = ()
    """Days of the sessions that count as guidance."""


def attended(user, first, last, **narrowed):
    """Marks of clients who came to counting sessions of these days, within what the user may see."""
    people = Enrolment.objects.visible_to(user).filter(client__isnull=False, **narrowed)
    rows = Attendance._base_manager.filter(COUNTING, enrolment__in=people.values("pk"), mark__in=CAME)
    return rows.filter(session__day__range=(first, last)).order_by("session__starts_at", "pk")


def fulfilled(user, month, **narrowed):
    """One entry a client, in the order of names; `month` is its first day."""
    last = dates.add_months(month, 1) - timedelta(days=1)
    rows = attended(user, month, last, **narrowed).select_related("session", "enrolment__client")
    found = {}
    for row in rows:
        entry = found.setdefault(row.enrolment.client_id, Fulfilled(row.enrolment))
        if row.session.counts_as_guidance:
            entry.guidance += (row.session.day,)
        if row.session.counts_as_reporting and entry.reported_on is None:
            entry.reported_on = row.session.day
    return sorted(found.values(), key=lambda entry: entry.person.client.sort_name)
