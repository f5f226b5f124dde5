"""What happened to a sheet in one numbered list: entries of rows, amendments, steps of the whole sheet."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from pembinaan.audit.models import AuditEntry
from pembinaan.audit.verbs import Verb
from pembinaan.paging import SIZE, Page
from trainings.choices import Via
from trainings.forms.attendance import whole
from trainings.models import Amendment, AttendanceEvent

STEPS = (
    *(Verb.ATTESTED, Verb.MOVED, Verb.REOPENED, Verb.REQUESTED, Verb.DECLINED),
    *(Verb.UPLOADED, Verb.PREPARED, Verb.LINKED, Verb.REVOKED, Verb.ACCEPTED),
)


@dataclass
class Change:
    at: datetime
    rows: list
    """Numbers of the rows that it concerns; none: the sheet as a whole."""
    event: Any = None
    """Id of the entry, or of the first of a fill."""
    is_fill: bool = False
    amendment: Any = None
    step: Any = None
    number: int = 0
    """Counted from the first change of the sheet; what is added later changes no number."""


def changes_of(session, user):
    """All of them, the newest first, in three queries."""
    found = [*_entries(session, user), *_amendments(session, user), *_steps(session)]
    # What was done at the same moment keeps its order: a step follows from the entries.
    found.sort(key=lambda change: change.at)
    for number, change in enumerate(found, start=1):
        change.number = number
    return found[::-1]


def _entries(session, user):
    """Ids alone: what an entry says is read for one page. A fill is one change, whatever its rows."""
    events = AttendanceEvent.objects.visible_to(user).filter(session=session)
    facts = events.order_by("at", "version", "enrolment__number", "pk")
    fills = {}
    for pk, at, via, by, row in facts.values_list("pk", "at", "via", "by", "enrolment__number"):
        if via != Via.FILL:
            yield Change(at, [row], event=pk)
        elif (at, by) in fills:
            fills[at, by].rows.append(row)
        else:
            fills[at, by] = Change(at, [row], event=pk, is_fill=True)
    yield from fills.values()


def _amendments(session, user):
    rows = Amendment.objects.visible_to(user).filter(session=session).order_by("at", "pk")
    for row in rows.select_related("enrolment__client", "reason"):
        yield Change(row.at, [row.enrolment.number], amendment=row)


def _steps(session):
    opening = Q(verb=Verb.MARKED, changes__has_key="status")
    rows = AuditEntry.objects.about(session).filter(opening | Q(verb__in=STEPS))
    for row in rows.order_by("at", "pk"):
        yield Change(row.at, [], step=row)


def page_by_number(changes, asked):
    """One page of the changes; `after` and `before` in the address are numbers of changes."""
    after, before = whole(asked.get("after")), whole(asked.get("before"))
    if after > 0:
        rows = [change for change in changes if change.number < after][:SIZE]
    elif before > 0:
        rows = [change for change in changes if change.number > before][-SIZE:]
    else:
        rows = changes[:SIZE]
    page = Page(rows, total=len(changes))
    if rows:
        page.before = None if rows[0] is changes[0] else str(rows[0].number)
        page.after = None if rows[-1] is changes[-1] else str(rows[-1].number)
    return page


def as_ranges(numbers):
    """'1–3, 5' of 1, 2, 3 and 5."""
    runs = []
    for number in sorted(numbers):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in runs)
