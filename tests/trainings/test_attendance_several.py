"""Several people at once, marks copied from the morning, and who else has the sheet open."""

from datetime import datetime, time, timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone, translation

from pembinaan import dates
from tests import make
from trainings.actions.attendance import copy_marks, record_attendance, undo_last
from trainings.models import Attendance, AttendanceEvent, Excuse
from trainings.sheet import Entry, Said


@pytest.fixture
def day(cast):
    """Yesterday's training with a session in the morning and one after noon, and four participants."""
    training = make.training(cast.palu, day=dates.today(cast.palu) - timedelta(days=1))
    make.session(training, number=2, day=training.starts_on, hours=(13, 17))
    for _number in range(4):
        make.enrolment(training)
    cache.clear()
    return training.sessions.order_by("number")


def write(cast, session, *said):
    marks = [Entry(number, what) for number, what in enumerate(said, start=1) if what]
    return record_attendance(session=session, marks=marks, by=cast.coordinator)


def marks_of(session):
    rows = Attendance.objects.filter(session=session).exclude(mark="").order_by("enrolment__number")
    return list(rows.values_list("enrolment__number", "mark", "minutes_late"))


def test_the_morning_is_copied_into_what_is_not_recorded(cast, day):
    morning, noon = day
    sick = make.reason(code="sick")
    write(cast, morning, Said("late", 20), Said("sick", reason_id=sick.pk), Said("absent"))
    write(cast, noon, None, None, Said("present"))
    copy_marks(session=noon, by=cast.coordinator)
    assert marks_of(noon) == [(1, "present", 0), (2, "sick", 0), (3, "present", 0)]
    assert set(AttendanceEvent.objects.filter(session=noon, via="copy").values_list("mark", flat=True)) == {
        "present",
        "sick",
    }
    undo_last(session=noon, by=cast.coordinator)
    assert marks_of(noon) == [(3, "present", 0)]


def test_there_is_nothing_to_copy_in_the_morning(cast, day):
    morning, noon = day
    write(cast, noon, Said("present"))
    copy_marks(session=morning, by=cast.coordinator)
    assert marks_of(morning) == []


def test_the_page_offers_the_copy_and_says_how_many(cast, day, client):
    morning, noon = day
    client.force_login(cast.coordinator)
    assert 'value="copy"' not in client.get(noon.get_absolute_url()).content.decode()
    write(cast, morning, Said("present"), Said("absent"))
    assert 'value="copy"' in client.get(noon.get_absolute_url()).content.decode()
    page = client.post(noon.get_absolute_url(), {"do": "copy"}, follow=True)
    assert "2 catatan disalin." in page.content.decode()
    assert [mark for _number, mark, _late in marks_of(noon)] == ["present", "absent"]


def several(session):
    return reverse("trainings:attendance-bulk", args=[session.training_id, session.pk])


def test_one_mark_for_all_ticked_and_nobody_else(cast, day, client):
    morning = day[0]
    client.force_login(cast.counsellor)
    sent = {"p": ["1", "3"], "m": "t", "l": "12"}
    assert client.post(several(morning), sent).status_code == 302
    assert marks_of(morning) == [(1, "late", 12), (3, "late", 12)]
    assert set(AttendanceEvent.objects.values_list("via", flat=True)) == {"bulk"}


def test_who_is_not_changed_is_named_with_the_reason(cast, day, client):
    morning = day[0]
    write(cast, morning, Said("present"), Said("absent"))
    client.force_login(cast.counsellor)
    # The page was opened before these marks: it carries version 0 of each row.
    sent = {"p": ["1", "2", "3", "9"], "m": "h", **{f"v{number}": "0" for number in (1, 2, 3)}}
    page = client.post(several(morning), sent)
    assert page.status_code == 422
    assert [number for number, _name, _why in page.context["report"]] == [1, 2, 9]
    assert marks_of(morning) == [(1, "present", 0), (2, "absent", 0), (3, "present", 0)]


@pytest.mark.parametrize(
    ("sent", "said"),
    [({"m": "h"}, "Belum ada yang dicentang."), ({"p": ["1"]}, "Pilih status kehadiran.")],
)
def test_what_is_missing_is_said(cast, day, client, sent, said):
    client.force_login(cast.counsellor)
    page = client.post(several(day[0]), sent)
    assert page.status_code == 422
    assert said in page.content.decode()
    assert not Attendance.objects.exists()


def test_an_excuse_for_several_needs_its_reason(cast, day, client):
    client.force_login(cast.counsellor)
    page = client.post(several(day[0]), {"p": ["1", "2"], "m": "i"})
    assert page.status_code == 422
    assert {number for number, _name, _why in page.context["report"]} == {1, 2}
    assert page.content.decode().count(" checked") >= 2


def test_who_else_has_the_sheet_open_is_told_without_a_query(cast, day, client, django_assert_num_queries):
    morning = day[0]
    client.force_login(cast.coordinator)
    assert "Juga membuka" not in client.get(morning.get_absolute_url()).content.decode()
    client.force_login(cast.counsellor)
    page = client.get(morning.get_absolute_url()).content.decode()
    assert f"Juga membuka: {cast.coordinator.name}" in page
    with django_assert_num_queries(8):
        client.get(morning.get_absolute_url())
    address = reverse("trainings:attendance-mark", args=[morning.training_id, morning.pk])
    answer = client.post(address, {"m1": "h"}).json()
    assert cast.coordinator.name in answer["others"]


def test_an_excuse_that_waits_stands_beside_the_name(cast, day, client):
    morning = day[0]
    first = morning.training.enrolments.get(number=1)
    facts = {"session": morning, "enrolment": first, "mark": "sick", "reason": make.reason(code="ill")}
    excuse = Excuse.objects.create(**facts, evidence_by=morning.day, said_by_name="Petugas")
    client.force_login(cast.counsellor)
    told = f"izin diajukan {dates.short_day(dates.today(cast.palu))}"
    with translation.override("id"):
        assert told in client.get(morning.get_absolute_url()).content.decode()
    excuse.state, excuse.decided_at = "accepted", timezone.now()
    excuse.save()
    assert "izin diajukan" not in client.get(morning.get_absolute_url()).content.decode()


def test_when_all_are_recorded_the_page_says_so(cast, day, client):
    morning = day[0]
    reason = make.reason(code="sick")
    write(cast, morning, *[Said("sick", reason_id=reason.pk)] * 4)
    client.force_login(cast.counsellor)
    page = client.get(morning.get_absolute_url()).content.decode()
    assert "Semua 4 sudah tercatat." in page
    assert "pertimbangkan hari lain" in page


def test_locked_and_final_sheets_lead_on(cast, client):
    training = make.training(cast.palu, day=dates.today(cast.palu) - timedelta(days=10))
    make.enrolment(training)
    session = training.sessions.get()
    then = datetime.combine(session.day, time(9), cast.palu.zone)
    record_attendance(session=session, marks=[Entry(1, Said("present"))], by=cast.coordinator, now=then)
    ids = [training.pk, session.pk]
    client.force_login(cast.coordinator)
    page = client.get(session.get_absolute_url()).content.decode()
    assert reverse("trainings:reopen-request", args=ids) in page
    training.status, training.completed_on = "completed", timezone.localdate()
    training.save()
    client.force_login(cast.head)
    assert reverse("trainings:amend", args=ids) in client.get(session.get_absolute_url()).content.decode()


def locked(cast):
    """A sheet of three people, written ten days ago and locked since."""
    training = make.training(cast.palu, day=dates.today(cast.palu) - timedelta(days=10))
    for _number in range(3):
        make.enrolment(training)
    session = training.sessions.get()
    then = datetime.combine(session.day, time(9), cast.palu.zone)
    record_attendance(session=session, marks=[Entry(1, Said("present"))], by=cast.coordinator, now=then)
    return session


def test_a_row_that_met_a_locked_sheet_keeps_its_mark_and_leads_on(cast, client):
    session = locked(cast)
    ids = [session.training_id, session.pk]
    client.force_login(cast.counsellor)
    page = client.post(session.get_absolute_url(), {"m2": "a", "k2": "Telepon"}).content.decode()
    row = page.partition('id="p2"')[2].partition('id="p3"')[0]
    assert 'value="a" checked' in row
    assert 'value="Telepon"' in row
    assert reverse("trainings:reopen-request", args=ids) in row
    assert 'type="radio"' not in page.partition('id="p3"')[2]
    marks = reverse("trainings:attendance-mark", args=ids)
    assert client.post(marks, {"m2": "a"}).json()["lock"] == "window_closed"
    assert marks_of(session) == [(1, "present", 0)]


def test_a_mark_for_somebody_off_the_list_is_shown_for_review(cast, day, client):
    morning = day[0]
    away = morning.training.enrolments.filter(number=2)
    make.pause(away.get())
    away.update(status="paused")
    client.force_login(cast.counsellor)
    page = client.post(morning.get_absolute_url(), {"m1": "h", "m2": "a"})
    assert page.status_code == 422
    [(number, name, mark, why)] = page.context["roster"].set_aside
    assert (number, name, mark) == (2, away.get().client.name, "Tanpa keterangan")
    assert f"2 {name}: {mark}. {why}" in page.content.decode()
    assert marks_of(morning) == [(1, "present", 0)]


def test_an_excuse_can_be_brought_from_the_row_of_whoever_missed(cast, day, client):
    morning = day[0]
    write(cast, morning, Said("present"), Said("absent"))
    client.force_login(cast.counsellor)
    page = client.get(morning.get_absolute_url()).content.decode().partition("<template")[0]
    address = [reverse("trainings:excuse", args=[morning.training_id, morning.pk, n]) for n in range(1, 4)]
    assert [one in page for one in address] == [False, True, False]
    morning.training.sessions.update(day=morning.day - timedelta(days=30))
    assert "/excuse/" not in client.get(morning.get_absolute_url()).content.decode()


def test_the_menu_leads_to_the_papers(cast, day, client):
    morning = day[0]
    ids = [morning.training_id, morning.pk]
    client.force_login(cast.coordinator)
    page = client.get(morning.get_absolute_url()).content.decode()
    assert f'href="{reverse("trainings:register-pdf", args=ids)}?public=1"' in page
    assert f'href="{several(morning)}"' in page
