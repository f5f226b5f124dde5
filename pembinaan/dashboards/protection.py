"""Small cells: counts of people by outcome from 1 to 4 are hidden, with one cell beside them.

Hidden once, in the base table of outcomes per office and whole quarter; every other view sums that table, so
no two views can be subtracted to reveal what one of them hides.
"""

from dataclasses import dataclass

LEAST = 5


@dataclass(frozen=True)
class Cell:
    """A count that may be hidden; a sum with hidden parts is known only to be at least its visible part."""

    value: int = 0
    hidden: bool = False
    small: bool = False
    """Hidden for its own size; otherwise to protect another one."""

    def __add__(self, other):
        small = Cell() in (self, other) and (self.small or other.small)
        return Cell(self.value + other.value, self.hidden or other.hidden, small)


@dataclass(frozen=True)
class Outcomes:
    """Graduates at one point: all of them, and by what became known."""

    total: int = 0
    placed: Cell = Cell()
    elsewhere: Cell = Cell()
    """Reached, but neither in work nor in business."""
    unknown: Cell = Cell()

    def __add__(self, other):
        return Outcomes(
            self.total + other.total,
            self.placed + other.placed,
            self.elsewhere + other.elsewhere,
            self.unknown + other.unknown,
        )

    @property
    def reached(self):
        return self.placed + self.elsewhere


def open_outcomes(total, reached, placed):
    """For the office that knows its clients: nothing hidden."""
    return Outcomes(total, Cell(placed), Cell(reached - placed), Cell(total - reached))


def protected_outcomes(total, reached, placed):
    """One base row with its small cells hidden, and what would give them away by subtraction."""
    counts = {"placed": placed, "elsewhere": reached - placed, "unknown": total - reached}
    hidden = {name for name, count in counts.items() if 0 < count < LEAST}
    # The largest goes first, the headline last.
    others = [*sorted(("elsewhere", "unknown"), key=counts.get, reverse=True), "placed"]
    for name in others:
        if hidden and is_telling(counts, hidden) and counts[name]:
            hidden.add(name)
    return Outcomes(total, **{name: _cell(count, name in hidden) for name, count in counts.items()})


def _cell(count, is_hidden):
    return Cell(0, True, 0 < count < LEAST) if is_hidden else Cell(count)


def is_telling(counts, hidden):
    """Whether the total less what is shown still names one cell, or a handful of people."""
    return len(hidden) == 1 or sum(counts[name] for name in hidden) < LEAST
