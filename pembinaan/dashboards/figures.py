"""One indicator for one scope and period, ready to be shown."""

from dataclasses import dataclass, field
from math import sqrt
from typing import Any

from pembinaan.dashboards.told import Told
from trainings.measures import SMALL, Kind

Z_95 = 1.96


@dataclass
class Figure:
    indicator: Any
    numerator: float = 0
    denominator: float = 0
    at_least: bool = False
    """Parts are hidden: the numerator is known only to be at least this."""
    hidden: bool = False
    small: bool = False
    """Hidden because it lies between 1 and 4, not to protect another one."""
    of_at_least: bool = False
    """Parts of the denominator are hidden as well: it is at least this, and no rate follows."""
    reached: int | None = None
    unknown: int | None = None
    """Of the denominator, of whom it is not known; None where that is hidden or does not matter."""
    classes: tuple = ()
    """Of a median: how many lie in each class."""
    missing: str = ""
    """Why there is no figure: 'none yet' kinds of states, in the template's words."""
    before: float | None = None
    """Rate of the period before."""
    quarters: list = field(default_factory=list)
    goal: object = None
    """Its target, on boards."""
    unrecorded: int = 0
    """Marks that are missing in it."""

    @property
    def rate(self):
        """Numerator for each one of the denominator: a share, points or rupiah, by the indicator's kind."""
        known = self.denominator and not self.hidden and not self.of_at_least
        return self.numerator / self.denominator if known else None

    @property
    def told(self):
        """In words, as pages and files show it."""
        return Told(self)

    @property
    def is_small(self):
        return 0 < self.denominator < SMALL

    @property
    def change(self):
        """Points of a hundred against the period before, of shares; otherwise in the indicator's own unit."""
        if self.rate is None or self.before is None or self.at_least:
            return None
        return round((self.rate - self.before) * (100 if self.indicator.kind is Kind.SHARE else 1))

    @property
    def best(self):
        """The share if everything that is not known were as hoped; the rate itself is the worst case."""
        if self.rate is None or not self.unknown:
            return None
        return min((self.numerator + self.unknown) / self.denominator, 1)

    @property
    def interval(self):
        """(low, high) of Wilson's interval at 95%, for shares of people that are told in full."""
        if self.rate is None or self.at_least or not self.indicator.is_of_people or self.rate > 1:
            return None
        n, share, squared = self.denominator, self.rate, Z_95**2
        middle = share + squared / (2 * n)
        spread = Z_95 * sqrt(share * (1 - share) / n + squared / (4 * n * n))
        return max((middle - spread) / (1 + squared / n), 0), min((middle + spread) / (1 + squared / n), 1)

    @property
    def median_class(self):
        """Number of the class in which the middle lies, of ten people or more."""
        if self.denominator < SMALL or not self.classes:
            return None
        below = 0
        for number, count in enumerate(self.classes):
            below += count
            if below * 2 >= self.denominator:
                return number
        return None


def outcome_figure(indicator, outcomes, quarters=()):
    """Its numerator is told, told as at least so many, or hidden: as the base table has it."""
    return Figure(
        indicator,
        outcomes.placed.value,
        outcomes.total,
        at_least=outcomes.placed.hidden and outcomes.placed.value > 0,
        hidden=outcomes.placed.hidden and outcomes.placed.value == 0,
        small=outcomes.placed.small,
        of_at_least=outcomes.hides_total,
        reached=None if outcomes.reached.hidden or not indicator.reached else outcomes.reached.value,
        unknown=unknown_of(indicator, outcomes),
        missing="" if outcomes.total or outcomes.hides_total else "no_data",
        quarters=list(quarters),
    )


def unknown_of(indicator, outcomes):
    asks = indicator.reached or indicator.unknown
    return outcomes.unknown.value if asks and not outcomes.unknown.hidden else None
