"""What a training needs, and what it costs. Pure: items, lines and numbers in, quantities and sums out."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from trainings.choices import BudgetSource, ItemKind, Per
from trainings.policy import GROUP_SIZE


@dataclass(frozen=True)
class Need:
    """One tool or material in the quantity that so many people need."""

    item: Any
    quantity: Decimal

    @property
    def cost(self):
        """Whole rupiah, or None where no price is known."""
        price = self.item.unit_price
        return None if price is None else int(self.quantity * price)


def factor(per, people):
    """How often what is counted so is needed for so many people."""
    return {Per.TRAINING: 1, Per.PERSON: people, Per.GROUP: -(-people // GROUP_SIZE)}[per]


def needed(items, people):
    return [Need(item, item.quantity * factor(item.per, people)) for item in items]


@dataclass(frozen=True)
class NeedGroup:
    kind: Any
    rows: list

    @property
    def cost(self):
        return sum(need.cost or 0 for need in self.rows)

    @property
    def unpriced(self):
        """Rows that the sum does not hold."""
        return sum(need.cost is None for need in self.rows)


def by_kind(needs):
    """Tools and materials apart, as they are bought; a kind without rows is left out."""
    groups = (NeedGroup(kind, [need for need in needs if need.item.kind == kind]) for kind in ItemKind)
    return [group for group in groups if group.rows]


@dataclass
class Sums:
    planned: int = 0
    spent: int = 0

    @property
    def left(self):
        return self.planned - self.spent


class Budget:
    """Sums of budget lines, altogether and by source."""

    def __init__(self, lines, *, seats=0, graduates=None):
        """`graduates`: None while nobody can have completed, or for readers who must not know."""
        self.lines, self.seats, self.graduates = list(lines), seats, graduates
        self.total, sources = Sums(), defaultdict(Sums)
        for line in self.lines:
            for sums in (self.total, sources[line.source]):
                sums.planned += line.planned
                sums.spent += line.spent or 0
        self.sources = [(source, sources[source]) for source in BudgetSource if source in sources]

    @property
    def is_spent(self):
        """Somebody has recorded what a line cost."""
        return any(line.spent is not None for line in self.lines)

    @property
    def per_seat(self):
        return self.total.planned / self.seats if self.lines and self.seats else None

    @property
    def per_graduate(self):
        return self.total.spent / self.graduates if self.is_spent and self.graduates else None
