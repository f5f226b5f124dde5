"""The after-care clock: scheduling follow-ups, attempts that reached nobody, outcomes."""

from datetime import timedelta
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from pembinaan import dates
from pembinaan.audit.record import record
from pembinaan.audit.verbs import Verb
from pembinaan.bulk import write_rows
from pembinaan.problems import refuse
from pembinaan.records import new_id
from trainings.actions.enrolment import locked_training
from trainings.models import FollowUp
from trainings.policy import FOLLOW_UP_WINDOW_DAYS
from trainings.rules.follow_up import scheduling_problems
from trainings.standing import standing_of
from trainings.tallying import refresh_tally


@transaction.atomic
def schedule_follow_ups(*, training, by):
    """Make the follow-ups that are still missing and answer how many; doing it again makes none."""
    found = locked_training(training)
    refuse(scheduling_problems(found))
    made = write_follow_ups(found, standing_of(found))
    if made:
        record(Verb.CHANGED, found, by=by, changes={"follow_ups": ["", made]})
        refresh_tally(found.pk)
    return made


def write_follow_ups(training, standing):
    """For every client who attended, graduate or not; guests belong to another office's after-care."""
    there = set(
        FollowUp._base_manager.filter(enrolment__training=training).values_list("enrolment_id", "point")
    )
    rows = [
        _row(person, point, training.completed_on)
        for person in standing.attended
        if person.client_id
        for point in FOLLOW_UP_WINDOW_DAYS
        if (person.pk, point) not in there
    ]
    write_rows(FollowUp, rows)
    return len(rows)


def _row(person, point, exit_day):
    due, now = dates.add_months(exit_day, point), timezone.now()
    window = timedelta(days=FOLLOW_UP_WINDOW_DAYS[point])
    return {
        "id": new_id(),
        "form_key": uuid4(),
        "version": 1,
        "created_at": now,
        "updated_at": now,
        "enrolment_id": person.pk,
        "point": point,
        "due_on": due,
        "opens_on": due - window,
        "closes_on": due + window,
    }
