"""Targets of a year, set by the Kanwil on one page."""

from django.db import transaction
from django.utils.translation import gettext as _

from pembinaan.accounts.models import Office
from pembinaan.audit.record import record
from pembinaan.audit.verbs import Verb
from pembinaan.dashboards.models import Target
from pembinaan.dashboards.rules import target_problems
from pembinaan.numbers import amount
from pembinaan.problems import Problem, refuse
from pembinaan.saving import save_checked


@transaction.atomic
def set_targets(*, year, cells, by):
    """`cells`: {(office id, indicator): (value that was shown, new value)}; None is no target.

    All or nothing. Raises RuleBroken with a problem for each cell that does not fit, or that somebody else
    has changed to another value meanwhile.
    """
    wanted = {office_id for office_id, _key in cells}
    rows = Office.objects.filter(pk__in=wanted).select_for_update(no_key=True).order_by("pk")
    offices = {office.pk: office for office in rows}
    targets = Target._base_manager.filter(office__in=offices, year=year)
    now = {(target.office_id, target.indicator): target for target in targets}
    refuse(problem for place, pair in cells.items() for problem in _problems(place, pair, now))
    told = {}
    for (office_id, key), (_shown, value) in cells.items():
        target = now.get((office_id, key))
        if (target and target.value) != value:
            told.setdefault(office_id, []).append((f"{key} {year}", target and target.value, value))
            _write(target, offices[office_id], year, key, value, by)
    for office_id, changes in told.items():
        record(Verb.CHANGED, offices[office_id], by=by, changes={"target": _words(changes)})
    return sum(map(len, told.values()))


def _problems(place, pair, now):
    shown, value = pair
    office_id, key = place
    field = cell_name(office_id, key)
    current = now[place].value if place in now else None
    if current not in (shown, value):
        yield Problem("stale", _("Meanwhile set to %(value)s.") % {"value": amount(current) or "–"}, field)
    for problem in target_problems(key, value):
        yield Problem(problem.code, problem.message, field)


def cell_name(office_id, key):
    return f"{office_id.hex}-{key}"


def _write(target, office, year, key, value, by):
    if value is None:
        target.delete()
        return
    target = target or Target(office=office, year=year, indicator=key, version=0)
    target.value, target.set_by_name = value, by.get_full_name()
    target.version += 1
    save_checked(target)


def _words(changes):
    """Before and after, in one line each."""
    return [
        "; ".join(f"{name}: {amount(pair[side])}" for name, *pair in changes if pair[side] is not None)
        for side in (0, 1)
    ]
