"""Writing scores: one lock, an answer for each cell, and no cell is lost silently."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from pembinaan.audit.record import record
from pembinaan.audit.verbs import Verb
from pembinaan.records import new_id
from trainings.actions.enrolment import locked_training
from trainings.choices import Test, Try, Via
from trainings.models import Enrolment, Score, ScoreEvent, Training
from trainings.rules.assessment import (
    Column,
    ScoreAnswer,
    ScoreEntry,
    blank,
    cell_problems,
    code_of,
    columns_of,
    conflict_message,
    grid_problems,
    tried,
)
from trainings.sheet import Code

TESTS = {column.code: column for column in map(Column, (Test.PRE, Test.POST, Test.LEVEL))}
ANSWERED = ("enrolment_id", "test", "item_id", "attempt", "version", "answer")


@dataclass
class Call:
    """One call at work: the locked training, who writes, the cells, and what is to be written."""

    training: Training
    by: Any
    via: str
    now: datetime
    cells: dict = field(default_factory=dict)
    """{(enrolment, test, item): Score}"""
    changed: dict = field(default_factory=dict)
    events: list = field(default_factory=list)
    latest: dict = field(default_factory=dict)
    """{(cell, try): version in which it was changed last}, of those that may have been."""

    def cell(self, enrolment_id, column):
        key = (enrolment_id, *column.key)
        return self.cells.setdefault(key, blank(enrolment_id, column))


@transaction.atomic
def record_scores(*, training, events, by, via=Via.SCREEN):
    """Store scores cell by cell and say of each what became of it; sending the same again changes nothing.

    An entry that collides, is not understood or not allowed leaves the others alone.
    """
    call = Call(locked_training(training), by, via, timezone.now())
    if problems := grid_problems(call.training):
        return [ScoreAnswer(Code.LOCKED, entry, None, problems[0].message) for entry in events]
    people = _read_people(call, {entry.number for entry in events})
    columns = {column.code: column for column in _columns(call.training, events)}
    known = _read_events(call, events, people, columns)
    # A first try that comes along with its last one is kept before it.
    answers = [
        _taken(call, entry, people.get(entry.number), columns.get(entry.column), known)
        for entry in sorted(events, key=lambda entry: entry.attempt)
    ]
    _written(call)
    return answers


def _columns(training, entries):
    """Steps are asked for only where somebody scored one."""
    return columns_of(training) if any(entry.column not in TESTS for entry in entries) else TESTS.values()


def _read_people(call, numbers):
    """The participants in these rows by number; their scores, from the same query, stand in the cells."""
    fields = [field.attname for field in Score._meta.concrete_fields]
    rows = Enrolment._base_manager.filter(training=call.training, number__in=numbers)
    people = {}
    scored = (f"scores__{name}" for name in fields)
    for pk, number, status, *score in rows.values_list("pk", "number", "status", *scored):
        people[number] = Enrolment(pk=pk, number=number, status=status)
        if score[0] is not None:
            _keep(call, Score.from_db(None, fields, score))
    return people


def _keep(call, score):
    call.cells[(score.enrolment_id, score.test, score.item_id)] = score


def _read_events(call, entries, people, columns):
    """Answers given to these events before; and who changed what since a version that one of them knew."""
    behind = set()
    for entry in entries:
        person, column = people.get(entry.number), columns.get(entry.column)
        if person and column and call.cell(person.pk, column).version > entry.base_version:
            behind.add(person.pk)
    ids = [entry.event_id for entry in entries]
    rows = ScoreEvent._base_manager.filter(Q(pk__in=ids) | Q(enrolment__in=behind, answer=Code.STORED))
    known = {}
    for row in rows.only("pk", *ANSWERED):
        place = (row.enrolment_id, row.test, row.item_id, row.attempt)
        known[row.pk] = (place, row.answer)
        if row.answer == Code.STORED:
            call.latest[place] = max(call.latest.get(place, 0), row.version)
    return known


def _taken(call, entry, person, column, known):
    score = call.cell(person.pk, column) if person and column else None
    if problems := cell_problems(entry, person, column, score):
        return ScoreAnswer(problems[0].code, entry, score, problems[0].message)
    place = (person.pk, *column.key, entry.attempt)
    if entry.event_id in known:
        return _repeated(entry, score, place, *known[entry.event_id])
    code = code_of(entry, score, call.latest.get(place, 0))
    if code == Code.CONFLICT:
        _note(call, score, entry, code)
        return ScoreAnswer(code, entry, score, conflict_message(score, entry.attempt))
    if code == Code.STORED:
        _store(call, score, entry)
        call.latest[place] = score.version
    return ScoreAnswer(code, entry, score)


def _repeated(entry, score, place, first_place, answer):
    """The id of an event names one score for good; another one may not hide behind it."""
    if place != first_place:
        return ScoreAnswer(Code.INVALID, entry, score, _("This was sent before. Open the page again."))
    if answer == Code.CONFLICT and tried(score, entry.attempt) != entry.value:
        return ScoreAnswer(answer, entry, score, conflict_message(score, entry.attempt))
    return ScoreAnswer(Code.SAME, entry, score)


def _store(call, score, entry):
    setattr(score, "last" if entry.attempt == Try.LAST else "first", entry.value)
    score.version += 1
    score.scored_at, score.scored_by_name = call.now, call.by.get_full_name()
    call.changed[(score.enrolment_id, score.test, score.item_id)] = score
    _note(call, score, entry, Code.STORED)


def _note(call, score, entry, answer):
    call.events.append(
        ScoreEvent(
            id=entry.event_id,
            enrolment_id=score.enrolment_id,
            test=score.test,
            item_id=score.item_id,
            attempt=entry.attempt,
            value=entry.value,
            base_version=entry.base_version,
            version=score.version,
            answer=answer,
            by=call.by,
            by_name=call.by.get_full_name(),
            via=call.via,
        )
    )


def _written(call):
    """Nothing new, nothing written. The trail counts; who scored what stands in the events."""
    if not call.events:
        return
    scores = list(call.changed.values())
    new, old = ([score for score in scores if score._state.adding is adding] for adding in (True, False))
    if old:
        Score._base_manager.bulk_update(old, ["first", "last", "version", "scored_at", "scored_by_name"])
    Score._base_manager.bulk_create(new)
    ScoreEvent._base_manager.bulk_create(call.events)
    if scores:
        record(Verb.ASSESSED, call.training, by=call.by, changes={"scores": ["", len(scores)]})


def score_ticks(*, training, ticks, by, now):
    """What an instructor saw becomes a score once an officer accepts it: the first try, else the last one.

    Part of accepting, which holds the lock. A step that counts as shown already stays as it is.
    """
    call = Call(training, by, Via.PARTNER, now)
    for score in Score._base_manager.filter(enrolment__in={tick.enrolment_id for tick in ticks}):
        _keep(call, score)
    for tick in ticks:
        score = call.cell(tick.enrolment_id, Column(Test.PRACTICE, tick.item))
        if score.value == 1:
            continue
        attempt = Try.FIRST if score.first is None else Try.LAST
        _store(call, score, ScoreEntry(0, "", attempt, 1, score.version, new_id()))
    _written(call)
