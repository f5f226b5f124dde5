"""What is done about an absence without accepted reason, or why nothing is."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pembinaan import dates
from pembinaan.audit.record import record
from pembinaan.audit.verbs import Verb
from pembinaan.problems import Problem, refuse
from pembinaan.saving import locked, once, save_checked
from trainings.actions.attendance import opened
from trainings.choices import BarrierKind, Via
from trainings.models import Barrier, Reason
from trainings.policy import BARRIER_DAYS
from trainings.rules.absence import barrier_problems, is_task


def usual_plan(kind):
    """What offices usually do about it: one tap takes it over."""
    plans = {
        BarrierKind.TRANSPORT: _("Arrange a shared ride or travel money"),
        BarrierKind.SHIFT: _("Agree the hours with the employer"),
        BarrierKind.HEALTH: _("Accompany to the puskesmas"),
        BarrierKind.FAMILY: _("Visit the family"),
        BarrierKind.OTHER: _("Talk with the participant"),
    }
    return plans.get(kind, "")


def usual_day(office):
    return dates.today(office) + timedelta(days=BARRIER_DAYS)


@transaction.atomic
def handle_absence(*, session, number, kind, plan="", due_on=None, no_action=False, note="", form_key, by):
    """Decide on one absence; without a plan or a day the usual one of this kind."""
    call = opened(session, by, Via.FORM)
    session, row = call.session, call.rows.get(number)
    if found := Barrier._base_manager.filter(form_key=form_key).first():
        return found
    office = session.training.office
    values = {"kind": kind, "plan": plan, "due_on": due_on, "no_action": no_action, "note": note}
    if no_action:
        values |= {"plan": "", "due_on": None}
    else:
        values |= {"plan": plan or usual_plan(kind), "due_on": due_on or usual_day(office)}
    refuse(_task_problems(session, row) or barrier_problems(values, dates.today(office)))
    barrier = Barrier(session=session, enrolment_id=row.enrolment_id, form_key=form_key, **values)
    barrier.opened_by, barrier.opened_by_name = by, by.get_full_name()

    def make():
        save_checked(barrier)
        changes = {"row": ["", number], "kind": ["", kind], "no_action": ["", no_action]}
        record(Verb.DECIDED, barrier, by=by, changes=changes, name="")
        return barrier

    return once(Barrier, form_key, make)


def _task_problems(session, row):
    """A mark that was corrected meanwhile asks for nothing any more."""
    if row and Barrier._base_manager.filter(session=session, enrolment=row.enrolment_id).exists():
        return [Problem("handled", _("A decision about this absence is there already."))]
    accepted = row and row.said.reason_id and Reason.objects.get(pk=row.said.reason_id).acceptable
    if row is None or not is_task(row.said.mark, accepted):
        return [Problem("no_absence", _("Nothing is left to decide here: the mark was corrected."))]
    return []


@transaction.atomic
def finish_barrier(*, barrier, by, now=None):
    """What was planned is done."""
    barrier = locked(barrier)
    if barrier.no_action:
        refuse([Problem("no_action", _("Nothing was planned here."))])
    if barrier.done_at is None:
        barrier.done_at, barrier.done_by_name = now or timezone.now(), by.get_full_name()
        barrier.version += 1
        save_checked(barrier)
        changes = {"kind": ["", barrier.kind], "done_at": ["", barrier.done_at.isoformat()]}
        record(Verb.COMPLETED, barrier, by=by, changes=changes, name="")
    return barrier
