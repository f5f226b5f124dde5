"""The grid of scores: each cell answers for itself, and what instructors saw counts once accepted."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pembinaan.audit.models import AuditEntry
from tests import make
from tests.trainings.after import held
from tests.trainings.scoring import entry, give, step
from trainings.actions.assessment import record_scores
from trainings.actions.instructor_link import accept_marks, decline_marks
from trainings.actions.programmes import change_checklist
from trainings.models import ChecklistTick, Score, ScoreEvent
from trainings.rules.assessment import columns_of, gain_of, mean_of, practice_of


@pytest.fixture
def training(cast):
    return held(cast, "P P", "P P")


def record(training, by, *entries):
    return [answer.code for answer in record_scores(training=training, events=entries, by=by)]


def cells(training):
    rows = Score.objects.filter(enrolment__training=training).order_by("enrolment__number", "pk")
    return [(row.enrolment.number, row.test, row.first, row.last, row.version) for row in rows]


def test_scores_are_kept_with_who_and_when_and_told_in_the_trail(cast, training):
    sharp = step(training)
    codes = record(
        training,
        cast.coordinator,
        entry(1, "post", 90, attempt=2),
        entry(1, "post", 60),
        entry(1, sharp, 1),
        entry(2, "level", 3),
    )
    assert codes == ["stored"] * 4
    assert cells(training) == [
        (1, "post", 60, 90, 2),
        (1, "practice", 1, None, 1),
        (2, "level", 3, None, 1),
    ]
    assert {event.by_name for event in ScoreEvent.objects.all()} == {cast.coordinator.name}
    trail = AuditEntry.objects.about(training).get()
    assert (trail.verb, trail.changes) == ("assessed", {"scores": ["", 3]})


def test_the_same_event_twice_is_stored_once(cast, training):
    sent = [entry(1, "pre", 40), entry(2, "pre", 50)]
    assert record(training, cast.coordinator, *sent) == ["stored", "stored"]
    assert record(training, cast.coordinator, *sent) == ["same", "same"]
    # Also after somebody went on from there.
    record(training, cast.coordinator, entry(1, "pre", 45, base=1))
    assert record(training, cast.coordinator, sent[0]) == ["same"]
    assert cells(training) == [(1, "pre", 45, None, 2), (2, "pre", 50, None, 1)]
    assert ScoreEvent.objects.count() == 3
    # Its id names one cell for good.
    assert record(training, cast.coordinator, entry(2, "post", 40, event=sent[0].event_id)) == ["invalid"]


def test_two_officers_collide_in_the_same_cell_alone(cast, training):
    sharp = step(training)
    assert record(training, cast.coordinator, entry(1, "pre", 40), entry(1, sharp, 0)) == ["stored"] * 2
    answers = record_scores(
        training=training,
        events=[entry(1, "pre", 70), entry(1, "post", 80), entry(1, sharp, 1, attempt=2), entry(2, sharp, 1)],
        by=cast.sibling,
    )
    # The last try of a step is another cell than its first.
    assert {(a.entry.number, a.entry.column): a.code for a in answers} == {
        (1, "pre"): "conflict",
        (1, "post"): "stored",
        (1, f"s{sharp.pk}"): "stored",
        (2, f"s{sharp.pk}"): "stored",
    }
    (clash,) = [answer for answer in answers if answer.code == "conflict"]
    assert cast.coordinator.name in clash.message
    assert "“40”" in clash.message
    assert ScoreEvent.objects.filter(answer="conflict").get().value == 70
    # Either choice is kept.
    assert record(training, cast.sibling, entry(1, "pre", 40, base=1)) == ["same"]
    assert record(training, cast.sibling, entry(1, "pre", 70, base=1)) == ["stored"]
    assert cells(training)[0] == (1, "pre", 70, None, 2)


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (("pre", 101), "invalid"),
        (("pre", -1), "invalid"),
        (("step", 2), "invalid"),
        (("level", 0), "invalid"),
        (("level", 5), "invalid"),
        (("s0", 1), "invalid"),
        (("naik", 1), "invalid"),
        (("post", 1, 2), "invalid"),  # no first try yet
        (("post", 1, 3), "invalid"),
    ],
)
def test_what_does_not_belong_is_refused_beside_the_cell(cast, training, sent, code):
    column, value, *attempt = sent
    column = step(training) if column == "step" else column
    (answer,) = record_scores(
        training=training,
        events=[entry(1, column, value, attempt=(attempt or [1])[0])],
        by=cast.coordinator,
    )
    assert answer.code == code
    assert answer.message
    assert not Score.objects.exists()
    assert not ScoreEvent.objects.exists()


def test_a_value_is_taken_back_in_its_order(cast, training):
    record(training, cast.coordinator, entry(1, "post", 60), entry(1, "post", 70, attempt=2))
    assert record(training, cast.coordinator, entry(1, "post", None, base=2)) == ["invalid"]
    assert record(training, cast.coordinator, entry(1, "post", None, attempt=2, base=2)) == ["stored"]
    assert record(training, cast.coordinator, entry(1, "post", None, base=3)) == ["stored"]
    assert cells(training) == [(1, "post", None, None, 4)]


def test_who_has_no_seat_has_no_cell_and_a_closed_grid_takes_nothing(cast, training):
    training.enrolments.filter(number=2).update(status="waiting")
    assert record(training, cast.coordinator, entry(2, "pre", 1), entry(9, "pre", 1)) == ["not_on_list"] * 2
    for status, day in (("draft", None), ("completed", training.ends_on)):
        type(training).objects.filter(pk=training.pk).update(status=status, completed_on=day)
        assert record(training, cast.coordinator, entry(1, "pre", 1)) == ["locked"]
    assert not ScoreEvent.objects.exists()


def test_totals_weigh_the_steps_and_means_leave_out_what_is_missing(cast, training):
    heavy, light = step(training, weight=3), step(training, "Mengemas", module=2)
    first, second = training.enrolments.order_by("number")
    give(first, "practice", 0, 1, item=heavy, by=cast.coordinator)
    pre = give(first, "pre", 40, by=cast.coordinator)
    post = give(first, "post", 55, 70, by=cast.coordinator)
    columns = columns_of(training)
    assert [column.code for column in columns] == ["pre", "post", f"s{heavy.pk}", f"s{light.pk}", "level"]
    scores = {(score.test, score.item_id): score for score in first.scores.all()}
    assert practice_of(columns, scores) == 75
    assert gain_of(scores) == 30
    assert (practice_of(columns, {}), gain_of({("pre", None): pre}), post.value) == (None, None, 70)
    assert (mean_of([1, None, 2]), mean_of([None])) == (1.5, None)
    assert second.scores.count() == 0


def test_what_the_instructor_saw_counts_once_accepted(cast):
    training = make.training(cast.palu)
    now = timezone.now()
    training.sessions.update(starts_at=now - timedelta(minutes=25), ends_at=now + timedelta(hours=3))
    people = [make.enrolment(training) for _number in range(4)]
    sharp, session = step(training), training.sessions.get()
    give(people[1], "practice", 0, item=sharp, by=cast.coordinator)
    give(people[2], "practice", 1, item=sharp, by=cast.coordinator)
    for person in people:
        ChecklistTick.objects.create(session=session, enrolment=person, item=sharp, at=now)
    decline_marks(session=session, numbers=[4], by=cast.counsellor)
    assert Score.objects.count() == 2
    accept_marks(session=session, versions={1: 0, 2: 0, 3: 0, 4: 0}, by=cast.counsellor)
    accept_marks(session=session, versions={1: 0, 2: 0, 3: 0, 4: 0}, by=cast.counsellor)
    assert cells(training) == [
        (1, "practice", 1, None, 1),
        (2, "practice", 0, 1, 2),
        (3, "practice", 1, None, 1),
    ]
    assert [(event.via, event.attempt) for event in ScoreEvent.objects.order_by("attempt")] == [
        ("partner", 1),
        ("partner", 2),
    ]


def test_a_new_version_of_the_programme_leaves_old_results_as_they_were(cast):
    training = held(cast, "P", programme=make.programme(jps=(4,), office=cast.palu))
    old = step(training, "Mengiris tebal", must_pass=True)
    record(training, cast.coordinator, entry(1, old, 1))
    steps = [{"text": "Mengiris tipis", "weight": 9, "must_pass": True}]
    newer = change_checklist(training.programme, 1, steps, version=1, by=cast.coordinator)
    assert newer.curriculum_version == 2
    training.refresh_from_db()
    assert [column.label for column in columns_of(training) if column.item] == ["Mengiris tebal"]
    (person,) = training.enrolments.with_assessment()
    assert (person.steps_asked, person.steps_missing, person.scores.get().value) == (1, None, 1)
    # A step of the new version is none of this training's.
    foreign = newer.modules.get().checklist.get()
    assert record(training, cast.coordinator, entry(1, foreign, 1)) == ["invalid"]


def test_queries_do_not_grow_with_the_cells(cast):
    counts = []
    for sheets in (["P P"], ["P P"] * 3):
        training = held(cast, *sheets)
        numbers = range(1, len(sheets) + 1)
        for base, value in ((0, 40), (1, 41)):
            with CaptureQueriesContext(connection) as queries:
                record(training, cast.coordinator, *(entry(n, "pre", value, base=base) for n in numbers))
            counts.append(len(queries))
    assert counts[0] == counts[2]
    assert counts[1] == counts[3]
    assert max(counts) <= 11


def test_an_event_is_never_changed(cast, training):
    record(training, cast.coordinator, entry(1, "pre", 40, event=uuid.UUID(int=7)))
    with pytest.raises(Exception, match="append"):
        ScoreEvent.objects.filter(pk=uuid.UUID(int=7)).update(value=41)
