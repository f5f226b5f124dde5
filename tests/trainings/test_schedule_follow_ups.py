"""Who is followed up and when: the list of what is due equals brute force for any date."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pembinaan.problems import RuleBroken
from tests import make
from tests.trainings.after import held, people
from tests.trainings.test_complete_training import complete
from trainings.actions.follow_up import schedule_follow_ups
from trainings.models import FollowUp

WINDOWS = {0: 15, 1: 15, 3: 15, 6: 30, 12: 30}


def due_day(exit_day, months):
    """Counted month by month; a day that a month lacks becomes its last one."""
    year, month = exit_day.year, exit_day.month
    for _step in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return date(year, month, min(exit_day.day, monthrange(year, month)[1]))


def by_hand(exit_day, day):
    return {
        (point, day > due_day(exit_day, point) + timedelta(days=window))
        for point, window in WINDOWS.items()
        if due_day(exit_day, point) - timedelta(days=window) <= day
    }


EXITS = st.dates(date(2023, 1, 1), date(2025, 6, 30)) | st.sampled_from(
    [date(2024, 2, 29), date(2023, 8, 31), date(2024, 1, 31), date(2024, 11, 30), date(2024, 12, 31)]
)


@pytest.mark.django_db
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(exit_day=EXITS, shifts=st.lists(st.integers(-40, 430), min_size=4, max_size=8))
def test_the_due_list_equals_brute_force(cast, exit_day, shifts):
    training = held(cast, "P", day=exit_day)
    complete(cast, training)
    rows = FollowUp.objects.filter(enrolment__training=training)
    assert {f.point: f.due_on for f in rows} == {point: due_day(exit_day, point) for point in WINDOWS}
    for shift in shifts:
        day = exit_day + timedelta(days=shift)
        overdue = set(rows.overdue(day).values_list("pk", flat=True))
        assert {(f.point, f.pk in overdue) for f in rows.due_by(day)} == by_hand(exit_day, day)
        assert rows.upcoming(day).count() == 5 - len(by_hand(exit_day, day))


def test_everybody_who_attended_except_guests(cast):
    training = held(cast, "P P", "P A", "A A", "P P", "P -")
    guest, left = people(training)[3:]
    guest.client, guest.guest_name = None, "Tamu"
    guest.save()
    left.status, left.leave_reason, left.ends_on = "left", make.reason("left", "work"), training.starts_on
    left.save()
    complete(cast, training)
    followed = FollowUp.objects.values_list("enrolment__number", flat=True)
    assert sorted(set(followed)) == [1, 2, 5]
    assert len(followed) == 15


def test_scheduling_again_makes_only_what_is_missing(cast):
    training = held(cast, "P", "P")
    complete(cast, training)
    assert schedule_follow_ups(training=training, by=cast.coordinator) == 0
    FollowUp.objects.filter(point=3).delete()
    assert schedule_follow_ups(training=training, by=cast.coordinator) == 2
    assert FollowUp.objects.count() == 10


def test_nothing_is_scheduled_before_completion(cast):
    with pytest.raises(RuleBroken) as refusal:
        schedule_follow_ups(training=held(cast, "P"), by=cast.coordinator)
    assert refusal.value.codes == {"not_completed"}
