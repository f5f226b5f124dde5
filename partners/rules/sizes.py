"""The size of a business from the one figure that is known of it (PP 7/2021 Pasal 35), and its branch."""

import re

from django.utils.translation import gettext as _

from partners.choices import SizeClass
from partners.policy import SIZE_LIMITS
from pembinaan.problems import Problem

CLASSES = (SizeClass.MICRO, SizeClass.SMALL, SizeClass.MEDIUM)


def size_class(basis, rupiah):
    """None where the figure is not known; a limit itself still belongs to the smaller class."""
    if basis not in SIZE_LIMITS or rupiah is None:
        return None
    fitting = (size for size, limit in zip(CLASSES, SIZE_LIMITS[basis], strict=True) if rupiah <= limit)
    return next(fitting, SizeClass.LARGE)


def size_problems(basis, rupiah):
    if basis and rupiah is None:
        return [Problem("no_amount", _("Give the amount."), "size_rupiah")]
    if rupiah is not None and not basis:
        return [Problem("no_basis", _("Say what the amount measures."), "size_basis")]
    if rupiah is not None and rupiah < 0:
        return [Problem("negative", _("The amount cannot be below zero."), "size_rupiah")]
    return []


def kbli_problems(code, edition):
    if code and not re.fullmatch("[0-9]{5}", code):
        return [Problem("kbli", _("A KBLI code has 5 digits."), "kbli_code")]
    if code and not edition:
        return [Problem("no_edition", _("Choose the edition of the KBLI."), "kbli_edition")]
    if edition and not code:
        return [Problem("no_code", _("Give the KBLI code."), "kbli_code")]
    return []
