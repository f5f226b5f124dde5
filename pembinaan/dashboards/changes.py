"""Sealed months whose figures are no longer those of today, all offices in sight in two queries."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from pembinaan import dates
from pembinaan.dashboards import sealing
from pembinaan.dashboards.drift import Compared
from pembinaan.dashboards.models import MonthlyFigure, MonthlyReturn
from pembinaan.dates import add_months
from trainings.indicators import BY_KEY, CARDS

BACK = 12


@dataclass(frozen=True)
class Changed:
    found: Any
    number: int
    """Figures that differ as far as this reader may know."""

    @property
    def url(self):
        return reverse("dashboards:month-drift", args=[self.found.office_id, f"{self.found.month:%Y-%m}"])

    def __str__(self):
        return dates.month(self.found.month)


def changed_months(scope, last):
    """(those that differ, the latest first; how many are sealed) of the last year up to this month."""
    sealed = sealed_months(scope, add_months(last, 1 - BACK), last)
    columns = sorted({name for card in CARDS for name in sealing.columns(card)})
    sums = scope.by_month(
        columns, {month for found in sealed for month in sealing.months_behind(found.month)}
    )
    rows = [Changed(found, differing(found, kept, sums, scope)) for found, kept in sealed.items()]
    return [row for row in rows if row.number], len(rows)


def sealed_months(scope, first, last):
    """{return: its sealed facts}"""
    rows = MonthlyFigure.objects.visible_to(scope.user).filter(
        monthly_return__state=MonthlyReturn.State.SEALED, monthly_return__month__range=(first, last)
    )
    if scope.office:
        rows = rows.filter(monthly_return__office=scope.office)
    rows = rows.select_related("monthly_return__office")
    sealed = {}
    for row in rows.order_by("-monthly_return__month", "monthly_return__office__name", "indicator"):
        fact = sealing.Fact(*(getattr(row, name) for name in sealing.Fact._fields))
        sealed.setdefault(row.monthly_return, []).append(fact)
    return sealed


def differing(found, kept, sums, scope):
    facts = sealing.facts_from(sums.get(found.office_id, {}), found.month)
    then = sealing.figures_of(kept, protected=scope.is_protected)
    now = sealing.figures_of(facts, protected=scope.is_protected)
    pairs = [Compared(BY_KEY[key], then[key], now[key], 0) for key in then if key in now]
    return sum(pair.has_changed for pair in pairs)
