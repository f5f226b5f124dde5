"""Steps of a whole sheet: closing it, and saying that a session did not happen after all."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from pembinaan.audit.record import record
from pembinaan.audit.verbs import Verb
from pembinaan.problems import refuse
from trainings.actions.attendance import opened
from trainings.actions.timetable_changes import Kind, note_changes
from trainings.booking import rebook
from trainings.choices import SessionStatus, Via
from trainings.models import ReopenRequest, Session
from trainings.rules.attendance import (
    attest_problems,
    cancel_problems,
    reopen_problems,
    reopened_until,
    restore_problems,
    took_place,
)
from trainings.tallying import refresh_tally


@transaction.atomic
def attest_session(*, session, by, now=None):
    """Close the sheet: every row is recorded and `by` stands for it."""
    call = opened(session, by, Via.SCREEN, now)
    if call.session.attested_at:
        return call.session
    refuse(attest_problems(call.session, call.rows.values(), call.now))
    values = {"attested_at": call.now, "attested_by_name": by.get_full_name()}
    return _moved(call, Verb.ATTESTED, status=SessionStatus.HELD, **values)


@transaction.atomic
def cancel_session(*, session, reason, note="", asked_by="", batch=None, by, now=None):
    """Say that the session did not happen, and why: nobody is absent."""
    call = opened(session, by, Via.SCREEN, now)
    if call.session.status == SessionStatus.CANCELLED:
        return call.session
    refuse(cancel_problems(call.session, reason, call.rows.values(), call.now))
    values = {"cancel_reason": reason, "cancel_note": note, "attested_at": None}
    why = f"{reason}: {note}" if note else str(reason)
    _note(call, Kind.CANCELLED, batch, asked_by=asked_by, reason=why)
    return _moved(call, Verb.MOVED, status=SessionStatus.CANCELLED, **values)


@transaction.atomic
def restore_session(*, session, asked_by="", note="", batch=None, by, now=None):
    """Take back that the session did not happen."""
    call = opened(session, by, Via.SCREEN, now)
    if call.session.status != SessionStatus.CANCELLED:
        return call.session
    refuse(restore_problems(call.session))
    held = took_place(call.session, call.rows.values(), call.now)
    status = SessionStatus.HELD if held else SessionStatus.PLANNED
    _note(call, Kind.RESTORED, batch, asked_by=asked_by, reason=note)
    return _moved(call, Verb.MOVED, status=status, cancel_reason=None, cancel_note="")


@transaction.atomic
def reopen_session(*, session, note, by, now=None):
    """Let a sheet that time has locked be corrected for some days; the head answers for it."""
    call = opened(session, by, Via.SCREEN, now)
    refuse(reopen_problems(call.session, note, call.now))
    until = reopened_until(call.session, call.now)
    Session._base_manager.filter(pk=call.session.pk).update(
        reopened_until=until, version=F("version") + 1, updated_at=timezone.now()
    )
    call.session.reopened_until = until
    settle_requests(call.session.pk, ReopenRequest.Decision.GRANTED, by=by, now=call.now)
    record(
        Verb.REOPENED,
        call.session,
        by=by,
        changes={"reopened_until": ["", until.isoformat()], "note": ["", note]},
    )
    return call.session


def settle_requests(session, decision, *, by, now, note=""):
    """Answer what was asked about a sheet; opening it unasked answers it as well."""
    waiting = ReopenRequest._base_manager.filter(session=session, decision="")
    answer = {"decided_by_name": by.get_full_name(), "decision_note": note, "updated_at": now}
    waiting.update(decision=decision, decided_at=now, version=F("version") + 1, **answer)


def _note(call, kind, batch, **asked):
    note_changes(kind, [(call.session, call.session)], by=call.by, batch=batch, **asked)


def _moved(call, verb, *, status, **values):
    session, old = call.session, call.session.status
    Session._base_manager.filter(pk=session.pk).update(
        status=status, version=F("version") + 1, updated_at=timezone.now(), **values
    )
    for name, value in {"status": status, **values}.items():
        setattr(session, name, value)
    changes = {} if old == status else {"status": [old, status]}
    if reason := values.get("cancel_reason"):
        changes["reason"] = ["", str(reason)]
    record(verb, session, by=call.by, changes=changes)
    if SessionStatus.CANCELLED in (old, status):
        rebook(session.training_id)
    refresh_tally(session.training)
    return session
