"""The list behind a number: its summed column equals the card."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from pembinaan.dashboards import told
from pembinaan.dashboards.partnering import partner_rows
from pembinaan.dashboards.periods import Period, Quarter
from pembinaan.dates import add_months, day
from trainings.measures import SMALL, Kind, Source, Sum
from trainings.models import Training


@dataclass(frozen=True)
class Line:
    """Counts of an office in a month or quarter, or on the one day that a stock is of."""

    office: Any
    when: Any
    numerator: float
    denominator: float


class Behind:
    """Trainings with counts, partners, months of clients; of people above the Bapas quarters alone."""

    def __init__(self, board, indicator):
        self.board, self.indicator = board, indicator
        self.figure = board.figure(indicator)

    @property
    def form(self):
        """What the list is of."""
        if self.figure.missing in ("protected_filter", "no_whole_quarter", "no_trainings", "no_programme"):
            return ""
        if self.indicator.source is Source.PARTNERS:
            return "partners"
        if self.indicator.kind is Kind.MEDIAN:
            return "medians" if self.board.is_protected else "classes"
        if self.is_by_quarter:
            return "quarters"
        return "months" if self.indicator.is_of_clients else "trainings"

    @property
    def rows(self):
        return getattr(self, self.form) if self.form else []

    def __len__(self):
        """Without naming the trainings."""
        return len(self._sums if self.form == "trainings" else self.rows)

    @property
    def is_by_quarter(self):
        return self.indicator.is_outcome and self.board.is_protected

    @cached_property
    def quarters(self):
        """(office, quarter, outcomes) of each, where nobody may see more; of a stock the last alone."""
        if self.form != "quarters":
            return []
        slots = self.figure.quarters[-1:] if self.indicator.numerator_sum.at_end else self.figure.quarters
        rows = [
            (office, slot, self.board.outcomes.row(self.indicator, slot, office))
            for office in self.board.offices
            for slot in slots
        ]
        return [row for row in rows if row[2].total or row[2].hides_total]

    @property
    def told_quarters(self):
        """The same in words."""
        return [
            {
                "office": office,
                "slot": slot,
                "cells": [(head, told.shown(getattr(out, name))) for name, head in self.cells],
                "whole": told.counted(told.whole(out)),
            }
            for office, slot, out in self.quarters
        ]

    @property
    def told_total(self):
        return told.counted(told.numerator(self.figure)), told.counted(told.denominator(self.figure))

    @property
    def cells(self):
        """(name, heading) of the cells of a quarter: three where people may be unknown."""
        one = self.indicator
        if one.reached:
            known = _("Reached, not at work")
        elif one.unknown:
            known = _("Known, not counted")
        else:
            return [("placed", one.name)]
        return [("placed", one.name), ("elsewhere", known), ("unknown", _("Not known"))]

    @cached_property
    def medians(self):
        """(office, quarter, how many told it, the class of the middle) where enough did."""
        rows = []
        for office in self.board.offices:
            for slot in self.figure.quarters:
                found = self.board.median(self.indicator, [slot], [office])
                if found.denominator >= SMALL:
                    rows.append((office, slot, found.denominator, told.income_class(found.median_class)))
        return rows

    @cached_property
    def classes(self):
        """(class in words, how many)"""
        counts = self.figure.classes if any(self.figure.classes) else ()
        return [(told.income_class(number), count) for number, count in enumerate(counts)]

    @cached_property
    def partners(self):
        return partner_rows(self.board, self.indicator, self.board.offices)

    @cached_property
    def months(self):
        """Of clients: by month at home, above by quarter as far as the period has whole ones."""
        return [line for office in self.board.offices for line in self._lines(office)]

    def _lines(self, office):
        board, sides = self.board, (self.indicator.numerator_sum, self.indicator.denominator_sum)
        eve, last = add_months(board.period.first, -1), board.period.last

        def counted(names, month):
            return [sum(board.sums.stock(name, month, [office]) for name in side) for side in names]

        if any(side.before for side in sides):
            yield Line(office, day(Period("", eve, eve).last_day), *counted([s.before for s in sides], eve))
        for stretch in self._stretches():
            sums = [board.sums.of(Sum(side.months), stretch.months, [office]) for side in sides]
            if any(sums):
                yield Line(office, stretch, *sums)
        if any(side.at_end for side in sides):
            yield Line(office, day(board.period.last_day), *counted([s.at_end for s in sides], last))

    def _stretches(self):
        months, found = self.board.period.months, []
        for month in months:
            quarter = Quarter.of(month)
            is_whole = self.board.is_protected and {*quarter.months} <= {*months}
            stretch = quarter if is_whole else Period("", month, month)
            if stretch not in found:
                found.append(stretch)
        return found

    @cached_property
    def _sums(self):
        months = self._months
        if not months:
            return []
        return self._of_cell(months) if self.indicator.cell else self.board.trainings(self.indicator, months)

    def _of_cell(self, months):
        """(training id, participants of this kind, all) of each."""
        name, value = self.indicator.cell
        column = self.indicator.denominator
        rows = self.board.tallies(min(months), max(months))
        rows = rows.filter(month__in=months, finishing__gt=0)
        found = {}
        for row in rows.summed([column], by=("training_id", name)):
            part, of = found.get(row["training_id"], (0, 0))
            found[row["training_id"]] = part + row[column] * (row[name] == value), of + row[column]
        return [(key, part, of) for key, (part, of) in found.items()]

    @property
    def _months(self):
        if not self.indicator.is_outcome:
            return self.board.period.months
        return [month for slot in self.figure.quarters for month in slot.months]

    @cached_property
    def trainings(self):
        """(training, numerator, denominator), the latest first."""
        if self.form != "trainings":
            return []
        found = Training.objects.visible_to(self.board.user).with_page_facts()
        named, scale = found.in_bulk([key for key, _part, _of in self._sums]), self.indicator.scale
        rows = [(named[key], part / scale, of / scale) for key, part, of in self._sums]
        return sorted(rows, key=lambda row: row[0].starts_on, reverse=True)
