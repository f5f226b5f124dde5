"""An attendance sheet as plain data: what is said of a row, what was sent about it, what became of that."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
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
    marked_by_name: str = ""
    events: str = ""
    """Everything that was ever sent about the row, as 'answer:hex answer:hex'."""
    marked_at: datetime | None = None
    first_at: datetime | None = None
    """The first entry in the sheet since it opened."""

    def answer_given_to(self, event_id):
        """What became of an event that was sent before, or None."""
        if not event_id or event_id.hex not in self.events:
            return None
        return self.events.partition(f":{event_id.hex}")[0].rpartition(" ")[2]


COLUMNS = (
    *("number", "pk", "now_status", "starts_on", "ends_on"),
    *("now_mark", "now_minutes_late", "now_minutes_early", "now_reason_id", "now_remark"),
    *("now_version", "now_marked_by_name", "now_events"),
    *("now_marked_at", "now_first_at"),
)
"""Of participants with the marks of a session, in the order of `row_of`."""


def row_of(values):
    number, key, status, starts_on, ends_on, *said, version, by_name, events, at, first_at = values
    said = Said(*said) if said[0] else NOTHING
    by_name, events = by_name or "", events or ""
    return Row(number, key, status, starts_on, ends_on, said, version or 0, by_name, events, at, first_at)


@lru_cache(maxsize=1024)
def moment_in(text):
    """A moment as a database writes it; a sheet often holds the same one in every row."""
    found = datetime.fromisoformat(text)
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)


def first_entry_at(rows):
    """When the sheet was first written in, or None."""
    return min((row.first_at for row in rows if row.first_at), default=None)


class Entry(NamedTuple):
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


class Answer(NamedTuple):
    """What became of an entry; `said` is what was understood of it."""

    code: str
    entry: Entry
    said: Said = NOTHING
    message: Any = ""
    field: str | None = None
    known: bool = False
    """The event was sent before, and is in the history already."""


class Recorded(NamedTuple):
    session: Any
    rows: dict
    """By number, as they are now."""
    answers: list
