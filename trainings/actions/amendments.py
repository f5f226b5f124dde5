"""Corrections beside a sheet that is final."""

from django.db import IntegrityError, transaction

from pembinaan.audit.record import record
from pembinaan.audit.verbs import Verb
from pembinaan.problems import refuse
from trainings.actions.attendance import opened
from trainings.choices import Via
from trainings.models import Amendment
from trainings.rules.attendance import amend_problems, understood
from trainings.sheet import Said


@transaction.atomic
def amend_mark(*, session, number, said, note, form_key, by, now=None):
    """Set down what a final sheet should have said of a row; mark and figures stay as they were signed."""
    call = opened(session, by, Via.SCREEN, now)
    if made := Amendment._base_manager.filter(pk=form_key).first():
        return made
    row = call.rows.get(number)
    said = understood(said, call.session, call.session.starts_at)
    refuse(amend_problems(call.session, row, _last_said(call.session, row), said, note, call.now))
    values = {"session": call.session, "enrolment_id": row.enrolment_id, "note": note, **said._asdict()}
    try:
        with transaction.atomic():
            made = Amendment.objects.create(
                pk=form_key, was=row.said._asdict(), by=by, by_name=by.get_full_name(), **values
            )
    except IntegrityError:
        return Amendment._base_manager.get(pk=form_key)
    changes = {"row": ["", str(number)], "mark": [row.said.mark, said.mark], "note": ["", note]}
    record(Verb.AMENDED, call.session, by=by, changes=changes)
    return made


def _last_said(session, row):
    """What the last amendment of a row says, or None."""
    amended = Amendment._base_manager.filter(session=session, enrolment=row and row.enrolment_id)
    said = amended.order_by("-at", "-pk").values_list(*Said._fields).first()
    return Said(*said) if said else None
