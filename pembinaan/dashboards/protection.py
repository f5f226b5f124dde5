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
    hides_total: bool = False
    """The whole is itself a count that is hidden in part: `total` is at least so many."""

    def __add__(self, other):
        return Outcomes(
            self.total + other.total,
            self.placed + other.placed,
            self.elsewhere + other.elsewhere,
            self.unknown + other.unknown,
            self.hides_total or other.hides_total,
        )

    @property
    def reached(self):
        return self.placed + self.elsewhere


def concealed(total, *, hides_total):
    """Nothing is told of the parts, and of the whole only where that is no secret."""
    parts = [Cell(0, hidden=True)] * 3
    return Outcomes(0 if hides_total else total, *parts, hides_total=hides_total)


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
    if hidden and is_telling(counts, hidden):
        return Outcomes(total, **dict.fromkeys(counts, Cell(0, hidden=True)))
    return Outcomes(total, **{name: _cell(count, name in hidden) for name, count in counts.items()})


def _cell(count, is_hidden):
    return Cell(0, True, 0 < count < LEAST) if is_hidden else Cell(count)


def is_telling(counts, hidden):
    """Whether the total less what is shown still names one cell, or a handful of people.

    A small cell is told to be one, so it must leave the others room for more than one answer.
    """
    together = sum(counts[name] for name in hidden)
    if len(hidden) == 1 or together < LEAST:
        return True
    ranges = {name: (1, LEAST - 1) if counts[name] < LEAST else (LEAST, together) for name in hidden}
    return any(
        _answers(together, ranges[name], [ranges[other] for other in hidden - {name}]) < 2
        for name in hidden
        if counts[name] < LEAST
    )


def _answers(together, own, others):
    """How many values a hidden cell may have, given the sum and the ranges of the others."""
    low = max(own[0], together - sum(most for _least, most in others))
    high = min(own[1], together - sum(least for least, _most in others))
    return high - low + 1


def protected_parts(counts):
    """{value: Cell} of a whole parted by what people are, from {value: count} with two values or more.

    The same people are parted in several ways, so hidden cells are not even told to be small: such ranges
    could be laid over each other. Which are hidden beside the small ones follows their order, not their size.
    """
    hidden = {name for name, count in counts.items() if 0 < count < LEAST}
    for name, count in counts.items():
        if hidden and parts_are_telling(counts, hidden) and count:
            hidden.add(name)
    if hidden and parts_are_telling(counts, hidden):
        hidden = {*counts}
    return {name: Cell(0, True) if name in hidden else Cell(count) for name, count in counts.items()}


def parts_are_telling(counts, hidden):
    """Whether the whole less what is shown names a hidden cell, knowing that each is one at least.

    Also to who knows how cells are chosen: where all of them are small, they must not all be as many as that.
    """
    together, number = sum(counts[name] for name in hidden), len(hidden)
    all_small = all(counts[name] < LEAST for name in hidden)
    most = number * (LEAST - 1)
    return number == 1 or together < max(LEAST, number + 1) or (all_small and together == most)
