"""A new draft from the plan of another training: everything but people, marks and what was spent."""

from datetime import timedelta

from django.db import transaction

from pembinaan import dates
from pembinaan.accounts.models import Holiday
from pembinaan.audit.record import record
from pembinaan.audit.verbs import Verb
from pembinaan.problems import refuse
from pembinaan.saving import once, save_checked
from trainings.actions.planning import write_meetings
from trainings.actions.proposal import FIELDS as PROPOSAL_FACTS
from trainings.actions.proposal import LINE_FACTS
from trainings.booking import rebook
from trainings.choices import SessionStatus
from trainings.models import (
    BudgetLine,
    Programme,
    Proposal,
    Session,
    Training,
)
from trainings.rules.copying import copying_problems, keeps_sessions
from trainings.rules.planning import timetable_problems
from trainings.tallying import refresh_tally
from trainings.timetable import Meeting, Slot, Slots, pack, shifted_days

LONGEST_DAYS = 366
OWN_FACTS = ("service_post", "note", "counts_as_guidance", "counts_as_reporting")
"""What a plan keeps within its office only; the room as well, where the place stays."""


def current_programme(source):
    """The newest version of what the source teaches."""
    newest = Programme._base_manager.filter(code=source.programme.code, is_current=True).first()
    return newest or source.programme


@transaction.atomic
def copy_training(source, *, title, starts_on, place, form_key, by):
    """Make the draft in the office of `by`; the timetable begins on `starts_on`."""
    values = {"title": title, "starts_on": starts_on, "place": place}
    return once(Training, form_key, lambda: _copy(source, values, form_key, by))


def _copy(source, values, form_key, by):
    refuse(copying_problems(source, by.office))
    programme = current_programme(source)
    training = Training(
        office=by.office,
        programme=programme,
        partner=source.partner if source.partner and source.partner.is_active else None,
        capacity=source.capacity,
        ends_on=values["starts_on"] + (source.ends_on - source.starts_on),
        copied_from=source,
        form_key=form_key,
        **values,
    )
    if source.office_id == by.office_id:
        for name in OWN_FACTS:
            setattr(training, name, getattr(source, name))
        training.venue = source.venue if source.place == training.place else None
    meetings = _meetings(source, training)
    training.ends_on = max((meeting.day for meeting in meetings), default=training.ends_on)
    save_checked(training)
    _copy_links(source, training)
    write_meetings(training, meetings)
    _copy_plan(source, training)
    told = f"{source.title} ({source.office.name}, {dates.short_day(source.starts_on)})"
    record(Verb.CREATED, training, by=by, changes={"copied_from": ["", told]})
    rebook(training.pk)
    refresh_tally(training.pk)
    return training


def _copy_links(source, training):
    """Instructors who still teach for the partner, and strategic programmes that run in the year."""
    people = source.instructors.filter(is_active=True, partner=training.partner_id)
    training.instructors.set(people if training.partner_id else [])
    year = training.starts_on.year
    running = source.strategic_programmes.filter(first_year__lte=year)
    training.strategic_programmes.set(row for row in running if (row.last_year or year) >= year)


def _meetings(source, training):
    rows = Session._base_manager.filter(training=source, is_catch_up=False)
    rows = rows.exclude(status=SessionStatus.CANCELLED).order_by("starts_at", "number")
    sessions = list(rows.prefetch_related("parts__module"))
    if not sessions:
        return []
    until = training.starts_on + timedelta(days=LONGEST_DAYS)
    closed = Holiday.objects.names_between(training.office, training.starts_on, until)
    keeps = keeps_sessions(source.programme, training.programme)
    make = _moved if keeps else _packed
    return make(sessions, source.office.zone, training, closed)


def _moved(sessions, zone, training, closed):
    days = shifted_days([session.day for session in sessions], training.starts_on, closed)
    return [
        Meeting(
            days[session.day],
            _slot(session, zone),
            [(part.module, part.jp) for part in session.parts.all()],
            session.jp,
        )
        for session in sessions
    ]


def _slot(session, zone):
    return Slot(session.starts_at.astimezone(zone).time(), session.ends_at.astimezone(zone).time())


def _packed(sessions, zone, training, closed):
    """The half days of the first day and the weekdays of the source, filled with the modules of today."""
    first = training.starts_on
    of_first = {_slot(session, zone) for session in sessions if session.day == sessions[0].day}
    weekdays = {session.day.weekday() for session in sessions} | {first.weekday()}
    slots = Slots(tuple(of_first), frozenset(weekdays))
    plan = (
        list(training.programme.modules.all()),
        first,
        first + timedelta(days=LONGEST_DAYS),
        slots,
        closed,
    )
    refuse(timetable_problems(*plan))
    return pack(*plan)[0]


def _copy_plan(source, training):
    if proposal := Proposal._base_manager.filter(training=source).first():
        save_checked(
            Proposal(training=training, **{name: getattr(proposal, name) for name in PROPOSAL_FACTS})
        )
    lines = BudgetLine._base_manager.filter(training=source).order_by("order", "pk")
    BudgetLine.objects.bulk_create(
        BudgetLine(training=training, order=order, **{name: getattr(line, name) for name in LINE_FACTS})
        for order, line in enumerate(lines, start=1)
    )
