"""When participants may be asked how satisfied they are, and when the answers may be shown."""

from django.utils.translation import gettext as _

from pembinaan import dates
from pembinaan.problems import Problem
from trainings.choices import TrainingStatus
from trainings.policy import FEEDBACK_FROM

QUESTIONS = ("content", "teaching", "treatment")
ASKED_IN = (TrainingStatus.RUNNING, TrainingStatus.COMPLETED)


def feedback_problems(training, *, given_on, new, there, people, today):
    """`there`: answers so far; `people`: how many took part."""
    if training.status not in ASKED_IN:
        return [Problem("not_begun", _("The training has not begun or was not held."))]
    if not new:
        return [Problem("no_slip", _("Key in at least one slip."))]
    if there + new > people:
        message = _("There would be more answers than the %(people)s participants.")
        return [Problem("too_many", message % {"people": people})]
    if given_on > today:
        return [Problem("in_future", _("This date lies in the future."), "given_on")]
    if given_on < training.starts_on:
        message = _("The training began on %(day)s.") % {"day": dates.day(training.starts_on)}
        return [Problem("before_start", message, "given_on")]
    return []


def may_show(count):
    """Fewer answers would tell who gave them."""
    return count >= FEEDBACK_FROM
