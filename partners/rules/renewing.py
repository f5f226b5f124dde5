"""The next agreement after one that ends."""

from datetime import timedelta

from django.utils.translation import gettext as _

from pembinaan.dates import add_months
from pembinaan.problems import Problem

DAY = timedelta(days=1)


def next_term(starts_on, ends_on):
    """First and last day of a renewal as long as the agreement: in months where it lasted whole months."""
    first = ends_on + DAY
    months = (first.year - starts_on.year) * 12 + first.month - starts_on.month
    if months > 0 and add_months(starts_on, months) == first:
        return first, add_months(first, months) - DAY
    return first, first + (ends_on - starts_on)


def renewal_problems(old, starts_on, ends_on, *, renewed_by=None):
    if renewed_by is not None:
        message = _("This agreement is already renewed by %(agreement)s.") % {"agreement": renewed_by}
        return [Problem("renewed", message)]
    if starts_on and starts_on <= old.starts_on:
        message = _("The renewal begins after the agreement that it renews.")
        return [Problem("too_early", message, "starts_on")]
    if ends_on and ends_on <= old.ends_on:
        message = _("The renewal lasts longer than the agreement that it renews.")
        return [Problem("no_longer", message, "ends_on")]
    return []
