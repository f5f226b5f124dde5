"""When the head may let somebody complete in spite of the rules, and take that back."""

from django.utils.translation import gettext as _

from pembinaan.problems import Problem
from trainings.choices import SEATED, EnrolmentStatus, TrainingStatus
from trainings.rules.completion import Decision
from trainings.rules.results import ASSESSED_IN


def override_problems(training, person):
    """`person` was read with_assessment()."""
    if training.status not in ASSESSED_IN:
        message = _("Somebody can be let complete once the training is approved; it is %(status)s.")
        return [Problem("not_open", message % {"status": training.get_status_display().lower()})]
    if person.status not in SEATED:
        return [Problem("no_seat", _("This person has no seat in the training."))]
    if Decision(person).overridden:
        message = _("%(name)s has already decided so.") % {"name": person.overridden_by}
        return [Problem("overridden", message)]
    if person.status == EnrolmentStatus.COMPLETED or (
        training.status != TrainingStatus.COMPLETED and not Decision(person).problems
    ):
        return [Problem("not_needed", _("Nothing stands against completing."))]
    return []


def withdrawing_problems(training):
    if training.status == TrainingStatus.COMPLETED:
        return [Problem("completed", _("The training is completed: the decision stays."))]
    return []
