"""How numbers of papers are written: a pattern with parts in braces."""

import re

from django.utils.translation import gettext as _

from pembinaan.problems import Problem

PART = re.compile(r"\{(\w+)(?::(\d))?\}")
PARTS = ("number", "office", "month", "year")
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


def pattern_problems(pattern):
    """Without number and year two papers would carry the same number."""
    names = [name for name, _width in PART.findall(pattern)]
    if unknown := [name for name in names if name not in PARTS]:
        message = _("“{%(name)s}” is not known; use {number}, {office}, {month} or {year}.")
        yield Problem("unknown_part", message % {"name": unknown[0]}, "pattern")
    if "{" in PART.sub("", pattern) or "}" in PART.sub("", pattern):
        yield Problem("stray_brace", _("A brace is not closed."), "pattern")
    for needed in ("number", "year"):
        if needed not in names:
            message = _("The pattern needs {%(name)s}, or numbers would come twice.")
            yield Problem("part_missing", message % {"name": needed}, "pattern")


def written(pattern, *, number, office, day):
    """`number` 7 in '{number:4}/{office}/{month}/{year}' on 1 September 2025: 0007/PALU/IX/2025."""
    values = {
        "number": str(number),
        "office": (office.number_code or office.city or office.code).upper(),
        "month": ROMAN[day.month - 1],
        "year": str(day.year),
    }
    return PART.sub(lambda part: values[part[1]].zfill(int(part[2] or 0)), pattern)
