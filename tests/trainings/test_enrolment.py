import uuid
from datetime import timedelta

import pytest

from clients.models import Client
from pembinaan import dates
from pembinaan.audit.models import AuditEntry
from pembinaan.problems import RuleBroken
from tests import make
from trainings.actions.enrolment import add_guest, enrol, enrol_many, nominate_many
from trainings.models import Enrolment, EnrolmentMove


@pytest.fixture
def training(cast):
    return make.training(cast.palu, capacity=2, status="approved")


def many(cast, training, clients, **more):
    return enrol_many(training=training, clients=clients, by=cast.coordinator, **more)


def outcomes(answers):
    return [answer.outcome for answer in answers]


def test_seats_go_in_order_and_the_rest_waits(cast, training):
    clients = [make.client(cast.palu) for _ in range(4)]
    answers = many(cast, training, clients)
    assert outcomes(answers) == ["enrolled", "enrolled", "waiting", "waiting"]
    assert [answer.enrolment.client for answer in answers] == clients
    assert list(training.enrolments.values_list("number", flat=True)) == [1, 2, 3, 4]
    assert [row.starts_on is None for row in training.enrolments.all()] == [False, False, True, True]


def test_a_queryset_is_read_in_its_own_order(cast, training):
    last, first, middle = (make.client(cast.palu, name=name) for name in ("Zul", "Adi", "Mina"))
    answers = many(cast, training, Client.objects.in_name_order())
    assert [answer.client for answer in answers] == [first, middle, last]


def test_every_row_gets_its_own_answer(cast, training):
    today = dates.today(cast.palu)
    fine, listed = make.client(cast.palu), make.client(cast.palu)
    ended = make.client(cast.palu, status="ended", end_reason="completed", ended_on=today - timedelta(days=1))
    short = make.client(cast.palu, guidance_end=today)
    make.enrolment(training, listed)
    answers = many(cast, training, [ended, listed, short, fine])
    assert [{problem.code for problem in answer.problems} for answer in answers] == [
        {"ended"},
        {"listed"},
        {"term"},
        set(),
    ]
    assert Enrolment.objects.filter(training=training).count() == 2


def test_one_entry_in_the_trail_and_one_step_a_person(cast, training):
    clients = [make.client(cast.palu) for _ in range(3)]
    many(cast, training, clients)
    entry = AuditEntry.objects.about(training).get()
    assert entry.changes == {"enrolled": ["", "1, 2"], "waiting": ["", "3"]}
    assert not any(client.name in str(entry.changes) for client in clients)
    assert EnrolmentMove.objects.filter(by_name="Rina Anggreni").count() == 3


@pytest.mark.parametrize("count", [1, 20, 200])
def test_any_number_costs_the_same_queries(cast, training, django_assert_num_queries, count):
    clients = [make.client(cast.palu) for _ in range(count)]
    with django_assert_num_queries(10):
        many(cast, training, clients)


def test_takes_part_from_the_first_session_where_that_is_over(cast):
    past = make.training(cast.palu, day=dates.today(cast.palu) - timedelta(days=9), sessions=2)
    (answer,) = many(cast, past, [make.client(cast.palu)])
    assert answer.enrolment.starts_on == past.starts_on


def test_takes_part_from_today_where_the_training_lies_ahead(cast):
    today = dates.today(cast.palu)
    ahead = make.training(cast.palu, day=today + timedelta(days=9))
    (answer,) = many(cast, ahead, [make.client(cast.palu)])
    assert answer.enrolment.starts_on == today


def test_the_first_day_can_be_given(cast, training):
    day = training.starts_on + timedelta(days=1)
    (answer,) = many(cast, training, [make.client(cast.palu)], starts_on=day)
    assert answer.enrolment.starts_on == day


@pytest.mark.parametrize("status", ["postponed", "cancelled", "completed"])
def test_nobody_joins_what_does_not_take_place(cast, training, status):
    training.status = status
    training.completed_on = training.ends_on if status == "completed" else None
    training.save()
    with pytest.raises(RuleBroken) as refusal:
        many(cast, training, [make.client(cast.palu)])
    assert refusal.value.codes == {"closed"}


def test_row_numbers_are_never_given_twice(cast, training):
    many(cast, training, [make.client(cast.palu)])
    make.enrolment(training, number=7, status="waiting", starts_on=None)
    (answer,) = many(cast, training, [make.client(cast.palu)])
    assert answer.enrolment.number == 8


def test_the_same_form_sent_twice_makes_one_participant(cast, training):
    key, client = uuid.uuid4(), make.client(cast.palu)
    sent = {"training": training, "client": client, "form_key": key, "by": cast.coordinator}
    assert enrol(**sent) == enrol(**sent)
    assert training.enrolments.count() == 1


def test_one_client_is_refused_with_the_reason(cast, training):
    client = make.client(cast.palu)
    make.enrolment(training, client)
    with pytest.raises(RuleBroken) as refusal:
        enrol(training=training, client=client, form_key=uuid.uuid4(), by=cast.coordinator)
    assert refusal.value.codes == {"listed"}


def test_a_guest_takes_a_seat_or_waits(cast, training):
    guest = {"training": training, "name": "Tamu", "origin": "Rutan Palu", "by": cast.coordinator}
    made = [add_guest(**guest, form_key=uuid.uuid4()) for _ in range(3)]
    assert [row.status for row in made] == ["enrolled", "enrolled", "waiting"]
    assert (made[0].guest_name, made[0].guest_origin, made[0].client) == ("Tamu", "Rutan Palu", None)


def test_a_nomination_takes_no_seat_and_keeps_its_reason(cast, training):
    (answer,) = nominate_many(
        training=training, clients=[make.client(cast.palu)], reason="Ingin berdagang", by=cast.counsellor
    )
    assert (answer.outcome, answer.enrolment.note) == ("nominated", "Ingin berdagang")
    assert answer.enrolment.starts_on is None
    assert answer.enrolment.moves.get().note == "Ingin berdagang"
