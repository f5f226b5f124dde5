"""Periods of a board: months, quarters, years and the last twelve months, always whole months."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from pembinaan.dates import add_months, month

DEFAULT = "12m"
ROLLING = {DEFAULT: 12, "60m": 60}
"""Months up to now, by the key in an address."""
QUARTERS = ("I", "II", "III", "IV")


@dataclass(frozen=True)
class Quarter:
    year: int
    number: int

    @classmethod
    def of(cls, day):
        return cls(day.year, (day.month + 2) // 3)

    @property
    def first(self):
        return date(self.year, self.number * 3 - 2, 1)

    @property
    def last_month(self):
        return date(self.year, self.number * 3, 1)

    @cached_property
    def months(self):
        return [add_months(self.first, number) for number in range(3)]

    def __str__(self):
        return _("Quarter %(number)s %(year)s") % {"number": QUARTERS[self.number - 1], "year": self.year}


@dataclass(frozen=True)
class Period:
    key: str
    first: date
    """First day of the first month."""
    last: date
    """First day of the last month."""

    @cached_property
    def months(self):
        """First days of its months, in order."""
        length = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1
        return [add_months(self.first, number) for number in range(length)]

    @cached_property
    def previous(self):
        """The period of the same length just before."""
        length = len(self.months)
        return Period("", add_months(self.first, -length), add_months(self.last, -length))

    @property
    def last_day(self):
        return add_months(self.last, 1) - timedelta(days=1)

    @property
    def key_a_year_before(self):
        """Empty for the last 12 months, which are no period that an address can name a year earlier."""
        return "" if self.key in ROLLING else f"{int(self.key[:4]) - 1}{self.key[4:]}"

    def quarters(self, today):
        """Whole quarters inside it that are over: figures about outcomes exist for no other time."""
        found, start = [], self.first
        while start <= self.last:
            quarter = Quarter.of(start)
            whole = self.first <= quarter.first and quarter.last_month <= self.last
            if whole and quarter not in found and add_months(quarter.last_month, 1) <= today:
                found.append(quarter)
            start = add_months(start, 1)
        return found

    def __str__(self):
        if self.first == self.last:
            return month(self.first)
        if self.key.isdecimal():
            return _("Year %(year)s") % {"year": self.key}
        if "Q" in self.key:
            return str(Quarter.of(self.first))
        return f"{month(self.first)} – {month(self.last)}"


PATTERN = re.compile(r"(20\d\d)(?:-(?:(0[1-9]|1[0-2])|Q([1-4])))?")


def parse(text, today):
    """The period that an address names, or None: 2025-09, 2025-Q3, 2025, 12m or 60m, never the future."""
    now = today.replace(day=1)
    if text in ROLLING:
        return Period(text, add_months(now, 1 - ROLLING[text]), now)
    found = PATTERN.fullmatch(text or "")
    if not found:
        return None
    year, number, quarter = int(found[1]), found[2], found[3]
    if number:
        first = last = date(year, int(number), 1)
    elif quarter:
        first, last = Quarter(year, int(quarter)).first, Quarter(year, int(quarter)).last_month
    else:
        first, last = date(year, 1, 1), date(year, 12, 1)
    return Period(text, first, min(last, now)) if first <= now else None


def nearest(text, today):
    """Of a period that lies in the future the one of its kind that goes on now; None for anything else."""
    found = PATTERN.fullmatch(text or "")
    if not found or parse(text, today):
        return None
    if found[2]:
        return parse(f"{today:%Y-%m}", today)
    if found[3]:
        return parse(f"{today.year}-Q{Quarter.of(today).number}", today)
    return parse(str(today.year), today)


def choices(today):
    """(key, label) of the periods offered: the last 12 months, recent months, quarters and years."""
    now = today.replace(day=1)
    months = [add_months(now, -number) for number in range(12)]
    quarters = list(dict.fromkeys(Quarter.of(day) for day in months))
    return [
        (DEFAULT, _("Last 12 months")),
        ("60m", _("Last 5 years")),
        (_("Month"), [(f"{day:%Y-%m}", month(day)) for day in months]),
        (_("Quarter"), [(f"{q.year}-Q{q.number}", str(q)) for q in quarters]),
        (_("Year"), [(str(year), str(year)) for year in range(now.year, now.year - 5, -1)]),
    ]


def keys_of(offered):
    """The keys of choices(), whatever they are grouped by."""
    groups = (named if isinstance(named, list) else [(key, named)] for key, named in offered)
    return {key for group in groups for key, _label in group}
