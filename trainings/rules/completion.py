"""What stands against completing a training, and why a participant completes or not."""

from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from django.utils.formats import number_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pembinaan import dates
from pembinaan.problems import Problem
from trainings.attended import enough
from trainings.choices import SessionStatus
from trainings.moves import TRAINING_MOVES, move_named
from trainings.policy import JP_MINUTES
from trainings.rules.planning import move_problems


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
class Requirement:
    """One thing that completing asks for, in words that carry its numbers."""

    code: str
    is_met: bool
    message: str


@dataclass(frozen=True)
class Decision:
    """What completing makes of one participant, read with_assessment(); its numbers recompute to it."""

    person: Any

    @property
    def completes(self):
        return self.overridden or not self.problems

    @property
    def overridden(self):
        """The head lets this person complete in spite of what is missing."""
        return self.person.overridden_by is not None

    @property
    def problems(self):
        """What stands against it, overridden or not."""
        return [Missing(part.code, part.message) for part in self.requirements if not part.is_met]

    @cached_property
    def requirements(self):
        asked = [self._attendance()]
        if self.person.steps_asked:
            asked.append(self._steps())
        if self.person.asked_score is not None:
            asked.append(self._score())
        return asked

    def _attendance(self):
        met = enough(self.credited, self.expected, self.least)
        if not met and not self.expected:
            message = _("excused from, or not enrolled in, every session that was held")
        elif met:
            message = _("followed %(credited)s of %(expected)s JP (%(percent)s%%, at least %(least)s%%)")
        else:
            message = _(
                "followed %(credited)s of %(expected)s JP (%(percent)s%%), needs %(needed)s JP (%(least)s%%)"
            )
        facts = {
            "credited": as_jp(self.credited),
            "expected": as_jp(self.expected),
            "percent": self.percent,
            "needed": as_jp(self.needed, up=True),
            "least": self.least,
        }
        return Requirement("attendance", met, message % facts)

    def _steps(self):
        count, missing = self.person.steps_asked, self.steps_missing
        facts = {"count": count, "shown": count - len(missing), "steps": ", ".join(missing)}
        if not missing:
            message = ngettext("%(count)s required step shown", "all %(count)s required steps shown", count)
        else:
            message = ngettext(
                "%(shown)s of %(count)s required step shown, missing: %(steps)s",
                "%(shown)s of %(count)s required steps shown, missing: %(steps)s",
                count,
            )
        return Requirement("must_pass", not missing, message % facts)

    def _score(self):
        score, asked = self.person.post_score, self.person.asked_score
        if score is None:
            message = _("no post-test, needs %(asked)s")
        elif score >= asked:
            message = _("post-test %(score)s (at least %(asked)s)")
        else:
            message = _("post-test %(score)s, needs %(asked)s")
        met = score is not None and score >= asked
        return Requirement("min_score", met, message % {"score": score, "asked": asked})

    @property
    def credited(self):
        return self.person.minutes_credited

    @property
    def expected(self):
        return self.person.minutes_expected

    @property
    def least(self):
        """In percent of what is expected."""
        return self.person.asked_attendance

    @property
    def needed(self):
        """The least number of whole minutes that is enough."""
        return max(-(-self.expected * self.least // 100), 1)

    @property
    def percent(self):
        """Cut, not rounded: 79.9 % is not 80 %."""
        return self.credited * 100 // self.expected if self.expected else 0

    @property
    def steps_missing(self):
        """Required steps that were not shown, in the order in which they are taught."""
        steps = self.person.steps_missing or []
        return [step["text"] for step in sorted(steps, key=itemgetter("module", "order"))]

    @property
    def jp(self):
        return _("%(credited)s of %(expected)s JP") % {
            "credited": as_jp(self.credited),
            "expected": as_jp(self.expected),
        }

    @property
    def text(self):
        return self.told()

    def told(self, *, with_note=True):
        """Why, in one sentence; the head's reason may tell more than a reader may know."""
        missing = "; ".join(problem.message for problem in self.problems)
        if self.overridden:
            parts = [self._word_of_head(with_note)]
            return " ".join([*parts, _("Missing: %(missing)s.") % {"missing": missing}] if missing else parts)
        if missing:
            return _("Not yet because: %(missing)s.") % {"missing": missing}
        met = "; ".join(part.message for part in self.requirements)
        return _("Completes because: %(met)s.") % {"met": met}

    def _word_of_head(self, with_note):
        if with_note:
            message = _("Completes because %(name)s decided so: “%(note)s”.")
        else:
            message = _("Completes because %(name)s decided so.")
        return message % {"name": self.person.overridden_by, "note": self.person.override_note}


def completing(standing):
    return [person for person in standing.seated if Decision(person).completes]


def not_completing(standing):
    return [person for person in standing.seated if not Decision(person).completes]


def as_jp(minutes, *, up=False):
    """JP with at most one decimal, cut down (or up), so that a number never promises more than there is."""
    tenths = -(-minutes * 10 // JP_MINUTES) if up else minutes * 10 // JP_MINUTES
    return number_format(tenths / 10, decimal_pos=1 if tenths % 10 else 0, use_l10n=True)
