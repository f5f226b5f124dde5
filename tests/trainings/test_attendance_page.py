"""The sheet as a page: who sees it, what it costs, what it says."""

import gzip
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from clients.models import Client
from pembinaan import dates
from tests import make
from trainings.models import Attendance, AttendanceEvent, Enrolment, Session


def sheet(office, people=3, **more):
    """A session that began an hour ago, with participants."""
    training = make.training(office, **more)
    clients = [make.client(office) for _number in range(people)]
    for who in clients:
        make.enrolment(training, who)
    return running(training.sessions.get())


def running(session):
    now = timezone.now()
    Session.objects.filter(pk=session.pk).update(
        starts_at=now - timedelta(hours=1), ends_at=now + timedelta(hours=3)
    )
    return Session.objects.select_related("training__office").get(pk=session.pk)


def address(session, name="attendance"):
    return reverse(f"trainings:{name}", args=[session.training_id, session.pk])


def marks(session):
    return dict(Attendance.objects.filter(session=session).values_list("enrolment__number", "mark"))


PAGES = ("attendance", "attendance-mark", "session-cancel", "session-restore")


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("who", ["sibling", "stranger", "regional", "national"])
def test_beyond_the_bapas_no_sheet_exists(cast, client, who, name):
    session = sheet(cast.palu)
    client.force_login(getattr(cast, who))
    assert client.post(address(session, name)).status_code == 404
    assert not Attendance.objects.exists()
    if name != "attendance-mark":
        assert client.get(address(session, name)).status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_the_head_reads_and_does_not_write(cast, client, name):
    session = sheet(cast.palu)
    client.force_login(cast.head)
    page = client.get(address(session))
    assert page.status_code == 200
    assert b'type="radio"' not in page.content
    assert b"attendance.js" not in page.content
    assert client.post(address(session, name), {"m1": "h", "do": "save"}).status_code == 403
    assert marks(session) == {}


def test_without_a_role_the_sheet_is_refused(cast, client):
    session = sheet(cast.palu)
    client.force_login(cast.clerk)
    assert client.get(address(session)).status_code == 403
    assert client.post(address(session)).status_code == 403


def test_a_session_is_only_found_under_its_own_training(cast, client):
    session, other = sheet(cast.palu), sheet(cast.palu)
    wrong = reverse("trainings:attendance", args=[other.training_id, session.pk])
    client.force_login(cast.counsellor)
    assert client.get(wrong).status_code == 404
    assert client.post(wrong, {"m1": "h"}).status_code == 404
    assert marks(session) == {}


def test_an_action_is_posted_not_got(cast, client):
    session = sheet(cast.palu)
    client.force_login(cast.counsellor)
    assert client.get(address(session, "attendance-mark")).status_code == 405


@pytest.mark.parametrize("people", [1, 3, 20, 200])
def test_reading_costs_eight_queries_whatever_the_number(cast, client, people):
    session = sheet(cast.palu, people, capacity=200)
    client.force_login(cast.counsellor)
    client.get(address(session))
    with CaptureQueriesContext(connection) as reading:
        assert client.get(address(session)).status_code == 200
    assert len(reading) == 8


def posted(client, session, data):
    """Statements of one saving, without the marks of transactions."""
    with CaptureQueriesContext(connection) as saving:
        assert client.post(address(session), data).status_code == 302
    return [query for query in saving if "SAVEPOINT" not in query["sql"]]


@pytest.mark.parametrize("people", [1, 3, 20, 200, 2000])
def test_saving_costs_ten_queries_whatever_the_number(cast, client, people):
    training = make.training(cast.palu)
    number = range(1, people + 1)
    made = [Client(office=cast.palu, name=f"K {n}", register_number=f"R/{n}", category="PB") for n in number]
    for who in made:
        who.derive()
    Client.objects.bulk_create(made)
    Enrolment.objects.bulk_create(
        Enrolment(
            training=training,
            client=who,
            number=n,
            status="enrolled",
            starts_on=training.starts_on,
            requested_at=timezone.now(),
        )
        for n, who in zip(number, made, strict=True)
    )
    session = running(training.sessions.get())
    client.force_login(cast.counsellor)
    client.get(reverse("home"))
    assert len(posted(client, session, {f"m{n}": "h" for n in number})) == 10
    changed = {f"m{n}": "a" for n in number} | {f"v{n}": "1" for n in number}
    assert len(posted(client, session, changed)) == 9
    assert set(marks(session).values()) == {"absent"}
    assert AttendanceEvent.objects.count() == 2 * people


@pytest.mark.parametrize(("people", "limit"), [(20, 4_096), (200, 10_240)])
def test_the_page_is_light(cast, client, people, limit):
    session = sheet(cast.palu, people, capacity=200)
    make.reason()
    client.force_login(cast.counsellor)
    assert len(gzip.compress(client.get(address(session)).content)) <= limit
    client.post(address(session), {"do": "fill:h"})
    assert len(gzip.compress(client.get(address(session)).content)) <= limit


def test_more_than_two_hundred_people_are_paged(cast, client):
    session = sheet(cast.palu, 203, capacity=300)
    client.force_login(cast.counsellor)
    first, second = (client.get(address(session), {"page": number}).content.decode() for number in (1, 2))
    assert (first.count('name="m200"'), first.count('name="m201"')) == (5, 0)
    assert (second.count('name="m200"'), second.count('name="m201"')) == (0, 5)


def test_restricted_names_stay_hidden_and_markable(cast, client):
    session = sheet(cast.palu, 0)
    child = make.client(cast.palu, name="Anak Rahasia", restricted_flag=True, register_number="X/1")
    make.enrolment(session.training, child)
    client.force_login(cast.coordinator)
    page = client.get(address(session)).content.decode()
    assert "Anak Rahasia" not in page
    assert "X/1" in page
    assert "Anak Rahasia" in as_user(client, cast.head, session)
    client.force_login(cast.coordinator)
    client.post(address(session), {"m1": "h"})
    assert marks(session) == {1: "present"}


def as_user(client, user, session):
    client.force_login(user)
    return client.get(address(session)).content.decode()


def test_a_child_is_not_named_on_the_sheet_of_a_day_when_it_will_be_grown_up(cast, client):
    today = dates.today(cast.palu)
    child = make.client(cast.palu, birth_date=dates.years_before(today + timedelta(days=5), 18))
    training = make.training(cast.palu, day=today + timedelta(days=10))
    make.enrolment(training, child)
    client.force_login(cast.coordinator)
    for name in ("attendance", "attendance-history"):
        assert child.name not in client.get(address(training.sessions.get(), name)).content.decode()


def test_the_sheet_tells_nothing_but_names(cast, client):
    session = sheet(cast.palu, 0)
    who = make.client(cast.palu, nik="7271010101900001", category="CMB", phone="6281234567890")
    make.enrolment(session.training, who)
    page = as_user(client, cast.counsellor, session)
    assert who.name in page
    for secret in ("7271010101900001", "CMB", "81234567890", who.register_number):
        assert secret not in page


def test_filter_and_order_stand_in_the_address(cast, client):
    session = sheet(cast.palu, 0)
    for name in ("Zaenal", "Arman"):
        make.enrolment(session.training, make.client(cast.palu, name=name))
    client.force_login(cast.counsellor)
    client.post(address(session), {"m1": "a"})
    rows = client.get(address(session), {"status": "unrecorded"}).context["people"]
    assert [person.name for person in rows] == ["Arman"]
    rows = client.get(address(session), {"sort": "name"}).context["people"]
    assert [person.name for person in rows] == ["Arman", "Zaenal"]
    assert len(client.get(address(session), {"status": "nonsense", "page": "x"}).context["people"]) == 2


def test_filling_reaches_beyond_the_filter(cast, client):
    session = sheet(cast.palu)
    client.force_login(cast.counsellor)
    client.post(address(session), {"m1": "a"})
    client.post(address(session) + "?status=absent", {"do": "fill:h"})
    assert marks(session) == {1: "absent", 2: "present", 3: "present"}


def test_who_is_not_expected_is_named_below(cast, client):
    session = sheet(cast.palu, 1)
    paused = make.client(cast.palu, name="Sedang Jeda")
    make.enrolment(session.training, paused, status="paused")
    client.force_login(cast.counsellor)
    response = client.get(address(session))
    assert [person.name for person in response.context["roster"].others] == ["Sedang Jeda"]
    assert len(response.context["people"]) == 1


def test_a_clash_and_two_missed_sessions_are_flagged(cast, client):
    training = make.training(cast.palu, sessions=3, day=timezone.localdate() - timedelta(days=2))
    who = make.client(cast.palu)
    make.enrolment(training, who)
    *before, session = training.sessions.order_by("number")
    client.force_login(cast.counsellor)
    for held in before:
        client.post(address(held), {"m1": "a"})
    session = running(session)
    other = sheet(cast.palu, 0)
    make.enrolment(other.training, who)
    flags = client.get(address(session)).context["people"][0].flags
    assert [look for look, _icon, _text in flags] == ["warn", "bad"]


def test_a_form_without_a_script_asks_for_a_missing_reason_and_keeps_the_rest(cast, client):
    session, reason = sheet(cast.palu), make.reason()
    client.force_login(cast.counsellor)
    page = client.post(address(session), {"m1": "h", "m2": "i", "k2": "telepon", "m3": "t", "l3": "999"})
    assert page.status_code == 422
    assert marks(session) == {1: "present"}
    two, three = page.context["people"][1:]
    assert (two.shown.remark, three.shown.minutes_late) == ("telepon", 999)
    assert b'value="telepon"' in page.content
    data = {"m2": "i", "r2": reason.pk, "k2": "telepon", "m3": "t", "l3": "9"}
    assert client.post(address(session), data).status_code == 302
    assert marks(session) == {1: "present", 2: "excused", 3: "late"}


def test_a_form_without_a_script_shows_a_conflict_and_stores_the_choice(cast, client):
    session = sheet(cast.palu, 1)
    client.force_login(cast.counsellor)
    client.post(address(session), {"m1": "h"})
    client.force_login(cast.coordinator)
    page = client.post(address(session), {"m1": "a"})
    mine, theirs = page.context["people"][0].versions
    assert (mine.said.mark, theirs.said.mark, theirs.by) == ("absent", "present", "Agus Wijaya")
    client.post(address(session), {"do": f"take:{mine.choice}"})
    assert marks(session) == {1: "absent"}
    assert AttendanceEvent.objects.get(resolved_conflict=True).by == cast.coordinator


def test_rows_are_opened_and_cleared_by_buttons_that_save_the_rest(cast, client):
    session = sheet(cast.palu)
    client.force_login(cast.counsellor)
    opened = client.post(address(session), {"m1": "h", "do": "edit:2"})
    assert opened.url.endswith("?open=2#p2")
    client.post(address(session), {"m3": "a", "v1": "1", "do": "clear:1"})
    assert marks(session) == {1: "", 3: "absent"}


def test_undo_and_closing_work_as_buttons(cast, client):
    session = sheet(cast.palu)
    client.force_login(cast.counsellor)
    assert client.post(address(session), {"do": "attest"}).context["problem"].code == "nobody"
    client.post(address(session), {"m1": "a"})
    refused = client.post(address(session), {"do": "attest"})
    assert (refused.status_code, refused.context["problem"].code) == (422, "unrecorded")
    client.post(address(session), {"do": "fill:h"})
    client.post(address(session), {"do": "undo"})
    assert marks(session) == {1: "absent", 2: "", 3: ""}
    client.post(address(session), {"do": "fill:a"})
    assert client.post(address(session), {"do": "attest"}).status_code == 302
    session.refresh_from_db()
    assert session.attested_by_name == cast.counsellor.name


def test_a_locked_sheet_says_so_and_stores_nothing(cast, client):
    session = sheet(cast.palu)
    client.force_login(cast.counsellor)
    client.post(address(session), {"m1": "h"})
    with time_machine.travel(timezone.now() + timedelta(days=5), tick=False):
        client.force_login(cast.counsellor)
        page = client.get(address(session))
        assert page.context["lock"].code == "window_closed"
        assert b'type="radio"' not in page.content
        assert client.post(address(session), {"m2": "h"}).status_code == 422
    assert marks(session) == {1: "present"}


def test_a_forgotten_session_is_written_up_later_and_can_still_be_mended(cast, client):
    session = sheet(cast.palu)
    with time_machine.travel(timezone.now() + timedelta(days=30), tick=False) as clock:
        client.force_login(cast.counsellor)
        client.post(address(session), {"m1": "h"})
        clock.shift(timedelta(days=2))
        client.force_login(cast.counsellor)
        client.post(address(session), {"m1": "a", "v1": "1"})
        clock.shift(timedelta(days=5))
        client.force_login(cast.counsellor)
        client.post(address(session), {"m1": "s", "v1": "2"})
    assert marks(session) == {1: "absent"}


def test_absences_told_in_advance_lock_nothing(cast, client):
    session, reason = sheet(cast.palu), make.reason()
    later = timezone.now() + timedelta(days=9)
    Session.objects.filter(pk=session.pk).update(
        day=later.date(), starts_at=later, ends_at=later + timedelta(hours=4)
    )
    client.force_login(cast.counsellor)
    page = client.post(address(session), {"m1": "i", "r1": reason.pk, "m2": "h"})
    assert [person.message != "" for person in page.context["people"]] == [False, True, False]
    session.refresh_from_db()
    assert (marks(session), session.status) == ({1: "excused"}, "planned")
    with time_machine.travel(later + timedelta(days=20), tick=False):
        client.force_login(cast.counsellor)
        client.post(address(session), {"do": "fill:h"})
    session.refresh_from_db()
    assert marks(session) == {1: "excused", 2: "present", 3: "present"}
    assert session.status == "held"


def test_a_session_is_cancelled_with_a_reason_and_taken_back(cast, client):
    session, flood = sheet(cast.palu), make.reason("session_cancelled", "flood")
    client.force_login(cast.counsellor)
    assert client.post(address(session, "session-cancel"), {}).status_code == 422
    client.post(address(session, "session-cancel"), {"reason": flood.pk, "note": "Jalan putus"})
    page = client.get(address(session)).content.decode()
    assert "Jalan putus" in page
    client.post(address(session, "session-restore"))
    session.refresh_from_db()
    assert session.status == "planned"


def test_an_empty_training_says_what_to_do(cast, client):
    session = sheet(cast.palu, 0)
    client.force_login(cast.coordinator)
    page = client.get(address(session))
    assert b'class="empty"' in page.content
    assert client.post(address(session), {"do": "fill:h"}).status_code == 302


@pytest.mark.parametrize(
    "junk",
    [
        {"do": "take:1:2"},
        {"do": "take:x:y:z:::::"},
        {"m1": "☃", "v1": "-4"},
        {"do": "fly"},
        {"do": "fill:x"},
    ],
)
def test_nonsense_is_answered_calmly(cast, client, junk):
    session = sheet(cast.palu)
    client.force_login(cast.counsellor)
    assert client.post(address(session), junk).status_code in (302, 422)
    assert marks(session) == {}


def test_an_unreadable_version_is_an_old_one(cast, client):
    session = sheet(cast.palu)
    client.force_login(cast.counsellor)
    client.post(address(session), {"m1": "h", "v1": "0"})
    answer = client.post(address(session), {"m1": "a", "v1": "x", "m2": "h", "v2": "0"})
    assert answer.status_code == 422
    assert marks(session) == {1: "present", 2: "present"}
