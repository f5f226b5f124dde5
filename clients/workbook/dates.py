"""Dates in the ways offices type them."""

import datetime
import re

from django.utils import timezone

from .text import remembered

FIRST_SERIAL, LAST_SERIAL = 367, 73_050
SERIAL_ZERO = datetime.date(1899, 12, 30)
YEARS = range(1900, 2101)

MONTHS = {
    word: number
    for number, words in enumerate(
        (
            "januari january jan",
            "februari february pebruari feb peb",
            "maret march mar mrt",
            "april apr",
            "mei may",
            "juni june jun",
            "juli july jul",
            "agustus august agust agu ags agt aug",
            "september sept sep",
            "oktober october okt oct",
            "november nopember nov nop",
            "desember december des dec",
        ),
        start=1,
    )
    for word in words.split()
}

WEEKDAY = r"(?:(?:senin|selasa|rabu|kamis|jumat|jum'at|sabtu|minggu|ahad)\s*,?\s*)?"
TIME = r"(?:[ t]\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?)?"
DAY_FIRST = re.compile(
    WEEKDAY + r"(\d{1,2})\s*[-/. ]\s*(\d{1,2}|[a-z]{3,9})\.?\s*[-/., ]\s*(\d{4}|\d{2})" + TIME
)
YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})" + TIME)


class BadDate(ValueError):
    """What is written is no date of any calendar."""


def read_date(value, *, birth=False) -> datetime.date | None:
    """None for an empty cell; raises BadDate for a date that does not exist."""
    if isinstance(value, datetime.datetime):
        return _in_range(value.date())
    if isinstance(value, datetime.date):
        return _in_range(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _from_serial(value)
    if isinstance(value, str):
        return _from_text(value, birth)
    raise BadDate(value)


def _in_range(date: datetime.date) -> datetime.date:
    if date.year not in YEARS:
        raise BadDate(date)
    return date


def _from_serial(number: float) -> datetime.date:
    if not FIRST_SERIAL <= number <= LAST_SERIAL:
        raise BadDate(number)
    return SERIAL_ZERO + datetime.timedelta(days=int(number))


@remembered
def _from_text(text: str, birth: bool) -> datetime.date:
    text = text.strip().lower()
    if match := DAY_FIRST.fullmatch(text):
        day, month, year = match.groups()
    elif match := YEAR_FIRST.fullmatch(text):
        year, month, day = match.groups()
    elif text.isdecimal() and len(text) == 5:
        return _from_serial(int(text))
    else:
        raise BadDate(text)
    try:
        return _in_range(datetime.date(_full_year(year, birth), _month(month), int(day)))
    except ValueError as error:
        raise BadDate(text) from error


def _month(text: str) -> int:
    return int(text) if text.isdecimal() else MONTHS.get(text, 0)


def _full_year(text: str, birth: bool) -> int:
    """A year of two digits is past for a birth, and of this century for a term of guidance."""
    year = int(text)
    if len(text) == 4:
        return year
    return 1900 + year if birth and 2000 + year > timezone.localdate().year else 2000 + year
