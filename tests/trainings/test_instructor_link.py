"""The instructor's address: what it shows, when it ends, and that nothing counts before acceptance."""

import re
import uuid
from datetime import timedelta

import pytest
import segno
from django.core.cache import cache
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from pembinaan.problems import RuleBroken
from tests import make
from trainings.actions.attendance import record_attendance
from trainings.actions.attendance_sheet import attest_session, cancel_session
from trainings.actions.instructor_link import accept_marks, decline_marks, make_link, revoke_link
from trainings.models import (
    Attendance,
    AttendanceEvent,
    ChecklistItem,
    ChecklistTick,
    Concern,
    InstructorLink,
    LinkView,
    ProvisionalMark,
    SealedMonth,
    TrainingTally,
)
from trainings.rules.instructor_link import (
    SIGNS,
    hash_of,
    new_secret,
    spelled,
    version_of,
    with_sheet_state,
)
from trainings.sheet import Code, Entry, Said

SECRETS = {
    "nik": "7271010101900001",
    "phone": "6281298765432",
    "address": "Jalan Canary 77",
    "register_number": "D/CANARY/PB/2025",
    "name": "Burhan Canarywijaya",
    "guarantor_name": "Penjamin Canary",
    "case_number": "77/Pid.B/Canary",
    "crime": "Pasal Canary 363",
}
LEAKS = [value for name, value in SECRETS.items() if name != "name"] + ["Canarywijaya", "Canary"]


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()


@pytest.fixture
def session(cast):
    training = make.training(cast.palu, title="Bawang goreng", partner=make.partner(cast.palu))
    now = timezone.now()
    training.sessions.update(starts_at=now - timedelta(minutes=25), ends_at=now + timedelta(hours=3))
    known = {field.name for field in type(make.client(cast.palu))._meta.get_fields()}
    facts = {name: value for name, value in SECRETS.items() if name in known or name == "nik"}
    make.enrolment(training, make.client(cast.palu, **facts))
    make.enrolment(training, make.client(cast.palu, name="Sukma Canarywijaya", restricted_flag=True))
    make.enrolment(training, guest_name="Tamu Canarywijaya", guest_origin="Canary")
    session = training.sessions.get()
    for order, text in enumerate(("Memakai sarung tangan", "Mengiris rata"), start=1):
        ChecklistItem.objects.create(module=session.modules.get(), order=order, text=text)
    return session


def linked(session, by, **more):
    link, secret = make_link(session=session, form_key=uuid.uuid4(), by=by, **more)
    return link, reverse("instructor-page", args=[spelled(secret)])


def officer_page(session):
    return reverse("trainings:instructor-link", args=[session.training_id, session.pk])


def sent(**values):
    return {"form_key": str(uuid.uuid4()), "remark": "", "about": "", "concern": ""} | values


def counters(session):
    tally = TrainingTally.objects.filter(training=session.training).order_by("pk").values()
    return list(Attendance.objects.values()), AttendanceEvent.objects.count(), list(tally)


def version(number):
    """What a page shows of the row's tick."""
    return version_of(ProvisionalMark.objects.get(enrolment__number=number).at)


def tick(client, address, **values):
    """As the script of the page sends it."""
    values = {"form_key": str(uuid.uuid4()), "sent_at": timezone.now().isoformat()} | values
    return client.post(address, values, headers={"Accept": "application/json"})


def uses(link):
    return list(link.views.values_list("what", flat=True))


def test_a_secret_has_more_than_128_bits_and_only_its_hash_is_kept(session, cast):
    assert len(SIGNS) ** len(new_secret()) > 2**128
    assert not set("ilou") & set(SIGNS)
    link, address = linked(session, cast.coordinator)
    secret = address.strip("/").rpartition("/")[2]
    assert bytes(link.secret_hash) == hash_of(secret) == hash_of(secret.replace("-", "").upper())
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM trainings_instructorlink")
        row = str(cursor.fetchall())
    assert secret not in row
    assert secret.replace("-", "") not in row


def test_the_page_names_rows_by_number_and_first_name_only(client, session, cast):
    _link, address = linked(session, cast.coordinator)
    page = client.get(address).content.decode()
    assert re.findall(r'class="name">([^<]+)<', page) == ["Burhan", "Peserta", "Tamu"]
    assert "Bawang goreng" in page
    assert "Mengiris rata" in page
    assert "Sukma" not in page


def test_no_answer_holds_what_is_secret(client, session, cast):
    link, address = linked(session, cast.coordinator)
    answers = [client.get(address), client.head(address)]
    answers.append(client.post(address, sent(m1="H", step=[f"1:{item_of(session)}"], remark="Baik")))
    answers.append(client.get(address))
    answers.append(client.post(address, sent(about="99", concern="x")))
    answers.append(client.post(address, sent(remark="x" * 201, m1="T")))
    answers.append(client.get(reverse("instructor-page", args=["salah"])))
    answers.append(client.put(address))
    step = f"1:{item_of(session)}"
    answers.append(tick(client, address, m2="T", m3="A", shown=[step], remark="Rajin", known_remark="Baik"))
    answers.append(tick(client, address, m2="H"))
    answers.append(client.post(address, sent(m2="H", remark="x", known_remark="Baik")))
    answers.append(tick(client, address, about="99"))
    type(session).objects.update(starts_at=timezone.now() + timedelta(hours=2))
    answers.append(tick(client, address, m1="A"))
    answers.append(tick(client, reverse("instructor-page", args=["salah"]), m1="A"))
    InstructorLink.objects.update(revoked_at=timezone.now())
    answers.append(client.get(address))
    answers.append(tick(client, address, m1="A"))
    codes = [200, 200, 302, 200, 422, 422, 404, 405, 200, 200, 422, 422, 409, 404, 410, 410]
    assert [answer.status_code for answer in answers] == codes
    for answer in answers:
        text = answer.content.decode() + str(answer.headers) + str(answer.cookies)
        assert [leak for leak in LEAKS if leak in text] == []
        assert answer["Cache-Control"] == "no-store"
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
        assert answer["Referrer-Policy"] in ("strict-origin", "no-referrer")
    assert str(link.pk) not in answers[0].content.decode()


def item_of(session):
    return ChecklistItem.objects.filter(module__in=session.modules.all()).first().pk


def expire(session, cast):
    created = timezone.now() - timedelta(days=2)
    InstructorLink.objects.update(created_at=created, expires_at=created + timedelta(days=1))


def revoke(session, cast):
    revoke_link(session=session, by=cast.coordinator)


def attest(session, cast):
    record_attendance(session=session, marks=(), by=cast.counsellor, rest="present")
    attest_session(session=session, by=cast.counsellor)


def cancel(session, cast):
    reason = make.reason("session_cancelled", "hall")
    cancel_session(session=session, reason=reason, by=cast.coordinator)


def complete(session, cast):
    type(session.training).objects.update(status="cancelled")


def renew(session, cast):
    linked(session, cast.counsellor)


@pytest.mark.parametrize("end", [expire, revoke, attest, cancel, complete, renew])
def test_the_address_is_gone_afterwards(client, session, cast, end):
    link, address = linked(session, cast.coordinator)
    assert client.get(address).status_code == 200
    end(session, cast)
    before = counters(session)
    assert client.get(address).status_code == 410
    assert client.post(address, sent(m1="H", remark="x", concern="y")).status_code == 410
    assert uses(link) == ["opened", "refused", "refused"]
    assert counters(session) == before
    assert not ProvisionalMark.objects.exists()
    assert not Concern.objects.exists()


def test_what_is_ticked_counts_nowhere_before_acceptance(client, session, cast):
    link, address = linked(session, cast.coordinator)
    before = counters(session)
    client.post(address, sent(m1="H", m2="T", m3="A", step=[f"1:{item_of(session)}"], remark="Semua rajin"))
    assert counters(session) == before
    session.refresh_from_db()
    assert (session.status, session.attested_at) == ("planned", None)
    assert sorted(ProvisionalMark.objects.values_list("mark", flat=True)) == ["absent", "late", "present"]
    assert ChecklistTick.objects.get().accepted_at is None
    assert uses(link) == ["ticked", "remarked"]
    link.refresh_from_db()
    assert link.remark == "Semua rajin"
    accept_marks(session=session, versions={1: 0, 2: 0}, by=cast.counsellor)
    marks = dict(Attendance.objects.values_list("enrolment__number", "mark"))
    assert marks == {1: "present", 2: "late"}
    assert Attendance.objects.get(enrolment__number=2).minutes_late == 25
    assert set(AttendanceEvent.objects.values_list("via", "by_name")) == {("partner", cast.counsellor.name)}
    assert ChecklistTick.objects.get().accepted_by_name == cast.counsellor.name
    assert ProvisionalMark.objects.get(settled_at=None).enrolment.number == 3


def test_a_mark_that_an_officer_made_meanwhile_is_not_overwritten(client, session, cast):
    _link, address = linked(session, cast.coordinator)
    client.post(address, sent(m1="H", step=[f"1:{item_of(session)}"]))
    record_attendance(session=session, marks=[Entry(1, Said("absent"))], by=cast.coordinator)
    [answer] = accept_marks(session=session, versions={1: 0}, by=cast.counsellor).answers
    assert answer.code == Code.CONFLICT
    assert Attendance.objects.get().mark == "absent"
    assert ProvisionalMark.objects.get().settled_at is None
    assert ChecklistTick.objects.get().accepted_at is None
    client.force_login(cast.counsellor)
    page = client.get(officer_page(session))
    assert [row.differs for row in page.context["waiting"]] == [True]
    assert page.context["together"] == []
    back = client.post(officer_page(session), {"do": "accept:1", "v1": "1"})
    assert back.status_code == 302
    assert Attendance.objects.get().mark == "present"


def test_declining_leaves_the_sheet_alone(client, session, cast):
    _link, address = linked(session, cast.coordinator)
    client.post(address, sent(m1="A", step=[f"1:{item_of(session)}"]))
    before = counters(session)
    decline_marks(session=session, numbers=[1], by=cast.counsellor)
    assert counters(session) == before
    assert ProvisionalMark.objects.get().accepted is False
    assert not ChecklistTick.objects.exists()
    client.post(address, sent(m1="H", w1="A", v1=version(1)))
    assert ProvisionalMark.objects.get().settled_at is None


def test_a_stale_page_does_not_undo_the_ticks_of_another(client, session, cast):
    _link, address = linked(session, cast.coordinator)
    key = f"1:{item_of(session)}"
    client.post(address, sent(m1="H", step=[key]))
    client.post(address, sent(m2="H"))
    assert ProvisionalMark.objects.count() == 2
    assert ChecklistTick.objects.count() == 1
    client.post(address, sent(shown=[key]))
    assert not ChecklistTick.objects.exists()


def test_the_secret_of_one_session_reaches_no_other(client, session, cast):
    other = make.training(cast.palu, title="Pangkas rambut")
    make.enrolment(other, make.client(cast.palu, name="Lain Orang"))
    foreign = ChecklistItem.objects.create(module=other.sessions.get().modules.get(), order=1, text="Lain")
    _link, address = linked(session, cast.coordinator)
    assert "Lain" not in client.get(address).content.decode()
    client.post(address, sent(m4="H", m99="H", step=[f"1:{foreign.pk}", "1:999999999", "4:1"]))
    assert not ProvisionalMark.objects.exists()
    assert not ChecklistTick.objects.exists()
    answer = client.get(reverse("trainings:attendance", args=[session.training_id, session.pk]))
    assert answer.status_code == 302


def test_only_three_marks_can_be_ticked(client, session, cast):
    _link, address = linked(session, cast.coordinator)
    client.post(address, sent(m1="I", m2="S", m3="present"))
    assert not ProvisionalMark.objects.exists()


def test_nobody_is_ticked_before_the_session_opens(client, session, cast):
    later = timezone.now() + timedelta(hours=2)
    type(session).objects.update(starts_at=later, ends_at=later + timedelta(hours=2))
    session.refresh_from_db()
    _link, address = linked(session, cast.coordinator)
    assert client.post(address, sent(m1="H")).status_code == 422
    assert not ProvisionalMark.objects.exists()


def test_a_concern_reaches_the_pk_and_the_coordinator(client, session, cast):
    first = session.training.enrolments.get(number=1)
    type(first.client).objects.filter(pk=first.client_id).update(counsellor=cast.counsellor)
    link, address = linked(session, cast.coordinator)
    values = sent(about="1", concern="Tampak sakit sejak pagi.")
    client.post(address, values)
    client.post(address, values)
    client.post(address, sent(about="2", concern="Sering keluar."))
    assert Concern.objects.count() == 2
    assert uses(link) == ["reported", "reported"]
    seen = {}
    for name in ("coordinator", "counsellor", "head"):
        client.force_login(getattr(cast, name))
        seen[name] = len(client.get(reverse("trainings:concern-list")).context["rows"])
    # The second is about a restricted client: for the head alone, as nobody is assigned.
    assert seen == {"coordinator": 1, "counsellor": 1, "head": 2}
    concern = Concern.objects.get(enrolment=first)
    page = reverse("trainings:concern", args=[concern.pk])
    client.force_login(cast.counsellor)
    assert "Burhan" in client.get(page).content.decode()
    assert client.post(page, {"answer": "Diantar ke puskesmas"}).status_code == 302
    concern.refresh_from_db()
    assert (concern.answer, concern.seen_by_name) == ("Diantar ke puskesmas", cast.counsellor.name)
    assert client.post(page, {"answer": "Lagi"}).status_code == 422


def test_a_concern_about_a_restricted_person_is_open_to_the_pk_and_the_head_alone(client, session, cast):
    second = session.training.enrolments.get(number=2)
    _link, address = linked(session, cast.coordinator)
    client.post(address, sent(about="2", concern="Sering keluar."))
    page = reverse("trainings:concern", args=[Concern.objects.get().pk])
    answers = {}
    for assigned in (None, cast.counsellor):
        type(second.client).objects.filter(pk=second.client_id).update(counsellor=assigned)
        for name in ("coordinator", "counsellor", "head"):
            client.force_login(getattr(cast, name))
            answers.setdefault(name, []).append(client.get(page).status_code)
    assert answers == {"coordinator": [404, 404], "counsellor": [404, 200], "head": [200, 200]}


def test_the_officers_page_shows_the_address_once_with_a_code_of_it(client, session, cast):
    client.force_login(cast.coordinator)
    key = str(uuid.uuid4())
    page = client.post(officer_page(session), {"do": "make", "form_key": key})
    shown = page.context["shown"]
    assert shown["url"] in page.content.decode()
    assert shown["qr"] == segno.make(shown["url"], error="m", micro=False).svg_data_uri(scale=6, border=4)
    assert Client().get(shown["url"]).status_code == 200
    assert client.post(officer_page(session), {"do": "make", "form_key": key}).status_code == 302
    assert shown["url"] not in client.get(officer_page(session)).content.decode()
    assert InstructorLink.objects.count() == 1


def test_no_address_for_a_closed_or_old_sheet(session, cast):
    attest(session, cast)
    with pytest.raises(RuleBroken) as refusal:
        linked(session, cast.coordinator)
    assert refusal.value.codes == {"closed"}


def test_accepting_on_the_page_takes_all_that_agree(client, session, cast):
    _link, address = linked(session, cast.coordinator)
    client.post(address, sent(m1="H", m2="H", m3="A"))
    record_attendance(session=session, marks=[Entry(3, Said("present"))], by=cast.coordinator)
    client.force_login(cast.counsellor)
    page = client.get(officer_page(session))
    together = [str(row.number) for row in page.context["together"]]
    versions = {f"v{row.number}": row.row.version for row in page.context["waiting"]}
    client.post(officer_page(session), {"do": "accept", "row": together, **versions})
    marks = dict(Attendance.objects.values_list("enrolment__number", "mark"))
    assert marks == {1: "present", 2: "present", 3: "present"}


def test_home_tells_that_notes_and_concerns_wait(client, session, cast):
    _link, address = linked(session, cast.coordinator)
    client.post(address, sent(m1="H", about="1", concern="Sakit"))
    client.force_login(cast.coordinator)
    urls = [task.url for task in client.get(reverse("home")).context["tasks"]]
    assert officer_page(session) in urls
    assert reverse("trainings:concern-list") + "?state=open" in urls


@pytest.mark.parametrize("statement", ["UPDATE {} SET what = 'opened'", "DELETE FROM {}"])
def test_uses_are_append_only(client, session, cast, statement):
    _link, address = linked(session, cast.coordinator)
    client.get(address)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        connection.cursor().execute(statement.format("trainings_linkview"))
    assert LinkView.objects.count() == 1


def test_a_form_of_another_site_is_refused(session, cast):
    _link, address = linked(session, cast.coordinator)
    assert Client(enforce_csrf_checks=True).post(address, sent(m1="H")).status_code == 403
    assert not ProvisionalMark.objects.exists()


def test_guessing_is_slowed_down(client, cast):
    answers = [client.get(reverse("instructor-page", args=[new_secret()])).status_code for _ in range(22)]
    assert answers[0] == 404
    assert answers[-1] == 429


def test_a_tick_sent_twice_is_kept_once(client, session, cast):
    link, address = linked(session, cast.coordinator)
    step = f"1:{item_of(session)}"
    for code in ("stored", "same"):
        answer = tick(client, address, m1="H", step=[step]).json()
        assert (answer["codes"], answer["steps"]) == ({"1": code}, {step: True})
        assert answer["rows"][0] == {"n": 1, "m": "H", "v": version(1), "at": answer["saved"]}
        assert [row["m"] for row in answer["rows"]] == ["H", "", ""]
    assert ProvisionalMark.objects.count() == ChecklistTick.objects.count() == 1
    for _time in range(2):
        assert tick(client, address, shown=[step]).json()["steps"] == {step: False}
    assert uses(link) == ["ticked"]


def test_a_tick_counts_from_when_it_was_made(client, session, cast):
    _link, address = linked(session, cast.coordinator)
    made = timezone.now() - timedelta(minutes=12)
    tick(
        client,
        address,
        m1="T",
        t1=made.isoformat(),
        m2="T",
        t2="gestern",
        sent_at="0001-01-01T00:00:00+14:00",
    )
    assert {
        abs(mark.at - timezone.now()) < timedelta(minutes=1) for mark in ProvisionalMark.objects.all()
    } == {True}
    tick(client, address, m3="T", t3=made.isoformat())
    late = ProvisionalMark.objects.get(enrolment__number=3)
    assert abs(late.at - made) < timedelta(minutes=1)


def test_two_instructors_do_not_overwrite_each_other(client, session, cast):
    _link, address = linked(session, cast.coordinator)
    tick(client, address, m1="T")
    answer = tick(Client(), address, m1="A", m2="H").json()
    assert answer["codes"] == {"1": "conflict", "2": "stored"}
    assert [row["m"] for row in answer["rows"]] == ["T", "H", ""]
    again = tick(Client(), address, m1="A", w1="T", v1=answer["rows"][0]["v"]).json()
    assert again["codes"] == {"1": "stored"}
    # There and back again is a change as well: what was sent before it does not win.
    back = tick(client, address, m1="T", w1="A", v1=version(1)).json()
    assert tick(Client(), address, m1="A", w1="T", v1=answer["rows"][0]["v"]).json()["codes"] == {
        "1": "conflict"
    }
    assert version(1) == back["rows"][0]["v"]


def test_without_a_script_a_difference_is_shown_in_its_row_and_nothing_typed_is_lost(client, session, cast):
    link, address = linked(session, cast.coordinator)
    first, second = (f"1:{item.pk}" for item in ChecklistItem.objects.order_by("order"))
    tick(client, address, m1="T", step=[first], remark="Pertama")
    values = sent(m1="A", m2="H", step=[second], remark="Kedua", about="3", concern="Sakit")
    page = client.post(address, values)
    assert page.status_code == 422
    line, other, _rest = page.context["lines"]
    assert (line.collides, line.letter, line.shown, line.version) == (True, "A", "T", version(1))
    assert (other.collides, other.letter, other.shown) == (False, "H", "H")
    assert [step.ticked for step in line.steps] == [True, True]
    text = page.content.decode()
    assert f'name="v1" value="{version(1)}"' in text
    assert "“Pertama”" in text
    assert 'name="known_remark" value="Pertama"' in text
    assert 'value="Kedua"' in text
    assert not Concern.objects.exists()
    known = {"w1": "T", "v1": version(1), "w2": "H", "v2": version(2), "known_remark": "Pertama"}
    answer = client.post(address, values | known | {"shown": [first, second], "step": [first, second]})
    assert answer.status_code == 302
    link.refresh_from_db()
    assert (link.remark, Concern.objects.get().text) == ("Kedua", "Sakit")
    assert ProvisionalMark.objects.get(enrolment__number=1).mark == "absent"


def test_a_page_without_a_remark_does_not_clear_that_of_another(client, session, cast):
    link, address = linked(session, cast.coordinator)
    client.post(address, sent(remark="Semua rajin"))
    client.post(address, sent(m1="H"))
    link.refresh_from_db()
    assert link.remark == "Semua rajin"


def test_an_accepted_step_stays(client, session, cast):
    _link, address = linked(session, cast.coordinator)
    step = f"1:{item_of(session)}"
    tick(client, address, step=[step])
    accept_marks(session=session, versions={1: 0}, by=cast.counsellor)
    assert tick(client, address, shown=[step]).json()["steps"] == {step: True}
    assert tick(client, address, m99="H").json()["codes"] == {"99": "not_on_list"}


def test_a_locked_sheet_takes_no_tick_and_a_remark_still(client, session, cast):
    link, address = linked(session, cast.coordinator)
    record_attendance(session=session, marks=[Entry(3, Said("present"))], by=cast.coordinator)
    facts = with_sheet_state(InstructorLink.objects).get()
    assert (facts.first_entry_at, facts.month_sealed) == (AttendanceEvent.objects.get().at, False)
    SealedMonth.objects.create(office=cast.palu, month=session.day.replace(day=1), sealed_by_name="Kanwil")
    assert "instructor.js" not in client.get(address).content.decode()
    answer = tick(client, address, m1="H", remark="Rajin")
    assert (answer.status_code, bool(answer.json()["message"])) == (409, True)
    assert not ProvisionalMark.objects.exists()
    assert tick(client, address, remark="Rajin").json()["remark"] == "Rajin"
    assert uses(link) == ["opened", "refused", "remarked"]


def test_small_posts_need_the_token_and_are_slowed_down_as_well(session, cast):
    _link, address = linked(session, cast.coordinator)
    assert tick(Client(enforce_csrf_checks=True), address, m1="H").status_code == 403
    strange = reverse("instructor-page", args=[new_secret()])
    codes = [tick(Client(), strange, m1="H").status_code for _ in range(22)]
    assert (codes[0], codes[-1]) == (404, 429)


@pytest.mark.parametrize(("url", "ceiling"), [("address", 5), ("officer", 11), ("post", 5), ("small", 9)])
def test_queries_do_not_grow_with_the_people(client, session, cast, url, ceiling):
    _link, address = linked(session, cast.coordinator)
    client.force_login(cast.coordinator)
    path, visitor = (officer_page(session), client) if url == "officer" else (address, Client())
    client.get(path)  # the first look of a new log-in writes its session
    step, counts = item_of(session), []
    for more in (0, 3):
        for _ in range(more):
            make.enrolment(session.training)
        numbers = list(session.training.enrolments.values_list("number", flat=True))
        tick(visitor, address, step=[f"{number}:{step}" for number in numbers[1:]], shown=[f"1:{step}"])
        marks = {f"m{number}": "TH"[more == 0] for number in numbers}
        marks |= {f"v{mark.enrolment.number}": version_of(mark.at) for mark in ProvisionalMark.objects.all()}
        shown = [f"{number}:{step}" for number in numbers[1:]]
        with CaptureQueriesContext(connection) as queries:
            if url == "post":
                answer = visitor.post(path, sent(**marks))
            elif url == "small":
                answer = tick(visitor, path, **marks, step=[f"1:{step}"], shown=shown)
            else:
                answer = visitor.get(path)
        assert answer.status_code in (200, 302)
        frames = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
        counts.append(sum(not query["sql"].startswith(frames) for query in queries))
    assert counts == [ceiling, ceiling]
