"""The head's word on completing: given with a reason, before or after the training is completed."""

from django.db import transaction

from pembinaan.audit.record import record
from pembinaan.audit.verbs import Verb
from pembinaan.problems import refuse
from pembinaan.saving import once, save_checked
from pembinaan.text import squeeze
from trainings.actions.enrolment import locked_training
from trainings.choices import EnrolmentStatus, TrainingStatus
from trainings.client_counting import recount
from trainings.models import CompletionOverride, EnrolmentMove
from trainings.rules.assessment_override import override_problems, withdrawing_problems
from trainings.tallying import refresh_tally


@transaction.atomic
def override_completion(*, enrolment, note, form_key, by):
    """Let this person complete. After the training was completed the status follows at once."""
    return once(CompletionOverride, form_key, lambda: _override(enrolment, note, form_key, by))


def _override(enrolment, note, form_key, by):
    training = locked_training(enrolment.training)
    person = training.enrolments.with_assessment().get(pk=enrolment.pk)
    refuse(override_problems(training, person))
    made = CompletionOverride(enrolment=person, note=note, form_key=form_key, by=by)
    made.by_name = by.get_full_name()
    save_checked(made)
    changes = {"override": ["", note]}
    if training.status == TrainingStatus.COMPLETED:
        changes["status"] = [person.status, EnrolmentStatus.COMPLETED]
        _complete(person, training, note, by)
    record(Verb.OVERRODE, person, by=by, changes=changes)
    return made


def _complete(person, training, note, by):
    name = by.get_full_name()
    move = EnrolmentMove(enrolment=person, from_status=person.status, to_status=EnrolmentStatus.COMPLETED)
    move.by_name, move.note = name, squeeze(note)[:200]
    move.save()
    person.status, person.completed_on = EnrolmentStatus.COMPLETED, training.completed_on
    person.version += 1
    person.save(update_fields=["status", "completed_on", "version", "updated_at"])
    refresh_tally(training)
    recount([person.client_id])


@transaction.atomic
def withdraw_override(*, enrolment, by):
    """Take the word back while the training goes on; what was not given is nothing to take back."""
    refuse(withdrawing_problems(locked_training(enrolment.training)))
    found = CompletionOverride._base_manager.filter(enrolment=enrolment).first()
    if found is not None:
        found.delete()
        record(Verb.REVOKED, enrolment, by=by, changes={"override": [found.note, ""]})
    return enrolment
