"""An absence without accepted reason asks for a decision, until there is one or the mark is corrected."""

import uuid
from datetime import timedelta

import pytest

from pembinaan import dates
from pembinaan.problems import RuleBroken
from tests import make
from trainings.absences import work
from trainings.actions.attendance import record_attendance
from trainings.actions.barriers import finish_barrier, handle_absence
from trainings.models import Barrier
from trainings.sheet import Entry, Said


@pytest.fixture
def session(cast):
    training = make.training(cast.palu, day=dates.today(cast.palu) - timedelta(days=1))
    for _number in range(4):
        make.enrolment(training)
    session = training.sessions.get()
    bus = make.reason(code="transport", acceptable=False)
    marks = [
        Entry(1, Said("absent")),
        Entry(2, Said("excused", reason_id=bus.pk)),
        Entry(3, Said("excused", reason_id=make.reason(code="family").pk)),
        Entry(4, Said("present")),
    ]
    record_attendance(session=session, marks=marks, by=cast.coordinator)
    return session


def tasks(cast, part="absences", **more):
    return [row.enrolment.number for row in work(part, cast.coordinator, **more)]


def handle(session, by, *, kind="transport", **more):
    return handle_absence(session=session, number=1, kind=kind, by=by, form_key=uuid.uuid4(), **more)


def test_only_absences_without_accepted_reason_are_tasks(cast, session):
    assert sorted(tasks(cast)) == [1, 2]


def test_a_corrected_mark_takes_its_task_along(cast, session):
    record_attendance(session=session, marks=[Entry(1, Said("present"))], by=cast.coordinator)
    assert tasks(cast) == [2]
    assert not Barrier.objects.exists()


def test_one_tap_takes_the_usual_plan_and_a_week(cast, session):
    barrier = handle(session, cast.counsellor)
    assert barrier.plan
    assert barrier.due_on == dates.today(cast.palu) + timedelta(days=7)
    assert (tasks(cast), tasks(cast, "barriers")) == ([2], [1])


def test_what_is_done_leaves_the_list_and_is_done_once(cast, session):
    barrier = handle(session, cast.counsellor)
    finish_barrier(barrier=barrier, by=cast.counsellor)
    finish_barrier(barrier=barrier, by=cast.coordinator)
    barrier.refresh_from_db()
    assert barrier.done_by_name == cast.counsellor.name
    assert tasks(cast, "barriers") == []


def test_no_action_needs_a_note_and_leaves_no_task(cast, session):
    with pytest.raises(RuleBroken) as refusal:
        handle(session, cast.counsellor, no_action=True)
    assert refusal.value.codes == {"note_missing"}
    barrier = handle(session, cast.counsellor, no_action=True, note="Sudah bekerja")
    assert (tasks(cast), tasks(cast, "barriers")) == ([2], [])
    with pytest.raises(RuleBroken) as refusal:
        finish_barrier(barrier=barrier, by=cast.counsellor)
    assert refusal.value.codes == {"no_action"}


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"kind": "unknown"}, "kind_unknown"),
        ({"plan": "Jemput", "due_on": dates.date(2020, 1, 1)}, "due_past"),
    ],
)
def test_what_is_no_plan(cast, session, more, code):
    with pytest.raises(RuleBroken) as refusal:
        handle(session, cast.counsellor, **more)
    assert refusal.value.codes == {code}


def test_one_decision_an_absence_and_none_for_a_corrected_mark(cast, session):
    handle(session, cast.counsellor)
    with pytest.raises(RuleBroken) as refusal:
        handle(session, cast.coordinator)
    assert refusal.value.codes == {"handled"}
    assert Barrier.objects.count() == 1
    record_attendance(session=session, marks=[Entry(2, Said("present"))], by=cast.coordinator)
    with pytest.raises(RuleBroken) as refusal:
        handle_absence(session=session, number=2, kind="shift", by=cast.counsellor, form_key=uuid.uuid4())
    assert refusal.value.codes == {"no_absence"}


def test_the_same_form_twice_is_one_decision(cast, session):
    key = uuid.uuid4()
    for _time in range(2):
        handle_absence(session=session, number=1, kind="shift", by=cast.counsellor, form_key=key)
    assert Barrier.objects.count() == 1


def test_a_pk_narrows_the_work_to_the_own_clients(cast, session):
    person = session.training.enrolments.get(number=2).client
    person.counsellor = cast.counsellor
    person.save()
    rows = work("absences", cast.counsellor, own=True)
    assert [row.enrolment.number for row in rows] == [2]
    assert not work("absences", cast.sibling).exists()
