"""Closing a sheet and saying that a session did not happen."""

from datetime import timedelta

import pytest
from django.utils import timezone

from pembinaan.audit.models import AuditEntry
from pembinaan.problems import RuleBroken
from tests import make
from trainings.actions.attendance import fill_rest, record_attendance
from trainings.actions.attendance_sheet import attest_session, cancel_session, restore_session
from trainings.models import Attendance, Session
from trainings.sheet import Code, Entry, Said


@pytest.fixture
def session(cast):
    training = make.training(cast.palu)
    for _number in range(3):
        make.enrolment(training)
    now = timezone.now()
    training.sessions.update(starts_at=now - timedelta(hours=1), ends_at=now + timedelta(hours=3))
    return Session.objects.get(training=training)


@pytest.fixture
def flood(db):
    return make.reason("session_cancelled", "flood")


def test_rows_without_a_mark_block_the_closing(cast, session):
    record_attendance(session=session, marks=[Entry(1, Said("present"))], by=cast.counsellor)
    with pytest.raises(RuleBroken) as refusal:
        attest_session(session=session, by=cast.counsellor)
    assert refusal.value.codes == {"unrecorded"}
    session.refresh_from_db()
    assert session.attested_at is None


def test_a_complete_sheet_is_closed_once(cast, session):
    fill_rest(session=session, by=cast.counsellor)
    attest_session(session=session, by=cast.counsellor)
    attest_session(session=session, by=cast.coordinator)
    session.refresh_from_db()
    assert session.attested_by_name == "Agus Wijaya"
    assert AuditEntry.objects.filter(verb="attested").count() == 1


def test_clearing_a_mark_opens_a_closed_sheet_again(cast, session):
    fill_rest(session=session, by=cast.counsellor)
    attest_session(session=session, by=cast.counsellor)
    record_attendance(session=session, marks=[Entry(1, Said())], by=cast.counsellor)
    session.refresh_from_db()
    assert (session.attested_at, session.status) == (None, "held")


def test_changing_a_mark_leaves_a_closed_sheet_closed(cast, session):
    fill_rest(session=session, by=cast.counsellor)
    attest_session(session=session, by=cast.counsellor)
    record_attendance(session=session, marks=[Entry(1, Said("absent"))], by=cast.counsellor)
    session.refresh_from_db()
    assert session.attested_at is not None


def test_a_session_that_did_not_happen_has_a_reason_and_no_absences(cast, session, flood):
    cancel_session(session=session, reason=flood, note="Jalan putus", by=cast.counsellor)
    session.refresh_from_db()
    assert (session.status, session.cancel_reason, session.cancel_note) == ("cancelled", flood, "Jalan putus")
    assert not Attendance.objects.exists()
    answers = record_attendance(
        session=session, marks=[Entry(1, Said("present"))], by=cast.counsellor
    ).answers
    assert [answer.code for answer in answers] == [Code.LOCKED]


def test_a_reason_of_another_kind_is_refused(cast, session):
    with pytest.raises(RuleBroken) as refusal:
        cancel_session(session=session, reason=make.reason(), by=cast.counsellor)
    assert refusal.value.codes == {"reason_missing"}


def test_marks_say_that_the_session_did_happen(cast, session, flood):
    record_attendance(session=session, marks=[Entry(1, Said("absent"))], by=cast.counsellor)
    with pytest.raises(RuleBroken) as refusal:
        cancel_session(session=session, reason=flood, by=cast.counsellor)
    assert refusal.value.codes == {"marked"}


def test_a_cancelled_session_can_be_taken_back(cast, session, flood):
    cancel_session(session=session, reason=flood, by=cast.counsellor)
    restore_session(session=session, by=cast.coordinator)
    session.refresh_from_db()
    assert (session.status, session.cancel_reason, session.cancel_note) == ("planned", None, "")
    verbs = AuditEntry.objects.filter(verb="moved").order_by("pk").values_list("changes", flat=True)
    assert [change["status"] for change in verbs] == [["planned", "cancelled"], ["cancelled", "planned"]]


def test_an_over_training_is_not_touched(cast, session, flood):
    training = session.training
    training.status, training.completed_on = "completed", training.ends_on
    training.save()
    for step in (attest_session, cancel_session):
        more = {"reason": flood} if step is cancel_session else {}
        with pytest.raises(RuleBroken) as refusal:
            step(session=session, by=cast.counsellor, **more)
        assert refusal.value.codes == {"training_over"}
