"""Agreements and licences that end within the alert time or have ended, in one list."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import F

from partners.choices import Paper, Weight
from partners.models import Agreement, Licence
from partners.policy import EXPIRY_ALERT_DAYS, EXPIRY_URGENT_DAYS, REMINDER_DAYS
from partners.standing import term_of
from pembinaan.paging import SIZE, Page

ENDS = {Paper.AGREEMENT: "ends_on", Paper.LICENCE: "valid_until"}
OFFICE = {Paper.AGREEMENT: "office", Paper.LICENCE: "partner__office"}
SEEN = {Paper.AGREEMENT: ("office", "partner"), Paper.LICENCE: ("partner__office",)}
MOST = 1_000
"""Of each kind; who has more has another problem."""


@dataclass(frozen=True)
class Ending:
    paper: Paper
    record: Any
    ends_on: date
    day: date

    @property
    def pk(self):
        return self.record.pk

    @property
    def partner(self):
        return self.record.partner

    @property
    def office(self):
        """Who is to act: the office that signed, or that keeps the entry of the partner."""
        return self.record.office if self.paper == Paper.AGREEMENT else self.partner.office

    @property
    def days_left(self):
        return (self.ends_on - self.day).days

    @property
    def term(self):
        return term_of(self.ends_on, self.day)

    @property
    def weight(self):
        if self.days_left < 0:
            return Weight.ENDED
        return Weight.URGENT if self.days_left <= EXPIRY_URGENT_DAYS else Weight.SOON


def span_of(weight, day):
    """First and last day on which papers of that weight end; None is open."""
    urgent = day + timedelta(EXPIRY_URGENT_DAYS)
    return {
        Weight.ENDED: (None, day - timedelta(1)),
        Weight.URGENT: (day, urgent),
        Weight.SOON: (urgent + timedelta(1), day + timedelta(EXPIRY_ALERT_DAYS)),
    }.get(weight, (None, day + timedelta(EXPIRY_ALERT_DAYS)))


def papers(day):
    """{kind: rows that end by the alert time}, of all offices."""
    last = day + timedelta(EXPIRY_ALERT_DAYS)
    begun = Agreement.objects.filter(starts_on__lte=day)
    return {Paper.AGREEMENT: begun.ending_by(last), Paper.LICENCE: Licence.objects.ending_by(last)}


def papers_of(user, day):
    """What the user is to know of: the own office's, and above the Bapas everybody's below."""
    own = user.office.is_local
    return {
        paper: rows.visible_to(user).filter(**({OFFICE[paper]: user.office_id} if own else {}))
        for paper, rows in papers(day).items()
    }


def page_of_endings(user, day, cursors, *, paper=None, weight=None, size=SIZE):
    """One page, what ended longest ago first: a query for the keys and one for the rows of each kind."""
    keys = sorted(
        key
        for kind, rows in papers_of(user, day).items()
        if paper in (None, "", kind)
        for key in keys_of(kind, rows, *span_of(weight, day))
    )
    start, stop = window([str(pk) for _end, pk, _kind in keys], cursors, size)
    page = Page(loaded(user, keys[start:stop], day), total=len(keys))
    if start > 0:
        page.before = str(keys[start][1])
    if stop < len(keys):
        page.after = str(keys[stop - 1][1])
    return page


def within(kind, rows, first, last):
    """Those that end between the days; `first` may be open."""
    ends = ENDS[kind]
    return rows.filter(**{f"{ends}__lte": last}, **({f"{ends}__gte": first} if first else {}))


def keys_of(kind, rows, first, last):
    ends, rows = ENDS[kind], within(kind, rows, first, last)
    found = rows.order_by(ends, "pk").annotate(end=F(ends)).values_list("end", "pk")[:MOST]
    return [(end, pk, kind.value) for end, pk in found]


def window(ids, cursors, size):
    """Where the page starts and stops; a cursor that names no row starts anew."""
    before, after = cursors.get("before"), cursors.get("after")
    if before in ids:
        stop = ids.index(before)
        return max(0, stop - size), stop
    start = ids.index(after) + 1 if after in ids else 0
    return start, min(len(ids), start + size)


def loaded(user, keys, day):
    found = {}
    for kind, rows in papers_of(user, day).items():
        wanted = [pk for _end, pk, name in keys if name == kind]
        if wanted:
            for row in rows.filter(pk__in=wanted).select_related(*SEEN[kind]):
                found[row.pk] = Ending(kind, row, getattr(row, ENDS[kind]), day)
    return [found[pk] for _end, pk, _name in keys if pk in found]


def due_reminders(day):
    """Papers of all offices of which somebody is reminded on that day: with 90, 30 and 0 days left, and the
    day after the end. Meant for a command that runs every day; nothing else is remembered."""
    ends = [day + timedelta(left) for left in REMINDER_DAYS]
    return [
        Ending(kind, row, getattr(row, ENDS[kind]), day)
        for kind, rows in papers(day).items()
        for row in rows.filter(**{f"{ENDS[kind]}__in": ends})
        .select_related(*SEEN[kind])
        .order_by(ENDS[kind], "pk")
    ]
