"""When a participant may drop out: facts in, signs out. Nothing about the person counts but these."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pembinaan import dates
from pembinaan.problems import Problem
from trainings.attended import enough
from trainings.choices import WarningAnswer
from trainings.policy import DROP_OUT_FROM_SESSIONS, DROP_OUT_MISSED
from trainings.rules.completion import as_jp


@dataclass(frozen=True)
class Facts:
    """Minutes of the sessions with a mark, and of those ahead or without one: these may still be followed."""

    sessions: tuple = ()
    """(key, whether it was missed without accepted reason) of each marked session, the first one first."""
    credited: int = 0
    expected: int = 0
    ahead: int = 0
    least: int = 80
    guidance_end: date | None = None
    last_day: date | None = None

    @property
    def missed(self):
        return [key for key, missed in self.sessions if missed]

    @property
    def missed_in_a_row(self):
        """Up to the last session: whoever came since is back."""
        count = 0
        for _key, missed in reversed(self.sessions):
            if not missed:
                break
            count += 1
        return count

    @property
    def is_lost(self):
        """Not even all that is ahead would be enough."""
        return not enough(self.credited + self.ahead, self.expected + self.ahead, self.least)

    @property
    def is_below(self):
        counted = len(self.sessions) >= DROP_OUT_FROM_SESSIONS and self.expected > 0
        return counted and not enough(self.credited, self.expected, self.least)

    @property
    def ends_before(self):
        return bool(self.guidance_end and self.last_day and self.guidance_end < self.last_day)


@dataclass(frozen=True)
class Sign:
    code: str
    message: Any
    urgent: bool = False


def signs(facts):
    """What warns, worst first; empty: no warning."""
    return [*_share(facts), *_row(facts), *_guidance(facts)]


def _share(facts):
    if not facts.sessions:
        return
    said = {
        "credited": as_jp(facts.credited),
        "expected": as_jp(facts.expected),
        "ahead": as_jp(facts.ahead),
        "least": facts.least,
    }
    if facts.is_lost:
        message = _(
            "Followed %(credited)s of %(expected)s JP. Even with all %(ahead)s JP ahead, %(least)s%% is no"
            " longer reached."
        )
        yield Sign("lost", message % said, urgent=True)
    elif facts.is_below:
        message = _(
            "Followed %(credited)s of %(expected)s JP, less than %(least)s%%. The %(ahead)s JP ahead are"
            " still enough."
        )
        yield Sign("below", message % said)


def _row(facts):
    count = facts.missed_in_a_row
    if count >= DROP_OUT_MISSED:
        message = ngettext(
            "Missed the last session without accepted reason.",
            "Missed the last %(count)s sessions without accepted reason.",
            count,
        )
        yield Sign("missed", message % {"count": count})


def _guidance(facts):
    if facts.ends_before:
        message = _("The guidance ends on %(end)s, the last session is on %(last)s.")
        said = {"end": dates.day(facts.guidance_end), "last": dates.day(facts.last_day)}
        yield Sign("guidance", message % said)


def fingerprint(facts):
    """Of what speaks against the participant. Coming again leaves an answer as it is; a new fact does not."""
    last = facts.last_day if facts.ends_before else None
    told = (sorted(facts.missed), facts.is_lost, facts.guidance_end if last else None, last)
    return sha256(repr(told).encode()).hexdigest()


def answer_problems(facts, seen, answered, values):
    """`seen`: fingerprint of the facts that were shown; `answered`: those that have an answer."""
    if not signs(facts):
        return [Problem("no_warning", _("Nothing warns any more: the marks were corrected."))]
    if fingerprint(facts) != seen:
        return [Problem("stale", _("The facts have changed meanwhile. Look at them and answer again."))]
    if seen in answered:
        return [Problem("answered", _("These facts have been answered already."))]
    if values["answer"] == WarningAnswer.NOTHING and not values["note"].strip():
        return [Problem("note_needed", _("Say why nothing needs to be done."), "note")]
    return []
