"""Periods of a board: months, quarters, years and the last twelve months, always whole months."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from pembinaan.dates import add_months, month

DEFAULT = "12m"
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

    def __str__(self):
        return _("Quarter %(number)s %(year)s") % {"number": QUARTERS[self.number - 1], "year": self.year}


@dataclass(frozen=True)
class Period:
    key: str
    first: date
    """First day of the first month."""
    last: date
    """First day of the last month."""

    @property
    def months(self):
        """First days of its months, in order."""
        length = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1
        return [add_months(self.first, number) for number in range(length)]

    @property
    def previous(self):
        """The period of the same length just before."""
        length = len(self.months)
        return Period("", add_months(self.first, -length), add_months(self.last, -length))

    @property
    def last_day(self):
        return add_months(self.last, 1) - timedelta(days=1)

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


def parse(text, today):
    """The period that an address names, or None: 2025-09, 2025-Q3, 2025 or 12m, never the future."""
    now = today.replace(day=1)
    if text == DEFAULT:
        return Period(DEFAULT, add_months(now, -11), now)
    found = re.fullmatch(r"(20\d\d)(?:-(?:(0[1-9]|1[0-2])|Q([1-4])))?", text or "")
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


def choices(today):
    """(key, label) of the periods offered: the last 12 months, recent months, quarters and years."""
    now = today.replace(day=1)
    months = [add_months(now, -number) for number in range(12)]
    quarters = list(dict.fromkeys(Quarter.of(day) for day in months))
    return [
        (DEFAULT, _("Last 12 months")),
        (_("Month"), [(f"{day:%Y-%m}", month(day)) for day in months]),
        (_("Quarter"), [(f"{q.year}-Q{q.number}", str(q)) for q in quarters]),
        (_("Year"), [(str(year), str(year)) for year in range(now.year, now.year - 5, -1)]),
    ]
