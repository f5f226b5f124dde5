from datetime import date

import pytest

from pembinaan.dashboards import periods

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-11", date(2026, 11, 1), date(2026, 11, 1)),
        ("2026-Q3", date(2026, 7, 1), date(2026, 9, 1)),
        ("2025", date(2025, 1, 1), date(2025, 12, 1)),
        ("2026", date(2026, 1, 1), date(2026, 11, 1)),
        ("12m", date(2025, 12, 1), date(2026, 11, 1)),
    ],
)
def test_parse(text, first, last):
    period = periods.parse(text, TODAY)
    assert (period.first, period.last) == (first, last)


@pytest.mark.parametrize("text", ["", "2026-12", "2027", "2026-13", "2026-Q5", "kemarin", "2026-11'--", None])
def test_nonsense_and_future_are_no_period(text):
    assert periods.parse(text, TODAY) is None


def test_previous_has_the_same_length():
    previous = periods.parse("2026-Q1", TODAY).previous
    assert (previous.first, previous.last) == (date(2025, 10, 1), date(2025, 12, 1))


@pytest.mark.parametrize(
    ("text", "today", "expected"),
    [
        ("2026-11", TODAY, []),
        ("2026-Q3", TODAY, ["2026-3"]),
        ("12m", TODAY, ["2026-1", "2026-2", "2026-3"]),
        ("2026-Q3", date(2026, 9, 30), []),
        ("2026-Q3", date(2026, 10, 1), ["2026-3"]),
    ],
)
def test_only_whole_quarters_that_are_over(text, today, expected):
    quarters = periods.parse(text, today).quarters(today)
    assert [f"{quarter.year}-{quarter.number}" for quarter in quarters] == expected
