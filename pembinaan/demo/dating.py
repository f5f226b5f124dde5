"""Puts the history of a training where it belongs: the trail alone says that the demo wrote it today."""

from datetime import datetime, time, timedelta

from trainings.choices import EnrolmentStatus
from trainings.models import EnrolmentMove, Training

PLANNED, LISTED, APPROVED = 20, 9, 6
"""Days before the first session."""
OFFICE_HOUR = time(10)
DECIDED = (EnrolmentStatus.COMPLETED, EnrolmentStatus.NOT_COMPLETED)
FRIDAY = 4


def date_back(run):
    training = Training.objects.get(pk=run.training.pk)
    latest = run.today - timedelta(1)

    def before(days):
        return moment(min(training.starts_on - timedelta(days), latest), run.office)

    approved_at = before(APPROVED) if training.approved_at else None
    Training.objects.filter(pk=training.pk).update(created_at=before(PLANNED), approved_at=approved_at)
    people = training.enrolments.all()
    people.update(created_at=before(LISTED), requested_at=before(LISTED))
    moves = EnrolmentMove.objects.filter(enrolment__training=training)
    moves.update(at=before(LISTED))
    if training.completed_on:
        moves.filter(to_status__in=DECIDED).update(at=moment(training.completed_on, run.office))
    for person in people.filter(status=EnrolmentStatus.LEFT):
        person.moves.filter(to_status=EnrolmentStatus.LEFT).update(at=moment(person.ends_on, run.office))


def days_ago(world, number):
    """The last working day up to then."""
    day = world.today - timedelta(number)
    return day - timedelta(max(0, day.weekday() - FRIDAY))


def moment(day, office):
    return datetime.combine(day, OFFICE_HOUR, office.zone)
