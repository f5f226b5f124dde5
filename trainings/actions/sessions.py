"""Adding, changing and removing single sessions."""

from copy import copy
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.db.models import Max, Min

from pembinaan import dates
from pembinaan.audit.record import differences, record
from pembinaan.audit.verbs import Verb
from pembinaan.problems import refuse
from pembinaan.saving import locked, once, save_checked, stale_problems
from trainings.actions.clashes import settle_clashes
from trainings.actions.enrolment import locked_training, locked_with_sessions
from trainings.actions.planning import stretch
from trainings.actions.timetable_changes import Kind, note_changes
from trainings.booking import rebook
from trainings.choices import SessionStatus
from trainings.models import Attendance, CatchUp, Session, SessionInstructor, SessionModule
from trainings.rules import catch_up
from trainings.rules import sessions as rules
from trainings.rules.planning import editing_problems
from trainings.tallying import refresh_tally

DUTIES = ("counts_as_guidance", "counts_as_reporting")
FIELDS = ("day", "starts_at", "ends_at", "jp", "place", "venue", "is_catch_up", *DUTIES)


@transaction.atomic
def add_session(*, training, values, form_key, by):
    """One more session, numbered behind the last; the training's days stretch to hold it."""
    return once(Session, form_key, lambda: new_session(locked_training(training), values, form_key, by))


def new_session(found, values, form_key, by, named=()):
    """Within an action that has locked the training. `named`: for whom alone, as unsaved CatchUp rows."""
    sessions = Session._base_manager.filter(training=found)
    refuse([*editing_problems(found), *rules.number_problems(sessions.count())])
    number = (sessions.aggregate(top=Max("number"))["top"] or 0) + 1
    session = Session(training=found, number=number, form_key=form_key)
    _refuse_values(session, values)
    _fill(session, values)
    save_checked(session)
    _set_parts(session, values)
    for row in named:
        row.session = session
    CatchUp.objects.bulk_create(named)
    last_day_before = last_day_of(found, but=[session])
    stretch(found, [session.day])
    _settle(found, [session], values, by, last_day_before)
    record(Verb.CREATED, session, by=by)
    rebook(found.pk)
    refresh_tally(found.pk)
    return session


@transaction.atomic
def change_session(*, session, values, version, by, move_later=False):
    """Change a session; `move_later` takes the later ones without marks along by as many days."""
    training = locked_with_sessions(session.training)
    found, before = locked(session), locked(session)
    last_day_before = last_day_of(training)
    refuse([*editing_problems(training), *rules.sheet_is_open(found)] or stale_problems(found, version))
    found.training = training
    _refuse_values(found, values)
    _fill(found, values)
    refuse(catch_up.change_problems(found, _missed_jp(found)))
    found.version += 1
    save_checked(found)
    changes = differences(before, found, FIELDS) | _set_parts(found, values)
    moved = _move_later(before, found.day - before.day) if move_later else []
    stretch(training, [found.day, *(row.day for row in moved)])
    _settle(training, [found, *moved], values, by, last_day_before)
    if moved:
        changes["later_sessions"] = ["", ", ".join(str(row.number) for row in moved)]
    if before.starts_at != found.starts_at:
        later = [(_as_before(row, found.day - before.day), row) for row in moved]
        note_changes(Kind.MOVED, [(before, found), *later], by=by)
    record(Verb.CHANGED, found, by=by, changes=changes)
    rebook(training.pk)
    refresh_tally(training.pk)
    return found


@transaction.atomic
def remove_session(*, session, version, by):
    """Remove a session that has never had a mark; a session that did not happen is cancelled instead."""
    training = locked_with_sessions(session.training)
    found = locked(session)
    refuse([*editing_problems(training), *rules.removal_problems(is_marked(found))])
    refuse(stale_problems(found, version))
    record(Verb.DELETED, found, by=by, changes={"day": [str(found.day), ""], "jp": [found.jp, ""]})
    found.delete()
    rebook(training.pk)
    refresh_tally(training.pk)


def last_day_of(training, but=()):
    """Of the last session that takes place, or None."""
    rows = Session._base_manager.filter(training=training).exclude(status=SessionStatus.CANCELLED)
    return rows.exclude(pk__in=[row.pk for row in but]).aggregate(last=Max("day"))["last"]


def _settle(training, sessions, values, by, last_day_before):
    only = {session.pk for session in sessions}
    reason = values.get("override_reason", "")
    settle_clashes(training, by=by, reason=reason, only=only, last_day_before=last_day_before)


def _missed_jp(session):
    """The least JP that those named in a catch-up session have missed; None where it names nobody."""
    return CatchUp.objects.filter(session=session).aggregate(least=Min("missed__jp"))["least"]


def is_marked(session):
    """Undone marks count: their history must stay."""
    return Attendance._base_manager.filter(session=session).exists()


def _refuse_values(session, values):
    office = session.training.office
    marked = not session._state.adding and is_marked(session)
    refuse(rules.session_problems(values, today=dates.today(office), is_marked=marked))


def _moments(session, values):
    zone = session.training.office.zone
    return [
        datetime.combine(values["day"], values[name], zone).astimezone(UTC) for name in ("starts", "ends")
    ]


def _fill(session, values):
    session.starts_at, session.ends_at = _moments(session, values)
    session.jp = rules.session_jp(values)
    for name in ("day", "place", "is_catch_up"):
        setattr(session, name, values[name])
    for name in ("venue", *DUTIES):
        setattr(session, name, values.get(name, getattr(session, name)))


def _set_parts(session, values):
    """Write modules and instructors anew, and tell what became of them."""
    old = _told(session)
    session.parts.all().delete()
    session.teaching.all().delete()
    SessionModule.objects.bulk_create(
        SessionModule(session=session, module=module, jp=jp) for module, jp in values["parts"].items()
    )
    SessionInstructor.objects.bulk_create(
        SessionInstructor(session=session, instructor=person, role=role)
        for person, role in values["instructors"].items()
    )
    new = _told(session)
    return {name: [old[name], new[name]] for name in old if old[name] != new[name]}


def _told(session):
    return {
        "modules": "; ".join(str(part) for part in session.parts.select_related("module")),
        "instructors": ", ".join(str(row) for row in session.teaching.select_related("instructor")),
    }


def _move_later(before, distance):
    """Shift what was planned after the session, save what has marks or did not happen."""
    if not distance:
        return []
    later = Session._base_manager.filter(
        training=before.training_id, starts_at__gt=before.starts_at, status=SessionStatus.PLANNED
    ).exclude(pk=before.pk)
    rows = list(later.filter(attendances=None))
    for row in rows:
        _shift(row, distance)
    Session._base_manager.bulk_update(rows, ["day", "starts_at", "ends_at", "version"])
    return rows


def _as_before(session, distance):
    old = copy(session)
    old.starts_at -= distance
    return old


def _shift(session, distance: timedelta):
    """By whole days: Indonesia's zones know no summer time."""
    session.day += distance
    session.starts_at += distance
    session.ends_at += distance
    session.version += 1
