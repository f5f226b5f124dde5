"""People who come without standing on the list: seated and marked in one step, identified later."""

from datetime import timedelta

from django.db import transaction

from pembinaan.audit.record import record
from pembinaan.audit.verbs import Verb
from pembinaan.problems import Problem, refuse
from pembinaan.saving import locked, once
from trainings.actions.attendance import opened, record_attendance
from trainings.actions.enrolment import SeatBook, locked_with_sessions, read_candidates, seat_facts
from trainings.booking import rebook
from trainings.choices import EnrolmentStatus, Mark, Via
from trainings.client_counting import recount
from trainings.models import Enrolment, Training
from trainings.policy import RECONCILE_DAYS
from trainings.rules.enrolment import enrolment_problems
from trainings.rules.walk_in import reconcile_problems, walk_in_problems
from trainings.sheet import Entry, Said
from trainings.tallying import refresh_tally


@transaction.atomic
def add_walk_in(*, session, form_key, by, client=None, name="", now=None):
    """Give a seat from this session on and mark as present: a client, or a name to be identified in days.

    Sent again with the same key it makes nobody twice. Raises RuleBroken with what stands against it.
    """
    return once(Enrolment, form_key, lambda: _add(session, form_key, by, client, name, now))


def _add(session, form_key, by, client, name, now):
    _hold(client)
    call = opened(session, by, Via.SCREEN, now)
    session, training = call.session, call.session.training
    (facts,) = Training._base_manager.filter(pk=training.pk).values(**seat_facts(training))
    refuse(walk_in_problems(session, facts["seats_taken"] or 0, call.now))
    if client is not None:
        who = {"client": _hindered(training, client)}
    else:
        who = {"guest_name": name, "reconcile_by": session.day + timedelta(days=RECONCILE_DAYS)}
    book = SeatBook(training, facts, by, starts_on=session.day)
    enrolment = book.add(EnrolmentStatus.ENROLLED, form_key=form_key, **who)
    book.write()
    entry = Entry(enrolment.number, Said(Mark.PRESENT), base_version=0)
    (answer,) = record_attendance(session=session, marks=[entry], by=by, now=call.now).answers
    if answer.message:
        refuse([Problem(answer.code, answer.message)])
    return enrolment


def _hold(client):
    """Before the sheet, as everywhere: two officers adding one person wait here, and the second is told."""
    if client is not None:
        locked(client)


def _hindered(training, client):
    """The client, or a refusal by what hinders."""
    (found,) = read_candidates(training, [client])
    refuse(enrolment_problems(found))
    return found


@transaction.atomic
def reconcile(*, enrolment, by, client=None, origin=""):
    """Say who a walk-in was: a client, or a guest from somewhere. Marks stay with the row."""
    _hold(client)
    training = locked_with_sessions(enrolment.training)
    enrolment = Enrolment._base_manager.select_for_update(no_key=True).get(pk=enrolment.pk)
    refuse(reconcile_problems(enrolment, client, origin))
    if client is not None:
        enrolment.client, enrolment.guest_name = _hindered(training, client), ""
        # The name was confirmed of somebody who called himself so.
        enrolment.printed_name, enrolment.name_confirmed_at = "", None
        enrolment.name_confirmed_by_name = ""
    else:
        enrolment.guest_origin = origin
    enrolment.reconcile_by = None
    enrolment.version += 1
    enrolment.save()
    changes = {"row": ["", str(enrolment.number)], "kind": ["", "client" if client else "guest"]}
    record(Verb.RECONCILED, enrolment, by=by, changes=changes)
    rebook(training.pk)
    refresh_tally(training)
    if enrolment.status == EnrolmentStatus.COMPLETED:
        recount([enrolment.client_id])
    return enrolment
