"""Where sessions go when one of them is moved, and which stay where they are. Pure: places in, places out."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from pembinaan.problems import Problem
from trainings.choices import Follow, SessionStatus
from trainings.timetable import Slot, days_between

LONGEST = timedelta(days=3 * 366)
"""Past the moved session no free slot is looked for any further."""


@dataclass(frozen=True)
class Place:
    """When a session meets, on the office's clock."""

    day: date
    slot: Slot

    @property
    def order(self):
        return self.day, self.slot.start, self.slot.end

    def later_by(self, distance):
        return Place(self.day + distance, self.slot)

    def overlaps(self, other):
        return self.day == other.day and self.slot.start < other.slot.end and self.slot.end > other.slot.start


@dataclass(frozen=True)
class Sitting:
    """A session of the timetable as far as moving it is concerned."""

    pk: Any
    place: Place
    jp: int = 1
    stays: str = ""
    """Why it never moves; empty: it may."""
    is_cancelled: bool = False
    is_catch_up: bool = False

    def fits(self, slot):
        return slot.jp >= self.jp or _minutes(slot) >= _minutes(self.place.slot)


def _minutes(slot):
    return (slot.end.hour - slot.start.hour) * 60 + slot.end.minute - slot.start.minute


def staying(status, *, is_marked, day, today):
    """Why a session keeps its place: one word, or nothing."""
    if status != SessionStatus.PLANNED:
        return str(status)
    if is_marked:
        return "marked"
    return "past" if day < today else ""


def weekly_slots(sittings):
    """{(weekday, slot)} of the timetable as it is; cancelled and catch-up sessions say nothing."""
    regular = [s for s in sittings if not (s.is_cancelled or s.is_catch_up)] or sittings
    return frozenset((sitting.place.day.weekday(), sitting.place.slot) for sitting in regular)


def new_places(sittings, chosen, to, follow, holidays=frozenset()):
    """{pk: place} of every session whose place changes, and the number of those that find none.

    Sessions keep their order. Those that stay are never moved, nor is another put on top of them.
    """
    later = sorted(
        (s for s in sittings if s.place.order > chosen.place.order and s.pk != chosen.pk and not s.stays),
        key=lambda sitting: sitting.place.order,
    )
    found, homeless = {chosen.pk: to}, 0
    if follow == Follow.SHIFT:
        distance = to.day - chosen.place.day
        found |= {sitting.pk: sitting.place.later_by(distance) for sitting in later}
    elif follow == Follow.REPACK:
        moving = {chosen.pk, *(sitting.pk for sitting in later)}
        kept = [s.place for s in sittings if s.pk not in moving and not s.is_cancelled]
        packed = _packed(later, _free(to, weekly_slots(sittings), holidays, kept))
        found |= packed
        homeless = len(later) - len(packed)
    old = {sitting.pk: sitting.place for sitting in sittings}
    return {pk: place for pk, place in found.items() if old[pk] != place}, homeless


def _packed(later, free):
    found = {}
    for sitting in later:
        place = next((place for place in free if sitting.fits(place.slot)), None)
        if place is None:
            break
        found[sitting.pk] = place
    return found


def _free(to, weekly, holidays, kept):
    """Places of the week after the moved session, in order; none on a holiday or over another session."""
    slots = sorted(weekly, key=lambda pair: (pair[1].start, pair[1].end))
    last = to
    for day in days_between(to.day, to.day + LONGEST):
        for weekday, slot in slots if day not in holidays else ():
            place = Place(day, slot)
            is_after = day > last.day or slot.start >= last.slot.end
            if weekday == day.weekday() and is_after and not any(map(place.overlaps, kept)):
                last = place
                yield place


def move_problems(sitting, to, *, today, has_changed):
    """Why this session cannot go there."""
    if sitting.stays:
        return [Problem(sitting.stays, str(why_it_stays(sitting.stays)))]
    if to.slot.end <= to.slot.start:
        return [Problem("times", _("The session ends before it starts."), "ends")]
    if to.day < today:
        return [Problem("in_past", _("A session cannot be moved into the past."), "day")]
    if not has_changed:
        return [Problem("same", _("This is where the session is already."), "day")]
    return []


def why_it_stays(word):
    return {
        "held": _("It has been held."),
        "cancelled": _("It is cancelled."),
        "marked": _("Attendance is recorded in it."),
        "past": _("Its day is over."),
    }[word]


def room_problems(homeless):
    if not homeless:
        return []
    message = _("%(number)s later sessions find no free slot within three years.") % {"number": homeless}
    return [Problem("no_room", message, "follow")]
