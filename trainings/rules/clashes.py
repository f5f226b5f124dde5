"""What stands against a timetable, in three weights: it blocks, it needs a reason, or it is only pointed out.

Pure: the sessions and what else is held at that time go in, clashes come out. A clash knows the facts it is
made of; an accepted one stays accepted until one of them changes.
"""

import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import IntEnum
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pembinaan import dates
from pembinaan.problems import Problem
from trainings.choices import Subject
from trainings.policy import FRIDAY_PRAYER, TRAVEL_MINUTES_BETWEEN, TRAVEL_MINUTES_WITHIN
from trainings.rules.planning import is_covered

FRIDAY = 4
PRAYER = tuple(time.fromisoformat(clock) for clock in FRIDAY_PRAYER)


class Weight(IntEnum):
    BLOCK = 1
    REASON = 2
    INFORM = 3


@dataclass(frozen=True)
class Clash:
    code: str
    weight: Weight
    message: str
    facts: tuple
    """What the clash is made of; with the code it makes the fingerprint."""
    session: UUID | None = None

    @property
    def fingerprint(self):
        text = json.dumps([self.code, *self.facts], default=str)
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Room:
    pk: UUID
    name: str
    region: str = ""


@dataclass(frozen=True)
class Teacher:
    pk: UUID
    name: str
    days: str = ""
    """Weekdays as digits, Monday is 1; empty: every day."""
    hours: tuple[time | None, time | None] = (None, None)
    absences: tuple[tuple[date, date], ...] = ()


@dataclass(frozen=True)
class Occasion:
    """A session as it is planned, on the office's clock."""

    pk: UUID
    label: str
    starts_at: datetime
    ends_at: datetime
    room: Room | None = None
    teachers: tuple[Teacher, ...] = ()
    clients: tuple[UUID, ...] = ()
    is_past: bool = False

    @property
    def day(self):
        return self.starts_at.date()


@dataclass(frozen=True)
class Held:
    """What holds a client, an instructor or a room elsewhere."""

    subject: str
    subject_id: UUID
    session: UUID
    training: str
    starts_at: datetime
    ends_at: datetime
    room: UUID | None = None
    region: str = ""


@dataclass
class Facts:
    held: list[Held] = field(default_factory=list)
    holidays: dict[date, str] = field(default_factory=dict)
    travel: dict[tuple[str, str], int] = field(default_factory=dict)
    """Minutes by pair of region codes, the smaller first."""
    reporting_days: str = ""
    guidance_ends: dict[UUID, date] = field(default_factory=dict)
    """By client with a seat; whose guidance has no end is not there."""
    last_day_before: date | None = None
    """Of the last session before the change: whose guidance was over by then hinders nothing new."""
    last_follow_up: date | None = None
    partner: Any = None
    covered: list[tuple[date, date]] = field(default_factory=list)
    """Terms of the partner's agreements."""


def clashes_in(occasions, facts):
    """All clashes of the timetable, the heaviest first."""
    by_subject = defaultdict(list)
    for held in facts.held:
        by_subject[held.subject, held.subject_id].append(held)
    found = [*_agreement(occasions, facts), *_guidance(occasions, facts), *_last_follow_up(facts)]
    for occasion in occasions:
        found += _booked(occasion, by_subject)
        found += _availability(occasion)
        found += _travel(occasion, by_subject, facts)
        found += _calendar(occasion, facts)
    return sorted(found, key=lambda clash: clash.weight)


def _booked(occasion, by_subject):
    """The same client, instructor or room twice at once."""
    wanted = [(Subject.CLIENT, client, "") for client in occasion.clients]
    wanted += [(Subject.INSTRUCTOR, teacher.pk, teacher.name) for teacher in occasion.teachers]
    wanted += [(Subject.VENUE, occasion.room.pk, occasion.room.name)] if occasion.room else []
    for subject, pk, name in wanted:
        for other in by_subject[subject, pk]:
            if other.session != occasion.pk and _overlap(other, occasion):
                yield _booked_clash(occasion, subject, pk, name, other)


def _overlap(one, other):
    return one.starts_at < other.ends_at and one.ends_at > other.starts_at


def _booked_clash(occasion, subject, pk, name, other):
    messages = {
        Subject.CLIENT: _("A participant has a seat in %(training)s at that time (%(day)s)."),
        Subject.INSTRUCTOR: _("%(name)s teaches %(training)s at that time (%(day)s)."),
        Subject.VENUE: _("%(name)s is used by %(training)s at that time (%(day)s)."),
    }
    numbers = {"name": name, "training": other.training, "day": dates.day(occasion.day)}
    facts = (pk, occasion.starts_at, occasion.ends_at, other.session, other.starts_at, other.ends_at)
    return Clash(f"{subject}_booked", Weight.BLOCK, messages[subject] % numbers, facts, occasion.pk)


def _availability(occasion):
    for teacher in occasion.teachers:
        if why := _unavailable(teacher, occasion):
            message = _("%(name)s is not available: %(why)s (%(session)s).")
            told = message % {"name": teacher.name, "why": why, "session": occasion.label}
            facts = (teacher, occasion.starts_at, occasion.ends_at)
            yield Clash("unavailable", Weight.REASON, told, facts, occasion.pk)


def _unavailable(teacher, occasion):
    """In words why a teacher is not there, or nothing."""
    first, last = teacher.hours
    if any(start <= occasion.day <= end for start, end in teacher.absences):
        return _("absent on %(day)s") % {"day": dates.day(occasion.day)}
    if teacher.days and str(occasion.day.isoweekday()) not in teacher.days:
        return dates.weekday(occasion.day)
    if (first and occasion.starts_at.time() < first) or (last and occasion.ends_at.time() > last):
        hours = {"first": f"{first:%H.%M}" if first else "–", "last": f"{last:%H.%M}" if last else "–"}
        return _("only from %(first)s to %(last)s") % hours
    return ""


def _travel(occasion, by_subject, facts):
    """Whoever teaches elsewhere before or after must get there in time."""
    if occasion.room is None:
        return
    for teacher in occasion.teachers:
        for other in by_subject[Subject.INSTRUCTOR, teacher.pk]:
            gap, needed = _gap(occasion, other), _minutes_between(occasion.room, other, facts)
            if other.session != occasion.pk and gap is not None and gap < needed:
                yield _travel_clash(occasion, teacher, other, gap, needed)


def _gap(occasion, other):
    """Minutes between two sessions of one day, or None where they overlap or lie on other days."""
    if other.starts_at.astimezone(occasion.starts_at.tzinfo).date() != occasion.day or _overlap(
        occasion, other
    ):
        return None
    first, second = sorted((occasion, other), key=lambda one: one.starts_at)
    return (second.starts_at - first.ends_at) // timedelta(minutes=1)


def _minutes_between(room, other, facts):
    if other.room is None or other.room == room.pk:
        return 0
    if not (room.region and other.region) or room.region == other.region:
        usual = TRAVEL_MINUTES_WITHIN
    else:
        usual = TRAVEL_MINUTES_BETWEEN
    return facts.travel.get(tuple(sorted((room.region, other.region))), usual)


def _travel_clash(occasion, teacher, other, gap, needed):
    message = _(
        "%(name)s has %(gap)s minutes between %(session)s and %(training)s; the way takes about %(needed)s."
    ) % {
        "name": teacher.name,
        "gap": gap,
        "session": occasion.label,
        "training": other.training,
        "needed": needed,
    }
    facts = (teacher.pk, occasion.room.pk, occasion.starts_at, occasion.ends_at)
    facts += (other.room, other.starts_at, other.ends_at, needed)
    return Clash("travel", Weight.REASON, message, facts, occasion.pk)


def _calendar(occasion, facts):
    numbers = {"session": occasion.label, "day": dates.day(occasion.day)}
    if name := facts.holidays.get(occasion.day):
        message = _("%(session)s lies on a holiday: %(name)s, %(day)s.") % (numbers | {"name": name})
        yield Clash("holiday", Weight.REASON, message, (occasion.day, name), occasion.pk)
    if occasion.day.weekday() == FRIDAY and _reaches_into_prayer(occasion):
        message = _("%(session)s reaches into the Friday prayer (%(day)s).") % numbers
        yield Clash("friday", Weight.INFORM, message, (occasion.starts_at, occasion.ends_at), occasion.pk)
    if str(occasion.day.isoweekday()) in facts.reporting_days:
        message = _("%(session)s lies on a reporting day (%(day)s).") % numbers
        yield Clash("reporting_day", Weight.INFORM, message, (occasion.day,), occasion.pk)


def _reaches_into_prayer(occasion):
    return occasion.starts_at.time() < PRAYER[1] and occasion.ends_at.time() > PRAYER[0]


def _agreement(occasions, facts):
    """A partner should be bound by an agreement on every day of the training."""
    days = [occasion.day for occasion in occasions]
    if facts.partner is None or not days or is_covered(min(days), max(days), facts.covered):
        return
    message = _("%(partner)s has no agreement in force for %(days)s.")
    told = message % {"partner": facts.partner, "days": dates.day_range(min(days), max(days))}
    known = (facts.partner.pk, min(days), max(days), *sorted(facts.covered))
    yield Clash("agreement", Weight.REASON, told, known)


def _guidance(occasions, facts):
    """Whose guidance ends before the last session cannot finish."""
    coming = [occasion.day for occasion in occasions if not occasion.is_past]
    if not coming:
        return
    over = sorted(end for end in facts.guidance_ends.values() if end <= max(coming))
    if facts.last_day_before:
        over = [end for end in over if end > facts.last_day_before]
    if over:
        message = ngettext(
            "The guidance of %(number)s participant ends before the last session.",
            "The guidance of %(number)s participants ends before the last session.",
            len(over),
        )
        yield Clash("guidance_over", Weight.BLOCK, message % {"number": len(over)}, (max(coming), *over))


def _last_follow_up(facts):
    after = [
        end for end in facts.guidance_ends.values() if facts.last_follow_up and end < facts.last_follow_up
    ]
    if after:
        message = ngettext(
            "The guidance of %(number)s participant ends before the last follow-up.",
            "The guidance of %(number)s participants ends before the last follow-up.",
            len(after),
        )
        yield Clash("last_follow_up", Weight.INFORM, message % {"number": len(after)}, tuple(sorted(after)))


def blocking_problems(clashes, field=None):
    """`field`: where the page shows them; without one an instructor's clash stands beside their role."""
    return [
        Problem(clash.code, clash.message, field or _place_of(clash))
        for clash in clashes
        if clash.weight == Weight.BLOCK
    ]


def _place_of(clash):
    return f"role_{clash.facts[0]}" if clash.code == f"{Subject.INSTRUCTOR}_booked" else None


def reason_problems(clashes, accepted, reason, field="override_reason"):
    """Clashes that need a reason and have none yet; `accepted`: fingerprints that were accepted before."""
    waiting = [c for c in clashes if c.weight == Weight.REASON and c.fingerprint not in accepted]
    if not waiting or reason.strip():
        return []
    told = " ".join(clash.message for clash in waiting)
    return [Problem("needs_reason", _("%(clashes)s Give a reason to keep it so.") % {"clashes": told}, field)]


def accept_problems(chosen, reason):
    """What is accepted must still stand, must not block, and needs a reason."""
    if not chosen:
        return [Problem("changed", _("These warnings have changed. Look at them again."))]
    if problems := blocking_problems(chosen):
        return problems
    return [] if reason.strip() else [Problem("reason_missing", _("Give a reason."), "reason")]
