"""The base table of figures about people: per office and whole quarter, hidden there once for every view."""

from collections import Counter
from dataclasses import replace

from django.utils.functional import cached_property

from pembinaan.dashboards.breakdown import all_values
from pembinaan.dashboards.protection import (
    LEAST,
    Cell,
    Outcomes,
    concealed,
    open_outcomes,
    protected_outcomes,
    protected_parts,
)
from trainings.indicators import (
    AT_WORK_3,
    AT_WORK_6,
    AT_WORK_12,
    COVERAGE,
    COVERAGE_IDLE,
    FOLLOWED_UP,
)
from trainings.measures import SMALL, Kind
from trainings.models.tally import INCOME_CLASSES

BESIDE = {FOLLOWED_UP.key: (AT_WORK_3, AT_WORK_6, AT_WORK_12)}
"""Who was reached in time is part of who was reached at each point: what is hidden there is hidden here."""

OTHERS = {FOLLOWED_UP.key: "followed_others"}
"""The rest of the denominator, whose share would follow from those figures where they are but a few."""

PART_OF = {COVERAGE_IDLE.key: COVERAGE.numerator}
"""A count that is told in full, of which the numerator is a part as well as of its denominator."""

OF_PEOPLE = {"idle", "idle_began", "working_age"}
"""Columns of denominators that count people by what they are."""


class OutcomeTable:
    def __init__(self, board):
        self.board, self.rows = board, {}

    def columns(self, indicator):
        """What is added up for an indicator, with all that decides whether it may be told."""
        if indicator.kind is Kind.MEDIAN:
            return {*INCOME_CLASSES, indicator.denominator}
        names = {*indicator.columns}
        for other in (indicator.within, *BESIDE.get(indicator.key, ())):
            names |= self.columns(other) if other else set()
        return names | {more[indicator.key] for more in (OTHERS, PART_OF) if indicator.key in more}

    def of(self, indicator, slots, offices):
        """Sum of the base table over these offices and quarters."""
        if indicator.numerator_sum.at_end:
            slots = slots[-1:]
        total = sum((self.row(indicator, slot, office) for office in offices for slot in slots), Outcomes())
        if indicator.denominator_sum.before:
            total = replace(total, total=self.counted_once(indicator, slots, offices))
        return total

    def counted_once(self, indicator, slots, offices):
        """Who was there on the eve of the first quarter is counted once, not in each of them."""
        what, total = indicator.denominator_sum, 0
        for number, slot in enumerate(slots):
            counted = what if number == 0 else replace(what, before=())
            told = [office for office in offices if not self.hides_whole(indicator, slot, office)]
            total += self.board.sums.of(counted, slot.months, told)
        return total

    def hides_whole(self, indicator, slot, office):
        """Whether the denominator itself has a part of 1 to 4 people by what they are."""
        what = indicator.denominator_sum
        if not self.board.is_protected or not what.columns & OF_PEOPLE:
            return False
        sides = [replace(what, before=()), replace(what, months=(), at_end=())]
        counts = [self.board.sums.of(side, slot.months, [office]) for side in sides]
        return any(0 < count < LEAST for count in counts)

    def row(self, indicator, slot, office):
        """Of one office and quarter; other indicators ask for it as well."""
        key = indicator.key, slot, office.pk
        if key not in self.rows:
            self.rows[key] = self.made(indicator, slot, office)
        return self.rows[key]

    def made(self, indicator, slot, office):
        if not (indicator.is_of_clients or self.board.sums.has_any(slot.months, office)):
            return Outcomes()

        def count(what):
            return self.board.sums.of(what, slot.months, [office])

        denominator = count(indicator.denominator_sum)
        whole = self.column(indicator.of, slot, office) if indicator.of else denominator
        part = self.part(indicator, slot, office)
        known = self.known(indicator, slot, office, whole)
        if not self.board.is_protected:
            return replace(open_outcomes(whole, known, part), total=denominator)
        if indicator.cell:
            return self.of_cell(indicator, slot, office, denominator)
        if self.hides_whole(indicator, slot, office):
            return concealed(denominator, hides_total=True)
        if not self.may_be_told(indicator, slot, office):
            return concealed(denominator, hides_total=bool(indicator.within and not indicator.of))
        return replace(protected_outcomes(whole, known, part), total=denominator)

    def column(self, name, slot, office):
        return self.board.sums.total(name, slot.months, [office])

    def part(self, indicator, slot, office):
        if indicator.cell:
            return self.part_of(*indicator.cell, slot, office)
        return self.board.sums.of(indicator.numerator_sum, slot.months, [office])

    def of_cell(self, indicator, slot, office, total):
        """As the breakdown has it, where all its cells are hidden together."""
        name, value = indicator.cell
        counts = {one: self.part_of(name, one, slot, office) for one in all_values(name)}
        mine = protected_parts(counts)[value]
        return Outcomes(total, mine, Cell(0, True) if mine.hidden else Cell(total - mine.value))

    def part_of(self, name, value, slot, office):
        return sum(self.persons[(office.pk, month, name, value)] for month in slot.months)

    def known(self, indicator, slot, office, whole):
        """Those of whom it is known, all where nothing can be unknown."""
        if indicator.reached:
            return self.column(indicator.reached, slot, office)
        if not indicator.unknown:
            return whole
        if indicator.numerator_sum.at_end:
            return whole - self.board.sums.stock(indicator.unknown, slot.months[-1], [office])
        return whole - self.column(indicator.unknown, slot, office)

    def may_be_told(self, indicator, slot, office):
        """Whether nothing that is hidden elsewhere in this row could be worked out from it."""
        if indicator.within and self.row(indicator.within, slot, office).placed.hidden:
            return False
        if any(self.row(other, slot, office).reached.hidden for other in BESIDE.get(indicator.key, ())):
            return False
        if indicator.key in PART_OF:
            whole = self.column(PART_OF[indicator.key], slot, office)
            if protected_outcomes(whole, whole, self.part(indicator, slot, office)).placed.hidden:
                return False
        others = self.column(OTHERS[indicator.key], slot, office) if indicator.key in OTHERS else 0
        return not 0 < others < LEAST

    def classes(self, slots, offices):
        """How many lie in each class of a change of income, of rows with enough people."""
        total = [0] * len(INCOME_CLASSES)
        for office in offices:
            for slot in slots:
                row = [self.column(name, slot, office) for name in INCOME_CLASSES]
                if sum(row) >= SMALL or not self.board.is_protected:
                    total = [one + more for one, more in zip(total, row, strict=True)]
        return total

    @cached_property
    def persons(self):
        """{(office, month, name of a breakdown, value): participants of trainings completed then}"""
        board, found = self.board, Counter()
        rows = board.tallies(board.first_month, board.last_month).filter(finishing__gt=0)
        for row in rows.summed(["finishing"], by=("office_id", "month", "sex", "age_group")):
            for name in ("sex", "age_group"):
                found[(row["office_id"], row["month"], name, row[name])] += row["finishing"]
        return found
