"""The grid of scores: its columns, what a cell may hold, and what becomes of a score that was sent."""

from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _

from pembinaan import dates
from pembinaan.problems import Problem
from trainings.choices import SEATED, Level, Test, TrainingStatus, Try
from trainings.models import ChecklistItem, Score
from trainings.rules.results import assessing_problems
from trainings.sheet import Code

RANGES = {
    Test.PRE: (0, 100),
    Test.POST: (0, 100),
    Test.PRACTICE: (0, 1),
    Test.LEVEL: (min(Level.values), max(Level.values)),
}
NONSENSE = -1
"""A value that no column takes."""


@dataclass(frozen=True)
class Column:
    test: str
    item: Any = None

    @property
    def code(self):
        """How page and script call it."""
        return f"s{self.item.pk}" if self.item else str(self.test)

    @property
    def label(self):
        return self.item.text if self.item else Test(self.test).label

    @property
    def weight(self):
        return self.item.weight if self.item else 0

    @property
    def range(self):
        return RANGES[self.test]

    @property
    def key(self):
        return self.test, self.item.pk if self.item else None


def columns_of(training):
    """Tests, the steps of the version of the programme that the training uses, and the level; one query."""
    items = ChecklistItem.objects.filter(module__programme=training.programme_id).select_related("module")
    steps = [Column(Test.PRACTICE, item) for item in items.order_by("module__order", "order")]
    return [Column(Test.PRE), Column(Test.POST), *steps, Column(Test.LEVEL)]


class ScoreEntry(NamedTuple):
    """What was sent about one cell, by the number of the row and the code of the column."""

    number: int
    column: str
    attempt: int
    value: int | None
    base_version: int
    event_id: UUID


class ScoreAnswer(NamedTuple):
    """What became of it, and the cell as it is now."""

    code: str
    entry: ScoreEntry
    score: Any = None
    message: Any = ""


def grid_problems(training):
    """Why no score can be recorded: not yet, or no longer."""
    if training.status == TrainingStatus.COMPLETED:
        message = _("The training is completed: scores no longer change. The head can let somebody complete.")
        return [Problem("completed", message)]
    return assessing_problems(training)


def cell_problems(entry, person, column, score):
    """Whatever else stands there: why this value cannot be kept in this cell."""
    if person is None or person.status not in SEATED:
        return [Problem(Code.NOT_ON_LIST, _("This person has no seat in the training."))]
    if column is None or entry.attempt not in Try.values:
        message = _("This column does not belong to the programme of the training.")
        return [Problem(Code.INVALID, message)]
    return _value_problems(entry, column) or _order_problems(entry, score)


def _value_problems(entry, column):
    low, high = column.range
    if entry.value is None or low <= entry.value <= high:
        return []
    if column.test == Test.PRACTICE:
        message = _("Type 1 for shown or 0 for not yet.")
    else:
        message = _("Type a whole number from %(low)s to %(high)s.") % {"low": low, "high": high}
    return [Problem(Code.INVALID, message)]


def _order_problems(entry, score):
    if entry.attempt == Try.LAST and entry.value is not None and score.first is None:
        return [Problem(Code.INVALID, _("The first try comes first."))]
    if entry.attempt == Try.FIRST and entry.value is None and score.last is not None:
        return [Problem(Code.INVALID, _("Take the last try away first."))]
    return []


def tried(score, attempt):
    return score.last if attempt == Try.LAST else score.first


def code_of(entry, score, changed_in):
    """Of an entry without problems; `changed_in` is the version in which its try was changed last."""
    if tried(score, entry.attempt) == entry.value:
        return Code.SAME
    return Code.CONFLICT if changed_in > entry.base_version else Code.STORED


def conflict_message(score, attempt):
    value = tried(score, attempt)
    return _("%(name)s recorded “%(value)s” at %(clock)s.") % {
        "name": score.scored_by_name,
        "value": "–" if value is None else value,
        "clock": dates.clock(score.scored_at),
    }


def practice_of(columns, scores):
    """Shown steps by weight in percent, or None; `scores`: {key of a column: Score}. All steps count."""
    steps = [column for column in columns if column.test == Test.PRACTICE]
    values = [(column.weight, value_in(scores, column)) for column in steps]
    if all(value is None for _weight, value in values):
        return None
    shown = sum(weight for weight, value in values if value)
    return round(100 * shown / sum(weight for weight, _value in values))


def gain_of(scores):
    """What was learnt between the tests, or None where one of them is missing."""
    pre, post = (value_in(scores, Column(test)) for test in (Test.PRE, Test.POST))
    return None if pre is None or post is None else post - pre


def value_in(scores, column):
    score = scores.get(column.key)
    return score.value if score else None


def mean_of(values):
    """To one decimal, of those that are there; or None."""
    there = [value for value in values if value is not None]
    return round(sum(there) / len(there), 1) if there else None


def blank(enrolment_id, column):
    """A cell of which nobody has said anything."""
    item_id = column.item.pk if column.item else None
    return Score(enrolment_id=enrolment_id, test=column.test, item_id=item_id, version=0)
