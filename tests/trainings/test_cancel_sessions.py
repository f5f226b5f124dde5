"""Cancelling and restoring several sessions: what cannot be is told, the rest is done."""

from datetime import timedelta

import pytest
from django.urls import reverse

from pembinaan import dates
from tests import make
from tests.trainings.after import stored
from tests.trainings.naive import recount
from trainings.actions.sessions_status import cancel_sessions, restore_sessions
from trainings.models import Booking, SessionChange, Venue


@pytest.fixture
def training(cast):
    made = make.training(cast.palu, day=dates.today(cast.palu) - timedelta(days=1), sessions=3)
    make.mark(made.sessions.get(number=1), make.enrolment(made), cast.coordinator)
    made.sessions.filter(number=1).update(status="held")
    return made


@pytest.fixture
def reason(db):
    return make.reason("session_cancelled", "instructor-ill")


def states(training):
    return list(training.sessions.order_by("number").values_list("status", flat=True))


def ids(training):
    return list(training.sessions.values_list("pk", flat=True))


def test_what_can_be_is_cancelled_and_the_rest_is_told(cast, training, reason):
    told = {"reason": reason, "asked_by": "instructor", "note": "Rapat\ndinas"}
    outcomes = cancel_sessions(training=training, sessions=ids(training), by=cast.coordinator, **told)
    assert [outcome.problem and outcome.problem.code for outcome in outcomes] == ["marked", None, None]
    assert states(training) == ["held", "cancelled", "cancelled"]
    changes = SessionChange.objects.all()
    assert {(row.kind, row.asked_by, row.reason) for row in changes} == {
        ("cancelled", "instructor", "instructor-ill: Rapat dinas")
    }
    assert len({row.batch for row in changes}) == 1
    assert not Booking.objects.exclude(session__number=1).exists()
    assert stored(training) == recount(training)


def test_restoring_books_again_and_is_told_when_the_room_is_taken(cast, training, reason):
    hall = Venue.objects.create(office=cast.palu, name="Aula besar")
    training.sessions.update(venue=hall)
    cancel_sessions(training=training, sessions=ids(training), reason=reason, by=cast.coordinator)
    third = training.sessions.get(number=3)
    other = make.training(cast.palu, day=third.day)
    other.sessions.update(venue=hall)
    restore_sessions(training=other, sessions=[], by=cast.coordinator)
    Booking.objects.create(
        session=other.sessions.get(),
        subject="venue",
        subject_id=hall.pk,
        starts_at=third.starts_at,
        ends_at=third.ends_at,
    )
    outcomes = restore_sessions(training=training, sessions=ids(training), by=cast.coordinator)
    assert [outcome.problem and outcome.problem.code for outcome in outcomes] == [None, None, "double_booked"]
    assert states(training) == ["held", "planned", "cancelled"]


def test_sessions_of_another_training_are_left_alone(cast, training, reason):
    other = make.training(cast.palu)
    cancel_sessions(training=training, sessions=ids(other), reason=reason, by=cast.coordinator)
    assert states(other) == ["planned"]


def test_the_page(client, cast, training, reason, django_assert_max_num_queries):
    client.force_login(cast.coordinator)
    url = reverse("trainings:sessions-cancel", args=[training.pk])
    with django_assert_max_num_queries(9):
        assert client.get(url).status_code == 200
    data = {"step": "cancel", "reason": reason.pk, "asked_by": "nature", "note": ""}
    assert client.post(url, data).status_code == 422
    assert client.post(url, data | {"session": ids(training), "reason": ""}).status_code == 422
    partly = client.post(url, data | {"session": ids(training)})
    assert partly.status_code == 200
    assert [outcome.session.number for outcome in partly.context["refused"]] == [1]
    back = {"step": "restore", "asked_by": "office", "session": ids(training)[1:]}
    assert client.post(url, back).status_code == 302
    assert states(training) == ["held", "planned", "planned"]


def test_one_session_tells_who_asked(client, cast, training, reason):
    client.force_login(cast.counsellor)
    second = training.sessions.get(number=2)
    url = reverse("trainings:session-cancel", args=[training.pk, second.pk])
    assert client.post(url, {"reason": reason.pk, "asked_by": "partner", "note": ""}).status_code == 302
    assert SessionChange.objects.get().asked_by == "partner"
