"""What an indicator was to reach in the year of a period, and how near it came."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import cached_property

from pembinaan.dashboards.models import Target
from pembinaan.dashboards.policy import TARGET_NEAR, TARGET_ODD, TARGET_REACHED
from pembinaan.dashboards.rules import is_share
from trainings.indicators import CARDS


@dataclass(frozen=True)
class Goal:
    """The target of one figure; `value` is None where none is set."""

    year: int
    figure: Any
    value: float | None = None
    missing: int = 0
    """Offices without a target."""
    compares: str = ""
    """"year" or "to_date"; otherwise the target is shown alone."""

    @property
    def is_share(self):
        return is_share(self.figure.indicator.key)

    @property
    def as_share(self):
        return self.value / 100 if self.value is not None and self.is_share else None

    @cached_property
    def achievement(self):
        figure = self.figure
        if not self.compares or not self.value or figure.missing or figure.hidden or figure.at_least:
            return None
        return figure.rate / self.as_share if self.is_share else figure.numerator / self.value

    @property
    def is_odd(self):
        return self.achievement is not None and self.achievement > TARGET_ODD

    @property
    def kind(self):
        """Colour of a tag: none for few people, nor for a count while its year goes on."""
        if self.achievement is None or self.figure.is_small:
            return "mute"
        if self.compares == "to_date" and not self.is_share:
            return "mute"
        if self.achievement >= TARGET_REACHED:
            return "ok"
        return "warn" if self.achievement >= TARGET_NEAR else "bad"

    @property
    def icon(self):
        return {"ok": "check-circle-fill", "warn": "dash-circle", "bad": "x-octagon-fill"}.get(
            self.kind, "flag"
        )


class Goals:
    """Targets of the offices of a board, in one query."""

    def __init__(self, board):
        self.board, self.year = board, board.period.last.year
        years = {self.year, board.today.year}
        rows = Target.objects.visible_to(board.user).filter(
            office__in=[office.pk for office in board.offices], year__in=years
        )
        values = rows.order_by().values_list("office_id", "year", "indicator", "value")
        self.values = {tuple(place): float(value) for *place, value in values}

    def of(self, figure, offices=None):
        offices = self.board.offices if offices is None else offices
        key = figure.indicator.key
        found = {office: self.values.get((office.pk, self.year, key)) for office in offices}
        known = {office: value for office, value in found.items() if value is not None}
        missing = len(found) - len(known)
        if not known:
            return Goal(self.year, figure, missing=missing)
        value = self._together(figure.indicator, known)
        return Goal(self.year, figure, value, missing, "" if missing else self._compares())

    def _together(self, indicator, known):
        """Counts add up; shares weigh by the people they are shares of, or alike where there are none."""
        if not is_share(indicator.key):
            return sum(known.values())
        months = self.board.period.months
        weights = {office: self.board.total(indicator.denominator, months, [office]) for office in known}
        if not any(weights.values()):
            weights = dict.fromkeys(known, 1)
        return sum(known[office] * weights[office] for office in known) / sum(weights.values())

    def _compares(self):
        """A target is of a year and of all that an office does: only such figures are held against it."""
        period, today = self.board.period, self.board.today
        if not period.key.isdecimal() or any(self.board.filters.values()):
            return ""
        return "year" if self.year < today.year else "to_date"

    def a_month(self, indicator):
        """A twelfth of this year's target, for the trend; None where an office has none."""
        values = [
            self.values.get((office.pk, self.board.today.year, indicator.key))
            for office in self.board.offices
        ]
        if not values or None in values or any(self.board.filters.values()):
            return None
        return sum(values) / 12


def targets_of(user, offices, year):
    """{(office id, indicator): value} for the grid."""
    rows = Target.objects.visible_to(user).filter(office__in=[office.pk for office in offices], year=year)
    found = {(row.office_id, row.indicator): row.value for row in rows.order_by()}
    return {(office.pk, card.key): found.get((office.pk, card.key)) for office in offices for card in CARDS}
