"""Writing marks: one lock, one look at the sheet, an answer for each row, one statement for what changed."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, Subquery, TextField
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _

from pembinaan.accounts.models import Office, User
from pembinaan.audit.record import SYSTEM, record
from pembinaan.audit.verbs import Verb
from pembinaan.bulk import write_tuples
from pembinaan.compiled import compiled
from pembinaan.problems import Problem, refuse
from pembinaan.records import new_id
from trainings.choices import CAME, Mark, SessionStatus, TrainingStatus, Via
from trainings.models import Attendance, AttendanceEvent, Session, Training
from trainings.querysets import month_sealed
from trainings.rules.attendance import (
    OPENS_BEFORE,
    answer_to,
    opens_at,
    sheet_problems,
    took_place,
    unrecorded,
)
from trainings.sheet import (
    COLUMNS,
    NOTHING,
    Answer,
    Code,
    Entry,
    Recorded,
    Said,
    first_entry_at,
    moment_in,
    row_of,
)
from trainings.tallying import refresh_attendance

NOT_UNDONE = (Via.UNDO, Via.DECISION, Via.CLOCK)
"""Changes of which a record of their own tells."""
MARK_COLUMNS = ("enrolment_id", *Said._fields, "version")
EVENT_COLUMNS = (
    *("id", "enrolment_id", *Said._fields, "base_version", "version"),
    *("answer", "resolved_conflict", "device_time", "via"),
)
COUNTED = {mark.value: mark.name.lower() for mark in Mark} | {"": "unrecorded"}


class System:
    """Signs what the clock changes; the record behind it still names the user who marked before."""

    pk = None

    @staticmethod
    def get_full_name():
        return SYSTEM


@dataclass
class Call:
    """One call at work: the locked sheet, who writes, and what is to be written."""

    session: Session
    by: Any
    via: str
    now: datetime
    rows: dict
    events: list = field(default_factory=list)
    changed: dict = field(default_factory=dict)

    def __post_init__(self):
        # Asked once a call, not once a row.
        self.lock = sheet_problems(self.session, self.now)
        if self.via in (Via.DECISION, Via.CLOCK):
            # What follows from an excuse comes after the time for corrections; final sheets stay final.
            self.lock = [problem for problem in self.lock if problem.code != "window_closed"]
        self.signature = self.by.pk, self.writer.get_full_name()

    @property
    def writer(self):
        """Who answers for the change in words and in the trail: for the clock nobody but the system."""
        return System if self.via == Via.CLOCK else self.by


@transaction.atomic
def record_attendance(*, session, marks, by, via=Via.SCREEN, rest="", now=None):
    """Store marks row by row and say of each what became of it; sending the same again changes nothing.

    `session` is one or its id, `marks` are entries; an entry that collides, is not understood or not allowed
    leaves the others alone. `rest` is a mark for whoever has none and is not named in `marks`; marks that are
    set are never filled over. Raises Session.DoesNotExist for a session that `by` may not see.
    """
    call = opened(session, by, via, now)
    answers = [taken(call, entry) for entry in marks]
    if rest:
        answers += _filled(call, rest, {entry.number for entry in marks})
    return written(call, answers)


@transaction.atomic
def copy_marks(*, session, by, marks=(), now=None):
    """Store `marks`; then give whoever has none the mark of the day's earlier session, minutes left out."""
    call = opened(session, by, Via.FORM, now)
    answers = [taken(call, entry) for entry in marks]
    call.via = Via.COPY
    source = Attendance._base_manager.filter(session=call.session.copy_from).exclude(mark="")
    said = {row.enrolment_id: _copied(row) for row in source}
    rest = [row for row in unrecorded(call.session, call.rows.values()) if row.enrolment_id in said]
    entries = [Entry(row.number, said[row.enrolment_id], base_version=row.version) for row in rest]
    return written(call, answers + [taken(call, entry) for entry in entries])


def _copied(row):
    """Who came late in the morning was there at noon."""
    came = row.mark in CAME
    return Said(Mark.PRESENT) if came else Said(row.mark, reason_id=row.reason_id)


def fill_rest(*, session, by, mark=Mark.PRESENT, now=None):
    return record_attendance(session=session, marks=(), by=by, rest=mark, now=now)


@transaction.atomic
def undo_last(*, session, by, marks=(), now=None):
    """Take back what the user's last call changed and nobody has changed since; then store `marks`."""
    call = opened(session, by, Via.UNDO, now)
    entries = [Entry(row.number, said, base_version=row.version) for row, said in _before_last(call)]
    answers = [taken(call, entry) for entry in entries]
    call.via = Via.FORM
    return written(call, answers + [taken(call, entry) for entry in marks])


def opened(session, by, via, now=None):
    session = _locked(getattr(session, "pk", session), by, via)
    rows = {}
    people = _people(session.training_id, session.pk, opens_at(session))
    for *values, marked_at, first_at, session.month_sealed in people:
        moments = [text and moment_in(text) for text in (marked_at, first_at)]
        rows[values[0]] = row_of(values + moments)
    session.first_entry_at = first_entry_at(rows.values())
    return Call(session, by, via, now or timezone.now(), rows)


def _locked(pk, by, via):
    if via == Via.CLOCK:
        # The clock acts for the office: whoever marked last may have left it.
        found = _sheet(pk)
    else:
        found = _sheet_of_office(pk, by.office_id) if by.sees_people else []
    for session in found:
        return session
    raise Session.DoesNotExist


@compiled(UUID)
def _sheet(pk):
    return _to_write(Session.objects.all(), pk)


@compiled(UUID, UUID)
def _sheet_of_office(pk, office):
    somebody = User(office=Office(pk=office, level=Office.Level.LOCAL))
    return _to_write(Session.objects.sheets_open_to(somebody), pk)


def _to_write(sessions, pk):
    # The training as well: its tally counts the marks of all sessions, each after the other.
    sessions = sessions.with_sheet_facts().select_for_update(of=("self", "training"), no_key=True)
    return sessions.filter(pk=pk).order_by()


@compiled(UUID, UUID, datetime)
def _people(training, pk, opens):
    session = Session(pk=pk, training=Training(pk=training), starts_at=opens + OPENS_BEFORE)
    # The query that waited for the lock has seen the months as they were before the wait.
    sealed = Session._base_manager.filter(pk=pk).values(sealed=month_sealed())
    people = session.training.enrolments.with_marks_of(session).annotate(sealed=Subquery(sealed))
    *columns, marked_at, first_at = COLUMNS
    moments = (Cast(name, TextField()) for name in (marked_at, first_at))
    return people.values_list(*columns, *moments, "sealed")


def _filled(call, mark, named):
    call.via = Via.FILL
    rest = [row for row in unrecorded(call.session, call.rows.values()) if row.number not in named]
    return [taken(call, Entry(row.number, Said(mark), base_version=row.version)) for row in rest]


def taken(call, entry):
    """The answer to an entry; what is stored stands in the rows at once, for the entries that follow."""
    row = call.rows.get(entry.number)
    if call.lock:
        return Answer(Code.LOCKED, entry, entry.said, call.lock[0].message)
    answer = answer_to(entry, row, call.session, call.now)
    if answer.code == Code.STORED:
        _store(call, row, answer)
    elif answer.code == Code.CONFLICT:
        _note(call, row, answer)
    return answer


def _store(call, row, answer):
    call.changed.setdefault(row.number, row.said.mark)
    row.said, row.version = answer.said, row.version + 1
    row.marked_at, row.marked_by_name = call.now, call.signature[1]
    _note(call, row, answer)


def _note(call, row, answer):
    """Puts the event where EVENT_COLUMNS say."""
    if answer.known:
        return
    entry = answer.entry
    key = entry.event_id or new_id()
    row.events += f" {answer.code}:{key.hex}"
    base = row.version - 1 if entry.base_version is None else max(entry.base_version, 0)
    based = (base, row.version, answer.code, entry.resolves, entry.device_time, call.via)
    call.events.append((key, row.enrolment_id, *answer.said, *based))


def written(call, answers):
    """Write what the call gathered; nothing new, nothing written."""
    if call.events:
        _write_marks(call)
        changes = _count_changes(call) | _move_session(call) | _move_training(call)
        record(Verb.MARKED, call.session, by=call.writer, changes=changes)
        if call.changed:
            refresh_attendance(call.session.training)
    return Recorded(call.session, call.rows, answers)


def _write_marks(call):
    rows = [call.rows[number] for number in call.changed]
    marks = [(row.enrolment_id, *row.said, row.version) for row in rows]
    by, name = call.signature
    sheet = {"session_id": call.session.pk}
    marked = {**sheet, "marked_at": call.now, "marked_by_id": by, "marked_by_name": name}
    sent = {**sheet, "at": call.now, "by_id": by, "by_name": name}
    try:
        write_tuples(Attendance, MARK_COLUMNS, marks, shared=marked, unique=("session", "enrolment"))
        write_tuples(AttendanceEvent, EVENT_COLUMNS, call.events, shared=sent)
    except IntegrityError:
        # The id of an event names one mark for good; another mark may not hide behind it.
        refuse([Problem("event_known", _("This was sent before. Open the page again."))])


def _count_changes(call):
    """How many rows carried each mark, before and after."""
    after = Counter(row.said.mark for row in call.rows.values())
    before = after - Counter(call.rows[number].said.mark for number in call.changed)
    before += Counter(call.changed.values())
    pairs = {name: [before[mark], after[mark]] for mark, name in COUNTED.items()}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _move_session(call):
    """A session is held once somebody is marked, and planned again once nobody is."""
    session, rows = call.session, call.rows.values()
    status = SessionStatus.HELD if took_place(session, rows, call.now) else SessionStatus.PLANNED
    attested_at = session.attested_at
    if status == SessionStatus.PLANNED or unrecorded(session, rows):
        attested_at = None
    if (status, attested_at) == (session.status, session.attested_at):
        return {}
    change = {} if status == session.status else {"status": [session.status, status]}
    session.status, session.attested_at = status, attested_at
    Session._base_manager.filter(pk=session.pk).update(
        status=status, attested_at=attested_at, version=F("version") + 1, updated_at=call.now
    )
    return change


def _move_training(call):
    """The first session that is held begins the training."""
    training = call.session.training
    if call.session.status != SessionStatus.HELD or training.status != TrainingStatus.APPROVED:
        return {}
    training.status = TrainingStatus.RUNNING
    Training._base_manager.filter(pk=training.pk, status=TrainingStatus.APPROVED).update(
        status=TrainingStatus.RUNNING, version=F("version") + 1, updated_at=call.now
    )
    return {"training_status": [TrainingStatus.APPROVED, TrainingStatus.RUNNING]}


def _before_last(call):
    """Rows that the user's last call changed, each with what was said before it."""
    events = AttendanceEvent._base_manager.filter(session=call.session, answer=Code.STORED)
    last = events.filter(by=call.by).order_by("-at").values("at")[:1]
    batch = events.filter(by=call.by, at=Subquery(last)).exclude(via__in=NOT_UNDONE)
    history = events.filter(enrolment__in=batch.values("enrolment")).order_by("version")
    said_by = {}
    for event in history:
        said_by.setdefault(event.enrolment_id, {})[event.version] = event
    for row in call.rows.values():
        versions = said_by.get(row.enrolment_id, {})
        event = versions.get(row.version)
        if event and event.by_id == call.by.pk and event.via != Via.UNDO:
            yield row, _said_in(versions.get(row.version - 1))


def _said_in(event):
    return (
        Said(event.mark, event.minutes_late, event.minutes_early, event.reason_id, event.remark)
        if event
        else NOTHING
    )
