"""What looks wrong about a NIK without being impossible: it keeps the mistakes of the day it was given."""

from django.utils.translation import gettext_lazy as _

from clients.workbook.people import WOMEN_ADD
from clients.workbook.regions import regency_code
from pembinaan.problems import Problem


def nik_warnings(nik, *, birth_date, sex):
    """Doubts about a well-formed NIK; the number never changes, so they may be confirmed."""
    is_woman = int(nik[6:8]) > WOMEN_ADD
    day = int(nik[6:8]) - WOMEN_ADD * is_woman
    if sex and (sex == "P") != is_woman:
        yield Problem("nik_sex", _("The NIK belongs to a person of the other sex."))
    if birth_date and (day, nik[8:12]) != (birth_date.day, f"{birth_date:%m%y}"):
        yield Problem("nik_birth", _("The date of birth in the NIK is another one."))
    if not regency_code(nik[:4]):
        yield Problem("nik_region", _("The first four digits of the NIK name no known regency."))
