"""Planning a training, and leading it through its statuses."""

from django.db import transaction
from django.utils import timezone

from pembinaan.accounts.models import Holiday
from pembinaan.audit.record import differences, record
from pembinaan.audit.verbs import Verb
from pembinaan.problems import refuse
from pembinaan.saving import locked, once, save_checked, stale_problems
from trainings.actions.clashes import settle_clashes
from trainings.actions.enrolment import locked_with_sessions
from trainings.actions.offers import offer_free_seats, withdraw_offers
from trainings.booking import rebook
from trainings.choices import TrainingStatus
from trainings.clashing import clashes_of
from trainings.models import Attendance, Enrolment, Session, SessionInstructor, SessionModule, Training
from trainings.moves import TRAINING_MOVES, move_named
from trainings.querysets import holds_seat
from trainings.rules import planning as rules
from trainings.rules.clashes import blocking_problems
from trainings.tallying import refresh_tally
from trainings.timetable import pack

FIELDS = (
    "programme",
    "title",
    "partner",
    "place",
    "venue",
    "service_post",
    "starts_on",
    "ends_on",
    "capacity",
    "note",
    "counts_as_guidance",
    "counts_as_reporting",
)
LINKS = ("instructors", "strategic_programmes")


@transaction.atomic
def plan_training(*, office, values, slots, form_key, by):
    """Create a draft and its timetable; `slots` is None for a training whose sessions are added by hand."""
    return once(Training, form_key, lambda: _plan(office, values, slots, form_key, by))


def _plan(office, values, slots, form_key, by):
    refuse(rules.training_problems(values))
    plain = {name: values.get(name) for name in FIELDS if values.get(name) is not None}
    training = Training(office=office, form_key=form_key, **plain)
    training.title = training.title or training.programme.title
    save_checked(training)
    for name in LINKS:
        getattr(training, name).set(values[name])
    if slots:
        _make_sessions(training, slots)
    record(Verb.CREATED, training, by=by)
    rebook(training.pk)
    refresh_tally(training.pk)
    return training


@transaction.atomic
def change_training(*, training, values, version, by):
    """Change the plan; sessions stay as they are, so the days must still hold them."""
    found = locked(training)
    refuse(stale_problems(found, version))
    seated = Enrolment._base_manager.filter(holds_seat(), training=found).count()
    days = list(Session._base_manager.filter(training=found).values_list("day", flat=True))
    refuse(
        [
            *rules.editing_problems(found),
            *rules.training_problems(values, seated=seated, session_days=days),
            *rules.programme_problems(found, values["programme"], has_sessions=bool(days)),
        ]
    )
    return _write_changes(found, values, by)


def _write_changes(found, values, by):
    before = Training._base_manager.get(pk=found.pk)
    for name in FIELDS:
        if name in values:
            setattr(found, name, values[name])
    found.title = found.title or found.programme.title
    found.version += 1
    save_checked(found)
    changes = differences(before, found, FIELDS) | _link_changes(found, values)
    record(Verb.CHANGED, found, by=by, changes=changes)
    refresh_tally(found.pk)
    offer_free_seats(found, by=by)
    return found


def _link_changes(training, values):
    """Set the many-valued fields and tell what became of them."""
    changes = {}
    for name in LINKS:
        links = getattr(training, name)
        old = ", ".join(str(row) for row in links.order_by("name"))
        links.set(values[name])
        new = ", ".join(str(row) for row in links.order_by("name"))
        if old != new:
            changes[name] = [old, new]
    return changes


@transaction.atomic
def remake_timetable(*, training, starts_on, ends_on, slots, version, by):
    """Replace all sessions by new ones on these days; refused once any of them has a mark."""
    found = locked_with_sessions(training)
    refuse(stale_problems(found, version))
    old = Session._base_manager.filter(training=found)
    marked = Attendance._base_manager.filter(session__training=found).exists()
    refuse([*rules.editing_problems(found), *rules.remaking_problems(marked)])
    before, count = Training._base_manager.get(pk=found.pk), old.count()
    old.delete()
    found.starts_on, found.ends_on = starts_on, ends_on
    found.version += 1
    save_checked(found)
    made = _make_sessions(found, slots)
    changes = differences(before, found, ("starts_on", "ends_on")) | {"sessions": [count, len(made)]}
    record(Verb.CHANGED, found, by=by, changes=changes)
    rebook(found.pk)
    refresh_tally(found.pk)
    return found


def _make_sessions(training, slots):
    modules = list(training.programme.modules.all())
    days = Holiday.objects.names_between(training.office, training.starts_on, training.ends_on)
    plan = (modules, training.starts_on, training.ends_on, slots, days)
    refuse([*rules.slot_problems(slots), *rules.timetable_problems(*plan)])
    meetings, _missing = pack(*plan)
    return write_meetings(training, meetings)


def write_meetings(training, meetings):
    """The sessions of a training that has none, in the order of the meetings; refused where blocked."""
    people = list(training.instructors.all())
    sessions = Session.objects.bulk_create(
        _session(training, number, meeting) for number, meeting in enumerate(meetings, start=1)
    )
    SessionModule.objects.bulk_create(
        SessionModule(session=session, module=module, jp=jp)
        for session, meeting in zip(sessions, meetings, strict=True)
        for module, jp in meeting.parts
    )
    SessionInstructor.objects.bulk_create(
        SessionInstructor(session=session, instructor=instructor, role="co" if index else "lead")
        for session in sessions
        for index, instructor in enumerate(people)
    )
    # What needs a reason stays open on the training's page and is settled before its approval.
    refuse(blocking_problems(clashes_of(training), "instructors"))
    return sessions


def _session(training, number, meeting):
    starts_at, ends_at = meeting.span(training.office.zone)
    return Session(
        training=training,
        number=number,
        day=meeting.day,
        starts_at=starts_at,
        ends_at=ends_at,
        jp=meeting.jp,
        place=training.place,
        venue=training.venue,
        counts_as_guidance=training.counts_as_guidance,
        counts_as_reporting=training.counts_as_reporting,
    )


@transaction.atomic
def move_training(*, training, move, by, version, reason=None, note="", override_reason=""):
    """The single door between statuses; completing decides about everybody and has its own action.

    An approval needs every clash of the timetable solved or accepted; `override_reason` accepts the rest.
    """
    step = move_named(TRAINING_MOVES, move)
    if step is None or step.target == TrainingStatus.COMPLETED:
        raise ValueError(f"{move!r} is no move of this action")
    found = locked(training)
    refuse(rules.move_problems(step, found) or stale_problems(found, version))
    refuse(rules.reason_problems(step, reason))
    if step.target == TrainingStatus.APPROVED:
        settle_clashes(found, by=by, reason=override_reason)
    before = found.status
    found.status = step.target
    found.status_reason, found.status_note = reason if step.reason_kind else None, note
    _stamp_approval(found, step, by)
    found.version += 1
    save_checked(found)
    told = {"status_reason": ["", str(reason)]} if step.reason_kind else {}
    told |= {"status_note": ["", note]} if note else {}
    record(Verb.MOVED, found, by=by, changes={"status": [before, found.status]} | told)
    rebook(found.pk)
    refresh_tally(found.pk)
    if found.is_open_for_enrolment:
        offer_free_seats(found, by=by)
    else:
        withdraw_offers(found, by=by)
    return found


def _stamp_approval(training, step, by):
    if step.target == TrainingStatus.APPROVED:
        training.approved_at, training.approved_by_name = timezone.now(), by.get_full_name()
    elif step.target == TrainingStatus.DRAFT:
        training.approved_at, training.approved_by_name = None, ""
        # On a draft a note is what the head asks to be changed; that of this step stands in the trail.
        training.proposed_at, training.proposed_by_name, training.status_note = None, "", ""


def stretch(training, days):
    """Let the training's days hold those of its sessions."""
    first, last = min([training.starts_on, *days]), max([training.ends_on, *days])
    if (first, last) != (training.starts_on, training.ends_on):
        training.starts_on, training.ends_on = first, last
        training.version += 1
        training.save(update_fields=["starts_on", "ends_on", "version", "updated_at"])
