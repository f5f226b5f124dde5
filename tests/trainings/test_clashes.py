"""Clashes as an office meets them: gathered from the database, accepted, refused by the database itself."""

from datetime import time, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from partners.models import InstructorAbsence
from pembinaan.accounts.models import Holiday
from pembinaan.audit.models import AuditEntry
from pembinaan.problems import RuleBroken
from tests import make
from tests.trainings.test_sessions import add
from trainings.actions.clashes import accept_clashes
from trainings.actions.planning import move_training
from trainings.clashing import clashes_of, open_clashes
from trainings.models import Booking, Override, Session, Venue

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall(cast):
    return Venue.objects.create(office=cast.palu, name="Aula", region_id="72.71")


def codes(training):
    return [clash.code for clash in clashes_of(training)]


def test_a_room_is_not_used_twice_at_once(cast, hall):
    add(cast, make.training(cast.palu), venue=hall)
    other = make.training(cast.palu)
    with pytest.raises(RuleBroken) as refusal, transaction.atomic():
        add(cast, other, venue=hall)
    assert refusal.value.codes == {"venue_booked"}
    assert other.sessions.count() == 1
    assert add(cast, other, venue=hall, starts=time(17), ends=time(18)).venue == hall


def test_the_database_refuses_what_the_rules_did_not_see(cast, hall):
    session = add(cast, make.training(cast.palu), venue=hall)
    other = Session.objects.exclude(pk=session.pk).first()
    with pytest.raises(IntegrityError), transaction.atomic():
        Booking.objects.create(
            session=other,
            subject="venue",
            subject_id=hall.pk,
            starts_at=session.starts_at + timedelta(hours=1),
            ends_at=session.ends_at + timedelta(hours=1),
        )
    Booking.objects.create(
        session=other,
        subject="venue",
        subject_id=hall.pk,
        starts_at=session.ends_at,
        ends_at=session.ends_at + timedelta(hours=1),
    )


def test_a_cancelled_training_holds_nothing(cast, hall):
    training = make.training(cast.palu)
    add(cast, training, venue=hall)
    assert Booking.objects.filter(subject="venue").count() == 1
    reason = make.reason("cancelled", "budget")
    move_training(
        training=training, move="cancel", by=cast.coordinator, version=version(training), reason=reason
    )
    assert not Booking.objects.exists()
    move_training(training=training, move="resume", by=cast.coordinator, version=version(training))
    assert Booking.objects.filter(subject="venue").count() == 1


def version(training):
    training.refresh_from_db()
    return training.version


def test_changed_availability_opens_an_accepted_warning_again(cast):
    person = make.instructor(make.partner(cast.palu))
    training = make.training(cast.palu)
    session = add(cast, training, instructors={person: "lead"})
    InstructorAbsence.objects.create(instructor=person, starts_on=session.day, ends_on=session.day)
    (clash,), _told = open_clashes(training)
    accept_clashes(
        training=training, fingerprints=[clash.fingerprint], reason="Sri datang", by=cast.coordinator
    )
    assert open_clashes(training)[0] == []
    InstructorAbsence.objects.create(
        instructor=person, starts_on=session.day, ends_on=session.day + timedelta(days=1)
    )
    assert [clash.code for clash in open_clashes(training)[0]] == ["unavailable"]


def test_accepting_is_told_in_the_trail_and_twice_makes_one(cast):
    training = make.training(cast.palu)
    Holiday.objects.create(day=training.sessions.get().day, name="Maulid")
    (clash,), _told = open_clashes(training)
    for _round in range(2):
        accept_clashes(
            training=training, fingerprints=[clash.fingerprint], reason="Wajib", by=cast.coordinator
        )
    assert Override.objects.count() == 1
    entry = AuditEntry.objects.filter(verb="overrode").get()
    assert entry.changes["clash"] == ["", "holiday"]


def test_an_approval_needs_every_warning_settled(cast):
    training = make.training(cast.palu, status="draft")
    Holiday.objects.create(day=training.sessions.get().day, name="Maulid")
    step = {"training": training, "move": "approve", "by": cast.head, "version": training.version}
    with pytest.raises(RuleBroken) as refusal, transaction.atomic():
        move_training(**step)
    assert refusal.value.codes == {"needs_reason"}
    assert move_training(**step, override_reason="Disetujui").status == "approved"
    assert Override.objects.get().by_name == cast.head.get_full_name()


def test_the_page_accepts_and_shows_what_was_accepted(client, cast):
    training = make.training(cast.palu)
    Holiday.objects.create(day=training.sessions.get().day, name="Maulid")
    client.force_login(cast.coordinator)
    url = reverse("trainings:clashes", args=[training.pk])
    (waiting,) = client.get(url).context["waiting"]
    assert client.post(url, {"reason": "Wajib"}).status_code == 422
    assert client.post(url, {"reason": "", "clash": waiting.fingerprint}).status_code == 422
    assert client.post(url, {"reason": "Wajib", "clash": waiting.fingerprint}).status_code == 302
    page = client.get(url)
    assert page.context["waiting"] == []
    assert "Wajib" in page.content.decode()
    summary = client.get(reverse("trainings:clash-summary", args=[training.pk]))
    assert "<a" not in summary.content.decode()


@pytest.mark.parametrize("sessions", [1, 3])
def test_the_page_costs_the_same_for_any_timetable(client, cast, sessions, django_assert_max_num_queries):
    training = make.training(cast.palu, sessions=sessions)
    client.force_login(cast.coordinator)
    with django_assert_max_num_queries(14):
        client.get(reverse("trainings:clashes", args=[training.pk]))
