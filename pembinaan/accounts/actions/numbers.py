"""Numbers of papers, from the register of an office and a year: none twice, none lost."""

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from pembinaan.accounts.models import NumberPattern, NumberRegister, TakenNumber
from pembinaan.numbering import written
from pembinaan.problems import Problem, refuse


@transaction.atomic
def take_numbers(*, office, kind, day, count, by):
    """The next numbers, as rows of the register, inside the transaction of whatever uses them.

    The register stays locked until that transaction ends; if it fails, nothing was taken. Raises RuleBroken
    where no pattern is known.
    """
    pattern = pattern_of(office, kind)
    if pattern is None:
        message = _("No number pattern is set for this kind of paper. An admin can add it.")
        refuse([Problem("no_pattern", message)])
    register = _locked_register(office, kind, day.year)
    rows = [
        TakenNumber(
            register=register,
            sequence=sequence,
            number=written(pattern, number=sequence, office=office, day=day),
            taken_by_name=by.get_full_name(),
        )
        for sequence in range(register.last + 1, register.last + count + 1)
    ]
    register.last += count
    register.save(update_fields=["last"])
    return TakenNumber.objects.bulk_create(rows)


def pattern_of(office, kind):
    """The office's own, else the one for all, else None."""
    rows = NumberPattern.objects.filter(Q(office=office) | Q(office=None), kind=kind)
    return rows.order_by(F("office").asc(nulls_last=True)).values_list("pattern", flat=True).first()


def _locked_register(office, kind, year):
    NumberRegister.objects.bulk_create(
        [NumberRegister(office=office, kind=kind, year=year)], ignore_conflicts=True
    )
    return NumberRegister.objects.select_for_update(no_key=True).get(office=office, kind=kind, year=year)
