"""Numbers of papers, from the register of an office and a year: none twice, none lost."""

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from pembinaan.accounts.models import NumberPattern, NumberRegister, TakenNumber
from pembinaan.audit.record import record
from pembinaan.audit.verbs import Verb
from pembinaan.numbering import written
from pembinaan.problems import Problem, refuse

MOST_SET_ASIDE = 500


@transaction.atomic
def take_numbers(*, office, kind, day, count, by):
    """The next numbers, as rows of the register, inside the transaction of whatever uses them.

    The register stays locked until that transaction ends; if it fails, nothing was taken. Raises RuleBroken
    where no pattern is known.
    """
    return _taken(office, kind, day, count, by)


@transaction.atomic
def set_numbers_aside(*, office, kind, day, count, reason, by):
    """The next numbers were used on paper, or spoilt: they are void, and the register says why."""
    problems = []
    if not 1 <= count <= MOST_SET_ASIDE:
        message = _("Between 1 and %(most)s numbers at once.") % {"most": MOST_SET_ASIDE}
        problems.append(Problem("count", message, "count"))
    if not reason.strip():
        problems.append(Problem("reason_needed", _("Say why."), "reason"))
    refuse(problems)
    rows = _taken(office, kind, day, count, by, reason.strip())
    told = {"numbers": ["", f"{rows[0].number} – {rows[-1].number}"], "void_reason": ["", reason.strip()]}
    record(Verb.CHANGED, rows[0].register, by=by, changes=told)
    return rows


def _taken(office, kind, day, count, by, void_reason=""):
    register = _locked_register(office, kind, day.year)
    if register.pattern is None:
        message = _("No number pattern is set for this kind of paper. An admin can add it.")
        refuse([Problem("no_pattern", message)])
    rows = [
        TakenNumber(
            register=register,
            sequence=sequence,
            number=written(register.pattern, number=sequence, office=office, day=day),
            taken_by_name=by.get_full_name(),
            void_reason=void_reason,
        )
        for sequence in range(register.last + 1, register.last + count + 1)
    ]
    register.last += count
    register.save(update_fields=["last"])
    return TakenNumber.objects.bulk_create(rows)


def patterns_of(office, kind):
    """The office's own before the one for all."""
    rows = NumberPattern.objects.filter(Q(office=office) | Q(office=None), kind=kind)
    return rows.order_by(F("office").asc(nulls_last=True)).values_list("pattern", flat=True)


def pattern_of(office, kind):
    """The pattern in force, or None."""
    return patterns_of(office, kind).first()


def _locked_register(office, kind, year):
    """With its `pattern`."""
    rows = NumberRegister.objects.filter(office=office, kind=kind, year=year)
    rows = rows.annotate(pattern=patterns_of(office, kind)[:1]).select_for_update(no_key=True, of=("self",))
    if found := rows.first():
        return found
    NumberRegister.objects.bulk_create(
        [NumberRegister(office=office, kind=kind, year=year)], ignore_conflicts=True
    )
    return rows.get()
