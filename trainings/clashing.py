"""Gathers what the rules on clashes ask for: a handful of queries, however long the timetable is."""

from datetime import timedelta
from typing import Any, NamedTuple

from django.db.models import Q

from partners.models import Agreement, InstructorAbsence
from pembinaan import dates
from pembinaan.accounts.models import Holiday, TravelTime
from trainings.choices import SEATED, SessionStatus, Subject
from trainings.models import Booking, CatchUp, Enrolment, Override, Session, SessionInstructor
from trainings.policy import LAST_FOLLOW_UP_MONTHS
from trainings.rules.clashes import Facts, Held, Occasion, Room, Teacher, Weight, clashes_in

DAY = timedelta(days=1)
SEAT_COLUMNS = ("client", "client__guidance_end", "starts_on", "ends_on")


class Seat(NamedTuple):
    enrolment: Any
    client: Any
    guidance_end: Any
    starts_on: Any
    ends_on: Any

    def is_for(self, session, named):
        """`named`: ids of those whom a catch-up session is for; without any it is for all."""
        here = self.starts_on <= session.day and (self.ends_on is None or self.ends_on >= session.day)
        return here and (not named or self.enrolment in named)


def clashes_of(training, only=None, last_day_before=None, moved=()):
    """Clashes of the training's timetable as it is saved, in this transaction too; `only`: ids of sessions.

    With `only` the clashes of the training as a whole are left out, but not that a guidance is over. `moved`:
    sessions as they would be, in place of the saved ones.
    """
    seats = _seats(training)
    occasions = _occasions(training, seats, {session.pk: session for session in moved})
    facts = _facts(training, occasions, seats)
    facts.last_day_before = last_day_before
    found = clashes_in(occasions, facts)
    if only is None:
        return found
    return [clash for clash in found if clash.session in only or clash.code == "guidance_over"]


def open_clashes(training):
    """Those that nobody has accepted: (blocking and to be reasoned, only pointed out)."""
    accepted = accepted_in(training)
    found = [clash for clash in clashes_of(training) if clash.fingerprint not in accepted]
    return [c for c in found if c.weight < Weight.INFORM], [c for c in found if c.weight == Weight.INFORM]


def accepted_in(training):
    return set(Override._base_manager.filter(training=training).values_list("fingerprint", flat=True))


def _seats(training):
    rows = Enrolment._base_manager.filter(training=training, client__isnull=False, status__in=SEATED)
    return [Seat(*values) for values in rows.values_list("pk", *SEAT_COLUMNS)]


def _occasions(training, seats, moved):
    sessions = Session._base_manager.filter(training=training).exclude(status=SessionStatus.CANCELLED)
    sessions = [moved.get(session.pk, session) for session in sessions.select_related("venue")]
    sessions.sort(key=lambda session: (session.starts_at, session.pk))
    teachers, named = _teachers(sessions), _named(sessions)
    return [_occasion(session, training, teachers, seats, named.get(session.pk)) for session in sessions]


def _named(sessions):
    """Whom the catch-up sessions are for, by session."""
    found, ids = {}, [session.pk for session in sessions if session.is_catch_up]
    for session, enrolment in CatchUp.objects.filter(session__in=ids).values_list("session", "enrolment"):
        found.setdefault(session, set()).add(enrolment)
    return found


def _occasion(session, training, teachers, seats, named):
    zone = training.office.zone
    session.training = training
    venue = session.venue
    return Occasion(
        session.pk,
        str(session.label),
        session.starts_at.astimezone(zone),
        session.ends_at.astimezone(zone),
        Room(venue.pk, venue.name, venue.region_id or "") if venue else None,
        tuple(teachers.get(session.pk, ())),
        tuple(seat.client for seat in seats if seat.is_for(session, named)),
        session.day < dates.today(training.office),
    )


def _teachers(sessions):
    """Who teaches, by session."""
    rows = SessionInstructor.objects.filter(session__in=[session.pk for session in sessions])
    rows = list(rows.select_related("instructor"))
    away = {}
    absences = InstructorAbsence._base_manager.filter(instructor__in={row.instructor_id for row in rows})
    for instructor, first, last in absences.values_list("instructor", "starts_on", "ends_on"):
        away.setdefault(instructor, []).append((first, last))
    found = {}
    for row in rows:
        person = row.instructor
        hours = (person.available_from, person.available_until)
        teacher = Teacher(
            person.pk, person.name, person.available_days, hours, tuple(sorted(away.get(person.pk, ())))
        )
        found.setdefault(row.session_id, []).append(teacher)
    return found


def _facts(training, occasions, seats):
    office = training.office
    days = [occasion.day for occasion in occasions] or [training.starts_on]
    first, last = min(days), max(days)
    agreements = Agreement._base_manager.filter(partner=training.partner_id) if training.partner_id else []
    return Facts(
        held=[*_held_elsewhere(training, occasions), *_held_here(training, occasions)],
        holidays=Holiday.objects.names_between(office, first, last),
        travel={(row.first_id, row.second_id): row.minutes for row in TravelTime.objects.all()},
        reporting_days=office.reporting_days,
        guidance_ends={seat.client: seat.guidance_end for seat in seats if seat.guidance_end},
        last_follow_up=dates.add_months(last, LAST_FOLLOW_UP_MONTHS),
        partner=training.partner,
        covered=[(agreement.starts_on, agreement.ends_on) for agreement in agreements],
    )


def _held_here(training, occasions):
    for occasion in occasions:
        room, region = (occasion.room.pk, occasion.room.region) if occasion.room else (None, "")
        where = (occasion.pk, training.title, occasion.starts_at, occasion.ends_at, room, region)
        yield from (Held(Subject.INSTRUCTOR, teacher.pk, *where) for teacher in occasion.teachers)
        yield from (Held(Subject.CLIENT, client, *where) for client in occasion.clients)
        if occasion.room:
            yield Held(Subject.VENUE, room, *where)


def _held_elsewhere(training, occasions):
    """Bookings that other trainings have of the same people and rooms around the sessions."""
    if not occasions:
        return []
    first = min(occasion.starts_at for occasion in occasions) - DAY
    last = max(occasion.ends_at for occasion in occasions) + DAY
    wanted = {
        Subject.CLIENT: {client for occasion in occasions for client in occasion.clients},
        Subject.INSTRUCTOR: {teacher.pk for occasion in occasions for teacher in occasion.teachers},
        Subject.VENUE: {occasion.room.pk for occasion in occasions if occasion.room},
    }
    subjects = Q()
    for subject, ids in wanted.items():
        subjects |= Q(subject=subject, subject_id__in=ids)
    rows = Booking.objects.filter(subjects, starts_at__lt=last, ends_at__gt=first)
    rows = rows.exclude(session__training=training.pk)
    columns = ("subject", "subject_id", "session", "session__training__title", "starts_at", "ends_at")
    rows = rows.values_list(*columns, "session__venue", "session__venue__region")
    return [Held(*values, region=region or "") for *values, region in rows]
