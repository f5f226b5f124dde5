"""What is final stays as it was signed; corrections stand beside it."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from pembinaan import dates
from pembinaan.problems import RuleBroken
from tests import make
from trainings.actions.amendments import amend_mark
from trainings.actions.attendance import record_attendance
from trainings.actions.attendance_sheet import cancel_session, reopen_session
from trainings.actions.reopening import request_reopening, seal_month
from trainings.models import Amendment, Attendance, SealedMonth, TrainingTally
from trainings.sheet import Code, Entry, Said


@pytest.fixture
def session(cast):
    """A sheet of today with one mark."""
    training = make.training(cast.palu)
    make.enrolment(training)
    session = training.sessions.get()
    record_attendance(session=session, marks=[Entry(1, Said("present"))], by=cast.coordinator)
    return session


def seal(cast, session):
    seal_month(office=cast.palu, month=session.day.replace(day=1), by=cast.head)


def amend(cast, session, said=None, **more):
    values = {
        "number": 1,
        "said": said or Said("absent"),
        "note": "Kertas",
        "form_key": uuid.uuid4(),
    }
    return amend_mark(session=session, by=cast.head, **values | more)


def refusal_of(call):
    with pytest.raises(RuleBroken) as refusal:
        call()
    return refusal.value.codes


def test_nothing_on_a_sealed_sheet_changes(cast, session):
    seal(cast, session)
    recorded = record_attendance(session=session, marks=[Entry(1, Said("absent"))], by=cast.coordinator)
    assert recorded.answers[0].code == Code.LOCKED
    assert Attendance.objects.get().mark == "present"
    reason = make.reason("session_cancelled", "hall")
    note = {"note": "x", "by": cast.head}
    assert refusal_of(lambda: cancel_session(session=session, reason=reason, by=cast.coordinator)) == {
        "month_sealed"
    }
    assert refusal_of(lambda: reopen_session(session=session, **note)) == {"month_sealed"}
    ask = {"session": session, "form_key": uuid.uuid4(), **note}
    assert refusal_of(lambda: request_reopening(**ask)) == {"month_sealed"}


def test_a_sheet_without_marks_stays_open_until_the_month_is_sealed(cast):
    training = make.training(cast.palu, day=dates.today(cast.palu) - timedelta(days=40))
    make.enrolment(training)
    session = training.sessions.get()
    entry = [Entry(1, Said("present"))]
    seal(cast, session)
    assert record_attendance(session=session, marks=entry, by=cast.head).answers[0].code == Code.LOCKED
    SealedMonth.objects.all().delete()
    assert record_attendance(session=session, marks=entry, by=cast.coordinator).answers[0].code == Code.STORED


def test_the_seal_of_another_month_or_office_does_not_matter(cast, session):
    first = session.day.replace(day=1)
    seal_month(office=cast.palu, month=(first - timedelta(days=1)).replace(day=1), by=cast.head)
    seal_month(office=cast.luwuk, month=first, by=cast.head)
    entry = [Entry(1, Said("absent"))]
    assert record_attendance(session=session, marks=entry, by=cast.coordinator).answers[0].code == Code.STORED


def test_sealing_again_changes_nothing(cast, session):
    seal(cast, session)
    seal(cast, session)
    assert SealedMonth.objects.count() == 1


def test_an_amendment_leaves_mark_and_figures_alone(cast, session):
    seal(cast, session)
    before = list(TrainingTally.objects.order_by("pk").values())
    made = amend(cast, session)
    assert (made.was["mark"], made.mark, made.by_name) == ("present", "absent", cast.head.name)
    assert Attendance.objects.get().mark == "present"
    assert list(TrainingTally.objects.order_by("pk").values()) == before


def test_the_same_form_amends_once(cast, session):
    seal(cast, session)
    key = uuid.uuid4()
    assert amend(cast, session, form_key=key).pk == amend(cast, session, form_key=key).pk
    assert Amendment.objects.count() == 1


def test_what_may_not_be_amended(cast, session):
    assert refusal_of(lambda: amend(cast, session)) == {"not_final"}
    seal(cast, session)
    assert refusal_of(lambda: amend(cast, session, note=" ")) == {"note_missing"}
    assert refusal_of(lambda: amend(cast, session, Said("present"))) == {"same"}
    assert refusal_of(lambda: amend(cast, session, number=9)) == {"not_on_list"}
    assert refusal_of(lambda: amend(cast, session, Said("excused"))) == {"reason_missing"}


def test_an_amendment_is_made_upon_the_last_one(cast, session):
    seal(cast, session)
    amend(cast, session, Said("absent"))
    assert refusal_of(lambda: amend(cast, session, Said("absent"))) == {"same"}
    back = amend(cast, session, Said("present"))
    assert (back.was["mark"], back.mark) == ("present", "present")


def test_a_sheet_that_never_opened_is_not_final(cast):
    session = make.training(cast.palu, status="draft").sessions.get()
    make.enrolment(session.training)
    seal(cast, session)
    assert refusal_of(lambda: amend(cast, session)) == {"not_final"}


def test_the_database_keeps_amendments(cast, session):
    seal(cast, session)
    amend(cast, session)
    with pytest.raises(IntegrityError), transaction.atomic():
        Amendment.objects.update(note="")


def test_the_page_and_the_history_show_both(cast, session, client):
    seal(cast, session)
    client.force_login(cast.head)
    address = reverse("trainings:amend", args=[session.training_id, session.pk])
    sent = {"form_key": uuid.uuid4(), "number": 1, "mark": "late", "minutes_late": 20, "note": "Kertas"}
    assert client.post(address, sent | {"note": ""}).status_code == 422
    assert client.post(address, sent).status_code == 302
    history = reverse("trainings:attendance-history", args=[session.training_id, session.pk])
    for shown in (address, history):
        page = client.get(shown).content.decode()
        assert "Tercatat: Hadir → seharusnya: Terlambat 20 mnt" in page
        assert "Kertas" in page


def test_history_of_one_row_tells_the_mark_before(cast, session, client):
    make.enrolment(session.training)
    marks = [Entry(1, Said("late", 5)), Entry(2, Said("absent"))]
    record_attendance(session=session, marks=marks, by=cast.coordinator, now=timezone.now())
    client.force_login(cast.head)
    history = reverse("trainings:attendance-history", args=[session.training_id, session.pk])
    page = client.get(history, {"row": 1})
    lines = page.context["lines"]
    assert [(line.was, line.event.mark) for line in lines] == [
        ("Hadir", "late"),
        ("Belum dicatat", "present"),
    ]
    # All three entries, and the step that opened the sheet.
    assert len(client.get(history).context["lines"]) == 4
