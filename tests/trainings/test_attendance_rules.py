"""When a sheet is open, and what may be said of whom: one table each."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from trainings.rules.attendance import (
    attendance_problems,
    closes_at,
    closes_if_written,
    is_expected,
    proposed_minutes,
    sheet_problems,
    state_of,
    understood,
)
from trainings.sheet import NOTHING, Row, Said

PALU = ZoneInfo("Asia/Makassar")
DAY = date(2025, 9, 1)


def at(day, hour, minute=0, zone=PALU):
    return datetime(2025, 9, day, hour, minute, tzinfo=zone)


def session(*, training="running", zone=PALU, **more):
    office = SimpleNamespace(zone=zone, edit_window_days=3)
    training = SimpleNamespace(status=training, office=office, is_over=training in ("completed", "cancelled"))
    values = {
        "training": training,
        "day": DAY,
        "starts_at": at(1, 8, zone=zone),
        "ends_at": at(1, 12, zone=zone),
        "minutes": 240,
        "status": "planned",
        "attested_at": None,
        "reopened_until": None,
        "first_entry_at": None,
        "reason_ids": [7],
        "month_sealed": False,
    }
    return SimpleNamespace(**values | more)


def codes(problems):
    return [problem.code for problem in problems]


ENTERED = {"first_entry_at": at(1, 9), "status": "held"}
LATER = {"first_entry_at": at(20, 9), "status": "held"}


@pytest.mark.parametrize(
    ("more", "now", "refused", "state"),
    [
        ({}, at(1, 6, 59), [], "not_open"),
        ({}, at(1, 7), [], "open"),
        ({}, at(29, 12), [], "open"),
        (ENTERED, at(4, 23, 59), [], "open"),
        (ENTERED, at(5, 0), ["window_closed"], "locked"),
        (ENTERED | {"attested_at": at(1, 12)}, at(2, 9), [], "closed"),
        (ENTERED | {"attested_at": at(1, 12)}, at(5, 0), ["window_closed"], "locked"),
        (LATER, at(23, 23, 59), [], "open"),
        (LATER, at(24, 0), ["window_closed"], "locked"),
        (ENTERED | {"reopened_until": at(10, 16)}, at(10, 15, 59), [], "open"),
        (ENTERED | {"reopened_until": at(10, 16)}, at(10, 16), ["window_closed"], "locked"),
        (ENTERED | {"reopened_until": at(2, 16)}, at(3, 9), [], "open"),
        ({"training": "completed"}, at(1, 9), ["training_over"], "locked"),
        ({"month_sealed": True}, at(1, 9), ["month_sealed"], "locked"),
        (
            ENTERED | {"month_sealed": True, "reopened_until": at(10, 16)},
            at(2, 9),
            ["month_sealed"],
            "locked",
        ),
        ({"training": "cancelled"}, at(1, 9), ["training_over"], "locked"),
        ({"training": "draft"}, at(1, 9), ["not_approved"], "not_open"),
        ({"training": "postponed"}, at(1, 9), ["not_approved"], "not_open"),
        ({"training": "approved"}, at(1, 9), [], "open"),
        ({"status": "cancelled"}, at(1, 9), ["cancelled"], "cancelled"),
    ],
)
def test_when_a_sheet_may_be_written(more, now, refused, state):
    sheet = session(**more)
    assert (codes(sheet_problems(sheet, now)), state_of(sheet, now)) == (refused, state)


@pytest.mark.parametrize("zone", ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"])
def test_the_window_ends_at_midnight_of_the_office(zone):
    sheet = session(zone=ZoneInfo(zone), first_entry_at=at(1, 9, zone=ZoneInfo(zone)))
    assert closes_at(sheet) == datetime(2025, 9, 5, tzinfo=ZoneInfo(zone))


def test_an_entry_late_in_the_evening_utc_belongs_to_the_next_day_of_the_office():
    sheet = session(first_entry_at=datetime(2025, 9, 10, 17, 0, tzinfo=UTC))
    assert closes_at(sheet) == at(15, 0)


def test_before_the_first_entry_the_page_tells_what_would_hold():
    assert closes_at(session()) is None
    assert closes_if_written(session(), at(20, 9)) == at(24, 0)
    assert closes_if_written(session(), at(1, 7)) == at(5, 0)


@pytest.mark.parametrize(
    ("said", "now", "expected"),
    [
        (Said("present"), at(1, 9), []),
        (Said("present"), at(1, 6, 59), ["not_open"]),
        (Said("late", 5), at(1, 6, 59), ["not_open"]),
        (Said("absent"), at(1, 6, 59), ["not_open"]),
        (Said("excused", reason_id=7), at(1, 6, 59), []),
        (Said("sick", reason_id=7), at(1, 6, 59), []),
        (NOTHING, at(1, 6, 59), []),
        (Said("excused"), at(1, 9), ["reason_missing"]),
        (Said("sick", reason_id=8), at(1, 9), ["reason_unknown"]),
        (Said("late", 0), at(1, 9), ["minutes_missing"]),
        (Said("late", 240), at(1, 9), []),
        (Said("late", 241), at(1, 9), ["minutes_too_many"]),
        (Said("late", 200, 41), at(1, 9), ["minutes_too_many"]),
        (Said("present", 0, -1), at(1, 9), ["minutes_negative"]),
        (Said("present", 0, 240), at(1, 9), []),
        (Said("present", remark="x" * 201), at(1, 9), ["remark_long"]),
        (Said("present", remark="a\x00b"), at(1, 9), ["control_character"]),
        (Said("?"), at(1, 9), ["mark_unknown"]),
    ],
)
def test_what_may_be_said(said, now, expected):
    assert codes(attendance_problems(session(), said, now)) == expected


@pytest.mark.parametrize(
    ("moment", "minutes"),
    [
        (at(1, 7, 55), 15),
        (at(1, 8), 15),
        (at(1, 8, 0) + timedelta(seconds=20), 1),
        (at(1, 8, 25), 25),
        (at(1, 12), 240),
        (at(1, 12, 1), 15),
        (at(2, 8, 25), 15),
    ],
)
def test_minutes_late_by_the_clock(moment, minutes):
    assert proposed_minutes(session(), moment) == minutes


def test_what_does_not_belong_to_a_mark_is_left_out():
    full = Said("absent", 5, 5, 7, "telepon")
    assert understood(full, session(), at(1, 9)) == Said("absent", 0, 0, None, "telepon")
    assert understood(full._replace(mark="sick"), session(), at(1, 9)) == Said("sick", 0, 0, 7, "telepon")
    assert understood(full._replace(mark="present"), session(), at(1, 9)) == Said(
        "present", 0, 5, None, "telepon"
    )
    assert understood(full._replace(mark=""), session(), at(1, 9)) == NOTHING


@pytest.mark.parametrize(
    ("status", "starts_on", "ends_on", "mark", "expected"),
    [
        ("enrolled", DAY, None, "", True),
        ("enrolled", date(2025, 9, 2), None, "", False),
        ("completed", DAY, None, "", True),
        ("paused", DAY, None, "", False),
        ("paused", DAY, None, "present", True),
        ("left", DAY, DAY, "", True),
        ("left", date(2025, 8, 1), date(2025, 8, 31), "", False),
        ("nominated", None, None, "", False),
        ("waiting", None, None, "", False),
    ],
)
def test_who_is_expected(status, starts_on, ends_on, mark, expected):
    row = Row(1, uuid4(), status, starts_on, ends_on, Said(mark))
    assert is_expected(row, DAY) is expected
