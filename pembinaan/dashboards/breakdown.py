"""Participants of completed trainings parted by what they are, or by what they were taught (K22)."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.choices import Category, Sex
from pembinaan.accounts.models import Region, StrategicProgramme
from pembinaan.dashboards.protection import Cell, protected_parts
from trainings.models import Programme

UNKNOWN = ""
"""Of guests, and where the register does not say."""
ELSEWHERE = "-"
"""Where all are of no regency: a cell needs another one to be hidden with."""
COUNTED = ("finishing", "completed", "passed")
PERSONAL = {"sex": "sex", "age_group": "age_group", "category": "category", "region": "region_code"}
"""Column of the tallies, by the key in an address."""
PROGRAMMES = {"programme": "training__programme__code", "strategic": "training__strategic_programmes"}
KEYS = {
    "sex": gettext_lazy("Sex"),
    "age_group": gettext_lazy("Adults and children"),
    "category": gettext_lazy("Category"),
    "region": gettext_lazy("Regency or city"),
    "programme": gettext_lazy("Programme"),
    "strategic": gettext_lazy("Strategic programme"),
}
AGES = {"adult": gettext_lazy("Adults"), "child": gettext_lazy("Children")}


@dataclass(frozen=True)
class Part:
    """Cells of one value: of the participants alone, or of those who completed and passed as well."""

    name: Any
    cells: list
    office: Any = None


def all_values(column, found=()):
    """Every value that there may be, in the order in which cells are hidden beside small ones."""
    known = {"sex": Sex.values, "age_group": [*AGES], "category": Category.values}.get(column)
    return [*(known or sorted({*found} - {UNKNOWN}) or [ELSEWHERE]), UNKNOWN]


def parts_of(scope, by):
    """A Part for each value with somebody in it, of everything in sight."""
    if by in PROGRAMMES:
        return open_parts(scope, by, PROGRAMMES[by])
    if not scope.is_protected:
        return open_parts(scope, by, PERSONAL[by])
    return added_up(protected_by_office(scope, by), names_of(scope, by))


def open_parts(scope, by, column):
    sums = scope.tallies().filter(finishing__gt=0).summed(COUNTED, by=(column,))
    cells = {row[column]: [Cell(row[name]) for name in COUNTED] for row in sums}
    names = names_of(scope, by)
    parts = [Part(names.get(value) or nameless(by), counts) for value, counts in cells.items()]
    return sorted(parts, key=lambda part: (-part.cells[0].value, str(part.name)))


def protected_by_office(scope, by):
    """{office: {value: Cell}}, each the sum of its base cells, one a quarter: nothing else may be summed."""
    column, quarters = PERSONAL[by], scope.period.quarters(scope.today)
    if not quarters:
        return {}
    months = {month: quarter for quarter in quarters for month in quarter.months}
    counts = {(office.pk, quarter): Counter() for office in scope.offices for quarter in quarters}
    rows = scope.tallies(min(months), max(months)).filter(finishing__gt=0)
    for row in rows.summed(["finishing"], by=("office_id", "month", column)):
        counts[(row["office_id"], months[row["month"]])][row[column]] += row["finishing"]
    found = {}
    for office in scope.offices:
        mine = found[office] = {}
        for quarter in quarters:
            for value, cell in base_cells(column, counts[(office.pk, quarter)]).items():
                mine[value] = mine.get(value, Cell()) + cell
    return found


def base_cells(column, counts):
    return protected_parts({value: counts[value] for value in all_values(column, counts)})


def added_up(by_office, names):
    """All offices together, and below each of them for itself where there are several."""
    total = {}
    for cells in by_office.values():
        for value, cell in cells.items():
            total[value] = total.get(value, Cell()) + cell
    parts = listed(total, names)
    if len(by_office) > 1:
        for office, cells in by_office.items():
            parts += listed(cells, names, office)
    return parts


def listed(cells, names, office=None):
    return [
        Part(names.get(value) or nameless(""), [cell], office)
        for value, cell in cells.items()
        if cell.hidden or cell.value
    ]


def nameless(by):
    return _("None") if by in PROGRAMMES else _("Guests and not recorded")


def names_of(scope, by):
    return {
        "sex": lambda: dict(Sex.choices),
        "age_group": lambda: AGES,
        "category": lambda: dict(Category.choices),
        "region": lambda: dict(Region.objects.values_list("pk", "name")) | {ELSEWHERE: _("Elsewhere")},
        "programme": lambda: programme_names(scope.user),
        "strategic": lambda: dict(StrategicProgramme.objects.values_list("pk", "name")),
    }[by]()


def programme_names(user):
    """By code: its versions are one programme, called as the latest is."""
    rows = Programme.objects.visible_to(user).order_by("version")
    return dict(rows.values_list("code", "title"))
