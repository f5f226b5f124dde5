"""What the page of a training shows, read once, for the person who looks at it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partners.models import Agreement
from pembinaan import dates
from trainings.choices import SEATED, EnrolmentStatus, SessionStatus, TrainingStatus
from trainings.eligibility import ends_before_last_follow_up
from trainings.models import CatchUp, Enrolment, Session, SessionInstructor, SessionModule
from trainings.moves import ENROLMENT_MOVES, TRAINING_MOVES, moves_from
from trainings.rules.planning import agreement_warnings

MAY_PICK = ("trainings.enrol_client", "trainings.nominate_client")
SHOWN_SESSIONS = 8
"""A longer timetable is folded around the sessions that are next."""


@dataclass
class Participant:
    row: Enrolment
    name: Any
    client: Any
    """Only where the reader may open the record."""
    flag: str = ""
    """Why the seat is in doubt."""
    remark: str = ""
    moves: list = ()

    @property
    def shows_notes(self):
        """Notes may tell more of a protected person than the name does."""
        return self.client is not None or self.row.client_id is None


@dataclass(frozen=True)
class Gap:
    """Something that is missing, and where it is mended."""

    title: str
    url: str = ""
    number: int | None = None
    note: str = ""
    urgent: bool = False


class Overview:
    def __init__(self, training, user, by_number=False):
        """`by_number`: sessions in the order of the syllabus instead of that of the days."""
        self.training, self.user, self.by_number = training, user, by_number
        self.today = dates.today(training.office)

    @cached_property
    def sessions(self):
        rows = Session.objects.visible_to(self.user).filter(training=self.training).with_record_counts()
        rows = rows.annotate(names_people=Exists(CatchUp.objects.filter(session=OuterRef("pk"))))
        order = ("number",) if self.by_number else ("starts_at", "number")
        rows = rows.order_by(*order).prefetch_related(
            Prefetch("parts", SessionModule.objects.select_related("module")),
            Prefetch("teaching", SessionInstructor.objects.select_related("instructor")),
        )
        for row in rows:
            row.training = self.training
        return list(rows)

    @cached_property
    def taking_place(self):
        return [session for session in self.sessions if session.status != SessionStatus.CANCELLED]

    @cached_property
    def near_sessions(self):
        """The first that wait for their marks or are still to come; all of a short timetable."""
        if len(self.sessions) <= SHOWN_SESSIONS + 2:
            return self.sessions
        waiting = (s for s in self.sessions if s.status == SessionStatus.PLANNED)
        first = next(waiting, self.sessions[0])
        start = min(self.sessions.index(first), len(self.sessions) - SHOWN_SESSIONS)
        return self.sessions[start : start + SHOWN_SESSIONS]

    @property
    def earlier_sessions(self):
        return self.sessions[: self.sessions.index(self.near_sessions[0])] if self.sessions else []

    @property
    def later_sessions(self):
        return self.sessions[len(self.earlier_sessions) + len(self.near_sessions) :]

    @property
    def jp(self):
        """What is taught to all: catching up repeats it for some."""
        return sum(session.jp for session in self.taking_place if not session.names_people)

    @property
    def last_day(self):
        return max((session.day for session in self.taking_place), default=self.training.ends_on)

    @cached_property
    def people(self):
        rows = Enrolment.objects.visible_to(self.user).filter(training=self.training)
        return [self.participant(row) for row in rows.select_related("client").order_by("number")]

    def participant(self, row):
        row.training = self.training
        is_open = row.client_id is not None and row.client.is_open_to(self.user, self.today)
        return Participant(
            row,
            row.name_for(self.user, self.today),
            row.client if is_open else None,
            flag=self.flag(row) if is_open and self.is_on(row) else "",
            remark=self.remark(row) if is_open and self.is_on(row) else "",
            moves=[] if self.training.is_over else moves_from(ENROLMENT_MOVES, row.status, self.user),
        )

    def flag(self, row):
        """What has become of the guidance since the enrolment."""
        client, last = row.client, self.last_day
        if client.is_ended and client.ended_on <= last:
            return _("Guidance ended on %(day)s") % {"day": dates.short_day(client.ended_on)}
        if client.guidance_end and client.guidance_end <= last:
            return _("Guidance ends on %(day)s, before the last session") % {
                "day": dates.short_day(client.guidance_end)
            }
        return ""

    def remark(self, row):
        if self.flag(row) or not ends_before_last_follow_up(row.client, self.last_day):
            return ""
        message = _("Guidance ends on %(day)s, before the last follow-up")
        return message % {"day": dates.short_day(row.client.guidance_end)}

    def is_on(self, row):
        return not self.training.is_over and row.status != EnrolmentStatus.LEFT

    def _in(self, *statuses):
        return [person for person in self.people if person.row.status in statuses]

    @property
    def seated(self):
        return self._in(*SEATED)

    @property
    def left(self):
        return self._in(EnrolmentStatus.LEFT)

    @property
    def waiting(self):
        return self._in(EnrolmentStatus.WAITING)

    @property
    def nominated(self):
        return self._in(EnrolmentStatus.NOMINATED)

    @property
    def moves(self):
        return moves_from(TRAINING_MOVES, self.training.status, self.user)

    @property
    def menu_moves(self):
        """Steps that are possible but seldom the next one."""
        return [m for m in self.moves if not m.suggested and m.target != TrainingStatus.COMPLETED]

    @cached_property
    def agreement_notes(self):
        training = self.training
        if training.partner_id is None or not self.user.has_perm("partners.view_partner"):
            return []
        known = Agreement.objects.visible_to(self.user).filter(partner=training.partner_id)
        return agreement_warnings(training.partner, known, training.starts_on, training.ends_on)

    @property
    def is_underway(self):
        return self.training.status in (TrainingStatus.APPROVED, TrainingStatus.RUNNING)

    @property
    def open_sheets(self):
        """Of days that are over; today's may still be written."""
        return [s for s in self.unfinished_sheets if s.day < self.today]

    @property
    def unfinished_sheets(self):
        rows = self.taking_place if self.is_underway else []
        return [s for s in rows if s.day <= self.today and s.recorded < s.expected]

    @property
    def next_sheet(self):
        """The session whose attendance is to be recorded first, for those who record it."""
        may = self.user.sees_people and self.user.has_perm("trainings.record_attendance")
        return next(iter(self.unfinished_sheets), None) if may else None

    @property
    def is_ready_to_complete(self):
        """All sessions are over and recorded; on the last day itself once each has been held."""
        if not (self.is_underway and self.taking_place) or self.unfinished_sheets:
            return False
        all_held = all(session.status == SessionStatus.HELD for session in self.taking_place)
        return self.last_day < self.today or (self.last_day == self.today and all_held)

    @property
    def asks_for_results(self):
        """Nobody is assessed yet: that comes before completing."""
        may = self.is_ready_to_complete and self.user.has_perm("trainings.record_result")
        return bool(may and self.seated and not any(person.row.result for person in self.seated))

    @property
    def asks_for_people(self):
        """Before anybody has a seat, choosing participants is the next step of whoever gives the seats."""
        may = self.user.has_perm("trainings.enrol_client")
        return bool(may and self.taking_place and self.training.is_open_for_enrolment and not self.people)

    def gaps(self):
        return [] if self.training.is_over else [gap for gap in self._gaps() if gap]

    def _gaps(self):
        yield self._session_gap()
        yield self._participant_gap()
        yield self._seat_gap()
        partner = self.training.partner
        yield from (Gap(str(note.message), partner.get_absolute_url()) for note in self.agreement_notes)
        yield self._sheet_gap()
        yield self._completion_gap()

    def _session_gap(self):
        if not self.taking_place:
            may = ("trainings.change_training",)
            return Gap(_("No session is planned yet"), self._url("session-create", may=may), urgent=True)
        if self.jp < self.training.programme_jp:
            numbers = {"jp": self.jp, "planned": self.training.programme_jp}
            return Gap(_("The sessions teach %(jp)s of the programme's %(planned)s JP") % numbers)
        return None

    def _participant_gap(self):
        if self.training.seated or not self.user.sees_people:
            return None
        return Gap(_("Nobody has a seat yet"), self._url("candidates", may=MAY_PICK), urgent=True)

    def _seat_gap(self):
        if nominated := len(self.nominated):
            message = ngettext(
                "%(number)s nomination to decide", "%(number)s nominations to decide", nominated
            )
            return Gap(message % {"number": nominated}, "#h-wait", nominated)
        if self.waiting and self.training.free_seats:
            free = self.training.free_seats
            message = ngettext("%(number)s seat is free", "%(number)s seats are free", free)
            first = _("Next on the waiting list: %(name)s") % {"name": self.waiting[0].name}
            return Gap(message % {"number": free}, "#h-wait", free, first)
        return None

    def _sheet_gap(self):
        if not (sheets := self.open_sheets):
            return None
        message = ngettext(
            "Attendance of %(number)s session is not complete",
            "Attendance of %(number)s sessions is not complete",
            len(sheets),
        )
        url = self._url("attendance", sheets[0].pk) if self.user.sees_people else ""
        return Gap(message % {"number": len(sheets)}, url, len(sheets), urgent=True)

    def _completion_gap(self):
        if not self.is_ready_to_complete:
            return None
        url = self._url("complete", may=("trainings.complete_training",))
        return Gap(_("All sessions are over: complete the training"), url, urgent=True)

    def _url(self, name, *args, may=()):
        """Empty for those who would be turned away there."""
        if may and not any(self.user.has_perm(permission) for permission in may):
            return ""
        try:
            return reverse(f"trainings:{name}", args=[self.training.pk, *args])
        except NoReverseMatch:
            return ""
