"""Completing a training: one step that decides about everybody and starts the after-care clock."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from pembinaan.audit.record import record
from pembinaan.audit.verbs import Verb
from pembinaan.bulk import write_rows
from pembinaan.problems import refuse
from pembinaan.saving import stale_problems
from trainings.actions.enrolment import locked_with_sessions
from trainings.actions.follow_up import write_follow_ups
from trainings.actions.offers import withdraw_offers
from trainings.choices import EnrolmentStatus, TrainingStatus
from trainings.client_counting import recount
from trainings.models import Enrolment, EnrolmentMove
from trainings.rules.completion import completing, completion_problems, exit_problems, not_completing
from trainings.standing import standing_of
from trainings.tallying import refresh_tally


@transaction.atomic
def complete_training(*, training, by, version, on=None):
    """Everybody with a seat completes or does not, by what is recorded or by the word of the head.

    The training is completed as of `on`, by default the day of its last session.
    """
    # With its sessions: no mark may come in between.
    found = locked_with_sessions(training)
    standing = standing_of(found)
    problems = completion_problems(standing) or stale_problems(found, version)
    refuse([*problems, *exit_problems(standing, on)])
    day, before = on or standing.last_held, found.status
    found.status, found.completed_on = TrainingStatus.COMPLETED, day
    found.status_reason, found.status_note = None, ""
    found.version += 1
    found.save(
        update_fields=["status", "completed_on", "status_reason", "status_note", "version", "updated_at"]
    )
    withdraw_offers(found, by=by)
    _decide(standing, day, by)
    made = write_follow_ups(found, standing)
    record(Verb.COMPLETED, found, by=by, changes=_told(standing, before, day, made))
    refresh_tally(found.pk)
    recount(person.client_id for person in completing(standing))
    return found


def _decide(standing, day, by):
    _move(standing, completing(standing), EnrolmentStatus.COMPLETED, by, completed_on=day)
    _move(standing, not_completing(standing), EnrolmentStatus.NOT_COMPLETED, by)


def _move(standing, people, status, by, **values):
    """The history first: `people` still tell where each one comes from."""
    if not people:
        return
    now, name = timezone.now(), by.get_full_name()
    write_rows(
        EnrolmentMove,
        [
            {
                "enrolment_id": person.pk,
                "from_status": person.status,
                "to_status": status,
                "at": now,
                "by_name": name,
                "note": "",
            }
            for person in people
        ],
    )
    rows = Enrolment._base_manager.filter(training=standing.training, pk__in=[person.pk for person in people])
    rows.update(status=status, version=F("version") + 1, updated_at=now, **values)


def _told(standing, before, day, made):
    return {
        "status": [before, TrainingStatus.COMPLETED],
        "completed_on": ["", str(day)],
        "completed": ["", len(completing(standing))],
        "not_completed": ["", len(not_completing(standing))],
        "follow_ups": ["", made],
    }
