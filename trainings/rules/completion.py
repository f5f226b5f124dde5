"""What stands against completing a training, and why a participant completes or not."""

from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pembinaan import dates
from pembinaan.problems import Problem
from trainings.choices import SessionStatus
from trainings.moves import TRAINING_MOVES, move_named
from trainings.policy import JP_MINUTES, MIN_ATTENDANCE
from trainings.rules.planning import move_problems
from trainings.standing import follows_enough


@dataclass(frozen=True)
class Missing(Problem):
    """A problem that something can be done about; `about` is the session to open, if it is one session's."""

    about: Any = None


def completion_problems(standing):
    """All of it, worst first; nothing here can be overridden."""
    problems = move_problems(move_named(TRAINING_MOVES, "complete"), standing.training)
    if problems:
        return problems
    return [*_people_problems(standing), *_session_problems(standing), *_result_problems(standing)]


def _people_problems(standing):
    if not standing.seated:
        yield Missing("no_participants", _("Nobody holds a seat."))


def _session_problems(standing):
    if not standing.sessions:
        yield Missing(
            "no_session", _("No session was held. A training that did not happen is cancelled instead.")
        )
    if ahead := [session for session in standing.sessions if session.day > standing.today]:
        yield Missing("session_ahead", _ahead(ahead))
    for session in standing.sessions:
        facts = {"number": session.number, "day": dates.day(session.day), "count": session.marks_missing}
        if session.day > standing.today:
            continue
        if session.status == SessionStatus.PLANNED:
            message = _("Session %(number)s on %(day)s is neither held nor cancelled.")
            yield Missing("session_open", message % facts, about=session)
        elif session.marks_missing:
            message = ngettext(
                "Session %(number)s on %(day)s: %(count)s person is not recorded.",
                "Session %(number)s on %(day)s: %(count)s people are not recorded.",
                session.marks_missing,
            )
            yield Missing("marks_missing", message % facts, about=session)


def _ahead(sessions):
    message = ngettext(
        "%(count)s session is still ahead, on %(day)s.",
        "%(count)s sessions are still ahead, the last on %(day)s.",
        len(sessions),
    )
    return message % {"count": len(sessions), "day": dates.day(max(session.day for session in sessions))}


def _result_problems(standing):
    if count := len(standing.unassessed):
        message = ngettext(
            "%(count)s participant who attended has no result.",
            "%(count)s participants who attended have no result.",
            count,
        )
        yield Missing("results_missing", message % {"count": count})


def exit_problems(standing, on):
    """The date of completion lies between the last held session and today."""
    last = standing.last_held
    if on is None or last is None:
        return
    if on < last:
        message = _("The last session was held on %(day)s.") % {"day": dates.day(last)}
        yield Problem("before_last_session", message, "on")
    if on > standing.today:
        yield Problem("in_future", _("This date lies in the future."), "on")


def completion_notes(standing):
    """What is good to know and stands against nothing."""
    if waiting := len(standing.unseated):
        message = ngettext(
            "%(count)s person on the waiting list or nominated stays as it is.",
            "%(count)s people on the waiting list or nominated stay as they are.",
            waiting,
        )
        yield Problem("waiting", message % {"count": waiting})
    if absent := len([person for person in standing.seated if not person.minutes_credited]):
        message = ngettext(
            "%(count)s participant attended nothing and needs no result.",
            "%(count)s participants attended nothing and need no result.",
            absent,
        )
        yield Problem("never_came", message % {"count": absent})


@dataclass(frozen=True)
class Decision:
    """What completing makes of one participant; the minutes recompute to it."""

    person: Any

    @property
    def completes(self):
        return follows_enough(self.person)

    @property
    def credited(self):
        return self.person.minutes_credited

    @property
    def expected(self):
        return self.person.minutes_expected

    @property
    def needed(self):
        """The least number of whole minutes that is enough."""
        part, whole = MIN_ATTENDANCE
        return max(-(-self.expected * part // whole), 1)

    @property
    def percent(self):
        """Cut, not rounded: 79.9 % is not 80 %."""
        return self.credited * 100 // self.expected if self.expected else 0

    @property
    def jp(self):
        return _("%(credited)s of %(expected)s JP") % {
            "credited": as_jp(self.credited),
            "expected": as_jp(self.expected),
        }

    @property
    def text(self):
        if not self.expected:
            return _("Not yet: excused from, or not enrolled in, every session that was held.")
        facts = {
            "credited": as_jp(self.credited),
            "expected": as_jp(self.expected),
            "percent": self.percent,
            "needed": as_jp(self.needed, up=True),
        }
        if self.completes:
            message = _("Completes: followed %(credited)s of %(expected)s JP (%(percent)s%%).")
        else:
            message = _(
                "Not yet: followed %(credited)s of %(expected)s JP (%(percent)s%%); needs %(needed)s JP."
            )
        return message % facts


def as_jp(minutes, *, up=False):
    """JP with at most one decimal, cut down (or up), so that a number never promises more than there is."""
    tenths = -(-minutes * 10 // JP_MINUTES) if up else minutes * 10 // JP_MINUTES
    return number_format(tenths / 10, decimal_pos=1 if tenths % 10 else 0, use_l10n=True)
