"""A mark and the seal of its month at the same time: whichever comes first, nothing lands behind the seal."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections, transaction

from tests import make
from tests.cast import make_cast
from tests.parallel import shared_database
from trainings.actions.attendance import record_attendance
from trainings.actions.reopening import seal_month
from trainings.models import Attendance, SealedMonth
from trainings.sheet import Code, Entry, Said

WAIT = 0.5


@pytest.fixture
def world(transactional_db, tmp_path):
    with shared_database(tmp_path):
        cast = make_cast()
        training = make.training(cast.palu)
        make.enrolment(training)
        yield cast, training.sessions.get()


def mark(cast, session):
    return record_attendance(session=session, marks=[Entry(1, Said("present"))], by=cast.coordinator)


def seal(cast, session):
    return seal_month(office=cast.palu, month=session.day.replace(day=1), by=cast.head)


def meanwhile(pool, work, *about):
    """Begin on another connection and leave it the time to arrive at the lock."""

    def alone():
        try:
            return work(*about)
        finally:
            connections.close_all()

    other = pool.submit(alone)
    time.sleep(WAIT)
    return other


def test_a_seal_waits_for_the_mark_that_is_being_written(world):
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            mark(*world)
            other = meanwhile(pool, seal, *world)
            assert not other.done()
        other.result()
    assert (Attendance.objects.count(), SealedMonth.objects.count()) == (1, 1)


def test_a_mark_that_waited_for_the_seal_finds_the_sheet_locked(world):
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            seal(*world)
            other = meanwhile(pool, mark, *world)
            assert not other.done()
        (answer,) = other.result().answers
    assert answer.code == Code.LOCKED
    assert not Attendance.objects.exists()
