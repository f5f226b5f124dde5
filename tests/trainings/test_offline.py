"""What leaves the server for work without a signal, and what comes back from it."""

import random
from datetime import timedelta
from uuid import UUID

import pytest
from django.urls import reverse
from django.utils import timezone

from pembinaan.accounts.devices import PREPARED, USER_HEADER, sealed_for
from pembinaan.audit.models import AuditEntry
from tests import make
from trainings.actions.attendance import record_attendance
from trainings.models import Attendance, AttendanceEvent, Training
from trainings.sheet import Entry, Said

PREPARE = "/trainings/offline/"


@pytest.fixture
def session(cast):
    training = make.training(cast.palu, sessions=3)
    for _number in range(3):
        make.enrolment(training, make.client(cast.palu, phone="081234567890"))
    return training.sessions.first()


def begun(session, hours):
    now = timezone.now()
    times = {"starts_at": now - timedelta(hours=hours), "ends_at": now + timedelta(hours=1)}
    session.training.sessions.filter(pk=session.pk).update(**times)


def opened(client, user, device=True):
    client.force_login(user)
    if device:
        client.post(reverse("devices"), {"name": "Tablet", "form_key": str(UUID(int=user.pk.int >> 1))})
    return client


def sheet_of(session):
    return reverse("trainings:attendance-offline", args=[session.training_id, session.pk])


def test_the_sheets_of_today_and_tomorrow_are_prepared_and_noted(client, cast, session):
    answer = opened(client, cast.counsellor).post(PREPARE)
    sheets = answer.json()["sheets"]
    assert [one["page"] for one in sheets] == [sheet_of(one) for one in session.training.sessions.all()[:2]]
    assert sheets[0]["expires"] == (session.ends_at + timedelta(hours=72)).isoformat()
    assert PREPARED in client.cookies
    assert list(AuditEntry.objects.about(session).values_list("verb", "changes")) == [
        ("prepared", {"device": ["", "Tablet"]})
    ]


def test_sheets_of_other_offices_and_of_planned_trainings_stay(client, cast, session):
    make.training(cast.luwuk)
    make.training(cast.palu, status="draft")
    Training.objects.filter(pk=session.training_id).update(status="postponed")
    assert opened(client, cast.counsellor).post(PREPARE).json()["sheets"] == []


def test_an_unmarked_device_gets_nothing(client, cast, session):
    opened(client, cast.counsellor, device=False)
    assert reverse("devices") in client.get(PREPARE).content.decode()
    assert client.post(PREPARE).status_code == 403
    assert client.get(sheet_of(session)).status_code == 403
    assert not AuditEntry.objects.filter(verb="prepared").exists()


def test_who_may_not_record_prepares_nothing(client, cast, session):
    opened(client, cast.head)
    assert client.get(PREPARE).status_code == 403
    assert client.get(sheet_of(session)).status_code == 403


def test_the_kept_page_holds_names_and_nothing_else(client, cast, session):
    page = opened(client, cast.counsellor).get(sheet_of(session)).content.decode()
    person = session.training.enrolments.first().client
    assert person.name in page
    assert person.register_number not in page
    assert "081234567890" not in page
    assert "js/offline.js" in page


def test_the_script_comes_only_where_something_is_kept(client, cast, session):
    address = reverse("trainings:attendance", args=[session.training_id, session.pk])
    page = opened(client, cast.counsellor).get(address)
    assert b"offline.js" not in page.content
    assert USER_HEADER not in page
    client.post(PREPARE)
    page = client.get(address)
    assert b"offline.js" in page.content
    assert page[USER_HEADER] == sealed_for(cast.counsellor)


def test_the_worker_and_its_page_are_open_to_everybody(client, db):
    worker = client.get("/sw.js")
    assert worker["Service-Worker-Allowed"] == "/"
    assert worker["Cache-Control"] == "no-cache"
    assert worker["Content-Type"] == "text/javascript"
    assert client.get("/offline/").status_code == 200


def sent(client, session, marks, **headers):
    address = reverse("trainings:attendance-mark", args=[session.training_id, session.pk])
    content = {"via": "offline", "marks": marks, "sent_at": timezone.now().isoformat()}
    return client.post(address, content, "application/json", headers=headers)


def job(number, letter="h", version=0):
    at = (timezone.now() - timedelta(hours=5)).isoformat()
    return {"n": number, "m": letter, "v": version, "id": str(UUID(int=number)), "at": at}


def test_marks_made_without_a_signal_say_so(client, cast, session):
    begun(session, hours=6)
    one = job(1)
    answer = sent(opened(client, cast.counsellor), session, [one])
    assert answer.json()["rows"][0]["code"] == "stored"
    event = AttendanceEvent.objects.get()
    assert (event.via, event.by_id, event.device_time.isoformat()) == (
        "offline",
        cast.counsellor.pk,
        one["at"],
    )


def test_marks_kept_by_somebody_else_are_not_taken(client, cast, session):
    headers = {USER_HEADER: sealed_for(cast.coordinator)}
    assert sent(opened(client, cast.counsellor), session, [job(1)], **headers).status_code == 401
    assert not Attendance.objects.exists()


@pytest.mark.parametrize("seed", range(50))
def test_orders_repeats_and_losses_end_in_the_serial_state(cast, session, seed):
    """The device sends each row's marks in their order and again until it has heard of each."""
    begun(session, hours=1)
    chance = random.Random(seed)
    rows = {number: [] for number in (1, 2, 3)}
    for number in range(chance.randint(5, 12)):
        marks = rows[chance.choice((1, 2, 3))]
        can_clear = marks and marks[-1].said.mark
        mark = chance.choice(("present", "absent", "late", *([""] if can_clear else [])))
        said = Said(mark, 5 if mark == "late" else 0, remark=f"ke-{number}")
        marks.append(Entry(0, said, None, UUID(int=seed << 64 | number + 1)))
    serial = {number: marks[-1].said for number, marks in rows.items() if marks and marks[-1].said.mark}
    versions = dict.fromkeys(rows, 0)
    past = []
    while any(rows.values()):
        number = chance.choice([number for number, marks in rows.items() if marks])
        first = rows[number][0]
        entry = Entry(number, first.said, versions[number], first.event_id)
        answer = record_attendance(session=session.pk, marks=[entry], by=cast.counsellor, via="offline")
        past.append(entry)
        if chance.random() < 0.6:
            versions[number] = answer.rows[number].version
            rows[number].pop(0)
        again = chance.choices(past, k=chance.randint(0, 2))
        record_attendance(session=session.pk, marks=again, by=cast.counsellor, via="offline")
    found = Attendance.objects.exclude(mark="").values_list("enrolment__number", "mark", "remark")
    assert {number: (mark, remark) for number, mark, remark in found} == {
        number: (said.mark, said.remark) for number, said in serial.items()
    }
    stored = AttendanceEvent.objects.filter(answer="stored")
    assert stored.count() == sum(Attendance.objects.values_list("version", flat=True))
    assert not AttendanceEvent.objects.filter(answer="conflict").exists()
