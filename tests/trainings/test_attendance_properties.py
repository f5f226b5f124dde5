"""Whatever is marked in whatever order: filling overwrites nothing, undo restores, replays change nothing."""

from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import make
from tests.cast import make_cast
from tests.parallel import at_once, shared_database
from trainings.actions.attendance import fill_rest, record_attendance, undo_last
from trainings.models import Attendance, AttendanceEvent
from trainings.sheet import Code, Entry, Said

PEOPLE = 5
quick = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def office(cast):
    """Whoever marks, the reason, and a session of its own for every example."""
    cast.reason = make.reason().pk

    def session():
        training = make.training(cast.palu)
        for _number in range(PEOPLE):
            make.enrolment(training)
        return training.sessions.get()

    cast.session = session
    return cast


def saids(reason):
    return st.one_of(
        st.builds(Said, st.sampled_from(["present", "absent"]), remark=st.sampled_from(["", "x"])),
        st.builds(Said, st.just("late"), st.integers(1, 120), st.integers(0, 120)),
        st.builds(Said, st.sampled_from(["excused", "sick"]), reason_id=st.just(reason)),
        st.just(Said()),
    )


def state(session):
    names = ("mark", "minutes_late", "minutes_early", "reason", "remark")
    rows = Attendance.objects.filter(session=session).exclude(mark="")
    return {row[0]: row[1:] for row in rows.values_list("enrolment__number", *names)}


def version(session, number):
    row = Attendance.objects.filter(session=session, enrolment__number=number).first()
    return row.version if row else 0


numbers = st.integers(1, PEOPLE)


@quick
@given(data=st.data())
def test_filling_changes_no_mark_and_undo_restores_the_former_state(office, data):
    session = office.session()
    chosen = data.draw(st.dictionaries(numbers, saids(office.reason)))
    marks = [Entry(number, said) for number, said in chosen.items()]
    record_attendance(session=session, marks=marks, by=office.counsellor)
    before = state(session)
    filled = fill_rest(session=session, by=office.coordinator)
    after = state(session)
    assert before.items() <= after.items()
    assert len(after) == PEOPLE
    assert {after[number][0] for number in after.keys() - before.keys()} <= {"present"}
    if filled.answers:
        undo_last(session=session, by=office.coordinator)
    assert state(session) == before


@quick
@given(data=st.data())
def test_undo_restores_whatever_the_last_call_changed(office, data):
    session = office.session()
    for _round in range(2):
        before = state(session)
        chosen = data.draw(st.dictionaries(numbers, saids(office.reason), min_size=1))
        marks = [Entry(number, said) for number, said in chosen.items()]
        recorded = record_attendance(session=session, marks=marks, by=office.counsellor)
    if any(answer.code == Code.STORED for answer in recorded.answers):
        undo_last(session=session, by=office.counsellor)
    assert state(session) == before


@quick
@given(data=st.data())
def test_events_sent_again_in_any_order_change_nothing(office, data):
    session = office.session()
    sent = []
    for _round in range(data.draw(st.integers(1, 6))):
        number, said = data.draw(numbers), data.draw(saids(office.reason))
        # An event follows one that was there: nobody names a version that is still to come.
        base = min(data.draw(st.integers(0, 3)), version(session, number))
        sent.append(Entry(number, said, base, uuid4()))
        record_attendance(session=session, marks=sent[-1:], by=office.counsellor)
    marked, stored = state(session), stored_events(session)
    for entry in data.draw(st.permutations(sent)):
        record_attendance(session=session, marks=[entry], by=office.counsellor)
    assert (state(session), stored_events(session)) == (marked, stored)


def stored_events(session):
    return set(AttendanceEvent.objects.filter(session=session, answer="stored").values_list("pk", flat=True))


@pytest.fixture
def world(transactional_db, tmp_path):
    with shared_database(tmp_path):
        yield make_cast()


def test_two_officers_at_once_lose_no_mark_and_collide_once(world):
    training = make.training(world.palu)
    for _number in range(20):
        make.enrolment(training)
    session = training.sessions.get()
    work = [(world.counsellor, number, "present") for number in range(1, 11)]
    work += [(world.coordinator, number, "absent") for number in range(10, 21)]

    def send(one):
        by, number, mark = one
        entry = Entry(number, Said(mark), base_version=0)
        return record_attendance(session=session.pk, marks=[entry], by=by).answers[0].code

    codes = at_once(send, work)
    assert sorted(codes) == [Code.CONFLICT] + [Code.STORED] * 20
    assert len(state(session)) == 20
    assert AttendanceEvent.objects.filter(answer="conflict").count() == 1


def test_one_event_sent_at_once_from_everywhere_is_stored_once(world):
    training = make.training(world.palu)
    make.enrolment(training)
    entry = Entry(1, Said("present"), 0, UUID(int=7))
    session = training.sessions.get()

    def send(_copy):
        return record_attendance(session=session.pk, marks=[entry], by=world.counsellor).answers[0].code

    assert sorted(at_once(send, range(8))) == [Code.SAME] * 7 + [Code.STORED]
    assert AttendanceEvent.objects.count() == 1
