"""Keeps TrainingTally true: one statement, for one training, inside the action that touches it.

The facts are gathered by ordinary querysets (tallied.py), each for some of the columns; their SQL is stacked,
summed by cell and written over the old row. Cells that no fact speaks of any more are set to zero. The
database notes by triggers the months whose roll-up is no longer true.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import cache
from uuid import UUID

from django.db import connection

from clients.policy import ADULT_AGE
from pembinaan import dates
from pembinaan.compiled import written_out
from trainings.models import Enrolment, Training, TrainingTally
from trainings.models.tally import COUNTS
from trainings.tallied import CELL, COUNTED, attendance_of, facts_of

__all__ = ["COUNTED", "postponed", "refresh_attendance", "refresh_tallies_of", "refresh_tally"]

FACTS = frozenset({"sex", "birth_date", "category", "region", "guidance_end", "ended_on", "end_reason"})
"""Of clients, by which trainings are counted."""

_waiting = ContextVar("tallies_waiting", default=None)


def refresh_tally(training):
    """Recompute the counts of this one training, a locked record or its id, from the facts."""
    write(training if isinstance(training, Training) else _locked().get(pk=training))


def refresh_attendance(training):
    """The same where nothing but marks has changed, for a locked record."""
    write(training, attendance_of)


def refresh_tallies_of(client_ids):
    """Recompute the trainings of clients whose facts have changed: counts go by them."""
    theirs = Enrolment._base_manager.filter(client__in=client_ids).values("training")
    for training in _locked().filter(pk__in=theirs).order_by("pk"):
        write(training)


def _locked():
    """Whoever counts second must see what the first has written, or its facts would be missing."""
    rows = Training._base_manager.only("office_id", "starts_on")
    return rows.select_for_update(no_key=True)


@contextmanager
def postponed():
    """For many actions in one transaction: the tallies of all they touch are written once, at the end."""
    waiting = {}
    token = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(token)
    for training, facts in waiting.values():
        _write_now(training, facts)


def write(training, facts=facts_of):
    waiting = _waiting.get()
    if waiting is None:
        _write_now(training, facts)
    elif facts is facts_of or training.pk not in waiting:
        waiting[training.pk] = training, facts


def _write_now(training, facts):
    sql, params = _compiled(connection.vendor, facts)
    actual = dict(zip(_of(STAND_IN), _of(training), strict=True))
    with connection.cursor() as cursor:
        cursor.execute(sql, [actual.get(value, value) for value in params])


STAND_IN = Training(
    pk=UUID(int=0x7A11 << 64), office_id=UUID(int=0x7A11 << 64 | 1), starts_on=date(1918, 7, 7)
)
"""Compiled once for this training; its ids and its day then give way to those of the one meant."""


@cache
def _compiled(_vendor, facts):
    parts = facts(STAND_IN)
    named = {name for part in parts for name in part.query.annotation_select}
    counted = [name for name in COUNTS if name in named]
    stacked, params = [], []
    for part in parts:
        sql, values = _as_source(part, counted)
        stacked.append(sql)
        params += values
    statement = _statement(" UNION ALL ".join(stacked), counted)
    return written_out(statement, [*_ids(STAND_IN), *params], changing=_of(STAND_IN))


def _of(training):
    """The three values that differ from training to training, as the database takes them."""
    born_after = dates.years_before(training.starts_on, ADULT_AGE)
    return [*_ids(training), connection.ops.adapt_datefield_value(born_after)]


def _as_source(queryset, counted):
    sql, params = queryset.query.get_compiler(connection=connection).as_sql()
    named = set(queryset.query.annotation_select)
    columns = [f"part.{name}" for name in CELL]
    columns += [f"part.{name} AS {name}" if name in named else f"0 AS {name}" for name in counted]
    return f"SELECT {', '.join(columns)} FROM ({sql}) part", params  # noqa: S608  only names of columns


def _statement(source, counted):
    """Of a cell that is there already, only what was counted is written."""
    cell, counts = ", ".join(CELL), ", ".join(COUNTS)
    sums = ", ".join(f"SUM({name})" if name in counted else "0" for name in COUNTS)
    updates = ", ".join(f"{name} = excluded.{name}" for name in counted)
    # Only names of columns are put together here; every value is a parameter.
    return (
        f"INSERT INTO {TrainingTally._meta.db_table} (training_id, office_id, {cell}, {counts}) "  # noqa: S608
        f"SELECT %s, %s, {cell}, {sums} FROM ({source}) facts WHERE true GROUP BY {cell} "
        f"ON CONFLICT (training_id, {cell}) DO UPDATE SET office_id = excluded.office_id, {updates}"
    )


def _ids(training):
    field = Training._meta.pk
    return [field.get_db_prep_value(value, connection) for value in (training.pk, training.office_id)]
