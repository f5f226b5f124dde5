"""The attendance sheets of a training: who came, who was late, who sent word and who did not."""

from datetime import timedelta

from pembinaan.demo.plans import NEWS, Fate
from trainings.actions.attendance import record_attendance
from trainings.actions.attendance_sheet import attest_session, cancel_session
from trainings.choices import Mark, ReasonKind
from trainings.models import Reason
from trainings.sheet import Entry, Said

RELIABLE = (0.99, 0.99, 0.97, 0.94, 0.9, 0.72)
"""How surely a participant is there in time; each gets one of these."""
OTHERWISE = (Mark.LATE, Mark.LATE, Mark.LATE, Mark.EXCUSED, Mark.EXCUSED, Mark.SICK, Mark.SICK, Mark.ABSENT)
EXCUSES = ("work", "family", "court", "reporting", "transport")
LEAVING = ("found-work", "withdrew", "no-shows", "health", "moved")
LONG, HALFWAY = 8, 4
"""Of a training with so many sessions somebody leaves after that one."""


class Sheets:
    def __init__(self, run):
        self.run, self.random = run, run.random
        self.by = run.coordinator
        self.sessions = list(run.training.sessions.order_by("number"))
        self.past = [session for session in self.sessions if session.day < run.today]
        absences = Reason.objects.filter(kind=ReasonKind.ABSENCE)
        self.reasons = {reason.code: reason.pk for reason in absences}
        self.reliable = {person.pk: self.random.choice(RELIABLE) for person in run.people()}

    def keep(self):
        """All that is past; of a running training the last sheet is still empty and one fell out."""
        running = self.run.plan.fate == Fate.RUNNING
        for order, session in enumerate(self.past):
            if running and session is self.past[-1]:
                return
            if running and order == 1:
                self._fall_out(session)
            else:
                self._record(session)
            if order == HALFWAY and len(self.sessions) >= LONG:
                self._lose_people(session, running)

    def _record(self, session):
        marks = self._news(session) if self.run.plan is NEWS else self._marks()
        begun = session.starts_at + timedelta(minutes=30)
        record_attendance(session=session, marks=marks, by=self.by, rest=Mark.PRESENT, now=begun)
        attest_session(session=session, by=self.by, now=session.ends_at)

    def _marks(self):
        """Entries of those who were not there in time; the others are filled in."""
        return [
            Entry(person.number, self._excuse(self.random.choice(OTHERWISE)))
            for person in self.run.people()
            if self.random.random() > self.reliable[person.pk]
        ]

    def _excuse(self, mark):
        if mark == Mark.LATE:
            return Said(mark, minutes_late=self.random.choice((5, 10, 15, 20, 25, 40)))
        if mark == Mark.EXCUSED:
            return Said(mark, reason_id=self.reasons[self.random.choice(EXCUSES)])
        return Said(mark, reason_id=self.reasons["health"] if mark == Mark.SICK else None)

    def _news(self, session):
        """Of the twenty 17 came in time, one came late, one had a hearing and one stayed away."""
        court = Said(Mark.EXCUSED, reason_id=self.reasons["court"], remark="Panggilan sidang")
        marks = [Entry(11, court), Entry(17, Said(Mark.ABSENT))]
        if session.number == 1:
            marks.append(Entry(2, Said(Mark.LATE, minutes_late=25)))
        return marks

    def _fall_out(self, session):
        reason = Reason.objects.get(kind=ReasonKind.SESSION_CANCELLED, code="instructor")
        now = session.starts_at
        cancel_session(session=session, reason=reason, note="Instruktur sakit", by=self.by, now=now)

    def _lose_people(self, session, running):
        """Somebody leaves; where the training still goes on somebody else pauses."""
        leaver, pausing = self.run.people()[3:5]
        self.run.step(leaver, "leave", self.random.choice(LEAVING), on=session.day)
        if running:
            self.run.step(
                pausing,
                "pause",
                on=session.day + timedelta(days=1),
                until=self.run.today + timedelta(days=7),
                note="Bekerja musiman di kebun",
            )
