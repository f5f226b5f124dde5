import uuid
from datetime import date, time, timedelta

import pytest

from pembinaan.accounts.models import Holiday
from pembinaan.audit.models import AuditEntry
from pembinaan.problems import RuleBroken
from tests import make
from tests.trainings import scenes
from trainings.actions.planning import change_training, plan_training, remake_timetable
from trainings.models import Training
from trainings.timetable import Slots

MONDAY = date(2026, 11, 2)
MORNINGS = Slots.of((time(8), time(12)))


def values(**more):
    return {
        "programme": more.pop("programme", None) or make.programme(jps=(4, 4)),
        "title": "",
        "partner": None,
        "instructors": [],
        "place": "Aula",
        "service_post": None,
        "starts_on": MONDAY,
        "ends_on": MONDAY + timedelta(days=4),
        "capacity": 20,
        "strategic_programmes": [],
        "note": "",
    } | more


def plan(cast, slots=MORNINGS, form_key=None, **more):
    return plan_training(
        office=cast.palu,
        values=values(**more),
        slots=slots,
        form_key=form_key or uuid.uuid4(),
        by=cast.coordinator,
    )


def days_of(training):
    return list(training.sessions.values_list("day", flat=True))


def test_plans_a_draft_with_its_timetable(cast):
    training = plan(cast)
    first, second = training.sessions.all()
    assert (training.status, training.title) == ("draft", training.programme.title)
    assert [(s.number, s.jp, s.place) for s in (first, second)] == [(1, 5, "Aula"), (2, 3, "Aula")]
    assert [(part.module.order, part.jp) for s in (first, second) for part in s.parts.all()] == [
        (1, 4),
        (2, 1),
        (2, 3),
    ]
    assert first.starts_at.astimezone(cast.palu.zone).isoformat() == "2026-11-02T08:00:00+08:00"
    assert AuditEntry.objects.about(training).get().verb == "created"


def test_holidays_of_the_nation_and_of_the_own_office_are_skipped(cast):
    Holiday.objects.create(day=MONDAY, name="Libur")
    Holiday.objects.create(day=MONDAY + timedelta(days=1), name="Libur kantor", office=cast.palu)
    Holiday.objects.create(day=MONDAY + timedelta(days=2), name="Libur lain", office=cast.luwuk)
    assert days_of(plan(cast)) == [MONDAY + timedelta(days=2), MONDAY + timedelta(days=3)]


def test_says_how_many_jp_find_no_room(cast):
    with pytest.raises(RuleBroken) as refusal:
        plan(cast, ends_on=MONDAY)
    assert refusal.value.codes == {"no_room"}
    assert "3" in str(refusal.value.error_dict["ends_on"][0])
    assert not Training.objects.exists()


def test_without_slots_no_session_is_made(cast):
    assert days_of(plan(cast, slots=None, ends_on=MONDAY)) == []


def test_a_training_already_held_can_be_entered(cast):
    training = plan(cast, starts_on=date(2025, 9, 1), ends_on=date(2025, 9, 2))
    assert days_of(training) == [date(2025, 9, 1), date(2025, 9, 2)]


def test_the_same_form_sent_twice_makes_one_training(cast):
    key = uuid.uuid4()
    programme = make.programme()
    assert plan(cast, form_key=key, programme=programme) == plan(cast, form_key=key, programme=programme)
    assert Training.objects.count() == 1


def test_the_instructors_teach_every_session(cast):
    partner = make.partner(cast.palu)
    one, other = make.instructor(partner), make.instructor(partner)
    training = plan(cast, partner=partner, instructors=[one, other])
    roles = [[(row.instructor, row.role) for row in s.teaching.all()] for s in training.sessions.all()]
    assert roles == [[(one, "lead"), (other, "co")]] * 2


def test_an_instructor_of_another_partner_is_refused(cast):
    stranger = make.instructor(make.partner(cast.palu))
    with pytest.raises(RuleBroken) as refusal:
        plan(cast, partner=make.partner(cast.palu), instructors=[stranger])
    assert "instructors" in refusal.value.error_dict


def change(cast, training, version=None, **more):
    facts = {
        "programme": training.programme,
        "title": training.title,
        "starts_on": training.starts_on,
        "ends_on": training.ends_on,
    }
    return change_training(
        training=training,
        values=values(**facts | more),
        version=version or training.version,
        by=cast.coordinator,
    )


def test_a_change_is_recorded_with_old_and_new(cast):
    training = plan(cast)
    changed = change(cast, training, place="Griya", capacity=16)
    entry = AuditEntry.objects.about(training).first()
    assert entry.changes == {"place": ["Aula", "Griya"], "capacity": [20, 16]}
    assert changed.version == 2


def test_an_old_version_is_refused_and_names_who_changed_it(cast):
    training = plan(cast)
    change(cast, training, place="Griya")
    with pytest.raises(RuleBroken, match="Rina Anggreni"):
        change(cast, training, place="Balai", version=1)


@pytest.mark.parametrize(
    ("edit", "field"),
    [
        ({"starts_on": MONDAY + timedelta(days=1)}, "starts_on"),
        ({"ends_on": MONDAY}, "ends_on"),
        ({"ends_on": MONDAY - timedelta(days=1)}, "ends_on"),
        ({"capacity": 1}, "capacity"),
    ],
)
def test_days_hold_the_sessions_and_seats_the_seated(cast, edit, field):
    training = plan(cast)
    make.enrolment(training)
    make.enrolment(training)
    with pytest.raises(RuleBroken) as refusal:
        change(cast, training, **edit)
    assert field in refusal.value.error_dict


def test_the_programme_stays_while_sessions_teach_it(cast):
    training = plan(cast)
    with pytest.raises(RuleBroken) as refusal:
        change(cast, training, programme=make.programme())
    assert refusal.value.codes == {"programme_in_use"}


@pytest.mark.parametrize("status", ["completed", "cancelled"])
def test_what_is_over_no_longer_changes(cast, status):
    training = make.training(cast.palu, status=status, completed_on=MONDAY if status == "completed" else None)
    with pytest.raises(RuleBroken) as refusal:
        change(cast, training)
    assert "over" in refusal.value.codes


def remake(cast, training, slots=MORNINGS, **more):
    span = {"starts_on": training.starts_on, "ends_on": training.ends_on}
    return remake_timetable(
        training=training, slots=slots, version=training.version, by=cast.coordinator, **span | more
    )


def test_the_timetable_moves_to_other_days(cast):
    later = MONDAY + timedelta(days=14)
    training = remake(cast, plan(cast), starts_on=later, ends_on=later + timedelta(days=4))
    assert days_of(training) == [later, later + timedelta(days=1)]


def test_the_timetable_stays_once_attendance_is_recorded(cast):
    training = plan(cast)
    scenes.mark(training.sessions.first(), make.enrolment(training), by=cast.coordinator)
    with pytest.raises(RuleBroken) as refusal:
        remake(cast, training)
    assert refusal.value.codes == {"marked"}
