"""The after-care clock: scheduling follow-ups, attempts that reached nobody, outcomes."""

from copy import copy
from datetime import timedelta
from uuid import uuid4

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from clients.actions.work import record_work_status
from clients.choices import Purpose, Work
from pembinaan import dates
from pembinaan.audit.record import MASK, differences, record
from pembinaan.audit.verbs import Verb
from pembinaan.bulk import write_rows
from pembinaan.problems import refuse
from pembinaan.records import new_id
from pembinaan.saving import locked, once, save_checked, stale_problems
from pembinaan.uploads import keep_sealed
from trainings.actions.enrolment import locked_training
from trainings.choices import IN_BUSINESS, Channel, OutcomeStatus
from trainings.client_counting import recounted_at_the_end
from trainings.models import FollowUp, FollowUpAttempt, Outcome
from trainings.policy import FOLLOW_UP_WINDOW_DAYS
from trainings.rules.follow_up import (
    attempt_problems,
    correction_problems,
    outcome_problems,
    scheduling_problems,
    tidied,
)
from trainings.standing import standing_of
from trainings.tallying import refresh_tally

FIELDS = (
    *("on", "channel", "status", "uses_skill", "income_band", "income", "business_name"),
    *("has_nib", "has_pirt", "has_halal", "capital", "compliance", "reoffence", "reoffence_source"),
    *("product", "sales_channel", "blocker", "refused", "verified_by_visit", "note"),
)
PLACES = {"outcome_reoffence_with_source": "reoffence_source"}
SEALED_AS = "Outcome.proof_file"
TOLD = {"on", "channel", "status", "reason"}
"""What the trail says in words; the rest is the person's own affair and only marked as changed."""
WORK = {status: status for status in Work.values if status != Work.UNKNOWN} | {
    OutcomeStatus.APPRENTICE: Work.STUDYING
}


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


@transaction.atomic
def record_outcome(*, follow_up, values, proof=None, form_key, by):
    """How the participant lives at this point; 'nobody reached' is an outcome too and closes the point.

    `proof`: the copy that check_upload() gave.
    """
    return once(Outcome, form_key, lambda: _record_outcome(follow_up, values, proof, form_key, by))


def _record_outcome(follow_up, values, proof, form_key, by):
    found, values = locked_follow_up(follow_up), tidied(values)
    refuse(outcome_problems(found, values, **_day_facts(found, values["on"])))
    outcome = Outcome(follow_up=found, form_key=form_key, by_name=by.get_full_name(), **values)
    _name_proof(outcome, proof)
    save_checked(outcome, PLACES)
    _close(found, outcome, by)
    changes = {name: ["", str(values[name])] for name in FIELDS if values.get(name) not in (None, "", False)}
    record(Verb.FOLLOWED_UP, found, by=by, changes=_told(found, changes | _noted(proof)))
    _keep(outcome, proof)
    return outcome


def _name_proof(outcome, proof):
    if proof:
        outcome.proof_name, outcome.proof_file = proof.name[-120:], f"outcomes/{outcome.pk}"


def _noted(proof):
    """Never its name, which may be that of a person."""
    return {"proof": ["", proof.name.rpartition(".")[2]]} if proof else {}


def _keep(outcome, proof):
    if proof:
        keep_sealed(outcome, "proof_file", proof.read(), SEALED_AS)


@transaction.atomic
def note_proof_viewed(*, outcome, by):
    record(Verb.VIEWED, outcome.follow_up, by=by, changes={"proof": ["", str(outcome.pk)]})


@transaction.atomic
def change_outcome(*, outcome, values, reason, proof=None, version, by):
    """Correct what was recorded; the trail keeps what it said before, and why it was changed."""
    found, values = locked_follow_up(outcome.follow_up), tidied(values)
    outcome = locked(outcome)
    refuse([*stale_problems(outcome, version), *correction_problems(reason)])
    refuse(outcome_problems(found, values, correcting=True, **_day_facts(found, values["on"])))
    before = copy(outcome)
    for name, value in values.items():
        setattr(outcome, name, value)
    outcome.follow_up = found
    if changes := differences(before, outcome, FIELDS) | _noted(proof):
        outcome.version += 1
        _name_proof(outcome, proof)
        save_checked(outcome, PLACES)
        _close(found, outcome, by)
        changes["reason"] = ["", reason.strip()]
        record(Verb.CHANGED, outcome, by=by, name=str(found), changes=_told(found, changes))
        _keep(outcome, proof)
    return outcome


@transaction.atomic
def record_attempt(*, follow_up, on, channel=Channel.UNREACHED, note="", form_key, by):
    """A try that reached nobody: counted, and the follow-up stays open."""
    return once(
        FollowUpAttempt, form_key, lambda: _record_attempt(follow_up, on, channel, note, form_key, by)
    )


def _record_attempt(follow_up, on, channel, note, form_key, by):
    found = locked_follow_up(follow_up)
    refuse(attempt_problems(found, on, **_day_facts(found, on)))
    attempt = FollowUpAttempt(
        follow_up=found, on=on, channel=channel, note=note, form_key=form_key, by_name=by.get_full_name()
    )
    save_checked(attempt)
    record(Verb.FOLLOWED_UP, found, by=by, changes={"attempt": ["", f"{on} {channel}"]})
    return attempt


def locked_follow_up(follow_up):
    rows = FollowUp._base_manager.select_related("enrolment__client__office", "enrolment__training__office")
    return rows.select_for_update(of=("self",), no_key=True).get(pk=follow_up.pk)


def _day_facts(follow_up, on):
    enrolment = follow_up.enrolment
    return {
        "today": dates.today(enrolment.training.office),
        "may_contact": consents_to_contact(enrolment.client, on),
    }


def consents_to_contact(client, on):
    """Whether a consent to follow-up after the guidance was in force on that day."""
    kept = Q(withdrawn_on=None) | Q(withdrawn_on__gt=on)
    return client.consents.filter(kept, purpose=Purpose.AFTER_TERM, given_on__lte=on).exists()


def _close(follow_up, outcome, by):
    follow_up.done_on = outcome.on
    follow_up.version += 1
    follow_up.save(update_fields=["done_on", "version", "updated_at"])
    with recounted_at_the_end():
        _tell_register(follow_up, outcome, by)
        # Behind the client, as changes of the register do it.
        refresh_tally(follow_up.enrolment.training_id)


def _tell_register(follow_up, outcome, by):
    client = follow_up.enrolment.client
    # Another Bapas keeps the register of its own clients.
    if outcome.status not in WORK or client.office_id != by.office_id:
        return
    occupation = outcome.business_name if outcome.status in IN_BUSINESS else ""
    record_work_status(
        client=client,
        status=WORK[outcome.status],
        on=outcome.on,
        occupation=occupation,
        form_key=uuid4(),
        by=by,
    )


def _told(follow_up, changes):
    """Of children and protected people the trail says only which fields changed."""
    client, day = follow_up.enrolment.client, dates.today(follow_up.enrolment.training.office)
    told = set() if client.is_restricted_on(day) else TOLD
    return {name: pair if name in told else [MASK, MASK] for name, pair in changes.items()}
