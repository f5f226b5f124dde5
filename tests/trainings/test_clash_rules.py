"""Every rule on clashes with its weight, and that an accepted one comes back once its facts change."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import pytest

from trainings.rules.clashes import (
    Facts,
    Held,
    Occasion,
    Room,
    Teacher,
    Weight,
    accept_problems,
    blocking_problems,
    clashes_in,
    reason_problems,
)

MONDAY = date(2025, 9, 1)
FRIDAY = date(2025, 9, 5)
ID = {
    name: UUID(int=number)
    for number, name in enumerate(("session", "other", "sri", "hall", "shop", "client"))
}
HALL = Room(ID["hall"], "Aula", "72.71")
SRI = Teacher(ID["sri"], "Ibu Sri")


def at(day, hour, minute=0):
    return datetime.combine(day, time(hour, minute), UTC)


def occasion(day=MONDAY, start=8, end=12, **facts):
    return Occasion(ID["session"], "Sesi 1", at(day, start), at(day, end), **facts)


def held(subject, name, start=10, end=14, *, day=MONDAY, room=None, region=""):
    return Held(subject, ID[name], ID["other"], "Barista", at(day, start), at(day, end), room, region)


class Partner:
    pk = 7

    def __str__(self):
        return "UMKM Sigi"


CASES = {
    "the same client twice at once": (
        occasion(clients=(ID["client"],)),
        Facts([held("client", "client")]),
        [("client_booked", Weight.BLOCK)],
    ),
    "one after the other is no clash": (
        occasion(clients=(ID["client"],)),
        Facts([held("client", "client", 12, 14)]),
        [],
    ),
    "another client": (occasion(clients=(ID["client"],)), Facts([held("client", "sri")]), []),
    "instructor booked": (
        occasion(teachers=(SRI,)),
        Facts([held("instructor", "sri")]),
        [("instructor_booked", Weight.BLOCK)],
    ),
    "room booked": (occasion(room=HALL), Facts([held("venue", "hall")]), [("venue_booked", Weight.BLOCK)]),
    "outside the weekdays": (
        occasion(teachers=(replace(SRI, days="23"),)),
        Facts(),
        [("unavailable", Weight.REASON)],
    ),
    "within the weekdays": (occasion(teachers=(replace(SRI, days="1"),)), Facts(), []),
    "outside the hours": (
        occasion(teachers=(replace(SRI, hours=(time(9), None)),)),
        Facts(),
        [("unavailable", Weight.REASON)],
    ),
    "within the hours": (occasion(teachers=(replace(SRI, hours=(time(8), time(12))),)), Facts(), []),
    "absent": (
        occasion(teachers=(replace(SRI, absences=((MONDAY, FRIDAY),)),)),
        Facts(),
        [("unavailable", Weight.REASON)],
    ),
    "back again": (
        occasion(teachers=(replace(SRI, absences=((FRIDAY, FRIDAY),)),)),
        Facts(),
        [],
    ),
    "too little time on the road between regencies": (
        occasion(room=HALL, teachers=(SRI,)),
        Facts([held("instructor", "sri", 13, 15, room=ID["shop"], region="72.10")]),
        [("travel", Weight.REASON)],
    ),
    "the recorded time on the road is enough": (
        occasion(room=HALL, teachers=(SRI,)),
        Facts(
            [held("instructor", "sri", 13, 15, room=ID["shop"], region="72.10")],
            travel={("72.10", "72.71"): 60},
        ),
        [],
    ),
    "the same room needs no way": (
        occasion(room=HALL, teachers=(SRI,)),
        Facts([held("instructor", "sri", 12, 15, room=HALL.pk, region="72.71")]),
        [],
    ),
    "another day needs no way": (
        occasion(room=HALL, teachers=(SRI,)),
        Facts([held("instructor", "sri", 8, 9, day=FRIDAY, room=ID["shop"], region="72.10")]),
        [],
    ),
    "holiday": (occasion(), Facts(holidays={MONDAY: "Maulid"}), [("holiday", Weight.REASON)]),
    "Friday at noon": (occasion(FRIDAY), Facts(), [("friday", Weight.INFORM)]),
    "Friday morning": (occasion(FRIDAY, 8, 11), Facts(), []),
    "reporting day": (occasion(), Facts(reporting_days="1"), [("reporting_day", Weight.INFORM)]),
    "no agreement": (occasion(), Facts(partner=Partner()), [("agreement", Weight.REASON)]),
    "two agreements without a gap": (
        occasion(),
        Facts(partner=Partner(), covered=[(MONDAY, FRIDAY), (date(2025, 1, 1), date(2025, 8, 31))]),
        [],
    ),
    "an agreement with a gap": (
        occasion(),
        Facts(partner=Partner(), covered=[(date(2025, 9, 2), FRIDAY), (date(2025, 1, 1), date(2025, 8, 31))]),
        [("agreement", Weight.REASON)],
    ),
    "guidance over": (
        occasion(),
        Facts(guidance_ends={ID["client"]: MONDAY}),
        [("guidance_over", Weight.BLOCK)],
    ),
    "guidance over already before the change": (
        occasion(),
        Facts(guidance_ends={ID["client"]: MONDAY}, last_day_before=MONDAY),
        [],
    ),
    "guidance over in a past training": (
        occasion(is_past=True),
        Facts(guidance_ends={ID["client"]: MONDAY}),
        [],
    ),
    "guidance ends before the last follow-up": (
        occasion(),
        Facts(guidance_ends={ID["client"]: FRIDAY}, last_follow_up=date(2026, 9, 1)),
        [("last_follow_up", Weight.INFORM)],
    ),
}


@pytest.mark.parametrize(("planned", "facts", "expected"), CASES.values(), ids=CASES)
def test_each_rule_has_its_weight(planned, facts, expected):
    assert [(clash.code, clash.weight) for clash in clashes_in([planned], facts)] == expected


def test_the_heaviest_stands_first():
    planned = occasion(FRIDAY, room=HALL)
    facts = Facts([held("venue", "hall", day=FRIDAY)], holidays={FRIDAY: "Maulid"})
    assert [clash.weight for clash in clashes_in([planned], facts)] == [1, 2, 3]


def test_only_what_blocks_is_refused_and_only_what_needs_a_reason_asks_for_one():
    planned = occasion(FRIDAY, room=HALL)
    found = clashes_in([planned], Facts([held("venue", "hall", day=FRIDAY)], holidays={FRIDAY: "Maulid"}))
    assert [problem.code for problem in blocking_problems(found)] == ["venue_booked"]
    (asked,) = reason_problems(found, set(), " ")
    assert (asked.code, asked.field) == ("needs_reason", "override_reason")
    assert "Maulid" in asked.message
    assert "Aula" not in asked.message
    assert reason_problems(found, set(), "hanya hari itu") == []


@pytest.mark.parametrize(
    ("teacher", "stays"),
    [
        (replace(SRI, days="23"), True),
        (replace(SRI, days="2"), False),
        (replace(SRI, days="23", hours=(time(7), None)), False),
    ],
)
def test_accepted_stays_accepted_until_the_availability_changes(teacher, stays):
    (clash,) = clashes_in([occasion(teachers=(replace(SRI, days="23"),))], Facts())
    now = clashes_in([occasion(teachers=(teacher,))], Facts())
    assert (reason_problems(now, {clash.fingerprint}, "") == []) is stays


def test_accepted_comes_back_when_the_session_moves():
    away = replace(SRI, days="23")
    (clash,) = clashes_in([occasion(teachers=(away,))], Facts())
    moved = clashes_in([occasion(MONDAY + timedelta(days=7), teachers=(away,))], Facts())
    assert reason_problems(moved, {clash.fingerprint}, "")


@pytest.mark.parametrize(
    ("chosen", "reason", "codes"),
    [
        ([], "ada", ["changed"]),
        ("holiday", "", ["reason_missing"]),
        ("holiday", "ada", []),
        ("venue", "ada", ["venue_booked"]),
    ],
)
def test_what_may_be_accepted(chosen, reason, codes):
    facts = {"holiday": Facts(holidays={MONDAY: "Maulid"}), "venue": Facts([held("venue", "hall")])}
    found = clashes_in([occasion(room=HALL)], facts[chosen]) if chosen else []
    assert [problem.code for problem in accept_problems(found, reason)] == codes
