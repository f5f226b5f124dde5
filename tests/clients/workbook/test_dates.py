import datetime

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from clients.workbook.dates import MONTHS, BadDate, read_date

DAY = datetime.date(1987, 9, 3)
MONTH_NAMES = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
]


@pytest.mark.parametrize(
    "value",
    [
        "03/09/1987",
        "3/9/1987",
        "03-09-1987",
        "3.9.1987",
        "3 September 1987",
        "03 SEPTEMBER 1987",
        "3 Sept 1987",
        "3-Sep-1987",
        "3-Sep-87",
        "03/09/87",
        "Kamis, 3 September 1987",
        "1987-09-03",
        "1987-09-03 00:00:00",
        "03/09/1987 00:00",
        "32023",
        32023.0,
        DAY,
        datetime.datetime(1987, 9, 3, 7, 30),  # noqa: DTZ001
    ],
)
def test_styles_of_one_day(value):
    assert read_date(value, birth=True) == DAY


@pytest.mark.parametrize(
    "value",
    [
        "31/02/1990",
        "29/02/2023",
        "00/01/2020",
        "1/13/2020",
        "akhir 2025",
        "2025",
        "1 Foo 2020",
        "01/01/1066",
        -5.0,
        9e9,
        True,
        datetime.timedelta(1),
        datetime.date(9999, 1, 1),
    ],
)
def test_days_that_do_not_exist(value):
    with pytest.raises(BadDate):
        read_date(value)


@time_machine.travel("2026-03-01")
@pytest.mark.parametrize(
    ("text", "birth", "year"), [("1/2/10", True, 2010), ("1/2/60", True, 1960), ("1/2/30", False, 2030)]
)
def test_two_digits_of_a_year(text, birth, year):
    assert read_date(text, birth=birth).year == year


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 12, 31)))
def test_every_day_comes_back_from_every_style(day):
    named = f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"
    for text in (f"{day:%d/%m/%Y}", f"{day:%d-%m-%Y}", day.isoformat(), named):
        assert read_date(text) == day


@given(st.text(max_size=40))
def test_any_text_is_a_date_or_a_bad_date(text):
    try:
        assert isinstance(read_date(text), datetime.date)
    except BadDate as error:
        assert error.args  # noqa: PT017


def test_all_months_have_a_name():
    assert [MONTHS[name.lower()] for name in MONTH_NAMES] == list(range(1, 13))
