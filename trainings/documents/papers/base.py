"""What every kind of paper is made of: sections that staff may word, and the frame around them."""

from dataclasses import dataclass
from typing import Any

from django.utils import translation

from pembinaan import dates
from pembinaan.accounts.signing import Head, head_of
from trainings.choices import SessionStatus
from trainings.documents import blocks as b
from trainings.documents.event import called
from trainings.models import Session

UNKNOWN = "…"
"""What the data do not know and somebody writes."""


@dataclass(frozen=True)
class Section:
    """A part that staff may word; `text` is what the data propose, `rows` the height of its field."""

    name: str
    label: Any
    text: str
    rows: int = 4


@dataclass(frozen=True)
class Frame:
    """What stands around the words: letterhead, number, day and place, and who signs.

    `signatories`: of each the title line, name and NIP (which may be empty), as blocks.signed() takes them.
    """

    head: Head
    number: str
    dated: str
    """In words: 1 September 2025."""
    signatories: tuple
    place: str

    @property
    def place_and_day(self):
        return f"{self.place}, {self.dated}"


def about(training, day):
    """What every paper says of its training."""
    return {
        "training": training.title,
        "office": head_of(training.office, day).office_name,
        "programme": training.programme.title,
        "partner": training.partner.name if training.partner else "",
        "place": training.place,
        "days": dates.day_range(training.starts_on, training.ends_on),
        "seats": training.capacity,
    }


def sessions_of(training):
    """Those that take place, in their order."""
    rows = Session._base_manager.filter(training=training).exclude(status=SessionStatus.CANCELLED)
    return list(rows.order_by("starts_at", "pk"))


def schedule_of(training, sessions):
    """Of each session its number, day, hours and place, in words."""
    return [
        [str(one.number), dates.weekday(one.day), hours_of(one, training.office), one.place or training.place]
        for one in sessions
    ]


def hours_of(session, office):
    first, last = dates.local(session.starts_at, office), dates.local(session.ends_at, office)
    return f"{first:%H.%M}–{last:%H.%M} {dates.zone_label(office)}"


def began(title):
    """As it begins a sentence: 'Pelatihan Las'."""
    words = called(title)
    return words[0].upper() + words[1:]


def lines_of(words):
    """A section that is a list: one item a line."""
    return [line.strip() for line in words.splitlines() if line.strip()]


def labelled(words):
    """A section of facts, 'label: value' a line."""
    parts = [line.partition(":") for line in lines_of(words)]
    return [(label.strip(), value.strip() or UNKNOWN) for label, _colon, value in parts]


def signed(frame, *more):
    """Whoever signs for the office stands on the right, or on the left where somebody signs beside."""
    return b.signed(frame.place_and_day, [*frame.signatories, *more])


def in_indonesian(function):
    """Papers are in Indonesian, whatever language the reader's screen has."""

    def speaking(*args, **kwargs):
        with translation.override("id"):
            return function(*args, **kwargs)

    return speaking
