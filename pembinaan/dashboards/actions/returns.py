"""A month of a Bapas: sent by its head, returned or accepted by the Kanwil. Accepting seals it."""

from django.db import transaction
from django.utils import timezone

from pembinaan import dates
from pembinaan.accounts.models import Office
from pembinaan.audit.record import record
from pembinaan.audit.verbs import Verb
from pembinaan.dashboards import rules, sealing
from pembinaan.dashboards.models import MonthlyFigure, MonthlyReturn
from pembinaan.dashboards.months import Month, State, first_training
from pembinaan.problems import refuse
from pembinaan.saving import locked, save_checked, stale_problems
from trainings.actions.reopening import seal_month
from trainings.models import TrainingTally


@transaction.atomic
def submit_month(*, office, month, note, by, now=None):
    """Send the figures to the Kanwil; `month` is its first day. Raises RuleBroken."""
    now = now or timezone.now()
    found, _made = MonthlyReturn._base_manager.get_or_create(office=office, month=month)
    found = locked(found)
    refuse(rules.submitting_problems(_standing(found, now)))
    before = found.state
    found.state, found.note = State.SUBMITTED, note.strip()
    found.submitted_at, found.submitted_by_name = now, by.get_full_name()
    return _written(found, Verb.SUBMITTED, before, by=by)


@transaction.atomic
def return_month(*, office, month, reason, version, by, now=None):
    """Give a sent month back with what is to be changed. Raises RuleBroken."""
    now = now or timezone.now()
    found = _decided(office, month, version, now, by)
    refuse(rules.returning_problems(_standing(found, now), reason))
    found.state, found.decision_note = State.RETURNED, reason.strip()
    return _written(found, Verb.RETURNED, State.SUBMITTED, by=by, reason=["", found.decision_note])


@transaction.atomic
def accept_month(*, office, month, version, by, now=None):
    """Seal the figures as they are now, and the sheets of the month with them. Raises RuleBroken."""
    now = now or timezone.now()
    found = _decided(office, month, version, now, by)
    refuse(rules.accepting_problems(_standing(found, now)))
    # First the sheets: whoever still writes on one is waited for, and counted.
    seal_month(office=found.office, month=month, by=by)
    facts = sealing.facts_of(TrainingTally.objects.visible_to(by).filter(office=found.office_id), month)
    MonthlyFigure._base_manager.bulk_create(
        MonthlyFigure(monthly_return=found, **fact._asdict()) for fact in facts
    )
    found.state, found.sealed_at, found.decision_note = State.SEALED, now, ""
    found.sha256 = sealing.sha256_of(found, facts)
    return _written(found, Verb.SEALED, State.SUBMITTED, by=by, sha256=["", found.sha256])


def _decided(office, month, version, now, by):
    """The row under lock, as the Kanwil was shown it."""
    found, _made = MonthlyReturn._base_manager.get_or_create(office=office, month=month)
    found = locked(found)
    # Who comes second is told the state, which says more than that somebody was faster.
    if found.state == State.SUBMITTED:
        refuse(stale_problems(found, version))
    found.decided_at, found.decided_by_name = now, by.get_full_name()
    return found


def _standing(found, now):
    office = first_training(Office.objects.filter(pk=found.office_id)).get()
    return Month(office, found.month, found, dates.as_date(now, office))


def _written(found, verb, before, *, by, **told):
    found.version += 1
    save_checked(found)
    record(verb, found, by=by, changes={"state": [before, found.state], **told})
    return found
