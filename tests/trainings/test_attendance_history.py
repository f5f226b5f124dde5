"""The history of a sheet: entries of rows and steps of the whole, in one list."""

from datetime import timedelta

import pytest
from django.urls import reverse

from pembinaan.audit.record import record
from pembinaan.audit.verbs import Verb
from pembinaan.records import new_id
from tests import make
from trainings.actions.attendance import fill_rest, record_attendance
from trainings.actions.attendance_sheet import (
    attest_session,
    cancel_session,
    reopen_session,
    restore_session,
)
from trainings.sheet import NOTHING, Entry, Said
from trainings.views import sheet_changes


@pytest.fixture
def sheet(cast):
    training = make.training(cast.palu)
    make.enrolment(training, make.client(cast.palu, name="Abdul Rahim"))
    make.enrolment(training, make.client(cast.palu, name="Kenari Rahasia", restricted_flag=True))
    return training.sessions.get()


def mark(cast, session, number, value, version, by=None):
    entry = Entry(number, Said(value, 12 if value == "late" else None), base_version=version)
    moment = session.ends_at
    record_attendance(session=session, marks=[entry], by=by or cast.coordinator, now=moment)


def page(client, session, **asked):
    return client.get(reverse("trainings:attendance-history", args=[session.training_id, session.pk]), asked)


def entries(response):
    return [line for line in response.context["lines"] if line.event]


def numbers(response):
    return [line.change.number for line in response.context["lines"]]


def test_every_entry_is_told_newest_first(cast, sheet, client):
    mark(cast, sheet, 1, "absent", 0)
    mark(cast, sheet, 1, "late", 1, by=cast.counsellor)
    mark(cast, sheet, 1, "present", 1)
    client.force_login(cast.coordinator)
    lines = entries(page(client, sheet))
    assert {(line.event.mark, line.event.by_name, line.event.answer == "conflict") for line in lines} == {
        ("present", "Rina Anggreni", True),
        ("late", "Agus Wijaya", False),
        ("absent", "Rina Anggreni", False),
    }


def test_a_mark_is_told_with_its_minutes_and_its_reason_alone(cast, sheet, client):
    reason = make.reason(name="Sakit gigi")
    mark(cast, sheet, 1, "present", 0)
    mark(cast, sheet, 1, "late", 1)
    entry = Entry(1, Said("sick", reason_id=reason.pk), base_version=2)
    record_attendance(session=sheet, marks=[entry], by=cast.coordinator, now=sheet.ends_at)
    client.force_login(cast.coordinator)
    entry = Entry(1, Said("absent"), base_version=3)
    record_attendance(session=sheet, marks=[entry], by=cast.coordinator, now=sheet.ends_at)
    lines = {line.event.mark: (line.was, line.now) for line in entries(page(client, sheet))}
    assert lines == {
        "present": ("Belum dicatat", "Hadir"),
        "late": ("Hadir", "Terlambat 12 mnt"),
        "sick": ("Terlambat 12 mnt", "Sakit · Sakit gigi"),
        "absent": ("Sakit · Sakit gigi", "Tanpa keterangan"),
    }


def test_a_restricted_participant_keeps_the_name(cast, sheet, client):
    mark(cast, sheet, 2, "present", 0)
    client.force_login(cast.coordinator)
    assert "Kenari" not in page(client, sheet).content.decode()
    client.force_login(cast.head)
    assert "Kenari" in page(client, sheet).content.decode()


def test_an_empty_sheet_says_so(cast, sheet, client):
    client.force_login(cast.head)
    response = page(client, sheet)
    assert response.status_code == 200
    assert response.context["lines"] == []


def test_steps_and_entries_stand_in_one_list_numbered_from_the_first(cast, sheet, client):
    mark(cast, sheet, 2, "absent", 0)
    fill_rest(session=sheet, by=cast.coordinator)
    attest_session(session=sheet, by=cast.coordinator)
    record(Verb.UPLOADED, sheet, by=cast.counsellor, changes={"scan": ["", "x"]})
    reopen_session(session=sheet, note="Salah baris", by=cast.head, now=sheet.ends_at + timedelta(days=9))
    reason = make.reason("session_cancelled", "hall", name="Aula dipakai")
    mark(cast, sheet, 2, "", 1)
    undo = Entry(1, NOTHING, base_version=1)
    record_attendance(session=sheet, marks=[undo], by=cast.coordinator)
    cancel_session(session=sheet, reason=reason, note="", by=cast.coordinator)
    restore_session(session=sheet, by=cast.coordinator)
    client.force_login(cast.head)
    response = page(client, sheet)
    titles = [str(line.title) for line in response.context["lines"]]
    assert numbers(response) == list(range(len(titles), 0, -1))
    steps = [line for line in response.context["lines"] if not line.event]
    assert [(line.change.step.verb, line.by) for line in steps] == [
        ("moved", "Rina Anggreni"),
        ("moved", "Rina Anggreni"),
        ("marked", "Rina Anggreni"),
        ("reopened", "Surya Contoh"),
        ("uploaded", "Agus Wijaya"),
        ("attested", "Rina Anggreni"),
        ("marked", "Rina Anggreni"),
    ]
    assert steps[1].notes == ["Aula dipakai"]
    assert steps[3].notes[0] == "Salah baris"
    assert (steps[1].was, steps[1].now) == ("Direncanakan", "Dibatalkan")


def test_a_fill_is_one_change_that_each_of_its_rows_has(cast, sheet, client):
    for _more in range(2):
        make.enrolment(sheet.training)
    mark(cast, sheet, 2, "absent", 0)
    fill_rest(session=sheet, by=cast.coordinator)
    client.force_login(cast.coordinator)
    response = page(client, sheet)
    (fill,) = [line for line in entries(response) if line.change.is_fill]
    assert (fill.change.rows, fill.was, fill.now) == ([1, 3, 4], "Belum dicatat", "Hadir")
    assert any("1, 3–4" in note for note in fill.notes)
    assert [line.change.is_fill for line in page(client, sheet, row=3).context["lines"]] == [True]
    assert [line.row for line in page(client, sheet, row=2).context["lines"]] == [2]


def test_one_row_keeps_the_numbers_and_unknown_rows_say_so(cast, sheet, client):
    mark(cast, sheet, 1, "absent", 0)
    mark(cast, sheet, 2, "present", 0)
    client.force_login(cast.coordinator)
    every = {line.row: line.change.number for line in entries(page(client, sheet))}
    assert numbers(page(client, sheet, row=2)) == [every[2]]
    assert 'class="empty"' in page(client, sheet, row=77).content.decode()
    assert numbers(page(client, sheet, row="x")) == numbers(page(client, sheet))


def test_a_page_is_named_by_the_number_of_a_change(cast, sheet, client, monkeypatch):
    monkeypatch.setattr(sheet_changes, "SIZE", 2)
    for version, value in enumerate(("absent", "late", "present", "absent")):
        mark(cast, sheet, 1, value, version)
    client.force_login(cast.coordinator)
    newest = page(client, sheet)
    count = newest.context["page"].total
    assert numbers(newest) == [count, count - 1]
    assert newest.context["page"].before is None
    assert numbers(page(client, sheet, after=count - 1)) == [count - 2, count - 3]
    back = page(client, sheet, before=count - 2)
    assert numbers(back) == numbers(newest)
    assert page(client, sheet, after=2).context["page"].after is None


def test_what_came_without_a_signal_tells_the_clock_of_the_device(cast, sheet, client):
    for number, minutes in ((1, 30), (2, 1)):
        told = sheet.ends_at - timedelta(minutes=minutes)
        entry = Entry(number, Said("present"), base_version=0, event_id=new_id(), device_time=told)
        record_attendance(session=sheet, marks=[entry], by=cast.coordinator, via="offline", now=sheet.ends_at)
    client.force_login(cast.head)
    lines = {line.row: line for line in entries(page(client, sheet))}
    assert lines[1].device_time == sheet.ends_at - timedelta(minutes=30)
    assert lines[2].device_time is None
    assert lines[1].is_offline


def test_it_costs_the_same_for_one_and_three_entries(cast, sheet, client, django_assert_num_queries):
    client.force_login(cast.coordinator)
    page(client, sheet)  # the first visit of a session notes when it began
    for versions in ([0], [1, 2]):
        for version in versions:
            mark(cast, sheet, 1, ("late", "absent", "present")[version], version)
            record(Verb.UPLOADED, sheet, by=cast.counsellor, changes={"scan": ["", "x"]})
        with django_assert_num_queries(10):
            page(client, sheet)
