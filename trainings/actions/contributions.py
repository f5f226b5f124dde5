"""What a partner gave to a training: the partner's contribution, and that it went into this one."""

from django.db import transaction

from partners.actions import add_contribution
from pembinaan.audit.record import record
from pembinaan.audit.verbs import Verb
from pembinaan.problems import refuse
from pembinaan.saving import locked
from trainings.models import TrainingContribution
from trainings.rules.contributions import giving_problems


@transaction.atomic
def add_to_training(*, training, partner, values, form_key, by):
    """The partner first, as merging two partners does: neither waits for the other."""
    made = add_contribution(partner, values, form_key=form_key, by=by)
    found = locked(training)
    refuse(giving_problems(found, made))
    _link, is_new = TrainingContribution.objects.get_or_create(
        contribution=made, defaults={"training": found}
    )
    if is_new:
        changes = {"contribution": ["", f"{partner}: {made}"]}
        record(Verb.CHANGED, found, by=by, changes=changes)
    return made
