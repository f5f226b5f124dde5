"""Several people work on one training at the same moment: no count is lost, and nobody waits for ever."""

import uuid
from datetime import timedelta
from threading import Event

import pytest
from django.db import transaction
from django.utils import timezone

from clients.actions.register import FIELDS, change_client
from clients.models import Client
from pembinaan.problems import RuleBroken
from tests import make
from tests.cast import make_cast
from tests.parallel import at_once, shared_database
from tests.trainings import naive
from tests.trainings.test_tally import stored
from trainings.actions.attendance import record_attendance
from trainings.actions.enrolment import enrol
from trainings.actions.follow_up import record_outcome
from trainings.actions.sessions import change_session
from trainings.choices import Via
from trainings.models import FollowUp, Session
from trainings.sheet import Entry, Said
from trainings.tallying import refresh_tally

PEOPLE, SESSIONS = 6, 4


@pytest.fixture
def world(transactional_db, tmp_path):
    with shared_database(tmp_path):
        yield make_cast()


@pytest.fixture
def training(world):
    training = make.training(world.palu, sessions=SESSIONS, capacity=40)
    for _number in range(PEOPLE):
        make.enrolment(training, make.client(world.palu, sex="L"))
    began = timezone.now() - timedelta(hours=1)
    Session.objects.filter(training=training).update(starts_at=began, ends_at=began + timedelta(hours=3))
    refresh_tally(training)
    return training


def mark(session, number, by):
    entry = Entry(number, Said("present"), event_id=uuid.uuid4())
    return record_attendance(session=session.pk, marks=[entry], by=by, via=Via.SCREEN)


def test_whoever_counts_second_counts_what_the_first_has_marked(world, training):
    first, second = training.sessions.all()[:2]
    marked, go_on = Event(), Event()

    def hold():
        with transaction.atomic():
            mark(first, 1, world.coordinator)
            marked.set()
            go_on.wait(1)

    def follow():
        marked.wait(10)
        mark(second, 1, world.counsellor)

    assert at_once(lambda job: job(), [hold, follow]) == [None, None]
    training.refresh_from_db()
    assert stored(training) == naive.recount(training)


def test_people_outcomes_sheets_and_plan_change_at_once(world, training):
    today = timezone.localdate()
    due = {"due_on": today, "opens_on": today, "closes_on": today, "point": 0}
    people = list(training.enrolments.select_related("client"))
    jobs = [job for person in people for job in jobs_of(world, training, person, due)]
    broken = [
        answer
        for answer in at_once(lambda job: job(), jobs)
        if isinstance(answer, Exception) and not isinstance(answer, RuleBroken)
    ]
    assert broken == []
    training.refresh_from_db()
    assert stored(training) == naive.recount(training)


def jobs_of(world, training, person, due):
    """Each person's marks, record, follow-up and a newcomer, mixed with changes of the timetable."""
    follow_up, newcomer = FollowUp.objects.create(enrolment=person, **due), make.client(world.palu)
    known = {"on": due["due_on"], "channel": "phone", "status": "casual"}
    for number, session in enumerate(training.sessions.all()):
        yield lambda session=session: mark(session, person.number, world.coordinator)
        yield lambda number=number: change_person(person.client, "LP"[number % 2], world.counsellor)
        yield lambda session=session: move_session(session, world.coordinator)
    yield lambda: record_outcome(
        follow_up=follow_up, values=known, form_key=uuid.uuid4(), by=world.counsellor
    )
    yield lambda: enrol(training=training, client=newcomer, form_key=uuid.uuid4(), by=world.coordinator)


def change_person(client, sex, by):
    now = Client.objects.get(pk=client.pk)
    values = {name: getattr(now, name) for name in FIELDS} | {"sex": sex}
    return change_client(client=now, values=values, nik=None, version=now.version, by=by)


def move_session(session, by):
    now = Session.objects.select_related("training__office").get(pk=session.pk)
    zone = now.training.office.zone
    hours = {"starts": now.starts_at.astimezone(zone).time(), "ends": now.ends_at.astimezone(zone).time()}
    values = {"day": now.day, "place": "Aula", "is_catch_up": False, "jp": now.jp, "parts": {}}
    values |= {"instructors": {}} | hours
    return change_session(session=now, values=values, version=now.version, by=by)
