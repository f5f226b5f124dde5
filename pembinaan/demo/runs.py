"""Leads each training of the demo through its steps, by the same actions that the pages call."""

from datetime import date, timedelta
from uuid import uuid4

from pembinaan import dates
from pembinaan.accounts.models import Holiday, StrategicProgramme
from pembinaan.demo.budgets import TRADE, account_for, write_plan
from pembinaan.demo.certificates import certify
from pembinaan.demo.dating import date_back
from pembinaan.demo.outcomes import follow_up
from pembinaan.demo.plans import NEWS, Fate
from pembinaan.demo.scores import record_grid
from pembinaan.demo.sheets import Sheets
from trainings.actions.completion import complete_training
from trainings.actions.enrolment import add_guest, enrol_many, nominate_many
from trainings.actions.moves import move_enrolment
from trainings.actions.planning import move_training, plan_training
from trainings.actions.results import Entry, record_results
from trainings.actions.sessions import add_session
from trainings.choices import EnrolmentStatus, InstructorRole, ReasonKind, Result
from trainings.models import Programme, Reason, Training, Venue
from trainings.standing import standing_of
from trainings.timetable import Slots, pack

LONGEST = 200
"""Days among which a timetable must find its room."""
NEWS_REPEATS = 4
"""Number of the one participant of the news item who is not yet competent."""
BEGUN = (Fate.COMPLETED, Fate.OVER, Fate.RUNNING)


class Run:
    """One training, from its plan to what became of it."""

    def __init__(self, world, plan):
        self.world, self.plan = world, plan
        self.random = world.random
        self.coordinator = world.user("coordinator", plan.place)
        self.head, self.counsellor = world.user("head", plan.place), world.user("counsellor", plan.place)
        self.office = self.coordinator.office
        self.today = dates.today(self.office)
        self.programme = Programme.objects.get(code=plan.programme, is_current=True)
        self.partner = world.partners.get(plan.partner)

    def make(self):
        self.training = self._planned()
        if self.plan.fate == Fate.TODAY:
            self._todays_sessions()
        self._fill_seats()
        if self.plan.trade == TRADE:
            write_plan(self)
        if self.plan.fate not in (Fate.DRAFT, Fate.POSTPONED):
            # A partner without an agreement teaches by letter of request; the office says so.
            self._move("approve", self.head, override_reason="Memakai surat permohonan narasumber")
        if self.plan.fate in (Fate.POSTPONED, Fate.CANCELLED):
            self._call_off()
        if self.plan.fate in BEGUN:
            Sheets(self).keep()
        if self.plan is NEWS:
            account_for(self)
        if self.plan.fate == Fate.COMPLETED and self.training.ends_on < self.today:
            self._complete()
            follow_up(self)
            certify(self)
        date_back(self)

    def _planned(self):
        slots = None if self.plan.fate == Fate.TODAY else Slots.of(*self.plan.slots)
        first, last = self._days(slots)
        values = {
            "programme": self.programme,
            "title": self.plan.title,
            "partner": self.partner,
            "instructors": self._instructors(),
            "place": self.plan.venue,
            "venue": self._room(),
            "starts_on": first,
            "ends_on": last,
            "capacity": self.plan.seats,
            "strategic_programmes": self._strategic(first.year),
            "note": self.plan.note,
        }
        return plan_training(
            office=self.office, values=values, slots=slots, form_key=uuid4(), by=self.coordinator
        )

    def _days(self, slots):
        """The first and the last day on which there will be a session."""
        starts = self.plan.starts
        first = starts if isinstance(starts, date) else self.today + timedelta(starts)
        if slots is None:
            return first, first
        last = first + timedelta(LONGEST)
        free = Holiday.objects.names_between(self.office, first, last)
        meetings, _missing = pack(list(self.programme.modules.all()), first, last, slots, free)
        return meetings[0].day, meetings[-1].day

    def _instructors(self):
        return list(self.partner.instructors.order_by("name")) if self.partner else []

    def _strategic(self, year):
        if not self.plan.strategic:
            return []
        running = StrategicProgramme.objects.filter(first_year__lte=year, last_year__gte=year)
        return list(running.filter(name__contains=self.plan.strategic))

    def _todays_sessions(self):
        """By hand: today may be a Sunday or a holiday, on which no timetable has room."""
        modules = list(self.programme.modules.all())
        for clock, taught in zip(self.plan.slots, (modules[:4], modules[4:]), strict=True):
            values = {
                "day": self.today,
                "starts": clock[0],
                "ends": clock[1],
                "place": self.plan.venue,
                "is_catch_up": False,
                "parts": {module: module.jp for module in taught},
                "instructors": dict.fromkeys(self._instructors(), InstructorRole.LEAD),
            }
            add_session(training=self.training, values=values, form_key=uuid4(), by=self.coordinator)

    def _fill_seats(self):
        chosen = self.world.choose(self.plan, self.training)
        seated, nominated = chosen[: self.plan.people], chosen[self.plan.people :]
        if seated:
            enrol_many(training=self.training, clients=seated, by=self.coordinator)
        if nominated:
            reason = "Belum bekerja dan berminat; siap mengikuti semua sesi"
            nominate_many(training=self.training, clients=nominated, reason=reason, by=self.counsellor)
        for name, origin in self.plan.guests:
            add_guest(training=self.training, name=name, origin=origin, form_key=uuid4(), by=self.coordinator)

    def _room(self):
        """Today's training is the one that is sure to have the hall for itself."""
        if self.plan.fate != Fate.TODAY:
            return None
        return Venue.objects.get_or_create(office=self.office, name=self.plan.venue)[0]

    def _move(self, move, by, **more):
        self.training.refresh_from_db()
        self.training = move_training(
            training=self.training, move=move, version=self.training.version, by=by, **more
        )

    def _call_off(self):
        kind, move = (
            (ReasonKind.POSTPONED, "postpone")
            if self.plan.fate == Fate.POSTPONED
            else (ReasonKind.CANCELLED, "cancel")
        )
        reason = Reason.objects.get(kind=kind, code=self.plan.reason)
        self._move(move, self.coordinator, reason=reason, note=self.plan.note)

    def people(self, status=EnrolmentStatus.ENROLLED):
        return list(self.training.enrolments.filter(status=status).order_by("number"))

    def step(self, enrolment, move, code="", **more):
        """A step of one participant, with a reason where the step asks for one."""
        reason = Reason.objects.get(kind=ReasonKind.LEFT, code=code) if code else None
        enrolment.refresh_from_db()
        return move_enrolment(
            enrolment=enrolment,
            move=move,
            version=enrolment.version,
            reason=reason,
            by=self.coordinator,
            **more,
        )

    def _complete(self):
        standing = standing_of(Training.objects.get(pk=self.training.pk))
        if self.plan is NEWS:
            record_grid(self, standing.unassessed, NEWS_REPEATS)
        entries = [self._result(person) for person in standing.unassessed]
        record_results(training=self.training, results=entries, by=self.coordinator)
        self.training.refresh_from_db()
        self.training = complete_training(
            training=self.training, version=self.training.version, by=self.coordinator
        )

    def _result(self, person):
        learned = person.number != NEWS_REPEATS if self.plan is NEWS else self.random.random() < 0.92
        if learned:
            return Entry(person.number, Result.COMPETENT)
        return Entry(person.number, Result.NOT_YET, "Perlu mengulang praktik")
