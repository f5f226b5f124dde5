from datetime import timedelta

import pytest

from pembinaan import dates
from pembinaan.audit.models import AuditEntry
from pembinaan.problems import RuleBroken
from tests import make
from tests.trainings import scenes
from trainings.actions.moves import move_enrolment
from trainings.choices import EnrolmentStatus
from trainings.models import Enrolment
from trainings.moves import ENROLMENT_MOVES, move_named

PAIRS = [(move, status) for move in ENROLMENT_MOVES for status in EnrolmentStatus.values]


@pytest.fixture
def training(cast):
    return make.training(cast.palu, capacity=1, sessions=2)


def in_status(training, status, **more):
    day = training.starts_on
    facts = {
        "nominated": {"starts_on": None},
        "waiting": {"starts_on": None},
        "completed": {"completed_on": day},
        "left": {"leave_reason": make.reason("left", "moved"), "ends_on": day},
    }.get(status, {})
    return make.enrolment(training, **{"status": status} | facts | more)


def step(cast, enrolment, name, **more):
    move = move_named(ENROLMENT_MOVES, name)
    given = {"reason": make.reason("left", "moved")} if move.reason_kind else {}
    day = enrolment.training.starts_on
    return move_enrolment(
        enrolment=enrolment,
        move=name,
        by=cast.coordinator,
        **{"version": enrolment.version, "on": day, "note": "Sakit"} | given | more,
    )


def refused(cast, enrolment, name, **more):
    with pytest.raises(RuleBroken) as refusal:
        step(cast, enrolment, name, **more)
    return refusal.value


@pytest.mark.parametrize(("move", "status"), PAIRS, ids=lambda value: getattr(value, "name", value))
def test_the_table_decides_what_leads_where(cast, training, move, status):
    enrolment = in_status(training, status)
    if status in move.sources:
        assert step(cast, enrolment, move.name).status == move.target
    else:
        assert refused(cast, enrolment, move.name).codes == {"move"}


def test_every_step_stands_in_the_history_and_in_the_trail(cast, training):
    enrolment = step(cast, in_status(training, "enrolled"), "leave", note="Ke Luwuk")
    (move,) = enrolment.moves.all()
    assert (move.from_status, move.to_status, move.by_name) == ("enrolled", "left", "Rina Anggreni")
    assert move.note == "moved · Ke Luwuk"
    entry = AuditEntry.objects.about(enrolment).get()
    assert entry.changes["status"] == ["enrolled", "left"]
    assert enrolment.client.name not in entry.target_name


@pytest.mark.parametrize("status", ["waiting", "nominated", "left"])
def test_a_seat_is_given_only_while_there_is_one(cast, training, status):
    make.enrolment(training)
    enrolment = in_status(training, status)
    name = "return" if status == "left" else "enrol"
    assert refused(cast, enrolment, name).codes == {"full"}
    assert Enrolment.objects.get(pk=enrolment.pk).status == status


def test_resuming_needs_no_second_seat(cast, training):
    paused = in_status(training, "paused")
    assert step(cast, paused, "resume").status == "enrolled"


def test_who_waited_takes_part_from_the_given_day(cast, training):
    day = training.starts_on + timedelta(days=1)
    assert step(cast, in_status(training, "waiting"), "enrol", on=day).starts_on == day


def test_whose_guidance_has_ended_meanwhile_gets_no_seat(cast, training):
    yesterday = dates.today(cast.palu) - timedelta(days=1)
    gone = make.client(cast.palu, status="ended", end_reason="completed", ended_on=yesterday)
    assert refused(cast, in_status(training, "waiting", who=gone), "enrol").codes == {"ended"}


def test_leaving_needs_a_reason_and_a_day(cast, training):
    enrolment = in_status(training, "enrolled")
    assert "reason" in refused(cast, enrolment, "leave", reason=None).error_dict
    assert "on" in refused(cast, enrolment, "leave", on=None).error_dict


def test_nobody_leaves_before_the_start_or_before_a_recorded_mark(cast, training):
    enrolment = in_status(training, "enrolled")
    early = enrolment.starts_on - timedelta(days=1)
    assert "on" in refused(cast, enrolment, "leave", on=early).error_dict
    scenes.mark(training.sessions.last(), enrolment, cast.coordinator)
    assert "on" in refused(cast, enrolment, "leave", on=enrolment.starts_on).error_dict


@pytest.mark.parametrize("name", ["enrol", "wait"])
def test_no_seat_where_the_training_was_cancelled(cast, training, name):
    training.status = "cancelled"
    training.save()
    assert refused(cast, in_status(training, "nominated"), name).codes == {"closed"}


def test_the_list_of_a_completed_training_stays(cast, training):
    training.status, training.completed_on = "completed", training.ends_on
    training.save()
    assert refused(cast, in_status(training, "enrolled"), "leave").codes == {"closed"}


def test_an_old_version_is_refused(cast, training):
    assert refused(cast, in_status(training, "enrolled"), "pause", version=9).codes == {"stale"}
