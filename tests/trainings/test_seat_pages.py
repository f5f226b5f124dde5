"""Pages of seats: the waiting list with its answers, own clients for another Bapas, and inviting."""

from datetime import timedelta
from urllib.parse import unquote

import pytest
from django.core import mail as outbox
from django.urls import reverse

from pembinaan import dates, mail
from pembinaan.audit.models import AuditEntry
from pembinaan.problems import RuleBroken
from tests import make
from trainings.actions.invitations import invite_staff
from trainings.models import Enrolment, Invitation, SeatOffer, StaffInvitation

WORDS = ("bapas", "klien", "pelatihan", "pembinaan", "lapas")


@pytest.fixture
def training(cast):
    day = dates.today(cast.palu) + timedelta(days=9)
    return make.training(cast.palu, day=day, capacity=3, status="approved", title="Bawang goreng")


@pytest.fixture
def page(client, cast):
    client.force_login(cast.coordinator)
    return client


def address(name, training, *more):
    return reverse(f"trainings:{name}", args=[training.pk, *more])


@pytest.mark.parametrize("count", [1, 3])
def test_the_waiting_list_costs_the_same_for_any_number(page, training, django_assert_max_num_queries, count):
    for ago in range(count):
        make.offer(make.waiting(training, ago=ago))
    page.get(reverse("trainings:list"))
    with django_assert_max_num_queries(10):
        assert len(page.get(address("waiting", training)).context["line"]) == count


def test_it_shows_the_order_and_what_became_of_each(page, cast, training):
    gone = make.client(cast.palu, name="Sudah Selesai", guidance_end=dates.today(cast.palu))
    for ago, who in ((9, gone), (8, None), (7, None), (6, None)):
        make.waiting(training, who, ago=ago)
    make.offer(training.enrolments.get(number=2))
    declined = make.offer(training.enrolments.get(number=3))
    answer = address("offer-answer", training, declined.pk, "decline")
    assert page.post(answer, {"note": "Sudah bekerja"}).url == address("waiting", training)
    answer = page.get(address("waiting", training))
    line = answer.context["line"]
    assert [place.row.number for place in line] == [1, 2, 3, 4]
    assert [place.is_offered for place in line] == [False, True, False, True]
    assert line[2].had_a_turn
    assert "Sudah bekerja" in answer.content.decode()
    assert page.post(address("offer-answer", training, declined.pk, "accept")).status_code == 422


def test_a_pk_answers_for_the_own_clients_alone(client, cast, training):
    client.force_login(cast.counsellor)
    own = make.offer(make.waiting(training, make.client(cast.palu, counsellor=cast.counsellor)))
    other = make.offer(make.waiting(training))
    assert client.post(address("offer-answer", training, other.pk, "accept")).status_code == 403
    assert (
        client.post(address("offer-answer", training, own.pk, "withdraw"), {"note": "x"}).status_code == 403
    )
    assert client.post(address("offer-answer", training, own.pk, "accept")).status_code == 302
    assert SeatOffer.objects.get(pk=own.pk).answered_by_name == cast.counsellor.name
    shown = client.get(address("waiting", training)).context["line"]
    assert [place.endings for place in shown] == [[]]


def test_a_protected_client_stays_unnamed_on_the_waiting_list(page, cast, training):
    secret = make.client(
        cast.palu, name="Nama Rahasia", restricted_flag=True, guidance_end=dates.today(cast.palu)
    )
    make.waiting(training, secret)
    content = page.get(address("waiting", training)).content.decode()
    assert "Nama Rahasia" not in content
    assert secret.register_number in content


@pytest.fixture
def beside(cast, client):
    """An open training of Bapas Luwuk, looked at from Palu."""
    client.force_login(cast.coordinator)
    day = dates.today(cast.luwuk) + timedelta(days=9)
    return make.training(cast.luwuk, day=day, status="approved", title="Menjahit")


def test_only_open_trainings_of_the_same_kanwil_are_listed(client, cast, beside):
    day = dates.today(cast.luwuk)
    for office, status in (
        (cast.luwuk, "draft"),
        (cast.luwuk, "cancelled"),
        (cast.far, "approved"),
        (cast.palu, "approved"),
    ):
        make.training(office, day=day + timedelta(days=3), status=status)
    make.training(cast.luwuk, day=day - timedelta(days=9), status="running")
    rows = client.get(reverse("trainings:sibling-list")).context["rows"]
    assert list(rows) == [beside]


def test_own_clients_are_put_forward_and_the_other_bapas_decides(client, cast, beside):
    stranger = make.enrolment(beside, make.client(cast.luwuk, name="Orang Luwuk"))
    mine = make.client(cast.palu, name="Orang Palu")
    page = client.get(address("sibling", beside))
    assert [row.name for row in page.context["rows"]] == ["Orang Palu"]
    assert stranger.client.name not in page.content.decode()
    sent = {"client": [mine.pk, make.client(cast.luwuk).pk]}
    assert client.post(address("sibling-nominate", beside), sent).url == address("sibling", beside)
    assert beside.enrolments.count() == 1
    client.post(address("sibling-nominate", beside), sent | {"reason": "Ingin menjahit"})
    row = beside.enrolments.get(client=mine)
    assert (row.status, row.note, row.requested_by_name) == (
        "nominated",
        "Ingin menjahit",
        cast.coordinator.name,
    )
    page = client.get(address("sibling", beside))
    assert [name for _row, name in page.context["own"]] == ["Orang Palu"]
    client.force_login(cast.sibling)
    step = reverse("trainings:enrolment-move", args=[beside.pk, row.pk, "enrol"])
    assert client.post(step, {"version": row.version, "on": beside.starts_on}).status_code == 302
    assert Enrolment.objects.get(pk=row.pk).status == "enrolled"


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_another_bapas_costs_the_same(client, cast, beside, django_assert_max_num_queries, count):
    for _number in range(count):
        make.enrolment(beside, make.client(cast.palu))
        make.client(cast.palu)
    client.get(reverse("trainings:list"))
    with django_assert_max_num_queries(10):
        assert len(client.get(address("sibling", beside)).context["own"]) == count


PHONES = {
    "phone": "6281111111111",
    "phone_other": "6282222222222",
    "phone_other_owner": "istri",
    "guarantor_phone": "6283333333333",
    "guarantor_relation": "kakak",
}


def guests(page, training):
    return {guest.row.number: guest for guest in page.get(address("invitations", training)).context["guests"]}


def test_each_telephone_gets_words_that_tell_a_stranger_nothing(page, cast, training):
    make.enrolment(training, make.client(cast.palu, name="Siti Aminah", **PHONES))
    own, *others = guests(page, training)[1].phones
    text = unquote(own.url.partition("?text=")[2])
    assert own.url.startswith("https://wa.me/6281111111111?text=")
    assert "Bawang goreng" in text
    assert "Aula" in text
    assert not [word for word in WORDS if word in text.lower()]
    assert [phone.owner for phone in others] == ["istri", "kakak"]
    for phone in others:
        text = unquote(phone.url.partition("?text=")[2]).lower()
        assert not [word for word in (*WORDS, "bawang", "aula", "undang") if word in text]


def test_without_a_telephone_it_says_so(page, training):
    make.enrolment(training)
    assert "wa.me" not in page.get(address("invitations", training)).content.decode()
    assert guests(page, training)[1].phones == []


def test_protected_clients_are_invited_by_pk_and_head_alone(client, cast, training):
    secret = make.client(cast.palu, restricted_flag=True, counsellor=cast.counsellor, **PHONES)
    row = make.enrolment(training, secret)
    make.enrolment(training, make.client(cast.luwuk, **PHONES))
    for user, may in ((cast.coordinator, False), (cast.counsellor, True), (cast.head, True)):
        client.force_login(user)
        found = guests(client, training)
        assert (found[1].may, found[2].may) == (may, False)
        sent = client.post(address("invitation", training, row.pk), {"do": "sent"})
        assert sent.status_code == (302 if may else 403)
        client.post(address("invitation", training, row.pk), {"do": "undo"})


def test_an_invitation_goes_from_step_to_step(page, cast, training):
    row = make.enrolment(training)
    url = address("invitation", training, row.pk)
    assert page.get(url).status_code == 405
    for do, state in (
        ("coming", None),
        ("sent", "sent"),
        ("declined", "declined"),
        ("coming", "coming"),
        ("undo", "prepared"),
    ):
        page.post(url, {"do": do, "note": "Dijemput"})
        invitation = Invitation.objects.filter(enrolment=row).first()
        assert (invitation and invitation.state) == state
    assert (invitation.sent_at, invitation.answered_at) == (None, None)
    assert AuditEntry.objects.about(row).filter(verb="notified").count() == 4
    assert page.post(url, {"do": "nonsense"}).status_code == 404


def test_only_who_has_a_seat_or_is_offered_one_is_invited(page, training):
    make.enrolment(training)
    waiting = make.waiting(training)
    make.offer(make.waiting(training))
    assert list(guests(page, training)) == [1, 3]
    page.post(address("invitation", training, waiting.pk), {"do": "sent"})
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_inviting_costs_the_same_for_any_number(page, cast, training, django_assert_max_num_queries, count):
    for _number in range(count):
        Invitation.objects.create(enrolment=make.enrolment(training, make.client(cast.palu, **PHONES)))
    page.get(reverse("trainings:list"))
    with django_assert_max_num_queries(12):
        assert len(guests(page, training)) == count


@pytest.fixture
def pks(cast, training):
    for user, email in ((cast.counsellor, "agus@example.org"), (cast.head, "")):
        user.email = email
        user.save()
        make.enrolment(training, make.client(cast.palu, name=f"Klien {user.name}", counsellor=user))


def test_pks_are_told_once_and_again_after_a_change(
    page, cast, training, pks, django_capture_on_commit_callbacks
):
    def press():
        with django_capture_on_commit_callbacks(execute=True):
            page.post(address("invite-staff", training))
        return len(outbox.outbox)

    assert (press(), press()) == (1, 1)
    (message,) = outbox.outbox
    assert message.to == ["agus@example.org"]
    assert "Bawang goreng" in message.body
    assert "/trainings/" in message.body
    assert not [row.client.name for row in training.enrolments.all() if row.client.name in message.body]
    name, calendar, kind = message.attachments[0]
    assert (name, kind) == ("jadwal.ics", "text/calendar")
    assert "BEGIN:VEVENT" in str(calendar)
    assert StaffInvitation.objects.get().sent_at
    type(training).objects.filter(pk=training.pk).update(version=2)
    assert press() == 2


def test_a_mail_that_fails_is_told_and_sent_again(
    page, cast, training, pks, settings, django_capture_on_commit_callbacks
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with django_capture_on_commit_callbacks(execute=True):
        page.post(address("invite-staff", training))
    assert StaffInvitation.objects.get().failure == "ConnectionRefusedError"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    with django_capture_on_commit_callbacks(execute=True):
        page.post(address("invite-staff", training))
    row = StaffInvitation.objects.get()
    assert row.sent_at
    assert not row.failure


def test_without_a_mail_server_it_says_so(cast, training, pks, settings):
    settings.EMAIL_BACKEND = mail.NOT_SET_UP
    with pytest.raises(RuleBroken) as refusal:
        invite_staff(training=training, by=cast.coordinator)
    assert refusal.value.codes == {"no_mail"}
    assert not StaffInvitation.objects.exists()
