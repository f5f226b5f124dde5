"""Who may sit in for whom, and where to somebody may be moved."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pembinaan import dates
from pembinaan.problems import Problem
from trainings.choices import EnrolmentStatus, SessionStatus

SAT_IN = gettext_lazy("Row %(number)s sits in")
SITS_IN = gettext_lazy("Sits in for row %(number)s")


def swap_problems(leaver, reserve, session):
    """All three are of one training, the reserve waits, and the session takes place."""
    if len({leaver.training_id, reserve.training_id, session.training_id}) > 1:
        return [Problem("other", _("Choose somebody and a session of this training."))]
    if reserve.status != EnrolmentStatus.WAITING:
        return [Problem("reserve", _("Choose somebody from the waiting list."), "reserve")]
    if session.status == SessionStatus.CANCELLED:
        return [Problem("session", _("Choose a session that takes place."), "session")]
    return []


def start_problems(has_session_before, leaver):
    """Who has just begun may be taken as never having come, unless there is a sheet of the day before."""
    if not has_session_before:
        return []
    message = _("Takes part only from %(day)s.") % {"day": dates.day(leaver.starts_on)}
    return [Problem("day", message, "session")]


def transfer_problems(source, target):
    if target.pk == source.pk or target.office_id != source.office_id:
        return [Problem("target", _("Choose another training of the office."), "training")]
    return []
