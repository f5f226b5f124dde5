"""Why people were absent: open in their own Bapas, above it by whole quarters with small cells hidden."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from pembinaan.dashboards.protection import Outcomes, open_outcomes, protected_outcomes
from trainings.choices import BarrierKind
from trainings.models import Barrier

MARKS = ("marks_absent", "marks_excused", "marks_sick")


@dataclass(frozen=True)
class AbsenceRow:
    """Marks of absence of one office."""

    office: Any
    parts: Any

    @property
    def total(self):
        return self.parts.total

    @property
    def cells(self):
        """Without notice, excused, sick."""
        return [self.parts.placed, self.parts.elsewhere, self.parts.unknown]


def parted(make, absent, excused, sick):
    """Three parts of a whole: what hides outcomes of people hides their reasons as well."""
    return make(absent + excused + sick, absent + excused, absent)


def absence_rows(scope, quarters):
    """A row for each office and one for all; `quarters` only matter above the Bapas."""
    if not scope.is_protected:
        sums = scope.by_month(MARKS, scope.period.months)
        found = [row for months in sums.values() for row in months.values()]
        rows = [AbsenceRow(None, parted(open_outcomes, *added(found)))]
    else:
        sums = scope.by_month(MARKS, [month for quarter in quarters for month in quarter.months])
        rows = [
            AbsenceRow(office, of_quarters(quarters, sums.get(office.pk, {}))) for office in scope.offices
        ]
    return rows, AbsenceRow(None, sum((row.parts for row in rows), Outcomes()))


def of_quarters(quarters, sums):
    """The sum of an office's base cells, one a quarter: nothing else may be summed."""
    total = Outcomes()
    for quarter in quarters:
        total += parted(protected_outcomes, *added(sums[month] for month in quarter.months if month in sums))
    return total


def added(rows):
    rows = list(rows)
    return [sum(row[name] for row in rows) for name in MARKS]


def barriers(scope):
    """(kind, how often) of what kept people away, most often first; only the own Bapas may read them."""
    rows = Barrier.objects.visible_to(scope.user).filter(
        session__day__range=(scope.period.first, scope.period.last_day)
    )
    if scope.programme:
        rows = rows.filter(session__training__programme__code=scope.programme.code)
    if scope.partner:
        rows = rows.filter(session__training__partner=scope.partner)
    counts = rows.order_by().values_list("kind").annotate(n=Count("pk"))
    return sorted(((BarrierKind(kind).label, n) for kind, n in counts), key=lambda row: (-row[1], row[0]))
