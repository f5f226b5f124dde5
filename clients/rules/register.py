"""When a client may be registered, changed, ended and taken up again."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from clients.choices import EndReason
from clients.workbook.people import NIK, nik_is_plausible
from pembinaan.problems import Problem

OLDEST_BIRTH_YEAR = 1900


def registration_problems(values, *, office, nik, today):
    """`values`: the fields of the form by name; what is missing has its own error already."""
    return [
        *birth_problems(values.get("birth_date"), values.get("guidance_start"), today),
        *term_problems(values.get("guidance_start"), values.get("guidance_end")),
        *counsellor_problems(values.get("counsellor"), office),
        *nik_problems(nik),
    ]


def birth_problems(birth, guidance_start, today):
    if birth is None:
        return
    if birth > today:
        yield Problem("born_in_future", _("The date of birth lies in the future."), "birth_date")
    elif birth.year < OLDEST_BIRTH_YEAR:
        yield Problem("born_too_early", _("Check the year of birth."), "birth_date")
    elif guidance_start and birth >= guidance_start:
        yield Problem("born_after_start", _("The guidance starts before the birth."), "birth_date")


def term_problems(start, end):
    if start and end and end < start:
        yield Problem("end_before_start", _("The end of the guidance lies before its start."), "guidance_end")


def counsellor_problems(counsellor, office):
    if counsellor and counsellor.office_id != office.pk:
        yield Problem("counsellor_elsewhere", _("Choose a probation officer of this office."), "counsellor")


def nik_problems(nik):
    """The hard rules of the number; it may be missing, since some clients have none."""
    if not nik:
        return
    if not NIK.fullmatch(nik):
        message = _("A NIK has 16 digits; this has %(count)d.") % {"count": sum(map(str.isdigit, nik))}
        yield Problem("nik_digits", message, "nik")
    elif not nik_is_plausible(nik):
        message = _("This cannot be a NIK: check the digits for the date of birth and the last four.")
        yield Problem("nik_impossible", message, "nik")


def ending_problems(client, *, reason, on, today):
    if client.is_ended:
        yield Problem("ended_already", _("This guidance has already ended."))
    if reason not in EndReason.values:
        yield Problem("no_reason", _("Choose one of the reasons."), "reason")
    if isinstance(on, date) and on > today:
        yield Problem("in_future", _("This date lies in the future."), "on")
    if isinstance(on, date) and client.guidance_start and on < client.guidance_start:
        yield Problem("before_start", _("The guidance had not started on this date."), "on")


def reopening_problems(client):
    if not client.is_ended:
        yield Problem("not_ended", _("This guidance has not ended."))
