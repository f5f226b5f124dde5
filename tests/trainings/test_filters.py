"""Periods that stand in the address of the list of trainings."""

from datetime import date

import pytest

from trainings.filters import period_of


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2024-02", (date(2024, 2, 1), date(2024, 2, 29))),
        ("2026", (date(2026, 1, 1), date(2026, 12, 31))),
        ("9999-12", (date(9999, 12, 1), date(9999, 12, 31))),
        ("2026-13", None),
        ("0000", None),
    ],
)
def test_a_month_or_a_year_is_read_to_the_end_of_the_calendar(text, period):
    assert period_of(text) == period
