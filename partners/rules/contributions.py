from django.utils.translation import gettext as _

from pembinaan.problems import Problem


def contribution_problems(values, today):
    """What was given is measured in rupiah, in a quantity with its unit, or both; promises do not count."""
    day, rupiah = values.get("day"), values.get("rupiah")
    quantity, unit = values.get("quantity"), values.get("unit")
    problems = []
    if rupiah is None and quantity is None:
        message = _("Give the worth in rupiah or the quantity.")
        problems.append(Problem("no_measure", message, "rupiah"))
    if quantity is not None and quantity <= 0:
        problems.append(Problem("quantity", _("The quantity must be above zero."), "quantity"))
    if quantity is not None and not unit:
        problems.append(Problem("no_unit", _("Name the unit, for example kg or days."), "unit"))
    if day and day > today:
        problems.append(Problem("later", _("The day lies ahead. Record what was given already."), "day"))
    return problems
