"""What speaks for and against somebody in the shortlist of a training. Pure: facts in, reasons out.

The score is the sum of the points of the reasons that are shown. Sex, age, category, offence, education and
support needs are no facts here; how somebody travels is a matter of organisation and costs no points.
"""

from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clients.choices import AT_WORK, TransportNeed, Work
from pembinaan import dates
from pembinaan.problems import Problem
from pembinaan.text import fold
from trainings.eligibility import BENDABLE
from trainings.policy import (
    MOST_PASSED_OVER_POINTS,
    MOST_WAITING_POINTS,
    PASSED_OVER_POINTS,
    SHORTLIST_POINTS,
    TRAINED_LATELY_DAYS,
    WAITING_DAYS_A_POINT,
)

NO_WORK = (Work.SEEKING, Work.NOT_WORKING)
AS_EVERYWHERE = {"dan", "atau", "pelatihan", "pembuatan", "usaha", "kerja", "dasar", "bidang", "untuk"}
"""Words that say nothing about a trade."""
SHORTEST_WORD = 4
BENDABLE_CODES = {hindrance.code for hindrance in BENDABLE}


class Demand(NamedTuple):
    """What a training asks for."""

    today: date
    last_day: date
    last_follow_up: date
    words: frozenset = frozenset()
    days: str = ""
    """Weekdays of its sessions, Monday is 1."""
    region: str = ""


class Person(NamedTuple):
    """What the shortlist knows of a client: nothing else can change the score."""

    interests: str = ""
    work: str = ""
    days: str = ""
    region: str = ""
    reaches: bool = False
    """The place of the training is among those that can be reached."""
    transport: str = ""
    guidance_end: date | None = None
    waits_since: date | None = None
    passed_over: int = 0
    trained_until: date | None = None
    nominated: bool = False
    needs_support: bool = False
    """Shown, so that it is thought of; never counted."""


class Reason(NamedTuple):
    code: str
    points: int
    detail: Any = None


def words_of(*texts):
    """The telling words of titles or interests."""
    words = {word for text in texts for word in fold(text).split()}
    return frozenset(word for word in words - AS_EVERYWHERE if len(word) >= SHORTEST_WORD)


def reasons_for(person, demand):
    """All reasons, in the order of the table of points; what is unknown counts neither way."""
    return [
        *_wanted(person, demand),
        *_free(person, demand),
        *_near(person, demand),
        *_guided(person, demand),
        *_turn(person, demand),
        *([Reason("support", 0)] if person.needs_support else []),
    ]


def score_of(reasons):
    return sum(reason.points for reason in reasons)


def _reason(code, detail=None):
    return Reason(code, SHORTLIST_POINTS.get(code, 0), detail)


def _wanted(person, demand):
    if person.interests and (word := _common(person.interests, demand.words)):
        yield _reason("interest", word)
    if person.nominated:
        yield _reason("nominated")
    if person.work in NO_WORK:
        yield _reason("no_work")
    elif person.work in AT_WORK:
        yield _reason("at_work")


@lru_cache(maxsize=4096)
def _common(interests, words):
    """An interest that a word of the training contains, or the other way round: 'jahit' is in 'menjahit'."""
    for mine in sorted(words_of(interests)):
        if any(mine in word or word in mine for word in words):
            return mine
    return ""


def _free(person, demand):
    if person.days and demand.days:
        missing = "".join(day for day in demand.days if day not in person.days)
        yield _reason("days_miss", missing) if missing else _reason("days_fit")


def _near(person, demand):
    if person.region and demand.region:
        if person.region == demand.region:
            yield _reason("place_same")
        elif person.reaches:
            yield _reason("place_reached")
        else:
            yield _reason("place_far")
            if person.transport == TransportNeed.NEARBY:
                yield _reason("only_nearby")
    if person.transport in (TransportNeed.MONEY, TransportNeed.PICKUP):
        yield _reason(person.transport.value if hasattr(person.transport, "value") else person.transport)


def _guided(person, demand):
    if person.guidance_end is None or person.guidance_end >= demand.last_follow_up:
        yield _reason("guidance_lasts")
    else:
        yield _reason("guidance_short", person.guidance_end)


def _turn(person, demand):
    """Who has waited longest comes first."""
    waited = max((demand.today - person.waits_since).days, 0) if person.waits_since else 0
    if points := min(waited // WAITING_DAYS_A_POINT, MOST_WAITING_POINTS):
        yield Reason("waited", points, waited)
    if person.passed_over:
        points = min(person.passed_over * PASSED_OVER_POINTS, MOST_PASSED_OVER_POINTS)
        yield Reason("passed_over", points, person.passed_over)
    if person.trained_until and (demand.today - person.trained_until).days < TRAINED_LATELY_DAYS:
        yield _reason("trained", person.trained_until)


def told(reason):
    """A reason in words."""
    if reason.code in ("waited", "passed_over"):
        return _counted(reason)
    words = {
        "interest": _("Interested: %(detail)s"),
        "nominated": _("Nominated by the PK"),
        "no_work": _("Without work"),
        "at_work": _("Has work"),
        "days_fit": _("Free on all days"),
        "days_miss": _("Not free on %(detail)s"),
        "place_same": _("Lives in the same regency"),
        "place_reached": _("Can reach the place"),
        "place_far": _("Lives far from the place"),
        "only_nearby": _("Can only take part nearby"),
        "money": _("Needs transport money"),
        "pickup": _("Must be picked up"),
        "guidance_lasts": _("Guided until the last follow-up"),
        "guidance_short": _("Guidance ends on %(detail)s, before the last follow-up"),
        "trained": _("Last training until %(detail)s"),
        "support": _("Needs support"),
    }
    return words[reason.code] % {"detail": _detail(reason)}


def _detail(reason):
    if reason.code == "days_miss":
        return ", ".join(str(WEEKDAYS[int(day) - 1]) for day in reason.detail)
    return dates.short_day(reason.detail) if isinstance(reason.detail, date) else reason.detail or ""


def _counted(reason):
    number = reason.detail
    if reason.code == "waited":
        months = number // 30
        return ngettext("Waits for %(n)s month", "Waits for %(n)s months", months) % {"n": months}
    return ngettext("Passed over %(n)s time", "Passed over %(n)s times", number) % {"n": number}


def may_bend(problems):
    """Whether a reason can set aside everything that stands against somebody."""
    return bool(problems) and all(problem.code in BENDABLE_CODES for problem in problems)


def choice_problems(*, skipped, bent, reason, note):
    """Passing somebody over needs a coded reason, taking somebody in spite of a rule a written one."""
    if skipped and reason is None:
        yield Problem("passed_over", _("Say why those with more points are passed over."), "passed_reason")
    if bent and not note.strip():
        yield Problem("bent", _("Write down why somebody is taken in spite of a rule."), "passed_note")
    elif reason is not None and reason.code == "other" and not note.strip():
        yield Problem("note_needed", _("Write the reason down."), "passed_note")
