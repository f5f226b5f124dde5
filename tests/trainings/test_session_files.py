"""A session as a workbook and as an entry of a calendar."""

import io
from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar
from openpyxl import load_workbook

from pembinaan.audit.models import AuditEntry
from tests import make
from trainings.documents.calendar import calendar_of
from trainings.models import Attendance

CANARIES = ("7271010101900001", "6281234567890", "Jalan Kenari", "Pasal 363", "Catatan rahasia")
SECRETS = {
    "nik": "7271010101900001",
    "phone": "6281234567890",
    "address": "Jalan Kenari",
    "basis_number": "Pasal 363",
}


@pytest.fixture
def session(cast):
    training = make.training(cast.palu, title="Bawang goreng", place="Aula")
    training.sessions.update(status="held")
    return training.sessions.get()


def get(client, name, session):
    return client.get(reverse(f"trainings:{name}", args=[session.training_id, session.pk]))


def come(session, by, value="present", *, who=None, **said):
    person = make.enrolment(session.training, who or make.client(session.training.office))
    facts = {"session": session, "enrolment": person, "marked_by": by, "marked_by_name": by.name}
    if value:
        Attendance.objects.create(mark=value, **{"marked_at": timezone.now()} | facts | said)
    return person


def book(client, session):
    response = get(client, "session-xlsx", session)
    assert response.status_code == 200
    return load_workbook(io.BytesIO(b"".join(response.streaming_content)))


def rows(workbook):
    return [list(row) for row in workbook.worksheets[0].iter_rows(min_row=2, values_only=True)]


def test_the_sheet_holds_mark_minutes_jp_and_reason(cast, session, client):
    sick = make.reason(code="sakit")
    come(session, cast.coordinator)
    come(session, cast.coordinator, "late", minutes_late=30, minutes_early=15)
    early = session.starts_at + timedelta(minutes=5)
    come(session, cast.coordinator, "sick", reason=sick, marked_at=early)
    come(session, cast.coordinator, "absent")
    come(session, cast.coordinator, None)
    client.force_login(cast.coordinator)
    present, late, excused, absent, nothing = rows(book(client, session))
    assert [present[0], *present[3:7]] == [1, 0, 0, 4, None]
    assert late[3:7] == [30, 15, 3, None]
    assert excused[3:7] == [None, None, 0, "sakit"]
    assert excused[7] == datetime.combine(session.day, datetime.min.time()).replace(hour=8, minute=5)
    assert absent[3:7] == [None, None, 0, None]
    assert nothing[3:] == [None] * 5
    assert len({row[2] for row in (present, late, excused, absent, nothing)}) == 5


def test_nothing_counts_before_the_session_is_held(cast, session, client):
    come(session, cast.coordinator)
    session.training.sessions.update(status="planned")
    client.force_login(cast.coordinator)
    assert rows(book(client, session))[0][5] is None


def test_a_withheld_name_is_withheld_here_as_well(cast, session, client):
    someone = make.client(cast.palu, name="Kenari Rahasia", restricted_flag=True, **SECRETS)
    person = come(session, cast.coordinator, "late", who=someone, minutes_late=5, remark="Catatan rahasia")
    for user, shown in ((cast.coordinator, False), (cast.head, True)):
        client.force_login(user)
        workbook = book(client, session)
        (name,) = [row[1] for row in rows(workbook)]
        assert (name == "Kenari Rahasia") == shown
        assert (person.client.register_number in name) != shown
        everything = str([list(sheet.values) for sheet in workbook.worksheets])
        assert not [secret for secret in CANARIES if secret in everything]


def test_who_left_or_waits_does_not_stand_there(cast, session, client):
    come(session, cast.coordinator)
    waiting = come(session, cast.coordinator, None)
    type(waiting).objects.filter(pk=waiting.pk).update(status="waiting", starts_on=None)
    client.force_login(cast.coordinator)
    assert [row[0] for row in rows(book(client, session))] == [1]


@pytest.mark.parametrize("name", ["=1+1", "+62812", "@SUM(A1)", "-", "http://x.example/"])
def test_text_is_never_a_formula(cast, session, client, name):
    come(session, cast.coordinator, who=make.client(cast.palu, name=name))
    session.training.sessions.update(place=name)
    client.force_login(cast.coordinator)
    workbook = book(client, session)
    cell = workbook.worksheets[0].cell(2, 2)
    assert (cell.value, cell.data_type, cell.hyperlink) == (name, "s", None)
    assert cell.quotePrefix == (name[0] in "=+-@")
    (place,) = [row for row in workbook.worksheets[1].iter_rows() if row[1].value == name]
    assert place[1].data_type == "s"


def test_the_second_sheet_says_what_it_is_and_the_trail_that_it_was_taken(cast, session, client):
    come(session, cast.coordinator, who=make.client(cast.palu, name="Abdul Rahim"))
    client.force_login(cast.coordinator)
    response = get(client, "session-xlsx", session)
    workbook = load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    about = [text for _heading, text in workbook.worksheets[1].iter_rows(values_only=True)]
    assert {cast.palu.full_name, "Rina Anggreni", "Bawang goreng", "Aula", session.when, "1"} <= set(about)
    assert workbook.worksheets[0].oddFooter.left.text.endswith("Rina Anggreni")
    entry = AuditEntry.objects.latest("at")
    assert (entry.verb, entry.target_id, entry.changes) == ("exported", str(session.pk), {"rows": ["", 1]})
    assert "Abdul" not in f"{entry.target_name}{response['Content-Disposition']}"


def test_more_people_ask_no_more_of_the_database(cast, session, client, django_assert_max_num_queries):
    client.force_login(cast.coordinator)
    get(client, "session-xlsx", session)
    counts = []
    for more in (1, 2):
        for _each in range(more):
            come(session, cast.coordinator)
        with django_assert_max_num_queries(8) as queries:
            get(client, "session-xlsx", session)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_calendar_gets_title_time_and_place_alone(cast, session, client):
    come(session, cast.coordinator, who=make.client(cast.palu, name="Abdul Rahim", **SECRETS))
    client.force_login(cast.counsellor)
    response = get(client, "session-ics", session)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    content = response.content.decode()
    calendar = Calendar.from_ical(content)
    (event,) = calendar.walk("VEVENT")
    assert (event["SUMMARY"], event["LOCATION"]) == ("Bawang goreng · Sesi 1", "Aula")
    assert (event.start, event.end) == (session.starts_at, session.ends_at)
    assert event["DTSTART"].params["TZID"] == "Asia/Makassar"
    assert [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")] == ["Asia/Makassar"]
    assert not [text for text in (*CANARIES, "Abdul", "klien", "Bapas") if text in content]


def test_many_sessions_make_one_calendar_and_what_changes_keeps_its_name(cast, session):
    far = make.training(cast.far, title="Las; dasar,\nBEGIN:VEVENT").sessions.get()
    first, second = Calendar.from_ical(calendar_of([session, far])).walk("VEVENT")
    assert (first["UID"], second["UID"]) == (f"{session.pk}@pembinaan", f"{far.pk}@pembinaan")
    assert second["SUMMARY"].startswith("Las; dasar,\nBEGIN:VEVENT")
    assert second["DTSTART"].params["TZID"] == "Asia/Jakarta"
    session.status, session.version = "cancelled", 4
    (again,) = Calendar.from_ical(calendar_of([session])).walk("VEVENT")
    assert (again["UID"], again["SEQUENCE"], again["STATUS"]) == (first["UID"], 4, "CANCELLED")


def test_the_sheet_offers_both(cast, session, client):
    client.force_login(cast.counsellor)
    page = client.get(session.get_absolute_url()).content.decode()
    for name in ("session-xlsx", "session-ics"):
        assert reverse(f"trainings:{name}", args=[session.training_id, session.pk]) in page
