"""What one client counts for, month by month: pure Python over the facts of the register.

Every day from which something may be different is known beforehand, birthdays and the day on which a work
status is no longer a recent one included. So nothing is ever to be counted anew because time has passed.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from datetime import date, timedelta
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from clients.choices import AT_WORK, CHILD_PREFIX, EndReason, Work
from clients.policy import ADULT_AGE
from pembinaan.dates import add_months
from trainings.policy import WORK_KNOWN_DAYS, WORKING_AGE

ONE_DAY = timedelta(days=1)
ALWAYS = date.min
"""Day of a work status that the register tells without one: older than any that has one."""
IDLE = (Work.SEEKING, Work.NOT_WORKING)
ENDINGS = {EndReason.BROKE_CONDITIONS: "revoked", EndReason.NEW_OFFENCE: "reoffended"}


class Facts(NamedTuple):
    sex: str
    birth_date: date | None
    category: str
    region_code: str
    start: date
    ended_on: date | None
    end_reason: str
    works: list
    """[(day, status)] in their order"""
    completions: list
    """Days on which a training was completed, in their order."""


def contributions(facts):
    """{(month, sex, age group, category, region): {column: number}} without what comes to nothing."""
    life, cells = Life(facts), defaultdict(Counter)
    for month, cell, name, number in chain(life.stocks(), life.flows()):
        cells[(month, *cell)][name] += number
    counted = {cell: {name: n for name, n in counts.items() if n} for cell, counts in cells.items()}
    return {cell: counts for cell, counts in counted.items() if counts}


class Life:
    """A client's time under guidance: from the first to the last day, both included."""

    def __init__(self, facts):
        self.facts = facts
        # Who was under guidance for no day at all could not end it either.
        self.start = min(facts.start, facts.ended_on or facts.start)
        self.after = facts.ended_on and facts.ended_on + ONE_DAY
        self.work_days = [day for day, _status in facts.works]
        born = facts.birth_date
        self.adult_from = born and reaches(born, ADULT_AGE)
        self.old_from = born and reaches(born, WORKING_AGE[1] + 1)
        self.turns = self._turns()

    def _turns(self):
        """Days under guidance, and the one after it, from which something may be different."""
        known = (day + timedelta(WORK_KNOWN_DAYS + 1) for day, status in self.facts.works if day != ALWAYS)
        days = {*self.work_days, *known, *self.facts.completions[:1], self.adult_from, self.old_from} - {None}
        return sorted({day for day in days if self.is_active(day)} | {self.start, self.after or self.start})

    def stocks(self):
        """(month, cell, column, 1 or −1) of everything that is different at its end from the end before."""
        before = set()
        for month in sorted({month_of(day) for day in self.turns}):
            day = last_of(month)
            cell = self.cell_on(day)
            now = {(cell, name) for name in self.states_on(day)}
            yield from ((month, *state, -1) for state in before - now)
            yield from ((month, *state, 1) for state in now - before)
            before = now

    def flows(self):
        for day, name in chain([(self.start, "began")], self._idle(), self._trained(), self._ending()):
            yield month_of(day), self.cell_on(day), name, 1

    def states_on(self, day):
        if not self.is_active(day):
            return
        work = self.work_on(day)
        yield "active"
        if self.is_of_working_age(day):
            yield "working_age"
            if work in AT_WORK:
                yield "at_work"
            elif work == Work.UNKNOWN:
                yield "work_unknown"
        if work in IDLE:
            yield "idle"
        if self.is_work_known(day):
            yield "work_known"
        if self.is_trained(day):
            yield "active_trained"

    def _idle(self):
        """First day without work of each month on whose eve it was not so: as often as a period may ask."""
        months = set()
        for day in self.turns:
            month = month_of(day)
            if month not in months and self.is_idle(day) and not self.is_idle(month - ONE_DAY):
                months.add(month)
                yield day, "idle_began"

    def _trained(self):
        firsts = {}
        for day in self.facts.completions:
            firsts.setdefault(day.year, day)
        for day in firsts.values():
            yield day, "trained"
            if self.is_idle(day):
                yield day, "trained_idle"
        if firsts and self.is_active(day := max(self.start, self.facts.completions[0])):
            yield day, "first_trained"

    def _ending(self):
        day, name = self.facts.ended_on, ENDINGS.get(self.facts.end_reason)
        if day and name:
            yield day, name
            if self.is_trained(day):
                yield day, f"{name}_trained"

    def cell_on(self, day):
        facts = self.facts
        return facts.sex, "child" if self.is_child(day) else "adult", facts.category, facts.region_code

    def is_active(self, day):
        return self.start <= day and (self.after is None or day < self.after)

    def is_child(self, day):
        is_young = self.adult_from is not None and day < self.adult_from
        return is_young or self.facts.category.startswith(CHILD_PREFIX)

    def is_of_working_age(self, day):
        return not self.is_child(day) and (self.old_from is None or day < self.old_from)

    def is_idle(self, day):
        return self.is_active(day) and self.work_on(day) in IDLE

    def is_trained(self, day):
        return bool(self.facts.completions) and self.facts.completions[0] <= day

    def is_work_known(self, day):
        oldest = day - timedelta(WORK_KNOWN_DAYS)
        return any(oldest <= on <= day and status != Work.UNKNOWN for on, status in self.facts.works)

    def work_on(self, day):
        place = bisect_right(self.work_days, day)
        return self.facts.works[place - 1][1] if place else Work.UNKNOWN


@lru_cache(maxsize=4096)
def month_of(day):
    return day.replace(day=1)


@lru_cache(maxsize=4096)
def last_of(month):
    return add_months(month, 1) - ONE_DAY


def reaches(birth_date, age):
    """The first day of that age."""
    year = birth_date.year + age
    try:
        return birth_date.replace(year=year)
    except ValueError:
        # Born on 29 February, and there is none in that year.
        return date(year, 3, 1)
