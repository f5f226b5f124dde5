from datetime import UTC, date, datetime

import pytest
from django.utils import timezone, translation

from pembinaan import dates
from pembinaan.accounts.models import Office

MIDNIGHT = datetime(2025, 8, 31, 16, 30, tzinfo=UTC)
WESTERN, MIDDLE, EASTERN = (Office(time_zone=zone) for zone in Office.TimeZone.values)


@pytest.fixture(autouse=True)
def indonesian():
    with translation.override("id"):
        yield


def test_days_are_written_in_full_and_short():
    assert dates.day(date(2025, 9, 1)) == "1 September 2025"
    assert dates.short_day(date(2025, 8, 17)) == "17 Agu 2025"
    assert dates.weekday(date(2025, 9, 1)) == "Senin, 1 September 2025"
    assert dates.month(date(2025, 5, 1)) == dates.month_name(5) + " 2025" == "Mei 2025"
    with translation.override("en"):
        assert dates.short_day(date(2025, 8, 17)) == "17 Aug 2025"


def test_english_pages_write_the_same_order():
    with translation.override("en"):
        assert dates.day(date(2025, 5, 3)) == "3 May 2025"


@pytest.mark.parametrize(
    ("office", "expected"),
    [
        (WESTERN, "31 Agustus 2025 23.30 WIB"),
        (MIDDLE, "1 September 2025 00.30 WITA"),
        (EASTERN, "1 September 2025 01.30 WIT"),
    ],
)
def test_each_office_reads_its_own_clock_and_calendar(office, expected):
    assert dates.daytime(MIDNIGHT, office) == expected


def test_without_an_office_the_active_zone_counts():
    with timezone.override("Asia/Jayapura"):
        assert dates.clock(MIDNIGHT) == "01.30 WIT"
        assert dates.day(MIDNIGHT) == "1 September 2025"
    with timezone.override("Asia/Jakarta"):
        assert dates.day(MIDNIGHT) == "31 Agustus 2025"


def test_nothing_stays_empty():
    assert [form(None) for form in (dates.day, dates.short_day, dates.clock, dates.daytime)] == [""] * 4


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2025, 9, 1), None, "1 September 2025"),
        (date(2025, 9, 1), date(2025, 9, 1), "1 September 2025"),
        (date(2025, 9, 1), date(2025, 9, 3), "1–3 September 2025"),
        (date(2025, 8, 30), date(2025, 9, 2), "30 Agustus – 2 September 2025"),
        (date(2025, 12, 31), date(2026, 1, 1), "31 Desember 2025 – 1 Januari 2026"),
    ],
)
def test_a_range_repeats_only_what_differs(first, last, expected):
    assert dates.day_range(first, last) == expected


def test_typed_months_are_read_or_refused():
    assert dates.parse_month("2025-09") == date(2025, 9, 1)
    assert dates.parse_month("2025-13") is dates.parse_month("x") is dates.parse_month(None) is None
