"""How far a training has come: its sessions and its people, as completion and its page look at them."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pembinaan import dates
from trainings.choices import SEATED, EnrolmentStatus, SessionStatus


@dataclass(frozen=True)
class Standing:
    training: Any
    today: date
    sessions: list = field(default_factory=list)
    """All that were not cancelled, with `marks_missing`."""
    people: list = field(default_factory=list)
    """All who took part or wait, as with_assessment() tells of them."""

    @property
    def seated(self):
        return [person for person in self.people if person.status in SEATED]

    @property
    def unseated(self):
        """Nominated or waiting: nothing is decided about them."""
        unseated = (EnrolmentStatus.NOMINATED, EnrolmentStatus.WAITING)
        return [person for person in self.people if person.status in unseated]

    @property
    def attended(self):
        """Everybody who followed at least a minute, whoever has left included."""
        return [person for person in self.people if person.minutes_credited]

    @property
    def unassessed(self):
        """Who came and has no result; who never came needs none."""
        return [person for person in self.seated if person.minutes_credited and not person.result]

    @property
    def last_held(self):
        """Day of the last held session: the exit, from which follow-ups count."""
        return max((s.day for s in self.sessions if s.status == SessionStatus.HELD), default=None)


def standing_of(training):
    """Two queries, however many sessions and people there are."""
    sessions = training.sessions.exclude(status=SessionStatus.CANCELLED).with_missing_marks()
    people = training.enrolments.with_assessment().select_related("client")
    return Standing(
        training,
        dates.today(training.office),
        list(sessions.order_by("starts_at", "pk")),
        list(people.order_by("number")),
    )
