"""Many ask for few seats at the same moment; both databases must give out exactly those."""

import uuid
from collections import Counter
from datetime import timedelta

import pytest

from pembinaan import dates
from pembinaan.problems import RuleBroken
from tests import make
from tests.cast import make_cast
from tests.parallel import at_once, shared_database
from trainings.actions.enrolment import enrol, enrol_many
from trainings.actions.moves import move_enrolment
from trainings.actions.offers import answer_offer
from trainings.actions.planning import plan_training
from trainings.models import Enrolment, SeatOffer, Training

SEATS = 20


@pytest.fixture
def world(transactional_db, tmp_path):
    with shared_database(tmp_path):
        yield make_cast()


def statuses(training):
    return Counter(training.enrolments.values_list("status", flat=True))


def numbers(training):
    return sorted(training.enrolments.values_list("number", flat=True))


def test_fifty_at_once_for_twenty_seats(world):
    training = make.training(world.palu, capacity=SEATS)
    clients = [make.client(world.palu) for _ in range(50)]

    def ask(client):
        return enrol(training=training, client=client, form_key=uuid.uuid4(), by=world.coordinator).status

    assert Counter(at_once(ask, clients)) == {"enrolled": SEATS, "waiting": 30}
    assert statuses(training) == {"enrolled": SEATS, "waiting": 30}
    assert numbers(training) == list(range(1, 51))


def test_lists_at_once_share_the_seats(world):
    training = make.training(world.palu, capacity=SEATS)
    lists = [[make.client(world.palu) for _ in range(5)] for _ in range(10)]
    at_once(lambda clients: enrol_many(training=training, clients=clients, by=world.coordinator), lists)
    assert statuses(training) == {"enrolled": SEATS, "waiting": 30}
    assert numbers(training) == list(range(1, 51))


def test_the_last_seat_goes_to_one_of_the_waiting(world):
    training = make.training(world.palu, capacity=1)
    waiting = [make.enrolment(training, status="waiting", starts_on=None) for _ in range(8)]

    def give(row):
        return move_enrolment(
            enrolment=row,
            move="enrol",
            on=training.starts_on,
            version=1,
            by=world.coordinator,
            note="Mendesak",
        )

    answers = at_once(give, waiting)
    assert sum(isinstance(answer, Enrolment) for answer in answers) == 1
    assert {code for answer in answers if isinstance(answer, RuleBroken) for code in answer.codes} == {"full"}
    assert statuses(training) == {"enrolled": 1, "waiting": 7}


def test_one_client_asked_for_by_many_gets_one_row(world):
    training, client = make.training(world.palu), make.client(world.palu)

    def ask(_number):
        return enrol(training=training, client=client, form_key=uuid.uuid4(), by=world.coordinator)

    answers = at_once(ask, range(8))
    assert sum(isinstance(answer, Enrolment) for answer in answers) == 1
    assert {code for answer in answers if isinstance(answer, RuleBroken) for code in answer.codes} == {
        "listed"
    }


def test_one_form_sent_many_times_plans_one_training(world):
    key, model = uuid.uuid4(), make.training(world.palu)
    values = {
        "programme": model.programme,
        "place": "Aula",
        "starts_on": model.starts_on,
        "ends_on": model.ends_on,
        "capacity": 20,
        "instructors": [],
        "strategic_programmes": [],
    }

    def plan(_number):
        return plan_training(
            office=world.palu, values=values, slots=None, form_key=key, by=world.coordinator
        ).pk

    assert len(set(at_once(plan, range(8)))) == 1
    assert Training.objects.exclude(pk=model.pk).count() == 1


ROUNDS = 50


def test_two_freed_seats_are_never_sold_three_times(world):
    """Two answers to their offers and a third seat asked for by hand, at the same moment; again and again."""
    people, programme = [make.client(world.palu) for _number in range(3)], make.programme(jps=(4,))
    asked = []
    for number in range(ROUNDS):
        day = dates.today(world.palu) + timedelta(days=number)
        training = make.training(world.palu, capacity=2, day=day, programme=programme)
        *offered, third = [make.waiting(training, who, ago=3 - n) for n, who in enumerate(people)]
        asked += [third, *map(make.offer, offered)]

    def ask(what):
        if isinstance(what, SeatOffer):
            return answer_offer(offer=what, answer="accept", by=world.coordinator).enrolment
        return move_enrolment(
            enrolment=what, move="enrol", on=None, version=1, by=world.coordinator, note="Mendesak"
        )

    answers = at_once(ask, asked)
    assert [getattr(answer, "status", None) for answer in answers] == [None, "enrolled", "enrolled"] * ROUNDS
    assert {code for answer in answers[::3] for code in answer.codes} == {"full"}
    for training in Training.objects.all():
        assert statuses(training) == {"enrolled": 2, "waiting": 1}


def test_seats_freed_at_once_are_offered_once_each(world):
    training = make.training(world.palu, capacity=4, day=dates.today(world.palu) + timedelta(days=3))
    leavers = [make.enrolment(training) for _number in range(4)]
    for ago in range(6):
        make.waiting(training, ago=ago)
    reason = make.reason("left", "moved")

    def leave(row):
        return move_enrolment(
            enrolment=row, move="leave", on=row.starts_on, reason=reason, version=1, by=world.coordinator
        )

    at_once(leave, leavers)
    offered = SeatOffer.objects.filter(enrolment__training=training, state="open")
    assert sorted(offered.values_list("enrolment__number", flat=True)) == [7, 8, 9, 10]
