"""Numbers of papers, from the register of an office and a year: none twice, none lost."""

from django.db import connection, transaction
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
    pattern = pattern_of(office, kind)
    if pattern is None:
        message = _("No number pattern is set for this kind of paper. An admin can add it.")
        refuse([Problem("no_pattern", message)])
    register = _advanced(office, kind, day.year, count)
    rows = [
        TakenNumber(
            register=register,
            sequence=sequence,
            number=written(pattern, number=sequence, office=office, day=day),
            taken_by_name=by.get_full_name(),
            void_reason=void_reason,
        )
        for sequence in range(register.last - count + 1, register.last + 1)
    ]
    return TakenNumber.objects.bulk_create(rows)


def patterns_of(office, kind):
    """The office's own before the one for all."""
    rows = NumberPattern.objects.filter(Q(office=office) | Q(office=None), kind=kind)
    return rows.order_by(F("office").asc(nulls_last=True)).values_list("pattern", flat=True)


def pattern_of(office, kind):
    """The pattern in force, or None."""
    return patterns_of(office, kind).first()


def _advanced(office, kind, year, count):
    """The register, begun if need be, with `count` more taken: one statement, which locks its row."""
    table = NumberRegister._meta.db_table
    # Only the name of a table is put together here; every value is a parameter.
    sql = (
        f"INSERT INTO {table} (office_id, kind, year, last) VALUES (%s, %s, %s, %s) "  # noqa: S608
        f"ON CONFLICT (office_id, kind, year) DO UPDATE SET last = {table}.last + excluded.last "
        "RETURNING id, last"
    )
    office_id = NumberRegister._meta.get_field("office").get_db_prep_value(office.pk, connection)
    with connection.cursor() as cursor:
        cursor.execute(sql, [office_id, kind, year, count])
        pk, last = cursor.fetchone()
    return NumberRegister(pk=pk, office=office, kind=kind, year=year, last=last)
