"""Writing marks: one lock, one look at the sheet, an answer for each row, one statement for what changed."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from pembinaan.audit.record import record
from pembinaan.audit.verbs import Verb
from pembinaan.bulk import write_rows
from pembinaan.problems import Problem, refuse
from pembinaan.records import new_id
from trainings.choices import CAME, Mark, SessionStatus, TrainingStatus, Via
from trainings.models import Attendance, AttendanceEvent, Session, Training
from trainings.querysets import month_sealed
from trainings.rules.attendance import answer_to, sheet_problems, took_place, unrecorded
from trainings.sheet import COLUMNS, NOTHING, Answer, Code, Entry, Recorded, Said, first_entry_at, row_of
from trainings.tallying import refresh_tally

NOT_UNDONE = (Via.UNDO, Via.DECISION, Via.CLOCK)
"""Changes of which a record of their own tells."""
COUNTED = {mark.value: mark.name.lower() for mark in Mark} | {"": "unrecorded"}


class System:
    """Signs what the clock changes; the record behind it still names the user who marked before."""

    pk = None

    @staticmethod
    def get_full_name():
        return "Sistem"


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
        self.signature = {"by_id": self.by.pk, "by_name": self.writer.get_full_name()}
        self.shared = {"session_id": self.session.pk, "at": self.now, **self.signature}

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
    # The clock acts for the office: whoever marked last may have left it.
    sessions = Session.objects.all() if via == Via.CLOCK else Session.objects.sheets_open_to(by)
    sessions = sessions.with_sheet_facts()
    # The training as well: its tally counts the marks of all sessions, each after the other.
    sessions = sessions.select_for_update(of=("self", "training"), no_key=True)
    session = sessions.get(pk=getattr(session, "pk", session))
    # The query that waited for the lock has seen the months as they were before the wait.
    sealed = Session._base_manager.filter(pk=session.pk).values(sealed=month_sealed())
    people = session.training.enrolments.with_marks_of(session).annotate(sealed=Subquery(sealed))
    rows = {}
    for *values, session.month_sealed in people.values_list(*COLUMNS, "sealed"):
        rows[values[0]] = row_of(values)
    session.first_entry_at = first_entry_at(rows.values())
    return Call(session, by, via, now or timezone.now(), rows)


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
    row.marked_at, (row.marked_by_id, row.marked_by_name) = call.now, call.signature.values()
    _note(call, row, answer)


def _note(call, row, answer):
    entry = answer.entry
    key = entry.event_id or new_id()
    if row.answer_given_to(entry.event_id):
        return
    row.events.append(f"{answer.code}:{key}")
    call.events.append(
        {
            **call.shared,
            "id": key,
            "enrolment_id": row.enrolment_id,
            **answer.said._asdict(),
            "base_version": row.version - 1 if entry.base_version is None else max(entry.base_version, 0),
            "version": row.version,
            "answer": answer.code,
            "resolved_conflict": entry.resolves,
            "device_time": entry.device_time,
            "via": call.via,
        }
    )


def written(call, answers):
    """Write what the call gathered; nothing new, nothing written."""
    if call.events:
        _write_marks(call)
        changes = _count_changes(call) | _move_session(call) | _move_training(call)
        record(Verb.MARKED, call.session, by=call.writer, changes=changes)
        if call.changed:
            refresh_tally(call.session.training)
    return Recorded(call.session, call.rows, answers)


def _write_marks(call):
    marks = [_mark_columns(call.session, call.rows[number]) for number in call.changed]
    try:
        with transaction.atomic():
            write_rows(Attendance, marks, unique=("session", "enrolment"))
            write_rows(AttendanceEvent, call.events)
    except IntegrityError:
        # The id of an event names one mark for good; another mark may not hide behind it.
        refuse([Problem("event_known", _("This was sent before. Open the page again."))])


def _mark_columns(session, row):
    return {
        "session_id": session.pk,
        "enrolment_id": row.enrolment_id,
        **row.said._asdict(),
        "version": row.version,
        "marked_at": row.marked_at,
        "marked_by_id": row.marked_by_id,
        "marked_by_name": row.marked_by_name,
    }


def _count_changes(call):
    """How many rows carried each mark, before and after."""
    after = [row.said.mark for row in call.rows.values()]
    before = [call.changed.get(number, row.said.mark) for number, row in call.rows.items()]
    pairs = {name: [before.count(mark), after.count(mark)] for mark, name in COUNTED.items()}
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
