"""What somebody with bad intent sends to the address for marks and to an instructor's address."""

import json
import uuid
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from pembinaan.accounts.devices import COOKIE, USER_HEADER, sealed_for
from pembinaan.accounts.models import Device
from tests import make
from trainings.actions.attendance import record_attendance
from trainings.actions.instructor_link import make_link
from trainings.forms.attendance import MOST_MARKS
from trainings.models import Attendance, AttendanceEvent, Concern, InstructorLink, LinkView, ProvisionalMark
from trainings.rules.instructor_link import new_secret, spelled
from trainings.sheet import Entry, Said

FORM = "application/x-www-form-urlencoded"


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()


def begun(office, **more):
    """An open sheet with three people on it."""
    training = make.training(office, **more)
    now = timezone.now()
    training.sessions.update(starts_at=now - timedelta(minutes=30), ends_at=now + timedelta(hours=3))
    for _number in range(3):
        make.enrolment(training, make.client(office))
    return training.sessions.get()


@pytest.fixture
def session(cast):
    return begun(cast.palu)


def one(number, letter="h", version=0, **more):
    now = timezone.now().isoformat()
    return {"n": number, "m": letter, "v": version, "id": str(uuid.uuid4()), "at": now} | more


def send(client, session, *marks, training=None, headers=None, **more):
    address = reverse("trainings:attendance-mark", args=[training or session.training_id, session.pk])
    content = {"via": "offline", "marks": marks, "sent_at": timezone.now().isoformat()} | more
    return client.post(address, content, "application/json", headers=headers or {})


def as_user(user):
    client = Client()
    client.force_login(user)
    return client


def codes(answer):
    return [row["code"] for row in answer.json()["rows"]]


# Marks kept without a signal.


@pytest.mark.parametrize(
    ("who", "status"),
    [("sibling", 404), ("stranger", 404), ("head", 403), ("clerk", 403), ("regional", 404), (None, 302)],
)
def test_who_may_not_record_here_replays_nothing(cast, session, who, status):
    client = as_user(getattr(cast, who)) if who else Client()
    assert send(client, session, one(1)).status_code == status
    assert not AttendanceEvent.objects.exists()


def test_the_training_in_the_address_must_be_that_of_the_session(cast, session):
    other = begun(cast.palu)
    foreign = begun(cast.luwuk)
    for training in (other.training_id, foreign.training_id, uuid.uuid4()):
        assert send(as_user(cast.counsellor), session, one(1), training=training).status_code == 404
    assert not AttendanceEvent.objects.exists()
    session.training.refresh_from_db()
    assert not session.training.sessions.exclude(status="planned").exists()


def test_a_page_of_another_site_sends_nothing(cast, session):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.counsellor)
    assert send(client, session, one(1)).status_code == 403
    assert not AttendanceEvent.objects.exists()


def test_the_author_is_who_is_logged_in_whatever_is_sent(cast, session):
    forged = {name: str(cast.head.pk) for name in ("by", "by_id", "user", "marked_by", "marked_by_id")}
    forged |= {"by_name": "Surya Contoh", "marked_by_name": "Surya Contoh", "office": "x"}
    assert codes(send(as_user(cast.counsellor), session, one(1, **forged), **forged)) == ["stored"]
    event, mark = AttendanceEvent.objects.get(), Attendance.objects.get()
    assert (event.by_id, event.by_name, event.version) == (cast.counsellor.pk, "Agus Wijaya", 1)
    assert (mark.marked_by_id, mark.marked_by_name) == (cast.counsellor.pk, "Agus Wijaya")


@pytest.mark.parametrize("seal", ["of somebody else", "", "x" * 5_000])
def test_a_seal_that_is_not_the_users_is_not_taken(cast, session, seal):
    seal = sealed_for(cast.coordinator) if seal == "of somebody else" else seal
    client = as_user(cast.counsellor)
    assert send(client, session, one(1), headers={USER_HEADER: seal}).status_code == 401
    assert not AttendanceEvent.objects.exists()


def test_what_was_sent_before_stays_its_authors_when_another_sends_it_again(cast, session):
    """The same device: one logs out, the next user replays what the first one had sent."""
    made = [one(1), one(2, "a")]
    client = as_user(cast.counsellor)
    assert codes(send(client, session, *made)) == ["stored", "stored"]
    client.post(reverse("account_logout"))
    assert send(client, session, *made).status_code == 302
    client.force_login(cast.coordinator)
    assert send(client, session, *made, headers={USER_HEADER: sealed_for(cast.counsellor)}).status_code == 401
    assert codes(send(client, session, *made)) == ["same", "same"]
    assert codes(send(client, session, made[0] | {"m": "a"})) == ["same"]  # the id names the first for good
    assert set(AttendanceEvent.objects.values_list("by_id", "answer")) == {(cast.counsellor.pk, "stored")}
    assert dict(Attendance.objects.values_list("enrolment__number", "mark")) == {1: "present", 2: "absent"}


@pytest.mark.parametrize("office", ["palu", "luwuk"])
def test_the_id_of_a_mark_on_another_sheet_hides_nothing(cast, session, office):
    other, made = begun(getattr(cast, office)), one(1)
    writer = {"palu": cast.coordinator, "luwuk": cast.sibling}[office]
    send(as_user(writer), other, made)
    before = list(AttendanceEvent.objects.values())
    answer = send(as_user(cast.counsellor), session, made | {"m": "a"}, one(2))
    assert answer.status_code == 409
    assert writer.name not in answer.content.decode()
    assert list(AttendanceEvent.objects.values()) == before
    assert not Attendance.objects.filter(session=session).exists()
    assert codes(send(as_user(cast.counsellor), session, one(1, "a"), one(2))) == ["stored", "stored"]


def test_one_id_for_two_rows_of_one_sending_writes_neither(cast, session):
    made = one(1)
    assert send(as_user(cast.counsellor), session, made, made | {"n": 2}).status_code == 409
    assert not AttendanceEvent.objects.exists()


@pytest.mark.parametrize("via", ["clock", "decision", "offline", "import", "partner", ["clock"], {}])
@pytest.mark.parametrize("age", [timedelta(), timedelta(days=30)])
def test_no_word_and_no_age_opens_a_locked_sheet(cast, via, age):
    training = make.training(cast.palu, day=timezone.localdate() - timedelta(days=30))
    make.enrolment(training)
    session = training.sessions.get()
    entry = [Entry(1, Said("present"))]
    record_attendance(session=session, marks=entry, by=cast.coordinator, now=session.ends_at)
    at = (timezone.now() - age).isoformat()
    answer = send(as_user(cast.counsellor), session, one(1, "a", 1, at=at, x=True), via=via)
    assert answer.status_code == 400 or codes(answer) == ["locked"]
    assert Attendance.objects.get().mark == "present"


@pytest.mark.parametrize("version", [7, 99_999, True, "x", -1, 1.5])
def test_a_made_up_version_wins_nothing(cast, session, version):
    send(as_user(cast.coordinator), session, one(1))
    answer = send(as_user(cast.counsellor), session, one(1, "a", version, x=True))
    assert answer.status_code == 400 or codes(answer) == ["conflict"]
    assert Attendance.objects.get().mark == "present"


def test_a_revoked_or_foreign_device_is_given_no_names(cast, session):
    """Its cookie does not outlive the revoking, does not cross offices and cannot be made up."""
    client = as_user(cast.counsellor)
    client.post(reverse("devices"), {"name": "Tablet", "form_key": str(uuid.uuid4())})
    page = reverse("trainings:attendance-offline", args=[session.training_id, session.pk])
    assert client.get(page).status_code == 200
    carried = Client()
    carried.cookies[COOKIE] = client.cookies[COOKIE].value
    carried.force_login(cast.sibling)
    foreign = begun(cast.luwuk)
    mine = reverse("trainings:attendance-offline", args=[foreign.training_id, foreign.pk])
    assert [carried.get(address).status_code for address in (page, mine)] == [404, 403]
    assert carried.post(reverse("trainings:offline")).status_code == 403
    forged = as_user(cast.counsellor)
    forged.cookies[COOKIE] = str(Device.objects.get().pk)
    assert forged.get(page).status_code == 403
    Device.objects.update(revoked_at=timezone.now())
    name = session.training.enrolments.first().client.name
    for answer in (client.get(page), client.post(reverse("trainings:offline"))):
        assert answer.status_code == 403
        assert name not in answer.content.decode()
    # What its user marked before is theirs to send.
    assert codes(send(client, session, one(1))) == ["stored"]


def test_a_flood_is_refused_whole(cast, session):
    client, flood = as_user(cast.counsellor), [one(1)] * (MOST_MARKS + 1)
    assert send(client, session, *flood).status_code == 400
    assert not AttendanceEvent.objects.exists()


def test_as_many_marks_as_a_sending_may_hold_are_answered(cast, session):
    """Each upon the one before: nothing that the answers are made from may grow with their square."""
    marks = [one(1, "ha"[number % 2], number) for number in range(MOST_MARKS)]
    answer = send(as_user(cast.counsellor), session, *marks)
    assert codes(answer) == ["stored"]
    assert Attendance.objects.get().version == AttendanceEvent.objects.count() == MOST_MARKS
    assert codes(send(as_user(cast.counsellor), session, *marks)) == ["same"]


def test_a_sending_that_is_too_large_is_no_fault_of_ours(cast, session):
    client = as_user(cast.counsellor)
    address = reverse("trainings:attendance-mark", args=[session.training_id, session.pk])
    large = json.dumps({"marks": [one(1, k="x" * 5 * 2**20)]})
    assert client.post(address, large, "application/json").status_code in (400, 413)
    assert client.post(address, "".join(f"m{n}=h&" for n in range(16_001)), FORM).status_code == 400
    assert codes(send(client, session, one(1, k="x" * 100_000))) == ["invalid"]
    assert not AttendanceEvent.objects.exists()


# An instructor's address.


def linked(session, by):
    link, secret = make_link(session=session, form_key=uuid.uuid4(), by=by)
    return link, reverse("instructor-page", args=[spelled(secret)])


def form(**values):
    return {"form_key": str(uuid.uuid4()), "remark": "", "about": "", "concern": ""} | values


def officer_page(session, training=None):
    return reverse("trainings:instructor-link", args=[training or session.training_id, session.pk])


def test_an_address_gives_its_holder_no_other_page(cast, session):
    _link, address = linked(session, cast.coordinator)
    holder = Client()
    assert holder.get(address).status_code == 200
    for name in ("attendance", "attendance-mark", "attendance-offline", "walk-in", "instructor-link"):
        page = reverse(f"trainings:{name}", args=[session.training_id, session.pk])
        assert holder.get(page).status_code == 302, name
        assert holder.post(page, form(m1="H", do="accept", row="1", v1="0")).status_code == 302, name
    assert not AttendanceEvent.objects.exists()


def test_being_logged_in_elsewhere_widens_and_signs_nothing(cast, session):
    make.enrolment(session.training, make.client(cast.palu, name="Rahasia Terlindung", restricted_flag=True))
    _link, address = linked(session, cast.coordinator)
    for user in (cast.sibling, cast.head):
        page = as_user(user).get(address)
        assert "Terlindung" not in page.content.decode()
        assert user.name not in page.content.decode()
        assert as_user(user).post(address, form(m1="H", by=str(user.pk))).status_code == 302
    assert not AttendanceEvent.objects.exists()
    assert ProvisionalMark.objects.get().settled_at is None


def test_another_office_neither_accepts_nor_ends_nor_makes(cast, session):
    _link, address = linked(session, cast.coordinator)
    Client().post(address, form(m1="H"))
    own, sibling = begun(cast.luwuk), as_user(cast.sibling)
    for page in (officer_page(session), officer_page(session, own.training_id)):
        for sent in (
            {"do": "accept:1", "v1": "0"},
            {"do": "accept", "row": "1", "v1": "0"},
            {"do": "decline:1"},
            {"do": "revoke"},
            {"do": "make", "form_key": str(uuid.uuid4())},
        ):
            assert sibling.post(page, sent).status_code == 404, sent
    assert ProvisionalMark.objects.get().settled_at is None
    assert InstructorLink.objects.get().revoked_at is None
    assert not AttendanceEvent.objects.exists()


def test_the_training_in_the_officers_address_must_be_that_of_the_session(cast, session):
    _link, address = linked(session, cast.coordinator)
    Client().post(address, form(m1="H"))
    page = officer_page(session, begun(cast.palu).training_id)
    for sent in ({"do": "accept:1", "v1": "0"}, {"do": "revoke"}, {"do": "decline:1"}):
        assert as_user(cast.counsellor).post(page, sent).status_code == 404, sent
    assert ProvisionalMark.objects.get().settled_at is None
    assert InstructorLink.objects.get().revoked_at is None


def test_rows_that_are_not_shown_take_neither_ticks_nor_concerns(cast, session):
    enrolments = session.training.enrolments
    make.pause(enrolments.get(number=2))
    enrolments.filter(number=2).update(status="paused")
    enrolments.filter(number=3).update(starts_on=session.day + timedelta(days=1))
    _link, address = linked(session, cast.coordinator)
    holder = Client()
    holder.post(address, form(m1="H", m2="H", m3="A", **{"m０1": "A", "m-1": "A", "m1\x00": "A"}))
    assert list(ProvisionalMark.objects.values_list("enrolment__number", "mark")) == [(1, "present")]
    for about in ("2", "3", "0", "-1", "1e3", "1\x00"):
        assert holder.post(address, form(about=about, concern="x")).status_code == 422, about
    assert not Concern.objects.exists()


@pytest.mark.parametrize(
    "values",
    [
        {"remark": "x" * 2_000_000},
        {"concern": "x" * 2_000_000},
        {"remark": "a\x00b"},
        {"concern": "a\x00b"},
        {"remark": "baris\r\nlain"},
        {"form_key": "x" * 10_000},
    ],
)
def test_words_that_are_too_long_or_broken_are_refused_and_kept_nowhere(cast, session, values):
    link, address = linked(session, cast.coordinator)
    assert Client().post(address, form(**values)).status_code == 422
    link.refresh_from_db()
    assert link.remark == ""
    assert not Concern.objects.exists()


def test_a_form_beyond_all_measure_is_no_fault_of_ours(cast, session):
    _link, address = linked(session, cast.coordinator)
    holder = Client()
    assert holder.post(address, form(concern="x" * 5 * 2**20)).status_code in (400, 413)
    assert holder.post(address, "step=1:1&" * 16_001, FORM).status_code == 400
    many = form(step=[f"{row}:{item}" for row in range(1, 40) for item in range(1, 40)])
    assert holder.post(address, many).status_code == 302
    assert not LinkView.objects.filter(what="ticked").exists()


@pytest.mark.parametrize("secret", ["%00", "é" * 28, "'--", "x" * 4_000, "%F0%9F%98%80"])
def test_a_strange_secret_is_unknown(db, secret):
    assert Client().get(f"{reverse('instructor-page', args=['s'])[:-2]}{secret}/").status_code == 404


def test_claiming_to_come_from_elsewhere_does_not_allow_more_guesses(db):
    guesser, answers = Client(), []
    for number in range(22):
        claimed = {"X-Forwarded-For": f"10.0.0.{number}", "X-Real-IP": f"10.0.0.{number}"}
        address = reverse("instructor-page", args=[new_secret()])
        answers.append(guesser.get(address, headers=claimed).status_code)
    assert (answers[0], answers[-1]) == (404, 429)
