"""What moving a session would make of a timetable: the preview and the action ask the same."""

import hashlib
import json
from copy import copy
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef

from pembinaan import dates
from pembinaan.accounts.models import Holiday
from trainings.choices import SessionStatus
from trainings.models import Attendance, Session
from trainings.rules.moving import (
    LONGEST,
    Place,
    Sitting,
    move_problems,
    new_places,
    room_problems,
    staying,
    why_it_stays,
)
from trainings.timetable import Slot


@dataclass(frozen=True)
class Moved:
    """A session as it is and as it would be, unsaved."""

    old: Session
    new: Session


@dataclass
class MovePlan:
    chosen: Session
    moved: list[Moved] = field(default_factory=list)
    """The chosen one first, then in the order of the new timetable."""
    stays: list[tuple[Session, Any]] = field(default_factory=list)
    """Later sessions that keep their place, each with the reason."""
    problems: list = field(default_factory=list)

    @property
    def sessions(self):
        return [pair.new for pair in self.moved]

    @cached_property
    def fingerprint(self):
        facts = [(row.pk, row.starts_at, row.ends_at, row.venue_id, row.place) for row in self.sessions]
        return hashlib.sha256(json.dumps(facts, default=str).encode()).hexdigest()


def plan_of(training, session, values):
    """`values`: day, starts, ends (clock times), venue, place, follow."""
    sessions = _sessions_of(training)
    office, today = training.office, dates.today(training.office)
    sittings = {row.pk: _sitting(row, office, today) for row in sessions}
    chosen = sittings[session.pk]
    to = Place(values["day"], Slot(values["starts"], values["ends"]))
    closed = Holiday.objects.names_between(office, values["day"], values["day"] + LONGEST)
    places, homeless = new_places(list(sittings.values()), chosen, to, values["follow"], closed)
    plan = MovePlan(next(row for row in sessions if row.pk == session.pk))
    plan.moved = _moved(plan.chosen, sessions, places, values, office.zone)
    plan.stays = [
        (row, why_it_stays(sittings[row.pk].stays))
        for row in sessions
        if sittings[row.pk].stays and row.starts_at > plan.chosen.starts_at
    ]
    plan.problems = move_problems(chosen, to, today=today, has_changed=bool(plan.moved))
    plan.problems += room_problems(homeless)
    return plan


def _sessions_of(training):
    marks = Attendance._base_manager.filter(session=OuterRef("pk"))
    rows = Session._base_manager.filter(training=training).annotate(is_marked=Exists(marks))
    rows = list(rows.select_related("venue").order_by("starts_at", "pk"))
    for row in rows:
        row.training = training
    return rows


def _sitting(row, office, today):
    first, last = dates.local(row.starts_at, office), dates.local(row.ends_at, office)
    why = staying(row.status, is_marked=row.is_marked, day=row.day, today=today)
    cancelled = row.status == SessionStatus.CANCELLED
    return Sitting(
        row.pk, Place(row.day, Slot(first.time(), last.time())), row.jp, why, cancelled, row.is_catch_up
    )


def _moved(chosen, sessions, places, values, zone):
    """The chosen session may get another room on the same day; the later ones keep theirs."""
    where = {"venue": values["venue"], "place": values["place"]}
    new_room = (chosen.venue_id, chosen.place) != (getattr(values["venue"], "pk", None), values["place"])
    pairs = []
    for row in sessions:
        if row.pk not in places and not (row.pk == chosen.pk and new_room):
            continue
        new = copy(row)
        new._state = copy(row._state)
        new._state.fields_cache = dict(row._state.fields_cache)
        if place := places.get(row.pk):
            new.day = place.day
            new.starts_at = datetime.combine(place.day, place.slot.start, zone).astimezone(UTC)
            new.ends_at = datetime.combine(place.day, place.slot.end, zone).astimezone(UTC)
        for name, value in where.items() if row.pk == chosen.pk else ():
            setattr(new, name, value)
        pairs.append(Moved(row, new))
    return sorted(pairs, key=lambda pair: (pair.new.pk != chosen.pk, pair.new.starts_at))
