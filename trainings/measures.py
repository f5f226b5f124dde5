"""What an indicator is: what is divided by what, and where it is counted."""

from dataclasses import dataclass
from enum import Enum
from typing import Any

SMALL = 10
"""Below this denominator a rate says 'small n'."""


class Source(Enum):
    """Where it is counted, and so what the list behind it holds."""

    TRAININGS = "trainings"
    CLIENTS = "clients"
    PARTNERS = "partners"


class Kind(Enum):
    """How numerator and denominator become one figure."""

    SHARE = "share"
    MEAN = "mean"
    RUPIAH = "rupiah"
    """For each one of the denominator."""
    SUM = "sum"
    """Rupiah without a denominator."""
    MEDIAN = "median"
    """The class of the change of income in which the middle lies."""


@dataclass(frozen=True)
class Sum:
    """Columns over the months of a period, stocks on its last day and on the day before it, added up."""

    months: tuple = ()
    at_end: tuple = ()
    before: tuple = ()

    @property
    def columns(self):
        return {*self.months, *self.at_end, *self.before}


@dataclass(frozen=True)
class Indicator:
    key: str
    kpi: str
    name: Any
    numerator: Any
    """A column of the tallies, or a Sum of several."""
    denominator: Any
    unit: Any
    definition: Any
    version: int = 1
    scale: int = 1
    """What one unit is in the column: minutes are shown as JP."""
    kind: Kind = Kind.SHARE
    source: Source = Source.TRAININGS
    reached: str = ""
    """Column of those of whom it is known; who is not stays in the denominator."""
    unknown: str = ""
    """Column of those of whom it is not known, where it is not the denominator less those reached."""
    point: int | None = None
    """Months after the exit."""
    is_outcome: bool = False
    """About people's lives or what they are: protected in small cells, and there for whole quarters only."""
    of: str = ""
    """Column that is parted in two by the numerator, where it is not the denominator."""
    within: Any = None
    """Indicator whose numerator that column is: hidden there, everything is hidden here."""
    cell: tuple = ()
    """(name, value) of the breakdown that the numerator is of."""

    @property
    def numerator_sum(self):
        return as_sum(self.numerator)

    @property
    def denominator_sum(self):
        return as_sum(self.denominator)

    @property
    def is_of_clients(self):
        return self.source is Source.CLIENTS

    @property
    def is_of_people(self):
        """A share of people, which an interval of confidence can be told for."""
        return self.kind is Kind.SHARE and self.scale == 1

    @property
    def columns(self):
        """Everything that a board has to add up for it."""
        names = self.numerator_sum.columns | self.denominator_sum.columns
        return sorted(names | ({self.reached, self.unknown, self.of} - {""}))


def as_sum(column):
    return column if isinstance(column, Sum) else Sum((column,) if column else ())
