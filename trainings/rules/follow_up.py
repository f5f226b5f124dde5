"""When somebody may be followed up, and what an outcome must say."""

from django.utils.translation import gettext as _

from pembinaan.problems import Problem
from trainings.choices import TrainingStatus


def scheduling_problems(training):
    if training.status == TrainingStatus.COMPLETED:
        return []
    return [Problem("not_completed", _("Follow-ups start once the training is completed."))]
