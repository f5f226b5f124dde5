from datetime import date, time, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainings.rules.planning import timetable_problems
from trainings.timetable import Slot, Slots, pack

MONDAY = date(2026, 11, 2)
MORNING, AFTERNOON = (time(8), time(12)), (time(13), time(16))


def modules(*jps):
    return [SimpleNamespace(order=order, jp=jp) for order, jp in enumerate(jps, start=1)]


def told(meetings):
    """[(weekday, hour, [(module, JP), …]), …]"""
    return [
        (m.day.strftime("%a"), m.slot.start.hour, [(module.order, jp) for module, jp in m.parts])
        for m in meetings
    ]


TABLE = [
    # One day of two slots holds nine JP.
    ((4, 4), 0, Slots.of(MORNING, AFTERNOON), (), [("Mon", 8, [(1, 4), (2, 1)]), ("Mon", 13, [(2, 3)])], 0),
    # A module runs on into the next slot, over a weekend.
    ((8,), 7, Slots.of(MORNING, weekdays=[4, 0]), (), [("Mon", 8, [(1, 5)]), ("Fri", 8, [(1, 3)])], 0),
    # A holiday is left out.
    ((5, 1), 2, Slots.of(MORNING), (MONDAY,), [("Tue", 8, [(1, 5)]), ("Wed", 8, [(2, 1)])], 0),
    # What finds no room before the last day is counted.
    ((9, 3), 1, Slots.of(MORNING), (), [("Mon", 8, [(1, 5)]), ("Tue", 8, [(1, 4), (2, 1)])], 2),
    # The slots are used in the order of the clock.
    ((5,), 0, Slots.of(AFTERNOON, MORNING), (), [("Mon", 8, [(1, 5)])], 0),
    # Nothing to teach, nothing to plan.
    ((), 5, Slots.of(MORNING), (), [], 0),
    # A slot shorter than one JP holds nothing.
    ((1,), 0, Slots.of((time(8), time(8, 44))), (), [], 1),
]


@pytest.mark.parametrize(("jps", "days", "slots", "holidays", "expected", "missing"), TABLE)
def test_modules_are_packed_in_order(jps, days, slots, holidays, expected, missing):
    meetings, left = pack(modules(*jps), MONDAY, MONDAY + timedelta(days=days), slots, frozenset(holidays))
    assert (told(meetings), left) == (expected, missing)


@pytest.mark.parametrize(
    ("until", "jp"), [(time(8, 44), 0), (time(8, 45), 1), (time(12), 5), (time(11, 45), 5), (time(7), 0)]
)
def test_a_jp_is_45_minutes(until, jp):
    assert Slot(time(8), until).jp == jp


SLOTS = st.lists(
    st.tuples(st.integers(6, 11), st.integers(0, 59), st.integers(20, 300)), min_size=1, max_size=2
).map(
    lambda rows: tuple(
        Slot(time(hour + 6 * place, minute), _later(hour + 6 * place, minute, length))
        for place, (hour, minute, length) in enumerate(rows)
    )
)


def _later(hour, minute, length):
    return time(*divmod(min(hour * 60 + minute + length, 23 * 60 + 59), 60))


@given(
    jps=st.lists(st.integers(1, 24), max_size=8),
    days=st.integers(0, 40),
    times=SLOTS,
    weekdays=st.frozensets(st.integers(0, 6)),
    closed=st.frozensets(st.integers(0, 40).map(lambda number: MONDAY + timedelta(days=number))),
)
def test_whatever_is_asked_the_timetable_is_sound(jps, days, times, weekdays, closed):
    last, taught = MONDAY + timedelta(days=days), modules(*jps)
    slots = Slots(times, weekdays)
    meetings, missing = pack(taught, MONDAY, last, slots, closed)
    parts = [(module.order, jp) for meeting in meetings for module, jp in meeting.parts]
    assert sum(jp for _order, jp in parts) + missing == sum(jps)
    assert [order for order, _jp in parts] == sorted(order for order, _jp in parts)
    assert all(0 < meeting.jp <= meeting.slot.jp and meeting.slot in times for meeting in meetings)
    assert all(MONDAY <= meeting.day <= last and meeting.day not in closed for meeting in meetings)
    assert {meeting.day.weekday() for meeting in meetings} <= weekdays
    moments = [(meeting.day, meeting.slot.start) for meeting in meetings]
    assert moments == sorted(moments)
    # Room is used up before the next slot begins; and only what truly finds no room is missing.
    assert all(meeting.jp == meeting.slot.jp for meeting in meetings[:-1])
    assert bool(missing) == bool(timetable_problems(taught, MONDAY, last, slots, closed))
