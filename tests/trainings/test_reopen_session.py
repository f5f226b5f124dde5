from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from pembinaan import dates
from pembinaan.audit.models import AuditEntry
from pembinaan.problems import RuleBroken
from tests import make
from trainings.actions.attendance import record_attendance
from trainings.actions.attendance_sheet import reopen_session
from trainings.sheet import Code, Entry, Said


@pytest.fixture
def locked(cast):
    """A sheet with one mark, written ten days ago."""
    training = make.training(cast.palu, day=dates.today(cast.palu) - timedelta(days=10))
    make.enrolment(training)
    session = training.sessions.get()
    then = session.starts_at + timedelta(hours=1)
    record_attendance(session=session, marks=[Entry(1, Said("present"))], by=cast.coordinator, now=then)
    return session


def answer(cast, session):
    recorded = record_attendance(session=session, marks=[Entry(1, Said("absent"))], by=cast.coordinator)
    return recorded.answers[0].code


def test_the_head_opens_a_locked_sheet_for_three_days(cast, locked):
    assert answer(cast, locked) == Code.LOCKED
    reopen_session(session=locked, note="Salah baris", by=cast.head)
    assert answer(cast, locked) == Code.STORED
    with time_machine.travel(timezone.now() + timedelta(days=5)):
        assert answer(cast, locked) == Code.LOCKED
    entry = AuditEntry.objects.get(verb="reopened")
    assert entry.changes["note"] == ["", "Salah baris"]


def test_an_open_sheet_is_not_opened_again(cast):
    session = make.training(cast.palu).sessions.get()
    with pytest.raises(RuleBroken) as refusal:
        reopen_session(session=session, note="Salah baris", by=cast.head)
    assert refusal.value.codes == {"not_locked"}


def test_a_reason_is_needed(cast, locked):
    with pytest.raises(RuleBroken) as refusal:
        reopen_session(session=locked, note=" ", by=cast.head)
    assert refusal.value.codes == {"note_missing"}


def test_the_page_leads_the_head_there_and_nobody_else(cast, locked, client):
    address = reverse("trainings:session-reopen", args=[locked.training_id, locked.pk])
    client.force_login(cast.coordinator)
    assert address not in client.get(locked.get_absolute_url()).content.decode()
    assert client.post(address, {"note": "Salah baris"}).status_code == 403
    client.force_login(cast.head)
    assert address in client.get(locked.get_absolute_url()).content.decode()
    assert client.post(address, {"note": ""}).status_code == 422
    assert client.post(address, {"note": "Salah baris"}).url == locked.get_absolute_url()
    locked.refresh_from_db()
    assert locked.reopened_until > timezone.now()
