"""Who comes without standing on the list is seated and marked once, and identified later."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from pembinaan import dates
from pembinaan.audit.models import AuditEntry
from pembinaan.problems import RuleBroken
from tests import make
from tests.trainings import naive
from tests.trainings.test_tally import stored
from trainings.actions.attendance_sheet import cancel_session
from trainings.actions.walk_in import add_walk_in, reconcile
from trainings.models import Attendance, Enrolment


@pytest.fixture
def session(cast):
    """A sheet of yesterday with one participant."""
    training = make.training(cast.palu, day=dates.today(cast.palu) - timedelta(days=1), capacity=3)
    make.enrolment(training)
    return training.sessions.get()


def add(cast, session, **who):
    values = {"form_key": uuid.uuid4(), "by": cast.counsellor}
    return add_walk_in(session=session, **values | (who or {"name": "Orang Baru"}))


def refusal_of(call):
    with pytest.raises(RuleBroken) as refusal:
        call()
    return refusal.value.codes


def test_a_client_takes_part_from_this_session_and_is_present(cast, session):
    enrolment = add(cast, session, client=make.client(cast.palu))
    assert (enrolment.number, enrolment.status, enrolment.starts_on) == (2, "enrolled", session.day)
    assert Attendance.objects.get(enrolment=enrolment).mark == "present"
    assert stored(session.training) == naive.recount(session.training)


def test_a_name_is_to_be_identified_within_a_week(cast, session):
    enrolment = add(cast, session)
    assert enrolment.reconcile_by == session.day + timedelta(days=7)
    assert enrolment.guest_name == "Orang Baru"


def test_the_same_form_adds_one_person(cast, session):
    key = uuid.uuid4()
    first, second = (add(cast, session, name="Orang Baru", form_key=key) for _time in range(2))
    assert first.pk == second.pk
    assert session.training.enrolments.count() == 2
    assert Attendance.objects.count() == 1


def test_nobody_is_added_beyond_the_seats(cast, session):
    add(cast, session)
    add(cast, session)
    assert refusal_of(lambda: add(cast, session)) == {"full"}
    assert session.training.enrolments.count() == 3


def test_what_hinders_a_client_is_said(cast, session):
    listed = session.training.enrolments.get().client
    assert refusal_of(lambda: add(cast, session, client=listed))
    reason = make.reason("session_cancelled", "hall")
    cancel_session(session=session, reason=reason, by=cast.coordinator)
    assert refusal_of(lambda: add(cast, session)) == {"cancelled"}


def test_nobody_comes_before_the_session_opens(cast, session):
    with time_machine.travel(session.starts_at - timedelta(hours=2)):
        assert refusal_of(lambda: add(cast, session)) == {"not_open"}


def test_a_walk_in_turns_out_to_be_a_client_and_keeps_the_marks(cast, session):
    enrolment, person = add(cast, session), make.client(cast.palu)
    reconcile(enrolment=enrolment, client=person, by=cast.coordinator)
    enrolment.refresh_from_db()
    assert (enrolment.client, enrolment.guest_name, enrolment.reconcile_by) == (person, "", None)
    assert Attendance.objects.get(enrolment=enrolment).mark == "present"
    assert stored(session.training) == naive.recount(session.training)
    entry = AuditEntry.objects.get(verb="reconciled")
    assert "Orang Baru" not in f"{entry.target_name} {entry.changes}"
    assert refusal_of(lambda: reconcile(enrolment=enrolment, client=person, by=cast.coordinator)) == {"known"}


def test_who_stands_on_the_list_already_is_not_taken_twice(cast, session):
    enrolment, listed = add(cast, session), session.training.enrolments.get(number=1).client
    assert refusal_of(lambda: reconcile(enrolment=enrolment, client=listed, by=cast.coordinator))
    enrolment.refresh_from_db()
    assert enrolment.client is None


def test_a_walk_in_turns_out_to_be_a_guest(cast, session):
    enrolment = add(cast, session)
    assert refusal_of(lambda: reconcile(enrolment=enrolment, by=cast.coordinator)) == {"origin_missing"}
    reconcile(enrolment=enrolment, origin="Rutan Palu", by=cast.coordinator)
    enrolment.refresh_from_db()
    assert (enrolment.guest_origin, enrolment.reconcile_by) == ("Rutan Palu", None)


def test_the_pages_find_add_and_identify(cast, session, client):
    person = make.client(cast.palu, name="Sulastri Uji")
    make.client(cast.luwuk, name="Sulastri Luwuk")
    client.force_login(cast.counsellor)
    address = reverse("trainings:walk-in", args=[session.training_id, session.pk])
    page = client.post(address, {"do": "search", "q": "sulastri"})
    assert [found.pk for found in page.context["found"]] == [person.pk]
    sent = {"do": "client", "client": str(person.pk), "form_key": uuid.uuid4().hex}
    assert client.post(address, sent)["Location"].endswith("/attendance/#p2")
    assert client.post(address, sent)["Location"].endswith("/attendance/#p2")
    assert client.post(address, {"do": "name", "name": ""}).status_code == 422
    named = {"do": "name", "name": "Orang Baru", "form_key": uuid.uuid4().hex}
    assert client.post(address, named).status_code == 302
    full = client.post(address, {"do": "name", "name": "Satu Lagi", "form_key": uuid.uuid4().hex})
    assert full.status_code == 422
    assert "Satu Lagi" in full.content.decode()
    listing = client.get(reverse("trainings:reconcile-list"))
    enrolment = Enrolment.objects.get(guest_name="Orang Baru")
    assert reverse("trainings:reconcile", args=[enrolment.pk]) in listing.content.decode()
    assert reverse("trainings:reconcile-list") in client.get(reverse("home")).content.decode()
    address = reverse("trainings:reconcile", args=[enrolment.pk])
    assert client.post(address, {"do": "client", "client": str(uuid.uuid4())}).status_code == 404
    assert client.post(address, {"do": "name", "origin": "Rutan"}).status_code == 302
    assert not Enrolment.objects.exclude(reconcile_by=None).exists()


def test_the_list_costs_the_same_for_one_and_three(cast, client, django_assert_num_queries):
    client.force_login(cast.coordinator)
    client.get(reverse("trainings:reconcile-list"))
    for people in (1, 3):
        training = make.training(cast.palu)
        for number in range(people):
            make.enrolment(training, guest_name=f"Tamu {number}", reconcile_by=training.starts_on)
        with django_assert_num_queries(5):
            client.get(reverse("trainings:reconcile-list"))
