"""Numbers of licences in their one written form, and what contradicts them."""

import re
from datetime import date

from django.utils.translation import gettext as _

from partners.choices import LicenceKind
from pembinaan.problems import Problem
from pembinaan.text import squeeze

SEPARATORS = re.compile(r"[\s.\-–/]+")
NIB_DIGITS = 13
PIRT_DIGITS = 15
"""T JJ PP KK UU NNNN and the two digits of the year in which it ends."""
CENTURY = 2000


def stored_number(kind, typed):
    """As it is kept: a NIB as 13 digits, a P-IRT as 13 digits, a dash and 2; anything else as typed."""
    plain = SEPARATORS.sub("", typed or "")
    if kind == LicenceKind.PIRT and is_digits(plain, PIRT_DIGITS):
        return f"{plain[:-2]}-{plain[-2:]}"
    return plain if kind in (LicenceKind.NIB, LicenceKind.PIRT) else squeeze(typed)


def is_digits(text, length):
    return len(text) == length and text.isascii() and text.isdecimal()


def year_in(number):
    """The year in which a P-IRT with this stored number ends, or None."""
    found = re.fullmatch(r"[0-9]{13}-([0-9]{2})", number or "")
    return CENTURY + int(found[1]) if found else None


def expiry_proposed(kind, number, valid_until):
    """The day given, else the last of the year that a P-IRT number tells."""
    year = year_in(number) if kind == LicenceKind.PIRT else None
    return date(year, 12, 31) if year and valid_until is None else valid_until


def licence_problems(kind, number, *, name="", issued_on=None, valid_until=None, taken=False):
    """`number` in its stored form; `taken` tells whether the partner has it already."""
    problems = number_problems(kind, number)
    if kind == LicenceKind.OTHER and not squeeze(name):
        problems.append(Problem("nameless", _("Name the licence."), "name"))
    year = year_in(number) if kind == LicenceKind.PIRT else None
    if year and valid_until and valid_until.year != year:
        message = _("The number says that it ends in %(year)s.") % {"year": year}
        problems.append(Problem("year", message, "valid_until"))
    if issued_on and valid_until and valid_until < issued_on:
        message = _("The licence ends before it was issued.")
        problems.append(Problem("dates", message, "valid_until"))
    if taken:
        problems.append(Problem("duplicate", _("This licence is already recorded."), "number"))
    return problems


def number_problems(kind, number):
    if kind == LicenceKind.NIB and not is_digits(number, NIB_DIGITS):
        return [Problem("nib", _("A NIB has 13 digits."), "number")]
    if kind == LicenceKind.PIRT and year_in(number) is None:
        message = _("A P-IRT number has 13 digits, a dash and the 2 digits of the year in which it ends.")
        return [Problem("pirt", message, "number")]
    return []
