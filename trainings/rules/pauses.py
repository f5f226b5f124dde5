"""When somebody may be away from a training, and until when."""

from datetime import timedelta

from django.utils.translation import gettext as _

from pembinaan import dates
from pembinaan.problems import Problem


def covers(pause, day):
    return pause.starts_on <= day and (pause.ends_on is None or pause.ends_on >= day)


def pause_problems(enrolment, first, last, *, note, others=(), marked=()):
    """`others` are the participant's pauses so far, `marked` the days on which something is recorded."""
    if not note:
        return [Problem("why", _("Say why."), "note")]
    if first is None:
        return [Problem("day", _("Give the first day."), "on")]
    if last and last < first:
        return [Problem("day", _("The pause ends before it begins."), "until")]
    if enrolment.starts_on and first < enrolment.starts_on:
        message = _("Takes part only from %(day)s.") % {"day": dates.day(enrolment.starts_on)}
        return [Problem("day", message, "on")]
    return _overlap(first, last, others) or _marked(first, last, marked)


def _overlap(first, last, others):
    for other in others:
        if (last is None or other.starts_on <= last) and (other.ends_on is None or other.ends_on >= first):
            message = _("There is a pause from %(day)s already.") % {"day": dates.day(other.starts_on)}
            return [Problem("overlap", message, "on")]
    return []


def _marked(first, last, marked):
    inside = [day for day in marked if first <= day and (last is None or day <= last)]
    if not inside:
        return []
    message = _("Attendance is recorded on %(day)s; a pause cannot cover it.")
    return [Problem("marked", message % {"day": dates.day(min(inside))}, "on")]


def ended(pause, on):
    """The last day of a pause for who is expected again on `on`; None: it has never begun."""
    last = on - timedelta(days=1)
    return last if last >= pause.starts_on else None
