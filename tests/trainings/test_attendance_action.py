"""What becomes of marks: nothing is overwritten, everything can be undone."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from pembinaan.audit.models import AuditEntry
from pembinaan.problems import RuleBroken
from tests import make
from trainings.actions.attendance import fill_rest, record_attendance, undo_last
from trainings.models import Attendance, AttendanceEvent, Session
from trainings.sheet import Code, Entry, Said


@pytest.fixture
def session(cast):
    training = make.training(cast.palu, status="approved")
    for _number in range(4):
        make.enrolment(training)
    session = training.sessions.get()
    now = timezone.now()
    Session.objects.filter(pk=session.pk).update(
        starts_at=now - timedelta(minutes=25), ends_at=now + timedelta(hours=3)
    )
    return Session.objects.get(pk=session.pk)


@pytest.fixture
def sick(db):
    return make.reason()


def mark(session, by, *entries, **more):
    return record_attendance(session=session, marks=entries, by=by, **more)


def codes(recorded):
    return [answer.code for answer in recorded.answers]


def marks_of(session):
    rows = Attendance.objects.filter(session=session).select_related("enrolment")
    return {row.enrolment.number: row.mark for row in rows}


def test_each_kind_of_mark_is_stored_with_its_details(cast, session, sick):
    entries = [
        Entry(1, Said("present", minutes_early=20)),
        Entry(2, Said("late", 10, remark="hujan")),
        Entry(3, Said("excused", reason_id=sick.pk)),
        Entry(4, Said("absent")),
    ]
    recorded = mark(session, cast.counsellor, *entries)
    assert codes(recorded) == [Code.STORED] * 4
    kept = Attendance.objects.filter(session=session).order_by("enrolment__number")
    values = kept.values_list("mark", "minutes_late", "minutes_early", "reason", "remark", "version")
    assert list(values) == [
        ("present", 0, 20, None, "", 1),
        ("late", 10, 0, None, "hujan", 1),
        ("excused", 0, 0, sick.pk, "", 1),
        ("absent", 0, 0, None, "", 1),
    ]
    assert set(kept.values_list("marked_by_name", flat=True)) == {"Agus Wijaya"}


def test_the_first_mark_says_that_session_and_training_take_place(cast, session):
    mark(session, cast.counsellor, Entry(1, Said("present")))
    session.refresh_from_db()
    session.training.refresh_from_db()
    assert (session.status, session.training.status) == ("held", "running")
    entry = AuditEntry.objects.get(verb="marked")
    assert entry.changes == {
        "present": [0, 1],
        "unrecorded": [4, 3],
        "status": ["planned", "held"],
        "training_status": ["approved", "running"],
    }


def test_clearing_the_last_mark_takes_that_back(cast, session):
    mark(session, cast.counsellor, Entry(1, Said("absent")))
    mark(session, cast.counsellor, Entry(1, Said(), base_version=1))
    session.refresh_from_db()
    assert session.status == "planned"
    assert Attendance.objects.get(session=session).mark == ""


def test_the_same_value_again_is_no_event(cast, session):
    mark(session, cast.counsellor, Entry(1, Said("present"), base_version=0))
    again = mark(session, cast.coordinator, Entry(1, Said("present"), base_version=0))
    assert codes(again) == [Code.SAME]
    assert AttendanceEvent.objects.count() == 1


def test_a_stale_mark_is_a_conflict_and_changes_nothing(cast, session):
    mark(session, cast.counsellor, Entry(1, Said("present"), base_version=0))
    other = mark(session, cast.coordinator, Entry(1, Said("late", 5), base_version=0))
    assert codes(other) == [Code.CONFLICT]
    assert other.rows[1].said.mark == "present"
    assert other.rows[1].marked_by_name == "Agus Wijaya"
    assert marks_of(session) == {1: "present"}
    event = AttendanceEvent.objects.get(answer="conflict")
    assert (event.mark, event.minutes_late, event.by) == ("late", 5, cast.coordinator)


@pytest.mark.parametrize("choice", ["present", "absent"])
def test_either_choice_of_a_conflict_is_written_as_resolved(cast, session, choice):
    mark(session, cast.counsellor, Entry(1, Said("present"), base_version=0))
    mark(session, cast.coordinator, Entry(1, Said("absent"), base_version=0))
    chosen = mark(session, cast.coordinator, Entry(1, Said(choice), base_version=1, resolves=True))
    assert codes(chosen) == [Code.STORED]
    assert marks_of(session) == {1: choice}
    assert AttendanceEvent.objects.get(resolved_conflict=True).mark == choice


def test_an_event_sent_twice_is_stored_once_even_after_another_mark(cast, session):
    entry = Entry(1, Said("present"), base_version=0, event_id=uuid4())
    mark(session, cast.counsellor, entry)
    mark(session, cast.coordinator, Entry(1, Said("absent"), base_version=1))
    assert codes(mark(session, cast.counsellor, entry)) == [Code.SAME]
    assert marks_of(session) == {1: "absent"}
    assert AttendanceEvent.objects.count() == 2


def test_a_conflict_sent_twice_stays_one_conflict(cast, session):
    mark(session, cast.counsellor, Entry(1, Said("present"), base_version=0))
    late = Entry(1, Said("late", 5), base_version=0, event_id=uuid4())
    assert codes(mark(session, cast.coordinator, late)) == [Code.CONFLICT]
    assert codes(mark(session, cast.coordinator, late)) == [Code.CONFLICT]
    assert AttendanceEvent.objects.filter(answer="conflict").count() == 1


def test_an_event_id_of_another_row_hides_no_mark(cast, session):
    key = uuid4()
    mark(session, cast.counsellor, Entry(1, Said("present"), event_id=key))
    with pytest.raises(RuleBroken) as refusal:
        mark(session, cast.counsellor, Entry(2, Said("present"), event_id=key))
    assert refusal.value.codes == {"event_known"}
    assert marks_of(session) == {1: "present"}


def test_entries_about_one_row_follow_each_other(cast, session):
    recorded = mark(
        session,
        cast.counsellor,
        Entry(1, Said("present"), base_version=0),
        Entry(1, Said("absent"), base_version=1),
    )
    assert codes(recorded) == [Code.STORED, Code.STORED]
    assert marks_of(session) == {1: "absent"}
    assert Attendance.objects.get(session=session).version == 2


def test_a_bad_entry_leaves_the_others_alone(cast, session):
    recorded = mark(
        session,
        cast.counsellor,
        Entry(1, Said("present")),
        Entry(2, Said("sick")),
        Entry(3, Said("late", 400)),
        Entry(99, Said("present")),
        Entry(4, Said("nonsense")),
    )
    assert codes(recorded) == [Code.STORED, Code.INVALID, Code.INVALID, Code.NOT_ON_LIST, Code.INVALID]
    assert [answer.field for answer in recorded.answers[1:3]] == ["reason", "minutes_late"]
    assert marks_of(session) == {1: "present"}


def test_late_without_minutes_takes_them_from_the_clock(cast, session):
    recorded = mark(session, cast.counsellor, Entry(1, Said("late", None)))
    assert recorded.rows[1].said.minutes_late == 25


def test_a_late_mark_that_waited_for_a_signal_counts_from_when_it_was_made(cast, session):
    made = session.starts_at + timedelta(minutes=7)
    recorded = mark(session, cast.counsellor, Entry(1, Said("late", None), made_at=made))
    assert recorded.rows[1].said.minutes_late == 7


def test_fill_touches_only_rows_without_a_mark(cast, session):
    mark(session, cast.counsellor, Entry(2, Said("absent")))
    filled = fill_rest(session=session, by=cast.coordinator)
    assert codes(filled) == [Code.STORED] * 3
    assert marks_of(session) == {1: "present", 2: "absent", 3: "present", 4: "present"}


def test_undo_takes_back_the_whole_last_call_and_only_that(cast, session):
    mark(session, cast.counsellor, Entry(2, Said("late", 5)))
    fill_rest(session=session, by=cast.counsellor)
    assert codes(undo_last(session=session, by=cast.counsellor)) == [Code.STORED] * 3
    assert marks_of(session) == {1: "", 2: "late", 3: "", 4: ""}
    assert codes(undo_last(session=session, by=cast.counsellor)) == []


def test_undo_leaves_what_somebody_else_changed_meanwhile(cast, session):
    fill_rest(session=session, by=cast.counsellor)
    mark(session, cast.coordinator, Entry(1, Said("absent"), base_version=1))
    undo_last(session=session, by=cast.counsellor)
    assert marks_of(session) == {1: "absent", 2: "", 3: "", 4: ""}


def test_a_session_of_another_office_does_not_exist(cast, session):
    for user in (cast.sibling, cast.stranger, cast.regional, cast.national, cast.admin):
        with pytest.raises(Session.DoesNotExist):
            mark(session, user, Entry(1, Said("present")))


def test_who_left_or_pauses_cannot_be_marked(cast, session):
    training = session.training
    make.enrolment(training, number=5, status="paused")
    make.enrolment(
        training,
        number=6,
        status="left",
        starts_on=training.starts_on - timedelta(days=9),
        ends_on=training.starts_on - timedelta(days=1),
        leave_reason=make.reason("left", "moved"),
    )
    make.enrolment(training, number=7, status="waiting", starts_on=None)
    recorded = mark(session, cast.counsellor, *(Entry(number, Said("present")) for number in (5, 6, 7)))
    assert codes(recorded) == [Code.NOT_ON_LIST] * 3
    assert len(fill_rest(session=session, by=cast.counsellor).answers) == 4
