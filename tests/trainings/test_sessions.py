import uuid
from datetime import time, timedelta

import pytest

from pembinaan import dates
from pembinaan.audit.models import AuditEntry
from pembinaan.problems import RuleBroken
from tests import make
from tests.trainings import scenes
from trainings.actions.sessions import add_session, change_session, remove_session
from trainings.models import Session, Training


@pytest.fixture
def training(cast):
    return make.training(cast.palu, sessions=2)


def values(training, **more):
    module = training.programme.modules.first()
    return {
        "day": training.starts_on,
        "starts": time(13),
        "ends": time(16),
        "place": "Aula",
        "jp": None,
        "is_catch_up": False,
        "parts": {module: 4},
        "instructors": {},
    } | more


def add(cast, training, key=None, **more):
    return add_session(
        training=training, values=values(training, **more), form_key=key or uuid.uuid4(), by=cast.coordinator
    )


def change(cast, session, version=None, move_later=False, **more):
    return change_session(
        session=session,
        values=values(session.training, **more),
        version=version or session.version,
        by=cast.coordinator,
        move_later=move_later,
    )


def refusal_of(call, *args, **more):
    with pytest.raises(RuleBroken) as refusal:
        call(*args, **more)
    return refusal.value


def test_adds_a_session_behind_the_last(cast, training):
    session = add(cast, training)
    assert (session.number, session.jp, session.day) == (3, 4, training.starts_on)
    assert session.starts_at.astimezone(cast.palu.zone).hour == 13
    assert AuditEntry.objects.about(session).get().verb == "created"


def test_the_same_form_sent_twice_adds_one(cast, training):
    key = uuid.uuid4()
    assert add(cast, training, key) == add(cast, training, key)
    assert training.sessions.count() == 3


@pytest.mark.parametrize(("parts", "jp", "expected"), [(True, None, 4), (True, 9, 4), (False, 3, 3)])
def test_jp_are_those_of_the_modules_or_what_was_given(cast, training, parts, jp, expected):
    given = {} if parts else {"parts": {}}
    assert add(cast, training, jp=jp, **given).jp == expected


@pytest.mark.parametrize("days", [-5, 9])
def test_the_training_stretches_to_hold_its_sessions(cast, training, days):
    day = training.starts_on + timedelta(days=days)
    add(cast, training, day=day)
    found = Training.objects.get(pk=training.pk)
    assert day in (found.starts_on, found.ends_on)
    assert found.starts_on <= training.starts_on <= training.ends_on <= found.ends_on


@pytest.mark.parametrize(("edit", "field"), [({"ends": time(13)}, "ends"), ({"parts": {}, "jp": None}, "jp")])
def test_problems_stand_beside_their_field(cast, training, edit, field):
    assert field in refusal_of(add, cast, training, **edit).error_dict


def test_an_instructor_cannot_teach_twice_at_once(cast, training):
    person = make.instructor(make.partner(cast.palu))
    add(cast, training, instructors={person: "lead"})
    other = make.training(cast.luwuk)
    broken = refusal_of(add, cast, other, instructors={person: "co"}, starts=time(15), ends=time(17))
    assert broken.codes == {"instructor_booked"}
    assert add(cast, other, instructors={person: "co"}, starts=time(16), ends=time(18)).teaching.count() == 1


def test_a_change_tells_old_and_new(cast, training):
    session = training.sessions.first()
    changed = change(cast, session, place="Griya", starts=time(8), ends=time(12))
    assert AuditEntry.objects.about(session).get().changes == {"place": ["Aula", "Griya"]}
    assert changed.version == 2


def test_an_old_version_is_refused(cast, training):
    assert refusal_of(change, cast, training.sessions.first(), version=7).codes == {"stale"}


def test_a_closed_sheet_is_not_changed(cast, training):
    session = training.sessions.first()
    Session.objects.filter(pk=session.pk).update(status="held", attested_at=session.ends_at)
    assert refusal_of(change, cast, session).codes == {"attested"}


def test_a_session_with_marks_does_not_go_into_the_future(cast, training):
    session = training.sessions.first()
    scenes.mark(session, make.enrolment(training), cast.coordinator)
    tomorrow = dates.today(cast.palu) + timedelta(days=1)
    assert "day" in refusal_of(change, cast, session, day=tomorrow).error_dict


@pytest.mark.parametrize(("move_later", "shift"), [(False, 0), (True, 3)])
def test_later_sessions_come_along_if_asked(cast, training, move_later, shift):
    first, second = training.sessions.all()
    day, hours = first.day + timedelta(days=3), {"starts": time(8), "ends": time(12)}
    change(cast, first, day=day, move_later=move_later, **hours)
    moved = Session.objects.get(pk=second.pk)
    assert moved.day - second.day == moved.starts_at - second.starts_at == timedelta(days=shift)
    assert Training.objects.get(pk=training.pk).ends_on == max(day, moved.day)


def test_removes_a_session_without_marks(cast, training):
    session = training.sessions.last()
    remove_session(session=session, version=session.version, by=cast.coordinator)
    assert training.sessions.count() == 1
    assert AuditEntry.objects.get(verb="deleted").target_name == str(session)


def test_keeps_a_session_with_marks(cast, training):
    session = training.sessions.first()
    scenes.mark(session, make.enrolment(training), cast.coordinator, value="")
    broken = refusal_of(remove_session, session=session, version=session.version, by=cast.coordinator)
    assert broken.codes == {"marked"}
    assert training.sessions.count() == 2


def test_who_pauses_is_not_missed_on_a_sheet(cast):
    training = make.training(cast.palu, sessions=2)
    first, second = training.sessions.order_by("number")
    pausing, staying = make.enrolment(training), make.enrolment(training)
    for person in (pausing, staying):
        make.mark(first, person, cast.coordinator)
    make.pause(pausing, second.day)
    make.mark(second, staying, cast.coordinator)
    rows = training.sessions.with_record_counts().order_by("number")
    assert [(row.recorded, row.expected) for row in rows] == [(2, 2), (1, 1)]
