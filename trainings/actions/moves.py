"""Steps of one participant: give a seat, pause, resume, leave, take back."""

from django.db import transaction
from django.db.models import Max

from pembinaan.audit.record import record
from pembinaan.audit.verbs import Verb
from pembinaan.problems import refuse
from pembinaan.saving import locked, save_checked, stale_problems
from trainings.actions.enrolment import default_start, locked_training, read_candidates, seat_facts
from trainings.choices import SEATED, EnrolmentStatus
from trainings.models import Attendance, EnrolmentMove, Training
from trainings.moves import ENROLMENT_MOVES, move_named
from trainings.rules import enrolment as rules
from trainings.rules.planning import reason_problems
from trainings.tallying import refresh_tally


@transaction.atomic
def move_enrolment(*, enrolment, move, by, version, reason=None, on=None, note=""):
    """The single door between the statuses; `on` is the first day of a seat, or the last one of leaving."""
    step = move_named(ENROLMENT_MOVES, move)
    if step is None:
        raise ValueError(f"{move!r} is no move of a participant")
    # First the training, as enrolling does: two who want the last seat wait for each other.
    training = locked_training(enrolment.training)
    found = locked(enrolment)
    refuse(rules.step_problems(step, found, training) or stale_problems(found, version))
    refuse(reason_problems(step, reason))
    refuse(rules.day_problems(step, found, on, last_marked=_last_marked(found)))
    if step.target == EnrolmentStatus.ENROLLED and found.status not in SEATED:
        _take_seat(training, found, on)
    return _write(found, step, by, reason, on, note)


def _take_seat(training, enrolment, on):
    """Somebody from the waiting list, or one who left, needs a free seat and must still be eligible."""
    (facts,) = Training._base_manager.filter(pk=training.pk).values(**seat_facts(training))
    refuse(rules.seat_problems(training, facts["seats_taken"] or 0))
    if enrolment.client_id:
        (client,) = read_candidates(training, [enrolment.client])
        refuse(rules.enrolment_problems(client, listed=True))
    enrolment.starts_on = enrolment.starts_on or on or default_start(training, facts["first_day"])


def _write(enrolment, step, by, reason, on, note):
    before = enrolment.status
    left = step.target == EnrolmentStatus.LEFT
    enrolment.status = step.target
    enrolment.leave_reason, enrolment.ends_on = (reason, on) if left else (None, None)
    enrolment.note = note or enrolment.note
    enrolment.version += 1
    save_checked(enrolment)
    told = " · ".join(str(part) for part in (reason, note) if part)
    EnrolmentMove.objects.create(
        enrolment=enrolment,
        from_status=before,
        to_status=enrolment.status,
        by_name=by.get_full_name(),
        note=told[:200],
    )
    changes = {"status": [before, enrolment.status]} | ({"reason": ["", str(reason)]} if reason else {})
    record(Verb.MOVED, enrolment, by=by, changes=changes)
    refresh_tally(enrolment.training_id)
    return enrolment


def _last_marked(enrolment):
    marks = Attendance._base_manager.filter(enrolment=enrolment).exclude(mark="")
    return marks.aggregate(day=Max("session__day"))["day"]
