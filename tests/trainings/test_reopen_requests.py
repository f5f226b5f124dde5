"""Asking for a locked sheet to be opened, and the answer of the head."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from pembinaan import dates
from pembinaan.audit.models import AuditEntry
from pembinaan.problems import RuleBroken
from tests import make
from trainings.actions.attendance import record_attendance
from trainings.actions.attendance_sheet import reopen_session
from trainings.actions.reopening import decide_reopening, request_reopening
from trainings.models import ReopenRequest
from trainings.sheet import Code, Entry, Said


@pytest.fixture
def locked(cast):
    training = make.training(cast.palu, day=dates.today(cast.palu) - timedelta(days=10))
    make.enrolment(training)
    session = training.sessions.get()
    then = session.starts_at + timedelta(hours=1)
    record_attendance(session=session, marks=[Entry(1, Said("present"))], by=cast.coordinator, now=then)
    return session


def ask(cast, session, key=None, note="Salah baris"):
    return request_reopening(session=session, note=note, form_key=key or uuid.uuid4(), by=cast.coordinator)


def code(cast, session):
    entry = Entry(1, Said("absent"))
    return record_attendance(session=session, marks=[entry], by=cast.coordinator).answers[0].code


def test_granting_opens_the_sheet_for_a_time(cast, locked):
    request = ask(cast, locked)
    assert code(cast, locked) == Code.LOCKED
    decide_reopening(request=request, granted=True, by=cast.head)
    assert code(cast, locked) == Code.STORED
    request.refresh_from_db()
    assert (request.decision, request.decided_by_name) == ("granted", cast.head.name)
    assert set(AuditEntry.objects.values_list("verb", flat=True)) >= {"requested", "reopened"}


def test_declining_needs_a_note_and_leaves_it_locked(cast, locked):
    request = ask(cast, locked)
    with pytest.raises(RuleBroken) as refusal:
        decide_reopening(request=request, granted=False, by=cast.head)
    assert refusal.value.codes == {"note_missing"}
    decide_reopening(request=request, granted=False, note="Sudah dilaporkan", by=cast.head)
    assert code(cast, locked) == Code.LOCKED
    assert ask(cast, locked).pk != request.pk


def test_a_second_head_is_told_who_was_faster(cast, locked):
    request = ask(cast, locked)
    decide_reopening(request=request, granted=False, note="Tidak perlu", by=cast.head)
    with pytest.raises(RuleBroken) as refusal:
        decide_reopening(request=request, granted=True, by=cast.head)
    assert refusal.value.codes == {"decided"}
    assert code(cast, locked) == Code.LOCKED


def test_the_same_form_asks_once_and_another_is_told(cast, locked):
    key = uuid.uuid4()
    assert ask(cast, locked, key).pk == ask(cast, locked, key).pk
    with pytest.raises(RuleBroken):
        ask(cast, locked)
    assert ReopenRequest.objects.count() == 1


def test_opening_it_unasked_grants_what_was_asked(cast, locked):
    request = ask(cast, locked)
    reopen_session(session=locked, note="Kertas datang terlambat", by=cast.head)
    request.refresh_from_db()
    assert (request.decision, request.decided_by_name) == ("granted", cast.head.name)
    with pytest.raises(RuleBroken) as refusal:
        decide_reopening(request=request, granted=True, by=cast.head)
    assert refusal.value.codes == {"decided"}


def test_an_open_sheet_needs_no_request(cast):
    session = make.training(cast.palu).sessions.get()
    with pytest.raises(RuleBroken) as refusal:
        ask(cast, session)
    assert refusal.value.codes == {"not_locked"}


def test_the_pages_lead_from_the_request_to_the_open_sheet(cast, locked, client):
    client.force_login(cast.coordinator)
    address = reverse("trainings:reopen-request", args=[locked.training_id, locked.pk])
    assert client.get(address).status_code == 200
    sent = {"note": "Salah baris", "form_key": uuid.uuid4()}
    assert client.post(address, sent).status_code == 302
    client.force_login(cast.head)
    assert reverse("trainings:reopen-requests") in client.get(reverse("home")).content.decode()
    decide = reverse("trainings:reopen-decide", args=[ReopenRequest.objects.get().pk])
    assert decide in client.get(reverse("trainings:reopen-requests")).content.decode()
    refused = client.post(decide, {"granted": "no", "note": ""})
    assert refused.status_code == 422
    assert client.post(decide, {"granted": "yes"}).status_code == 302
    assert code(cast, locked) == Code.STORED


@pytest.mark.parametrize("people", [1, 3])
def test_the_list_costs_the_same_for_any_number(cast, client, people, django_assert_max_num_queries):
    for _number in range(people):
        make.reopen_request(make.training(cast.palu).sessions.get(), cast.coordinator)
    client.force_login(cast.head)
    client.get(reverse("trainings:reopen-requests"))  # the first visit of a session notes when it began
    with django_assert_max_num_queries(5):
        assert client.get(reverse("trainings:reopen-requests")).status_code == 200
