"""Opening a locked sheet again on request, and sealing a month for good."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pembinaan.audit.record import record
from pembinaan.audit.verbs import Verb
from pembinaan.problems import Problem, refuse
from pembinaan.saving import once, save_checked
from trainings.actions.attendance import opened
from trainings.actions.attendance_sheet import reopen_session, settle_requests
from trainings.choices import Via
from trainings.models import ReopenRequest, SealedMonth, Session
from trainings.rules.attendance import reopen_problems
from trainings.rules.reopening import decision_problems


@transaction.atomic
def request_reopening(*, session, note, form_key, by, now=None):
    """Ask the head to open a sheet that time has locked; one open request a sheet."""

    def make():
        call = opened(session, by, Via.SCREEN, now)
        refuse(reopen_problems(call.session, note, call.now))
        made = ReopenRequest(
            session=call.session,
            note=note,
            form_key=form_key,
            requested_by=by,
            requested_by_name=by.get_full_name(),
        )
        save_checked(made)
        record(Verb.REQUESTED, call.session, by=by, changes={"note": ["", note]})
        return made

    return once(ReopenRequest, form_key, make)


@transaction.atomic
def decide_reopening(*, request, granted, note="", by, now=None):
    """The head grants a request, which opens the sheet for some days, or declines it with a note.

    Raises RuleBroken where another head was faster.
    """
    now = now or timezone.now()
    opened(request.session_id, by, Via.SCREEN, now)
    request = ReopenRequest._base_manager.select_for_update(no_key=True).get(pk=request.pk)
    refuse(decision_problems(request, granted, note))
    if granted:
        # Which grants whatever was asked about the sheet.
        reopen_session(session=request.session_id, note=request.note, by=by, now=now)
    else:
        settle_requests(request.session_id, ReopenRequest.Decision.DECLINED, by=by, now=now, note=note)
        record(Verb.DECLINED, request.session, by=by, changes={"note": ["", note]})
    request.refresh_from_db()
    return request


@transaction.atomic
def seal_month(*, office, month, by):
    """Make the sheets of a month final; `month` is its first day. Sealing again changes nothing.

    Waits for whoever is writing on one of them, and lets nobody write until the seal is there.
    """
    if month.day != 1:
        refuse([Problem("month", _("A month is named by its first day."))])
    sheets = Session._base_manager.filter(
        training__office=office, day__year=month.year, day__month=month.month
    )
    list(sheets.select_for_update(of=("self",), no_key=True).order_by("pk").values("pk"))
    values = {"sealed_by_name": by.get_full_name()}
    sealed, made = SealedMonth.objects.get_or_create(office=office, month=month, defaults=values)
    if made:
        record(Verb.CHANGED, office, by=by, changes={"sealed_month": ["", month.isoformat()]})
    return sealed
