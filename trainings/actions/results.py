"""Recording results, row by row: two officers on one list never overwrite each other silently."""

from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from pembinaan.audit.record import record
from pembinaan.audit.verbs import Verb
from pembinaan.problems import refuse
from trainings.actions.enrolment import locked_training
from trainings.models import Enrolment
from trainings.rules.results import assessing_problems, result_problems
from trainings.tallying import refresh_tally


@dataclass(frozen=True)
class Entry:
    """What is said of the participant in row `number`; without `version` it replaces what stands there."""

    number: int
    result: str
    note: str = ""
    version: int | None = None
    is_fill: bool = False
    """Part of 'the rest is competent', which never touches a result that is there."""


@dataclass
class Recorded:
    saved: list = field(default_factory=list)
    """Numbers of the rows that changed."""
    problems: dict = field(default_factory=dict)
    """Of the rows that could not be saved, by number."""


@transaction.atomic
def record_results(*, training, results, by):
    """Save every row that can be saved and say of the others why not. `results` are entries."""
    found = locked_training(training)
    refuse(assessing_problems(found))
    people = {person.number: person for person in Enrolment._base_manager.filter(training=found)}
    answer, changes = Recorded(), {}
    for entry in results:
        person = people.get(entry.number)
        if person and ((person.result, person.result_note) == (entry.result, entry.note)):
            continue
        if entry.is_fill and person and person.result:
            continue
        if problems := result_problems(found, person, entry):
            answer.problems[entry.number] = problems
            continue
        changes |= _changes(person, entry)
        person.result, person.result_note = entry.result, entry.note
        answer.saved.append(entry.number)
    _write([people[number] for number in answer.saved], found, changes, by)
    return answer


def _changes(person, entry):
    """By row number, because the trail of a training names no people."""
    old, new = person.result, entry.result
    return {str(person.number): [old, new] if old != new else [person.result_note, entry.note]}


def _write(people, training, changes, by):
    if not people:
        return
    for person in people:
        person.version += 1
        person.updated_at = timezone.now()
    Enrolment._base_manager.bulk_update(people, ["result", "result_note", "version", "updated_at"])
    record(Verb.ASSESSED, training, by=by, changes=changes)
    refresh_tally(training.pk)
