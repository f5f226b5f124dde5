"""The grid of scores as its page shows it: people down, tests and practical steps across."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

from pembinaan import dates
from trainings.choices import Try
from trainings.forms.assessment import told
from trainings.models import ChecklistTick, Score
from trainings.rules.assessment import (
    blank,
    columns_of,
    gain_of,
    grid_problems,
    mean_of,
    practice_of,
    tried,
    value_in,
)
from trainings.sheet import Code

KEPT = (Code.STORED, Code.SAME)


@dataclass(frozen=True)
class Cell:
    name: str
    column: Any
    score: Any
    attempt: int
    typed: str | None = None
    """What was refused and stays to be seen."""
    answer: Any = None
    waiting: Any = None
    """A tick of the instructor that nobody has accepted."""

    @property
    def shown(self):
        return text_of(tried(self.score, self.attempt))

    @property
    def text(self):
        return self.shown if self.typed is None else self.typed

    @property
    def other(self):
        """What the other try says: it counts where this one is the first."""
        return text_of(tried(self.score, Try.FIRST if self.attempt == Try.LAST else Try.LAST))

    @property
    def is_conflict(self):
        return self.answer is not None and self.answer.code == Code.CONFLICT


@dataclass(frozen=True)
class GridRow:
    number: int
    name: Any
    cells: list
    scores: dict
    practice: int | None
    gain: int | None

    @property
    def told(self):
        return told((cell.column.code, cell.score.version, cell.shown) for cell in self.cells)


class Grid:
    """`answers` are those to a form that was refused in part, `typed` what it held."""

    def __init__(self, training, user, attempt, answers=(), typed=None):
        self.training, self.user, self.attempt = training, user, attempt
        self.typed = typed or {}
        refused = [answer for answer in answers if answer.code not in KEPT]
        self.answers = {f"c{answer.entry.number}-{answer.entry.column}": answer for answer in refused}
        self.closed = grid_problems(training)

    @cached_property
    def columns(self):
        return columns_of(self.training)

    @property
    def groups(self):
        """(heading, number of columns) of the upper line; tests and level stand alone."""
        parts = groupby(self.columns, lambda column: column.item.module if column.item else column.test)
        for heading, part in parts:
            columns = list(part)
            yield heading if columns[0].item else "", len(columns)

    @cached_property
    def rows(self):
        people = self.training.enrolments.seated().select_related("client").order_by("number")
        scores, waiting = defaultdict(dict), {}
        for score in Score.objects.visible_to(self.user).filter(enrolment__training=self.training):
            scores[score.enrolment_id][(score.test, score.item_id)] = score
        ticks = ChecklistTick.objects.visible_to(self.user).filter(
            session__training=self.training, accepted_at=None
        )
        for tick in ticks.select_related("session"):
            waiting[(tick.enrolment_id, tick.item_id)] = tick
        day = dates.today(self.training.office)
        return [self._row(person, day, scores[person.pk], waiting) for person in people]

    def _row(self, person, day, scores, waiting):
        cells = [self._cell(person, column, scores, waiting) for column in self.columns]
        practice, gain = practice_of(self.columns, scores), gain_of(scores)
        return GridRow(person.number, person.name_for(self.user, day), cells, scores, practice, gain)

    def _cell(self, person, column, scores, waiting):
        name = f"c{person.number}-{column.code}"
        answer = self.answers.get(name)
        return Cell(
            name,
            column,
            scores.get(column.key) or blank(person.pk, column),
            self.attempt,
            self.typed.get(name) if answer or self.closed else None,
            answer,
            waiting.get((person.pk, column.item.pk)) if column.item else None,
        )

    @property
    def means(self):
        return [
            (column, mean_of([value_in(row.scores, column) for row in self.rows])) for column in self.columns
        ]

    @property
    def mean_practice(self):
        return mean_of([row.practice for row in self.rows])

    @property
    def mean_gain(self):
        return mean_of([row.gain for row in self.rows])


def text_of(value):
    return "" if value is None else str(value)
