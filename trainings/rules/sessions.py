"""What a session must satisfy."""

from django.utils.translation import gettext as _

from pembinaan.problems import Problem
from trainings.policy import MAX_SESSIONS


def session_problems(values, *, today, is_marked=False):
    """Problems of a session's own values: day, starts, ends (clock times), parts {module: JP}, jp."""
    problems = []
    if values["ends"] <= values["starts"]:
        problems.append(Problem("times", _("The session ends before it starts."), "ends"))
    if not session_jp(values):
        problems.append(Problem("no_jp", _("Give the JP, or the JP of at least one module."), "jp"))
    if is_marked and values["day"] > today:
        message = _("Attendance is recorded; the session cannot lie in the future.")
        problems.append(Problem("marked", message, "day"))
    return problems


def session_jp(values):
    """The sum of the modules' JP; for a session without modules the JP that was given."""
    return sum(values["parts"].values()) or values.get("jp") or 0


def sheet_is_open(session):
    """A closed sheet is attested: date, hours and JP stay what was signed."""
    if session.attested_at is None:
        return []
    return [Problem("attested", _("The attendance sheet of this session is closed; reopen it first."))]


def number_problems(count):
    if count < MAX_SESSIONS:
        return []
    message = _("A training has at most %(most)s sessions.") % {"most": MAX_SESSIONS}
    return [Problem("many_sessions", message)]


def removal_problems(is_marked):
    if not is_marked:
        return []
    message = _("Attendance is recorded in this session; it can no longer be removed.")
    return [Problem("marked", message)]
