"""Completing decides about everybody by the recorded attendance, explains itself and starts the clock."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pembinaan import dates
from pembinaan.audit.models import AuditEntry
from pembinaan.problems import RuleBroken
from tests import make
from tests.trainings import naive
from tests.trainings.after import held, people, stored
from trainings.actions.completion import complete_training
from trainings.client_counting import recount
from trainings.models import FollowUp
from trainings.rules.completion import Decision
from trainings.standing import standing_of


def complete(cast, training, **more):
    training.refresh_from_db()
    return complete_training(training=training, version=training.version, by=cast.coordinator, **more)


@pytest.mark.parametrize(
    ("sheet", "status"),
    [
        ("P P P P P", "completed"),
        ("P P P P A", "completed"),  # exactly 80 %
        ("P P P L1 A", "not_completed"),  # one minute short of 80 %
        ("L180 P P P P", "completed"),
        ("L180 P P P E1", "not_completed"),
        ("L100 L80 P P P", "completed"),  # lateness adds up
        ("L100 L81 P P P", "not_completed"),
        ("L100 E80 P P P", "completed"),
        ("X X X X P", "completed"),  # an accepted excuse leaves the denominator
        ("X X X X X", "not_completed"),  # followed nothing at all
        ("X X X X A", "not_completed"),
        ("R P P P P", "completed"),  # an unaccepted one stays in it
        ("R R P P P", "not_completed"),
        ("X R P P P", "not_completed"),  # 3 of 4
        ("A A A A A", "not_completed"),
    ],
)
def test_attendance_decides(cast, sheet, status):
    training = held(cast, sheet)
    complete(cast, training)
    (person,) = people(training)
    assert person.status == status
    assert person.completed_on == (training.sessions.last().day if status == "completed" else None)


def test_who_left_stays_left_and_who_pauses_is_decided(cast):
    training = held(cast, "P P", "P P", "P -")
    left, paused, pausing = people(training)
    left.status, left.leave_reason, left.ends_on = "left", make.reason("left", "work"), training.ends_on
    left.save()
    for person, first in ((paused, training.ends_on + timedelta(days=1)), (pausing, training.ends_on)):
        person.status = "paused"
        person.save()
        make.pause(person, first)
    complete(cast, training)
    assert [person.status for person in people(training)] == ["left", "completed", "completed"]


def test_who_joined_later_is_measured_from_then(cast):
    training = held(cast, "P P", "- P")
    late = people(training)[1]
    late.starts_on = training.ends_on
    late.save()
    complete(cast, training)
    assert people(training)[1].status == "completed"


def test_a_guest_completes_and_a_waiting_client_waits(cast):
    training = held(cast, "P")
    client = make.client(cast.palu)
    guest, *_rest = people(training)
    guest.client, guest.guest_name = None, "Tamu Rutan"
    guest.save()
    make.enrolment(training, client, status="waiting", starts_on=None)
    complete(cast, training)
    assert [person.status for person in people(training)] == ["completed", "waiting"]


def test_a_cancelled_session_counts_for_nothing(cast):
    training = held(cast, "P - P")
    middle = training.sessions.get(number=2)
    middle.status, middle.cancel_reason = "cancelled", make.reason("session_cancelled", "hall")
    middle.save()
    complete(cast, training)
    assert people(training)[0].status == "completed"


def test_the_training_is_completed_as_of_its_last_held_session(cast):
    training = held(cast, "P P P -", ago=20)
    last = training.sessions.get(number=4)
    last.status, last.cancel_reason = "cancelled", make.reason("session_cancelled", "hall")
    last.save()
    done = complete(cast, training)
    assert (done.status, done.completed_on) == ("completed", training.sessions.get(number=3).day)


def test_another_day_may_be_given_between_the_last_session_and_today(cast):
    training = held(cast, "P", ago=10)
    day = dates.today(cast.palu) - timedelta(days=4)
    assert complete(cast, training, on=day).completed_on == day


@pytest.mark.parametrize(("shift", "code"), [(-1, "before_last_session"), (11, "in_future")])
def test_but_not_outside(cast, shift, code):
    training = held(cast, "P", ago=10)
    with pytest.raises(RuleBroken) as refusal:
        complete(cast, training, on=training.starts_on + timedelta(days=shift))
    assert refusal.value.codes == {code}


def unseat(training, cast):
    training.enrolments.update(status="waiting")


def cancel_all(training, cast):
    training.sessions.update(status="cancelled", cancel_reason=make.reason("session_cancelled", "hall"))


def plan_past(training, cast):
    training.sessions.filter(number=1).update(status="planned")


def plan_ahead(training, cast):
    make.session(training, number=9, day=dates.today(cast.palu) + timedelta(days=1))


def lose_a_mark(training, cast):
    training.sessions.first().attendances.all().delete()


def lose_a_result(training, cast):
    training.enrolments.update(result="")


@pytest.mark.parametrize(
    ("spoil", "codes"),
    [
        (unseat, {"no_participants"}),
        (cancel_all, {"no_session"}),
        (plan_past, {"session_open"}),
        (plan_ahead, {"session_ahead"}),
        (lose_a_mark, {"marks_missing"}),
        (lose_a_result, {"results_missing"}),
    ],
)
def test_what_is_missing_blocks_and_changes_nothing(cast, spoil, codes):
    training = held(cast, "P P")
    spoil(training, cast)
    before = [person.status for person in people(training)]
    with pytest.raises(RuleBroken) as refusal:
        complete(cast, training)
    assert refusal.value.codes == codes
    training.refresh_from_db()
    assert training.status == "running"
    assert [person.status for person in people(training)] == before
    assert not FollowUp.objects.exists()


def test_who_never_came_needs_no_result_and_who_pauses_no_mark(cast):
    training = held(cast, "P P", "A A", "P -")
    _first, absent, pausing = people(training)
    absent.result = ""
    absent.save()
    make.pause(pausing, training.ends_on)
    assert complete(cast, training).status == "completed"


@pytest.mark.parametrize("status", ["draft", "postponed", "cancelled"])
def test_only_an_approved_or_running_training_is_completed(cast, status):
    training = held(cast, "P", status=status)
    with pytest.raises(RuleBroken) as refusal:
        complete(cast, training)
    assert refusal.value.codes == {"move"}


def test_a_second_completion_and_an_old_version_are_refused(cast):
    training = held(cast, "P")
    with pytest.raises(RuleBroken) as refusal:
        complete_training(training=training, version=training.version + 1, by=cast.coordinator)
    assert refusal.value.codes == {"stale"}
    complete(cast, training)
    with pytest.raises(RuleBroken) as refusal:
        complete(cast, training)
    assert refusal.value.codes == {"move"}
    assert FollowUp.objects.count() == 5


def test_history_trail_and_tally_are_kept(cast):
    training = held(cast, "P P P P P", "P P P P A", "P A A A A")
    complete(cast, training)
    first, _second, third = people(training)
    assert [(m.from_status, m.to_status, m.by_name) for m in first.moves.all()] == [
        ("enrolled", "completed", cast.coordinator.name)
    ]
    assert third.moves.get().to_status == "not_completed"
    entry = AuditEntry.objects.about(training).get()
    assert entry.verb == "completed"
    assert entry.changes["completed"] == ["", 2]
    assert entry.changes["follow_ups"] == ["", 15]
    assert first.client.name not in str(entry.changes)
    training.refresh_from_db()
    assert stored(training) == naive.recount(training)
    assert first.version == 2


def test_queries_do_not_grow_with_the_people(cast):
    one, many = held(cast, "P P", "P A"), held(cast, *["P P"] * 5, *["P A"] * 4)
    counts = []
    for training in (one, many):
        recount(training.enrolments.values_list("client", flat=True))
        with CaptureQueriesContext(connection) as queries:
            complete(cast, training)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 24


def test_the_clock_runs_from_the_exit(cast):
    training = held(cast, "P", day=date(2024, 11, 30))
    complete(cast, training)
    clock = [(f.point, f.opens_on, f.due_on, f.closes_on) for f in FollowUp.objects.order_by("point")]
    assert clock == [
        (0, date(2024, 11, 15), date(2024, 11, 30), date(2024, 12, 15)),
        (1, date(2024, 12, 15), date(2024, 12, 30), date(2025, 1, 14)),
        (3, date(2025, 2, 13), date(2025, 2, 28), date(2025, 3, 15)),
        (6, date(2025, 4, 30), date(2025, 5, 30), date(2025, 6, 29)),
        (12, date(2025, 10, 31), date(2025, 11, 30), date(2025, 12, 30)),
    ]


@pytest.mark.parametrize(
    ("sheet", "text"),
    [
        ("P P P P P", "Lulus karena: mengikuti 20 dari 20 JP (100%, paling sedikit 80%)."),
        ("P P P P A", "Lulus karena: mengikuti 16 dari 20 JP (80%, paling sedikit 80%)."),
        ("P P P L1 A", "Belum karena: mengikuti 15,9 dari 20 JP (79%), perlu 16 JP (80%)."),
        ("X X X P P", "Lulus karena: mengikuti 8 dari 8 JP (100%, paling sedikit 80%)."),
        ("X X X X X", "Belum karena: izin atau belum terdaftar pada semua sesi yang terlaksana."),
    ],
)
def test_the_decision_explains_itself(cast, sheet, text):
    (person,) = standing_of(held(cast, sheet)).seated
    decision = Decision(person)
    assert decision.text == text
    assert decision.completes == (decision.credited >= decision.needed)
