"""Counts again what the tallies hold, a whole office at once, and tells where they differ.

The facts come from the very querysets that an action counts with (tallied.py). On PostgreSQL the statement of
one training runs as a lateral query for every training of the office; SQLite is asked training by training.
"""

from dataclasses import dataclass, field
from functools import cache

from django.db import connection, transaction

from clients.policy import ADULT_AGE
from trainings import client_counting
from trainings.models import ClientTally, OfficeTally, StaleMonth, Training, TrainingTally
from trainings.models.tally import BIG, COUNTS
from trainings.rolling import NAMES, sums_of
from trainings.tallied import CELL, facts_of
from trainings.tallying import STAND_IN, _of

RECOUNTED = "recounted_tally"
KEY = ("training_id", *CELL)
NOTHING = (0,) * len(NAMES)
SHOWN = 50
"""So many cells are told one by one; the rest is counted."""


@dataclass
class Report:
    """How many cells were compared, and those that differ: (what, cell, column, stored, recounted).

    Of clients only how many differ, with 0 as what should be.
    """

    compared: int = 0
    different: int = 0
    cells: list = field(default_factory=list)

    @property
    def room(self):
        return max(SHOWN - len(self.cells), 0)


def recount(office, report, *, fix=False):
    """Compare the tallies of one office with its facts; `fix` writes what was recounted over them.

    Without it nothing is locked: facts and tallies are read as of one moment.
    """
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        if fix:
            lock(office)
        elif is_outermost and connection.vendor == "postgresql":
            see_one_moment()
        recount_trainings(office, report, fix=fix)
        recount_clients(office, report, fix=fix)
        recount_months(office, report, fix=fix)


def see_one_moment():
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


def lock(office):
    """As an action does before it counts: whoever counts second sees what the first has written."""
    rows = Training._base_manager.filter(office=office).order_by("pk").select_for_update(no_key=True)
    list(rows.values_list("pk"))


def recount_trainings(office, report, *, fix):
    with connection.cursor() as cursor:
        fill_recounted(cursor, office)
        cursor.execute(f"SELECT COUNT(*) FROM {RECOUNTED}")  # noqa: S608  a name of our own
        report.compared += cursor.fetchone()[0]
        cells, here = different_cells(), [_office_id(office)]
        cursor.execute(f"SELECT COUNT(*) FROM ({cells}) cells", here)  # noqa: S608
        [different] = cursor.fetchone()
        report.different += different
        if different and report.room:
            cursor.execute(f"{cells} LIMIT {report.room}", here)
            report.cells += told(cursor.fetchall())
        if different and fix:
            cursor.execute(written_over())
        cursor.execute(f"DROP TABLE {RECOUNTED}")


def fill_recounted(cursor, office):
    if connection.vendor == "postgresql":
        # Many small looks: neither compiling them nor sharing them out is worth it.
        cursor.execute("SET LOCAL jit = off")
        cursor.execute("SET LOCAL max_parallel_workers_per_gather = 0")
        sql, params = _lateral()
        cursor.execute(f"CREATE TEMP TABLE {RECOUNTED} AS {sql}", [*params, _office_id(office)])
        return
    cursor.execute(
        f"CREATE TEMP TABLE {RECOUNTED} AS "  # noqa: S608  only names of tables and columns
        f"SELECT {columns()} FROM {TrainingTally._meta.db_table} WHERE false"
    )
    sql, params = _one()
    for training in Training._base_manager.filter(office=office).only("office_id", "starts_on"):
        actual = dict(zip(_of(STAND_IN), _of(training), strict=True))
        ids = _of(training)[:2]
        values = [actual.get(value, value) for value in params]
        into = f"INSERT INTO {RECOUNTED} ({columns()})"
        cursor.execute(f"{into} SELECT %s, %s, one.* FROM ({sql}) one", [*ids, *values])  # noqa: S608


def _office_id(office):
    return Training._meta.get_field("office").get_db_prep_value(office.pk, connection)


def recount_clients(office, report, *, fix):
    found = client_counting.recount_all(office, fix=fix)
    report.compared += found.compared
    report.different += found.clients + found.cells
    if found.clients:
        report.cells.append((office, ("CountedClient",), "clients", found.clients, 0))
    if found.cells:
        report.cells.append((office, ("ClientTally",), "cells", found.cells, 0))


def recount_months(office, report, *, fix):
    """The roll-up beside the sums of the tallies; months that are to be added up anew are no difference."""
    stored, sums = rolled_up(office), summed(office)
    stale = set(StaleMonth.objects.filter(office=office).values_list("month", flat=True))
    months = (set(stored) | set(sums)) - stale
    different = [month for month in sorted(months) if stored.get(month, NOTHING) != sums.get(month, NOTHING)]
    for month in different[: report.room]:
        pairs = zip(NAMES, stored.get(month, NOTHING), sums.get(month, NOTHING), strict=True)
        report.cells += [(office, (month,), name, old, new) for name, old, new in pairs if old != new]
    report.compared += len(months)
    report.different += len(different)
    if fix:
        StaleMonth.objects.bulk_create(StaleMonth(office=office, month=month) for month in different)


def rolled_up(office):
    rows = OfficeTally._base_manager.filter(office=office).values_list("month", *NAMES)
    return {month: tuple(values) for month, *values in rows}


def summed(office):
    months = set()
    for model in (TrainingTally, ClientTally):
        months |= set(model._base_manager.filter(office=office).values_list("month", flat=True).distinct())
    found = {}
    for _office, month, *values in sums_of({office.pk}, months):
        old = found.get(month, NOTHING)
        found[month] = tuple(before + more for before, more in zip(old, values, strict=True))
    return found


def columns():
    return ", ".join(("training_id", "office_id", *CELL, *COUNTS))


@cache
def _one():
    """The counts of the stand-in by cell, with its ids and its day among the parameters."""
    stacked, params = [], []
    for part in facts_of(STAND_IN):
        sql, values = part.query.get_compiler(connection=connection).as_sql()
        stacked.append(f"SELECT {', '.join(_columns(part))} FROM ({sql}) part")  # noqa: S608
        params += values
    cell, sums = ", ".join(CELL), ", ".join(f"SUM({name}) AS {name}" for name in COUNTS)
    # Only names of columns and Django's own SQL are put together here; every value is a parameter.
    return f"SELECT {cell}, {sums} FROM ({' UNION ALL '.join(stacked)}) facts GROUP BY {cell}", params  # noqa: S608


def _columns(part):
    """All parts in the same types, and those small: otherwise PostgreSQL converts every row once a part."""
    named, day = set(part.query.annotation_select), "::date" if connection.vendor == "postgresql" else ""
    yield f"part.month{day} AS month"
    yield from (f"CAST(part.{name} AS text) AS {name}" for name in CELL[1:])
    for name in COUNTS:
        kind = "bigint" if name in BIG else "integer"
        yield f"CAST({f'part.{name}' if name in named else 0} AS {kind}) AS {name}"


@cache
def _lateral():
    """The same for each training of an office: its columns stand where the stand-in's values stood."""
    sql, params = _one()
    born_after = f"(one.starts_on - interval '{ADULT_AGE} years')::date"
    own = dict(zip(_of(STAND_IN), ("one.id", "one.office_id", born_after), strict=True))
    pieces, kept = sql.split("%s"), []
    written = pieces[0]
    for value, piece in zip(params, pieces[1:], strict=True):
        if value in own:
            written += own[value] + piece
        else:
            kept.append(value)
            written += "%s" + piece
    found = ", ".join(f"counted.{name}" for name in (*CELL, *COUNTS))
    lateral = f"{Training._meta.db_table} one CROSS JOIN LATERAL ({written}) counted"
    columns = f"one.id AS training_id, one.office_id, {found}"
    return f"SELECT {columns} FROM {lateral} WHERE one.office_id = %s", kept  # noqa: S608


def different_cells():
    """Where a stored cell says something else, or is missing though there is something to count."""
    new = ", ".join(f"new.{name}" for name in COUNTS)
    old = ", ".join(f"COALESCE(old.{name}, 0)" for name in COUNTS)
    shown = ", ".join(f"COALESCE(old.{name}, 0) AS old_{name}" for name in COUNTS)
    cell = ", ".join(f"new.{name}" for name in KEY)
    on = " AND ".join(f"old.{name} = new.{name}" for name in KEY)
    return (
        f"SELECT {cell}, {shown}, {new} FROM {RECOUNTED} new "  # noqa: S608  only names of columns
        f"LEFT JOIN (SELECT * FROM {TrainingTally._meta.db_table} WHERE office_id = %s) old ON {on} "
        f"WHERE ({new}) <> ({old})"
    )


def told(rows):
    """(training, cell, column, stored, recounted) of every column that differs."""
    found = []
    for row in rows:
        key, values = row[: len(KEY)], row[len(KEY) :]
        old, new = values[: len(COUNTS)], values[len(COUNTS) :]
        found += [
            (Training._meta.pk.to_python(key[0]), key[1:], name, before, after)
            for name, before, after in zip(COUNTS, old, new, strict=True)
            if before != after
        ]
    return found


def written_over():
    updates = ", ".join(f"{name} = excluded.{name}" for name in ("office_id", *COUNTS))
    new = ", ".join(f"excluded.{name}" for name in COUNTS)
    table = TrainingTally._meta.db_table
    old = ", ".join(f"{table}.{name}" for name in COUNTS)
    return (
        f"INSERT INTO {table} ({columns()}) SELECT {columns()} FROM {RECOUNTED} WHERE true "  # noqa: S608
        f"ON CONFLICT ({', '.join(KEY)}) DO UPDATE SET {updates} WHERE ({new}) <> ({old})"
    )
