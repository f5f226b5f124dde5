"""An attendance sheet as plain data: what is said of a row, what was sent about it, what became of that."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID


class Said(NamedTuple):
    """What is said of one person in one session; nothing at all: not recorded."""

    mark: str = ""
    minutes_late: int | None = 0
    """None: as the clock says."""
    minutes_early: int = 0
    reason_id: int | None = None
    remark: str = ""


NOTHING = Said()


@dataclass(slots=True)
class Row:
    """A participant's row and its present mark."""

    number: int
    enrolment_id: UUID
    status: str
    """On the day of the session: paused only for who pauses then."""
    starts_on: date | None
    ends_on: date | None
    said: Said = NOTHING
    version: int = 0
    """0: nobody has ever said anything; each change adds 1."""
    marked_at: datetime | None = None
    marked_by_id: UUID | None = None
    marked_by_name: str = ""
    events: list = field(default_factory=list)
    """Everything that was ever sent about the row, as 'answer:id'."""
    first_at: datetime | None = None
    """Its first entry since the sheet opened."""

    def answer_given_to(self, event_id):
        """What became of an event that was sent before, or None."""
        names = {str(event_id), event_id.hex} if event_id else ()
        for text in self.events if event_id else ():
            answer, _colon, name = text.partition(":")
            if name in names:
                return answer
        return None


COLUMNS = (
    *("number", "pk", "now_status", "starts_on", "ends_on"),
    *("now_mark", "now_minutes_late", "now_minutes_early", "now_reason_id", "now_remark"),
    *("now_version", "now_marked_at", "now_marked_by_id", "now_marked_by_name", "now_events"),
    "now_first_at",
)
"""Of participants with the marks of a session, in the order of `row_of`."""


def row_of(values):
    *own, mark, late, early, reason, remark, version, at, by, name, events, first = values
    said = Said(mark, late, early, reason, remark) if mark else NOTHING
    return Row(*own, said, version or 0, at, by, name or "", events or [], first)


def first_entry_at(rows):
    """When the sheet was first written in, or None."""
    return min((row.first_at for row in rows if row.first_at), default=None)


@dataclass(frozen=True, slots=True)
class Entry:
    """What was sent about one row. Without `base_version` it does not matter what stands there."""

    number: int
    said: Said
    base_version: int | None = None
    event_id: UUID | None = None
    device_time: datetime | None = None
    made_at: datetime | None = None
    """When it was marked by the server's clock; empty: now."""
    resolves: bool = False
    """The choice between two values that collided."""


class Code:
    STORED = "stored"
    SAME = "same"
    CONFLICT = "conflict"
    NOT_ON_LIST = "not_on_list"
    LOCKED = "locked"
    INVALID = "invalid"


REFUSED = (Code.CONFLICT, Code.NOT_ON_LIST, Code.LOCKED, Code.INVALID)


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of an entry; `said` is what was understood of it."""

    code: str
    entry: Entry
    said: Said = NOTHING
    message: Any = ""
    field: str | None = None


class Recorded(NamedTuple):
    session: Any
    rows: dict
    """By number, as they are now."""
    answers: list
