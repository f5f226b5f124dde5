"""The rows of a sheet as the page shows them."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from pembinaan import dates
from trainings.choices import CAME, NEEDS_REASON, EnrolmentStatus, Mark, ReasonKind
from trainings.forms.attendance import LETTER_OF, choice_of
from trainings.models import Attendance, Reason, Session
from trainings.rules.attendance import is_expected
from trainings.sheet import COLUMNS, NOTHING, REFUSED, Code, Row, Said, first_entry_at, row_of

SHORT = {
    Mark.PRESENT: pgettext_lazy("roll call", "Present"),
    Mark.LATE: pgettext_lazy("roll call", "Late"),
    Mark.EXCUSED: pgettext_lazy("roll call", "Excused"),
    Mark.SICK: pgettext_lazy("roll call", "Sick"),
    Mark.ABSENT: pgettext_lazy("roll call", "Absent"),
}
LOOKS = {
    Mark.PRESENT: ("ok", "check-circle-fill"),
    Mark.LATE: ("warn", "clock-fill"),
    Mark.EXCUSED: ("plum", "chat-left-text-fill"),
    Mark.SICK: ("info", "plus-square-fill"),
    Mark.ABSENT: ("bad", "x-octagon-fill"),
}
MISSED = 2
FILTERS = {"unrecorded": "", **{mark.value: mark.value for mark in Mark}}


@dataclass(frozen=True)
class Kind:
    """A mark as the page draws it."""

    value: str
    letter: str
    short: Any
    label: Any
    look: str
    icon: str


KINDS = [Kind(mark.value, LETTER_OF[mark.value], SHORT[mark], mark.label, *LOOKS[mark]) for mark in Mark]
KIND_OF = {kind.value: kind for kind in KINDS}


@dataclass(frozen=True)
class Version:
    """One of two entries that collided."""

    said: Said
    by: str
    at: datetime
    text: str
    choice: str

    @property
    def kind(self):
        return KIND_OF.get(self.said.mark)


@dataclass
class Person:
    row: Row
    name: str
    is_restricted: bool
    client_id: Any
    text: str = ""
    flags: list = field(default_factory=list)
    shown: Said = NOTHING
    """What the open row's fields hold: the mark, or what was sent and refused."""
    is_open: bool = False
    message: Any = ""
    bad_field: str | None = None
    versions: list = field(default_factory=list)
    is_pattern: bool = False
    """Shows every field; the page's script takes away what does not belong to a mark."""

    @property
    def number(self):
        return self.row.number

    @property
    def kind(self):
        return KIND_OF.get(self.row.said.mark)

    @property
    def needs_reason(self):
        return self.is_pattern or self.shown.mark in NEEDS_REASON

    @property
    def came(self):
        return self.is_pattern or self.shown.mark in CAME

    @property
    def is_late(self):
        return self.is_pattern or self.shown.mark == Mark.LATE

    @property
    def may_excuse(self):
        return self.is_pattern or self.shown.mark not in ("", *CAME)


def text_of(said, reasons):
    """'Late 25 min', 'Excused · Court hearing'."""
    kind = KIND_OF.get(said.mark)
    if kind is None:
        return _("Not recorded")
    text = str(kind.label)
    if said.minutes_late:
        text = _("%(mark)s %(minutes)s min") % {"mark": text, "minutes": said.minutes_late}
    if said.reason_id in reasons:
        text += f" · {reasons[said.reason_id]}"
    if said.minutes_early:
        text += " · " + _("left %(minutes)s min early") % {"minutes": said.minutes_early}
    return text


def naming_day(session):
    """Whoever is a child today stays unnamed on the sheets of coming days as well."""
    return min(session.day, dates.today(session.training.office))


class Roster:
    """Everybody on a sheet in four queries, whatever their number."""

    def __init__(self, session, user):
        self.session, self.user = session, user
        self.set_aside = []
        """Marks of people who left the list meanwhile: (number, name, mark, why)."""
        self.reasons = {reason.pk: reason for reason in Reason.objects.filter(kind=ReasonKind.ABSENCE)}
        enrolments = session.training.enrolments.with_marks_of(session).with_open_conflicts_in(session)
        enrolments = enrolments.with_open_excuse_in(session).with_names()
        everybody = [self._person(enrolment) for enrolment in enrolments]
        session.first_entry_at = first_entry_at(person.row for person in everybody)
        self.people = [person for person in everybody if is_expected(person.row, session.day)]
        away = (EnrolmentStatus.PAUSED, EnrolmentStatus.LEFT)
        here = {person.number for person in self.people}
        self.others = [p for p in everybody if p.number not in here and p.row.status in away]
        self._flag()

    def _person(self, enrolment):
        row = row_of(getattr(enrolment, name) for name in COLUMNS)
        name = str(enrolment.name_for(self.user, naming_day(self.session)))
        hidden = enrolment.client is not None and name != enrolment.client.name
        person = Person(
            row, name, hidden, enrolment.client_id, text_of(row.said, self.reasons), shown=row.said
        )
        if enrolment.excuse_said_at:
            told = dates.short_day(dates.as_date(enrolment.excuse_said_at, self.session.training.office))
            person.flags.append(("plum", "chat-left-text-fill", _("excuse told %(day)s") % {"day": told}))
        if enrolment.conflict:
            self.collide(person, **entry_in(enrolment.conflict))
        return person

    def collide(self, person, said, by, at):
        """Show the present mark beside the one that was refused."""
        row = person.row
        pairs = ((said, by, at), (row.said, row.marked_by_name, row.marked_at))
        person.versions = [
            Version(said, by, at, text_of(said, self.reasons), choice_of(row.number, row.version, said))
            for said, by, at in pairs
        ]

    def _flag(self):
        """At most two remarks beside a name: a clash, two sessions missed, a name withheld."""
        session, user = self.session, self.user
        meetings = Session.objects.visible_to(user).clashing_with(session)
        clashes = dict(meetings.people_of(session.training.enrolments.all()))
        before = Session.objects.visible_to(user).held_before(session, MISSED)
        missed = set(Attendance.objects.visible_to(user).absent_in_all(before, MISSED))
        for person in self.people:
            if start := clashes.get(person.client_id):
                text = _("also %(time)s elsewhere") % {"time": f"{dates.local(start):%H.%M}"}
                person.flags.append(("warn", "exclamation-triangle-fill", text))
            if person.row.enrolment_id in missed:
                person.flags.append(("bad", "calendar-x", _("missed the last 2")))
            if person.is_restricted:
                person.flags.append(("mute", "eye-slash", _("name withheld")))
            del person.flags[2:]

    @cached_property
    def counts(self):
        return Counter(person.row.said.mark for person in self.people)

    @property
    def unrecorded(self):
        return self.counts[""]

    @property
    def nobody_came(self):
        """Everybody has said in time that they would not be there."""
        return all(person.row.said.mark in NEEDS_REASON for person in self.people)

    @property
    def kind_counts(self):
        return [(kind, self.counts[kind.value]) for kind in KINDS]

    @property
    def conflicts(self):
        return sum(1 for person in self.people if person.versions)

    @property
    def saved_at(self):
        return max((p.row.marked_at for p in self.people if p.row.marked_at), default=None)

    def offered_reasons(self):
        return [reason for reason in self.reasons.values() if reason.is_active]

    def chosen(self, status, sort):
        """The people of one filter in the wanted order; an unknown filter shows everybody."""
        mark = FILTERS.get(status)
        found = [p for p in self.people if mark is None or p.row.said.mark == mark]
        return sorted(found, key=lambda person: person.name.casefold()) if sort == "name" else found

    def show_answers(self, answers, user, now):
        """Put what was refused back into its row, with the reason."""
        people = {person.number: person for person in self.people}
        for answer in answers:
            if answer.code not in REFUSED:
                continue
            person = people.get(answer.entry.number)
            if person is None:
                self._put_aside(answer)
            elif answer.code == Code.CONFLICT:
                self.collide(person, answer.said, user.get_full_name(), now)
            else:
                person.is_open, person.shown = True, answer.said
                person.message, person.bad_field = answer.message, answer.field

    def _put_aside(self, answer):
        number = answer.entry.number
        name = next((person.name for person in self.others if person.number == number), "")
        self.set_aside.append((number, name, text_of(answer.said, self.reasons), answer.message))

    def open(self, numbers):
        for person in self.people:
            person.is_open = person.is_open or person.number in numbers


def patterns():
    """Rows of nobody in every state, which the page's script fills in: (name, person)."""
    version = Version(NOTHING, "", None, "", "")
    yield "settled", _nobody(Said(Mark.PRESENT), is_pattern=True)
    yield "conflict", _nobody(NOTHING, versions=[version, version])
    yield "open", _nobody(NOTHING, is_open=True)
    yield "details", _nobody(NOTHING, is_pattern=True)


def _nobody(said, **more):
    row = Row(0, None, EnrolmentStatus.ENROLLED, None, None, said)
    return Person(row, "", False, None, text_of(said, {}), shown=said, **more)


def entry_in(stored):
    """A stored conflict as said, by and at."""
    said = Said(*(stored[name] for name in ("mark", "minutes_late", "minutes_early", "reason_id", "remark")))
    at = datetime.fromisoformat(stored["at"])
    return {"said": said, "by": stored["by_name"], "at": at if at.tzinfo else at.replace(tzinfo=UTC)}
