"""Somebody in the place of somebody else, and somebody to another training: one step, nothing lost."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from pembinaan.problems import RuleBroken
from tests import make
from tests.trainings import naive
from tests.trainings.after import stored
from trainings.actions.swaps import swap_in_reserve, transfer
from trainings.models import Attendance, Enrolment


@pytest.fixture
def training(cast):
    return make.training(cast.palu, sessions=3, capacity=1)


@pytest.fixture
def reason(cast):
    return make.reason("left", "moved")


def swap(cast, leaver, reserve, session, **more):
    leaver.refresh_from_db()
    return swap_in_reserve(
        enrolment=leaver,
        reserve=reserve,
        session=session,
        version=leaver.version,
        by=cast.coordinator,
        **more,
    )


def refusal_of(call, *args, **kwargs):
    with pytest.raises(RuleBroken) as refusal:
        call(*args, **kwargs)
    return refusal.value.codes


def test_the_reserve_takes_the_seat_from_the_day_of_the_session(cast, training, reason):
    leaver, reserve = make.enrolment(training), make.waiting(training)
    first, second, _third = training.sessions.order_by("number")
    make.mark(first, leaver, cast.coordinator)
    taken = swap(cast, leaver, reserve, second, reason=reason)
    leaver.refresh_from_db()
    assert (leaver.status, leaver.ends_on, leaver.leave_reason) == ("left", first.day, reason)
    assert (taken.status, taken.starts_on, taken.replaces) == ("enrolled", second.day, leaver)
    assert stored(training) == naive.recount(training)
    assert training.enrolments.filter(status="enrolled").count() == 1


def test_passing_over_who_waited_longer_needs_a_reason(cast, training, reason):
    leaver, first, second = make.enrolment(training), make.waiting(training, ago=2), make.waiting(training)
    session = training.sessions.get(number=2)
    assert refusal_of(swap, cast, leaver, second, session, reason=reason) == {"skips"}
    swap(cast, leaver, second, session, reason=reason, note="Sudah ada di lokasi")
    assert "Sudah ada di lokasi" in first.moves.get().note
    assert not first.offers.exists()


def test_who_never_came_leaves_before_the_first_day(cast, training, reason):
    leaver, reserve = make.enrolment(training), make.waiting(training)
    swap(cast, leaver, reserve, training.sessions.get(number=1), reason=reason)
    leaver.refresh_from_db()
    assert leaver.ends_on == leaver.starts_on == training.starts_on - timedelta(days=1)


@pytest.mark.parametrize(
    ("broken", "code"),
    [
        ("marked", "day"),
        ("seated", "reserve"),
        ("foreign", "other"),
        ("cancelled", "session"),
        ("reason", "reason"),
    ],
)
def test_what_stands_against_it(cast, training, reason, broken, code):
    leaver, reserve = make.enrolment(training), make.waiting(training)
    session = training.sessions.get(number=2)
    if broken == "marked":
        make.mark(session, leaver, cast.coordinator, "absent")
    elif broken == "seated":
        reserve = make.enrolment(training)
    elif broken == "foreign":
        reserve = make.waiting(make.training(cast.palu))
    elif broken == "cancelled":
        session.status = "cancelled"
    given = None if broken == "reason" else reason
    assert code in refusal_of(swap, cast, leaver, reserve, session, reason=given)
    assert Enrolment.objects.get(pk=leaver.pk).status == "enrolled"


def move(cast, person, target, **more):
    values = {"form_key": uuid4(), "version": person.version, "on": person.training.starts_on} | more
    return transfer(enrolment=person, training=target, by=cast.coordinator, **values)


@pytest.mark.parametrize(("seats", "status"), [(2, "enrolled"), (1, "waiting")])
def test_the_past_stays_and_the_two_are_linked(cast, training, reason, seats, status):
    person, next_ = make.enrolment(training), make.waiting(training)
    make.mark(training.sessions.get(number=1), person, cast.coordinator)
    target = make.training(cast.palu, sessions=2, day=training.ends_on, capacity=seats)
    make.enrolment(target)
    joined = move(cast, person, target, reason=reason)
    person.refresh_from_db()
    assert (person.status, joined.status, joined.client) == ("left", status, person.client)
    assert joined.replaces == person
    assert Attendance.objects.get().enrolment == person
    assert next_.offers.get().state == "open"
    for each in (training, target):
        assert stored(each) == naive.recount(each)


def test_sent_twice_it_joins_once(cast, training, reason):
    person, key = make.enrolment(training), uuid4()
    target = make.training(cast.palu, day=training.ends_on + timedelta(days=9))
    first, second = (move(cast, person, target, reason=reason, form_key=key) for _time in range(2))
    assert first == second


def test_only_to_another_training_of_the_office(cast, training, reason):
    person = make.enrolment(training)
    for target, codes in (
        (training, {"target"}),
        (make.training(cast.luwuk), {"target"}),
        (make.training(cast.palu, status="cancelled"), {"closed"}),
    ):
        assert refusal_of(move, cast, person, target, reason=reason) == codes


def test_the_pages_lead_through_both(cast, client, training, reason):
    client.force_login(cast.coordinator)
    person, reserve = make.enrolment(training), make.waiting(training)
    page = reverse("trainings:enrolment", args=[training.pk, person.pk])
    address = reverse("trainings:swap", args=[training.pk, person.pk])
    assert address in client.get(page).content.decode()
    session = training.sessions.get(number=2)
    choices = client.get(address).context["form"].fields
    assert list(choices["reserve"].queryset) == [reserve]
    sent = {"version": 1, "session": session.pk, "reserve": reserve.pk, "reason": reason.pk}
    assert client.post(address, sent).status_code == 302
    target = make.training(cast.palu, day=training.ends_on + timedelta(days=9))
    address = reverse("trainings:transfer", args=[training.pk, reserve.pk])
    reserve.refresh_from_db()
    sent = {"version": reserve.version, "training": target.pk, "reason": reason.pk, "on": session.day}
    assert client.post(address, sent | {"form_key": uuid4()}).status_code == 302
    joined = target.enrolments.get()
    page = client.get(reverse("trainings:enrolment", args=[target.pk, joined.pk])).content.decode()
    assert training.title in page
