"""Makes a timetable from modules and half-day slots. Pure: dates and numbers in, meetings out."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from trainings.policy import JP_MINUTES

WORKING_WEEK = frozenset(range(5))


@dataclass(frozen=True)
class Slot:
    """A half day: from one clock time to another."""

    start: time
    end: time

    @property
    def jp(self):
        """Whole JP that fit in; 08.00–12.00 holds five."""
        return max(0, _minutes(self.end) - _minutes(self.start)) // JP_MINUTES

    def on(self, day, zone):
        """The moments at which it starts and ends."""
        return datetime.combine(day, self.start, zone), datetime.combine(day, self.end, zone)


@dataclass(frozen=True)
class Slots:
    """When a training meets: the slots of a day, and the weekdays (0 is Monday)."""

    times: tuple[Slot, ...]
    weekdays: frozenset[int] = WORKING_WEEK

    @classmethod
    def of(cls, *times, weekdays: Iterable[int] = WORKING_WEEK):
        return cls(tuple(Slot(start, end) for start, end in times), frozenset(weekdays))


@dataclass
class Meeting:
    day: date
    slot: Slot
    parts: list[tuple[Any, int]] = field(default_factory=list)
    """Modules with the JP taught of each."""
    jp_without_modules: int = 0
    """Of a meeting that teaches none."""

    @property
    def jp(self):
        return sum(jp for _module, jp in self.parts) or self.jp_without_modules

    def span(self, zone):
        return self.slot.on(self.day, zone)


def days_between(first, last):
    return (first + timedelta(days=number) for number in range((last - first).days + 1))


def pack(modules, first, last, slots, holidays=frozenset()):
    """Meetings that teach the modules in order, and the JP for which there is no room.

    A module runs on into the next slot; the last meeting lasts as long as its slot.
    """
    waiting = [[module, module.jp] for module in modules]
    meetings = [
        Meeting(day, slot, _take(waiting, slot.jp))
        for day, slot in _places(first, last, slots, holidays)
        if waiting and slot.jp
    ]
    return meetings, sum(left for _module, left in waiting)


def shifted_days(days, first, holidays=frozenset()):
    """{old day: new day} of a timetable that begins again on `first`, in the same order with the same gaps.

    Begun on the same weekday it keeps its weekdays; else working days take the place of the days of rest. A
    holiday pushes on what follows.
    """
    days = sorted(set(days))
    weekdays = {day.weekday() for day in days}
    if first.weekday() != days[0].weekday():
        weekdays |= WORKING_WEEK | {first.weekday()}
    found, distance = {}, first - days[0]
    earliest = first
    for day in days:
        new = max(day + distance, earliest)
        while new.weekday() not in weekdays or new in holidays:
            new += timedelta(days=1)
        found[day] = new
        earliest = new + timedelta(days=1)
    return found


def _places(first, last, slots, holidays):
    times = sorted(slots.times, key=lambda slot: slot.start)
    for day in days_between(first, last):
        if day.weekday() in slots.weekdays and day not in holidays:
            yield from ((day, slot) for slot in times)


def _take(waiting, room):
    """Up to `room` JP from the front of the queue."""
    taken = []
    while waiting and room:
        module, left = waiting[0]
        jp = min(left, room)
        taken.append((module, jp))
        room -= jp
        waiting[0][1] -= jp
        if not waiting[0][1]:
            waiting.pop(0)
    return taken


def _minutes(clock):
    return clock.hour * 60 + clock.minute
