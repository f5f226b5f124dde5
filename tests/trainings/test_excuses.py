"""An excuse waits, is decided or lapses; the mark in the row follows each time."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.utils import timezone

from pembinaan.audit.models import AuditEntry
from pembinaan.problems import RuleBroken
from pembinaan.uploads import read_sealed
from tests import make
from trainings.actions.attendance import record_attendance, undo_last
from trainings.actions.excuses import SEALED_AS, bring_excuse, decide_excuse
from trainings.clocks import run_clock
from trainings.models import Attendance, AttendanceEvent, Excuse
from trainings.sheet import Code, Entry, Said

LETTER = b"%PDF-1.4 surat dokter %%EOF"


@pytest.fixture
def session(cast):
    training = make.training(cast.palu)
    make.enrolment(training)
    make.enrolment(training)
    return training.sessions.get()


@pytest.fixture
def sick(db):
    return make.reason(needs_evidence=True)


def days(session, number):
    return session.starts_at + timedelta(days=number, hours=1)


def bring(session, by, reason, *, day=0, **more):
    values = {"mark": "sick", "reason": reason, "form_key": uuid.uuid4(), "now": days(session, day)}
    return bring_excuse(**{"session": session, "number": 1, "by": by} | values | more)


def mark_of(session, number=1):
    row = Attendance.objects.filter(session=session, enrolment__number=number).first()
    return row and row.mark


def test_an_excuse_before_the_session_marks_the_row_and_does_not_open_the_session(cast, session, sick):
    bring(session, cast.coordinator, sick, day=-1)
    session.refresh_from_db()
    assert (mark_of(session), session.status) == ("sick", "planned")


def test_accepted_the_row_stays_excused(cast, session, sick):
    excuse = bring(session, cast.coordinator, sick)
    decide_excuse(excuse=excuse, accept=True, by=cast.counsellor, now=days(session, 1))
    excuse.refresh_from_db()
    assert (mark_of(session), excuse.state, excuse.decided_by_name) == ("sick", "accepted", "Agus Wijaya")


@pytest.mark.parametrize(("day", "mark"), [(1, "absent"), (10, "absent"), (-1, "")])
def test_declined_the_row_is_absent_once_the_session_has_begun(cast, session, sick, day, mark):
    excuse = bring(session, cast.coordinator, sick, day=-1)
    decide_excuse(excuse=excuse, accept=False, by=cast.counsellor, now=days(session, day))
    assert mark_of(session) == mark
    assert AttendanceEvent.objects.get(version=2).via == "decision"


def test_a_decision_comes_after_the_time_for_corrections_but_not_after_the_training(cast, session, sick):
    excuse = bring(session, cast.coordinator, sick)
    late = {"session": session, "marks": [Entry(1, Said("present"))], "by": cast.coordinator}
    assert record_attendance(**late, now=days(session, 9)).answers[0].code == Code.LOCKED
    session.training.status, session.training.completed_on = "completed", session.day
    session.training.save()
    with pytest.raises(RuleBroken) as refusal:
        decide_excuse(excuse=excuse, accept=False, by=cast.counsellor, now=days(session, 9))
    assert refusal.value.codes == {"training_over"}
    assert mark_of(session) == "sick"


def test_the_same_decision_twice_is_one_and_the_other_one_is_refused(cast, session, sick):
    excuse = bring(session, cast.coordinator, sick)
    for _time in range(2):
        decide_excuse(excuse=excuse, accept=True, by=cast.counsellor)
    assert AuditEntry.objects.filter(verb="decided").count() == 1
    with pytest.raises(RuleBroken) as refusal:
        decide_excuse(excuse=excuse, accept=False, by=cast.counsellor)
    assert refusal.value.codes == {"decided"}


def test_who_came_after_all_keeps_the_mark(cast, session, sick):
    excuse = bring(session, cast.coordinator, sick, day=-1)
    came = [Entry(1, Said("present"))]
    record_attendance(session=session, marks=came, by=cast.coordinator, now=days(session, 0))
    decide_excuse(excuse=excuse, accept=False, by=cast.counsellor, now=days(session, 1))
    assert mark_of(session) == "present"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"day": 4}, "too_late"),
        ({"number": 9}, "not_on_list"),
        ({"mark": "absent"}, "mark_unknown"),
        ({"reason": None}, "reason_unknown"),
    ],
)
def test_what_is_no_excuse(cast, session, sick, more, code):
    with pytest.raises(RuleBroken) as refusal:
        bring(session, cast.coordinator, **{"reason": sick} | more)
    assert refusal.value.codes == {code}
    assert not Excuse.objects.exists()


def test_whoever_is_present_is_not_excused(cast, session, sick):
    make.mark(session, session.training.enrolments.get(number=1), cast.coordinator)
    with pytest.raises(RuleBroken) as refusal:
        bring(session, cast.coordinator, sick)
    assert refusal.value.codes == {"came"}


def test_the_proof_is_sealed_at_rest_and_comes_later_to_the_same_excuse(cast, session, sick):
    first = bring(session, cast.coordinator, sick)
    proof = ContentFile(LETTER, name="surat.pdf")
    excuse = bring(session, cast.coordinator, sick, day=2, evidence=proof)
    excuse.refresh_from_db()
    assert (excuse.pk, excuse.evidence_name) == (first.pk, "surat.pdf")
    with excuse.evidence.open("rb") as file:
        assert b"surat dokter" not in file.read()
    assert read_sealed(excuse.evidence, SEALED_AS) == LETTER


def test_a_proof_that_is_replaced_leaves_no_file(
    cast, session, sick, django_capture_on_commit_callbacks, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    with django_capture_on_commit_callbacks(execute=True):
        for day in (0, 1):
            proof = ContentFile(LETTER, name=f"surat-{day}.pdf")
            excuse = bring(session, cast.coordinator, sick, day=day, evidence=proof)
    assert [path.is_file() for path in tmp_path.rglob("*")].count(True) == 1
    assert read_sealed(excuse.evidence, SEALED_AS) == LETTER


def test_the_same_form_twice_is_one_excuse(cast, session, sick):
    key = uuid.uuid4()
    bring(session, cast.coordinator, sick, form_key=key)
    bring(session, cast.coordinator, sick, form_key=key)
    assert AttendanceEvent.objects.count() == 1


def lapse(cast, session, day):
    return run_clock(cast.palu, now=days(session, day))


def test_without_proof_the_mark_lapses_after_the_third_day_once(cast, session, sick):
    said = Entry(1, Said("sick", reason_id=sick.pk))
    record_attendance(session=session, marks=[said], by=cast.coordinator, now=days(session, 0))
    assert lapse(cast, session, 3) == 0
    assert mark_of(session) == "sick"
    assert lapse(cast, session, 4) == 1
    assert lapse(cast, session, 5) == 0
    excuse, event = Excuse.objects.get(), AttendanceEvent.objects.get(version=2)
    assert (mark_of(session), excuse.state, excuse.said_by_name) == ("absent", "lapsed", "Rina Anggreni")
    assert (event.via, event.by, event.by_name) == ("clock", cast.coordinator, "Sistem")
    assert AuditEntry.objects.filter(verb="marked", actor_id=None).count() == 1


def test_an_announced_excuse_without_proof_lapses_too(cast, session, sick):
    bring(session, cast.coordinator, sick, day=-1)
    record_attendance(
        session=session, marks=[Entry(2, Said("present"))], by=cast.coordinator, now=days(session, 0)
    )
    assert lapse(cast, session, 4) == 1
    assert Excuse.objects.get().state == "lapsed"


def test_what_is_proved_accepted_or_needs_no_proof_never_lapses(cast, session, sick):
    bring(session, cast.coordinator, sick, evidence=ContentFile(LETTER, name="surat.pdf"))
    free = make.reason(code="family", needs_evidence=False)
    said = Entry(2, Said("excused", reason_id=free.pk))
    record_attendance(session=session, marks=[said], by=cast.coordinator, now=days(session, 0))
    assert lapse(cast, session, 9) == 0


@pytest.mark.parametrize(("day", "lapsed"), [(17, 1), (18, 0)])
def test_a_clock_that_stood_still_catches_up_but_leaves_old_sheets_alone(cast, session, sick, day, lapsed):
    said = Entry(1, Said("sick", reason_id=sick.pk))
    record_attendance(session=session, marks=[said], by=cast.coordinator, now=days(session, 0))
    assert lapse(cast, session, day) == lapsed


def test_what_an_officer_sets_after_the_lapse_stands(cast, session, sick):
    bring(session, cast.coordinator, sick)
    lapse(cast, session, 4)
    Attendance.objects.filter(session=session).update(mark="sick", reason=sick)
    assert lapse(cast, session, 5) == 0


def test_nothing_lapses_in_a_training_that_is_over(cast, session, sick):
    bring(session, cast.coordinator, sick)
    session.training.status, session.training.completed_on = "completed", session.day
    session.training.save()
    assert lapse(cast, session, 9) == 0
    assert mark_of(session) == "sick"


def test_the_clock_also_works_for_whoever_has_left_the_office(cast, session, sick):
    bring(session, cast.coordinator, sick)
    cast.coordinator.office = cast.luwuk
    cast.coordinator.save()
    assert lapse(cast, session, 4) == 1


def test_the_undo_of_a_user_leaves_the_clock_alone(cast, session, sick):
    bring(session, cast.coordinator, sick)
    lapse(cast, session, 4)
    undo_last(session=session, by=cast.coordinator, now=days(session, 1))
    assert mark_of(session) == "absent"


def test_the_day_ends_at_midnight_of_the_office(cast, session, sick, capsys):
    """In UTC the fourth day begins eight hours later than in Palu."""
    bring(session, cast.coordinator, sick)
    local = timezone.localtime(session.starts_at, cast.palu.zone)
    midnight = local.replace(hour=0, minute=0) + timedelta(days=4)
    with time_machine.travel(midnight - timedelta(minutes=1), tick=False):
        call_command("run_clocks")
    assert mark_of(session) == "sick"
    with time_machine.travel(midnight + timedelta(minutes=1), tick=False):
        call_command("run_clocks")
    assert mark_of(session) == "absent"
    assert "Excuses lapsed: 1" in capsys.readouterr().out
