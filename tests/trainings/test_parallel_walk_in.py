"""Walk-ins at the same moment: never one more than there are seats, and whoever comes second is told."""

import uuid
from collections import Counter
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext as _

from tests import make
from tests.cast import make_cast
from tests.parallel import at_once, shared_database
from tests.trainings import naive
from tests.trainings.test_tally import stored
from trainings.actions.enrolment import enrol
from trainings.actions.moves import move_enrolment
from trainings.actions.walk_in import add_walk_in, reconcile
from trainings.models import Attendance, Enrolment


@pytest.fixture
def world(transactional_db, tmp_path):
    """A running training of three seats, two of them taken, and who works there."""
    with shared_database(tmp_path):
        cast = make_cast()
        training = make.training(cast.palu, capacity=3, sessions=1)
        now = training.created_at
        training.sessions.update(starts_at=now, ends_at=now + timedelta(hours=3))
        for _number in range(2):
            make.enrolment(training)
        yield cast, training.sessions.get()


def seated(session):
    return session.training.enrolments.filter(status="enrolled").count()


def officers(cast, session):
    """Two at the page, each in a browser of their own."""
    address = reverse("trainings:walk-in", args=[session.training_id, session.pk])

    def at(user):
        client = Client()
        client.force_login(user)
        client.get(address)
        return lambda **sent: client.post(address, {"form_key": uuid.uuid4().hex} | sent)

    return at(cast.coordinator), at(cast.counsellor)


def test_two_officers_and_one_seat(world):
    cast, session = world
    one, other = officers(cast, session)
    person = make.client(cast.palu)
    answers = at_once(
        lambda send: send(),
        [
            lambda: one(do="client", client=str(person.pk)),
            lambda: other(do="name", name="Orang Baru"),
        ],
    )
    assert sorted(answer.status_code for answer in answers) == [302, 422]
    (refused,) = [answer for answer in answers if answer.status_code == 422]
    assert _("All %(capacity)s seats are taken.") % {"capacity": 3} in refused.content.decode()
    assert seated(session) == 3
    assert Attendance.objects.get().mark == "present"
    assert stored(session.training) == naive.recount(session.training)


def test_the_last_seat_is_asked_for_on_every_road(world):
    cast, session = world
    training = session.training
    waiting = [make.enrolment(training, status="waiting", starts_on=None) for _number in range(2)]
    people = [make.client(cast.palu) for _number in range(4)]

    def come(**who):
        return lambda: add_walk_in(session=session, form_key=uuid.uuid4(), by=cast.counsellor, **who)

    def ask(client):
        return lambda: enrol(training=training, client=client, form_key=uuid.uuid4(), by=cast.coordinator)

    def give(row):
        values = {"move": "enrol", "on": training.starts_on, "version": 1, "by": cast.coordinator}
        return lambda: move_enrolment(enrolment=row, **values)

    roads = [come(name="Tamu 1"), ask(people[0]), give(waiting[0]), come(client=people[1])]
    roads += [come(name="Tamu 2"), ask(people[2]), give(waiting[1]), come(client=people[3])]
    answers = at_once(lambda road: road(), roads)
    outcomes = [getattr(answer, "status", None) or frozenset(answer.codes) for answer in answers]
    assert outcomes.count("enrolled") == 1
    # Who waits second is refused as well where the seat is free and the first has not been asked yet.
    assert set(outcomes) <= {"enrolled", "waiting", frozenset({"full"}), frozenset({"skips"})}
    assert seated(session) == 3
    numbers = sorted(training.enrolments.values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    assert stored(training) == naive.recount(training)


@pytest.mark.parametrize("free", [1, 2])
def test_one_form_sent_twice_at_once_makes_one_row(world, free):
    cast, session = world
    type(session.training).objects.update(capacity=2 + free)
    person = make.client(cast.palu)
    one, other = officers(cast, session)
    for number, sent in enumerate(({"do": "client", "client": str(person.pk)}, {"do": "name", "name": "A"})):
        if number == free:
            break  # its seat is not there
        key = uuid.uuid4().hex
        answers = at_once(lambda send, sent=sent, key=key: send(form_key=key, **sent), [one, one, other])
        assert {(answer.status_code, answer["Location"][-3:]) for answer in answers} == {
            (302, f"#p{3 + number}")
        }
        assert seated(session) == 3 + number
    assert Attendance.objects.count() == free


def test_one_person_added_by_two_officers_stands_there_once(world):
    cast, session = world
    type(session.training).objects.update(capacity=20)
    person = make.client(cast.palu)
    one, other = officers(cast, session)
    answers = at_once(lambda send: send(do="client", client=str(person.pk)), [one, other])
    assert sorted(answer.status_code for answer in answers) == [302, 422]
    assert session.training.enrolments.filter(client=person).count() == 1


def test_a_walk_in_is_identified_by_one_of_two(world):
    cast, session = world
    row = add_walk_in(session=session, name="Orang Baru", form_key=uuid.uuid4(), by=cast.counsellor)
    people = [make.client(cast.palu), make.client(cast.palu)]
    answers = at_once(lambda who: reconcile(enrolment=row, client=who, by=cast.coordinator), people)
    told = Counter("kept" if isinstance(answer, Enrolment) else "known" for answer in answers)
    assert told == {"kept": 1, "known": 1}
    assert {code for answer in answers if hasattr(answer, "codes") for code in answer.codes} == {"known"}
    (kept,) = [answer for answer in answers if isinstance(answer, Enrolment)]
    row.refresh_from_db()
    assert (row.client_id, row.version) == (kept.client_id, 2)


def test_two_people_of_one_page_are_both_added(world):
    """A page of hits has one key, and two of its buttons may be pressed before the answer has come."""
    cast, session = world
    type(session.training).objects.update(capacity=20)
    one, _other = officers(cast, session)
    people, key = [make.client(cast.palu) for _number in range(2)], uuid.uuid4().hex
    sent = [{"do": "client", "client": str(person.pk)} for person in people]
    sent += [{"do": "name", "name": name} for name in ("Tamu 1", "Tamu 2")]
    answers = at_once(lambda values: one(form_key=key, **values), sent)
    assert {answer["Location"][-3:] for answer in answers} == {"#p3", "#p4", "#p5", "#p6"}
