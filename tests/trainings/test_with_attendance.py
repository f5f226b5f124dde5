"""The minutes that the database sums equal those summed by hand, whatever was recorded."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import make
from tests.trainings import naive
from tests.trainings.after import held, people
from trainings.models import CatchUp, Session, Training

WORDS = st.sampled_from(["P", "L10", "L180", "E20", "X", "R", "A", "-"])
SHEETS = st.lists(st.tuples(WORDS, WORDS, WORDS), min_size=1, max_size=3)
STATES = st.tuples(*[st.sampled_from(["held", "held", "planned", "cancelled"])] * 3)


def by_hand(person):
    """(expected, credited) minutes, one mark after the other."""
    expected = credited = 0
    for session in person.training.sessions.filter(status="held"):
        if person.status in naive.TOOK_PART and naive.expected(session, person):
            cell = naive.Counter()
            naive.count_mark(session, person, cell)
            expected += cell["minutes_expected"]
            credited += cell["minutes_credited"]
    return expected, credited


def name(training, numbers, jp=4):
    """Make the last session one in which these participants catch up on the first; None: as it is."""
    if numbers is None:
        return
    missed, *_others, catch_up = training.sessions.order_by("number")
    training.sessions.filter(pk=catch_up.pk).update(is_catch_up=True, jp=jp)
    for person in training.enrolments.filter(number__in=numbers):
        CatchUp.objects.create(session=catch_up, enrolment=person, missed=missed)


@pytest.mark.parametrize(
    ("sheet", "jp", "minutes"),
    [
        ("A P P", 4, (360, 360)),  # absent: the catch-up adds to what was followed
        ("A P P", 8, (360, 360)),  # never more than was missed
        ("A P L30", 4, (360, 330)),
        ("A P A", 4, (360, 180)),  # missed again: nothing more is expected
        ("X P P", 4, (360, 360)),  # an accepted absence comes back as far as it was caught up
        ("X P L30", 4, (330, 330)),
        ("X P A", 4, (180, 180)),
        ("R P P", 4, (360, 360)),
        ("P P P", 4, (360, 360)),  # not missed after all: nothing to catch up on
    ],
)
def test_catching_up(cast, sheet, jp, minutes):
    training = held(cast, sheet, "P P -")
    name(training, [1], jp)
    first, second = training.enrolments.with_attendance().order_by("number")
    assert (first.minutes_expected, first.minutes_credited) == minutes
    assert (second.minutes_expected, second.minutes_credited) == (360, 360)
    assert training.sessions.with_missing_marks().get(number=3).marks_missing == 0
    assert training.sessions.with_record_counts().get(number=3).expected == 1


def test_a_catch_up_session_that_names_nobody_is_for_all(cast):
    training = held(cast, "A P P", "P P -")
    name(training, [])
    rows = training.enrolments.with_attendance().order_by("number")
    assert [(row.minutes_expected, row.minutes_credited) for row in rows] == [(540, 360), (540, 360)]
    assert training.sessions.with_missing_marks().get(number=3).marks_missing == 1


def missing_by_hand(session):
    if session.status != "held":
        return 0
    return sum(
        not person.attendances.filter(session=session).exclude(mark="").exists()
        for person in people(session.training)
        if person.status in naive.TOOK_PART and naive.expected(session, person)
    )


@pytest.mark.django_db
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    sheets=SHEETS,
    states=STATES,
    status=st.sampled_from(["enrolled", "paused", "completed", "waiting"]),
    joined=st.integers(0, 2),
    stays=st.integers(0, 2) | st.none(),
    away=st.none() | st.tuples(st.integers(0, 2), st.integers(0, 1) | st.none()),
    named=st.none() | st.sets(st.integers(1, 3)),
)
def test_minutes_and_missing_marks_equal_those_by_hand(
    cast, sheets, states, status, joined, stays, away, named
):
    training = held(cast, *map(" ".join, sheets))
    name(training, named)
    for session, state in zip(training.sessions.order_by("number"), states, strict=True):
        reason = make.reason("session_cancelled", "hall") if state == "cancelled" else None
        training.sessions.filter(pk=session.pk).update(status=state, cancel_reason=reason)
    first = people(training)[0]
    first.status, first.starts_on = status, training.starts_on + timedelta(days=joined)
    first.ends_on = None if stays is None else first.starts_on + timedelta(days=stays)
    first.completed_on = training.ends_on if status == "completed" else None
    first.save()
    if away:
        begins = training.starts_on + timedelta(days=away[0])
        make.pause(first, begins, None if away[1] is None else begins + timedelta(days=away[1]))
    found = training.enrolments.with_attendance().order_by("number")
    assert [(p.minutes_expected, p.minutes_credited) for p in found] == [by_hand(p) for p in found]
    sessions = Session.objects.filter(training=training).with_missing_marks()
    assert {s.pk: s.marks_missing for s in sessions} == {s.pk: missing_by_hand(s) for s in sessions}


def test_one_query_for_everybody(cast, django_assert_num_queries):
    training = held(cast, "P A", "P P", "X L5")
    with django_assert_num_queries(1):
        found = list(training.enrolments.with_attendance().order_by("number"))
    assert [p.minutes_credited for p in found] == [180, 360, 175]


@pytest.mark.parametrize(
    ("status", "state", "ago", "waits"),
    [
        ("running", "held", 1, True),
        ("approved", "planned", 1, True),
        ("running", "held", 0, False),
        ("draft", "planned", 1, False),
        ("running", "cancelled", 1, False),
    ],
)
def test_a_training_waits_for_completion_once_its_sessions_are_over(cast, status, state, ago, waits):
    training = held(cast, "P", ago=ago, status=status)
    reason = make.reason("session_cancelled", "hall") if state == "cancelled" else None
    training.sessions.update(status=state, cancel_reason=reason)
    day = training.starts_on + timedelta(days=ago)
    assert Training.objects.waiting_for_completion(day).exists() is waits
