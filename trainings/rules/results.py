"""When a result may be recorded, and when it may still be corrected."""

from django.utils.translation import gettext as _

from pembinaan.problems import Problem
from trainings.choices import SEATED, Result, TrainingStatus

ASSESSED_IN = (TrainingStatus.APPROVED, TrainingStatus.RUNNING, TrainingStatus.COMPLETED)


def assessing_problems(training):
    if training.status in ASSESSED_IN:
        return []
    message = _("Results are recorded once the training is approved; it is %(status)s.")
    return [Problem("not_open", message % {"status": training.get_status_display().lower()})]


def result_problems(training, person, entry):
    """Of one row. After completion a result is only corrected, and the note says why."""
    if person is None or person.status not in SEATED:
        return [Problem("not_on_list", _("This person has no seat in the training."))]
    if entry.result not in ("", *Result.values):
        return [Problem("unknown", _("Choose one of the results."))]
    if entry.version not in (None, person.version):
        now = person.get_result_display() or _("not assessed")
        message = _("Recorded meanwhile: “%(now)s”. Save again to replace it.") % {"now": now.lower()}
        return [Problem("stale", message)]
    if training.status == TrainingStatus.COMPLETED and entry.result != person.result:
        return _correction_problems(entry)
    return []


def _correction_problems(entry):
    if not entry.result:
        return [Problem("needed", _("The training is completed: a result can be changed, not taken away."))]
    if not entry.note.strip():
        return [Problem("note_needed", _("The training is completed: say in the note why this changes."))]
    return []
