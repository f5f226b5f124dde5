"""Keeps ClientTally true: what a client counts for stands in CountedClient; tallies move by the difference.

Called inside every action that changes a fact which client_history counts by. Stocks are kept as changes, by
the month at whose end they were first seen; flows stand in the month in which they happened:

- trained: once a calendar year, at the first training that was completed in it; trained_idle: those of them
  who were without work on that day;
- idle_began: once in a month on whose eve it was not so. A period that has two spells of one client, with a
  month's end at work between them, has that client twice;
- first_trained: the first day under guidance with a completed training behind it.

A work status that the register tells without a day (from an import) counts until the first one with a day.
"""

from collections import Counter, defaultdict
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.db.models import Value
from django.utils import timezone

from clients.choices import Work
from clients.models import Client, WorkStatus
from pembinaan.accounts.models import Office
from pembinaan.bulk import write_tuples
from trainings.choices import EnrolmentStatus
from trainings.client_history import ALWAYS, Facts, contributions
from trainings.models import ClientTally, CountedClient, Enrolment
from trainings.models.tally import BREAKDOWN, OF_CLIENTS

CHUNK = 20_000
CELL = ("office_id", "month", *BREAKDOWN)
FACTS = frozenset({
    "created_at", "sex", "birth_date", "category", "region",
    "guidance_start", "ended_on", "end_reason", "work",
})  # fmt: skip
"""Of a client, by which it is counted."""

_waiting = ContextVar("recounts_waiting", default=None)


class Difference(NamedTuple):
    """What a recount has found (and written, if it was told to)."""

    compared: int
    clients: int
    cells: int


def recount(client_ids):
    """Bring the tallies to what these clients count for now. Nothing is written where nothing has changed."""
    ids = {pk for pk in client_ids if pk}
    waiting = _waiting.get()
    if waiting is not None:
        waiting |= ids
    elif ids:
        _recount(sorted(ids))


@contextmanager
def recounted_at_the_end():
    """For actions that lock a training after a client has changed: counting comes last, as everywhere."""
    waiting = set()
    token = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(token)
    recount(waiting)


@transaction.atomic
def forget(client_ids):
    """Take back what these clients count for, before they are removed."""
    ids, moved = sorted(client_ids), Moved()
    for chunk in _chunks(ids):
        for office, counts in _held(chunk).values():
            moved.add(office, counts, -1)
        CountedClient.objects.filter(pk__in=chunk).delete()
    moved.write()


def recount_all(office=None, *, fix=True):
    """Compare the clients of one office, or of all, with what is stored; `fix` writes what is true."""
    offices = [office] if office else Office.objects.order_by("pk")
    found = [Difference(0, 0, 0), *(_recount_office(one, fix=fix) for one in offices)]
    return Difference(*map(sum, zip(*found, strict=True)))


@transaction.atomic(savepoint=False)
def _recount(ids, *, fix=True):
    """How many clients count for something else than before."""
    moved, different = Moved(), 0
    for chunk in _chunks(ids):
        stored = _held(chunk, create=True) if fix else _stored(chunk)
        changed = []
        for pk, office, facts in _facts(chunk):
            now = (office, _packed(contributions(facts)))
            if (before := stored.get(pk, (None, []))) != now:
                changed.append((pk, *now))
                moved.add(*before, -1)
                moved.add(*now, 1)
        different += len(changed)
        if fix:
            write_tuples(CountedClient, ["client_id", "office_id", "counts"], changed, unique=("client",))
    if fix:
        moved.write()
    return different


def _chunks(ids):
    return (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))


def _held(ids, *, create=False):
    """{client: (office, counts)}, locked: whoever counts second sees the facts that the first has written."""
    rows = CountedClient.objects.filter(pk__in=ids).order_by("pk").select_for_update(no_key=True)
    found = _as_stored(rows)
    if create and (missing := [pk for pk in ids if pk not in found]) and not _create(missing):
        found |= _as_stored(rows.filter(pk__in=missing))
    return found


def _stored(ids):
    return _as_stored(CountedClient.objects.filter(pk__in=ids))


def _as_stored(rows):
    return {pk: (office, counts) for pk, office, counts in rows.values_list("pk", "office_id", "counts")}


def _create(ids):
    """Empty rows to be locked, for clients that were never counted; whether nobody else has made one."""
    rows = Client._base_manager.filter(pk__in=ids).order_by("pk").values_list("pk", "office_id")
    sql, params = rows.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {CountedClient._meta.db_table} (client_id, office_id, counts) "  # noqa: S608
            f"SELECT one.*, '[]' FROM ({sql}) one WHERE true ON CONFLICT DO NOTHING",
            params,
        )
        return cursor.rowcount == len(ids)


def _facts(ids):
    """(client, office, Facts) in two queries, however many clients there are."""
    works, completions = _histories(ids)
    names = ("sex", "birth_date", "category", "region_id", "ended_on", "end_reason", "guidance_start")
    told = ("created_at", "office__time_zone", "work", "work_since", "imported__work")
    clients = Client._base_manager.filter(pk__in=ids).order_by("pk")
    rows = clients.values_list("pk", "office_id", *names, *told)
    for pk, office, *own, began, created, zone, work, since, imported in rows:
        sex, birth_date, category, region, ended_on, end_reason = own
        start = began or timezone.localdate(created, ZoneInfo(zone))
        undated = work if since is None else imported
        lived = ([(ALWAYS, undated)] if undated and undated != Work.UNKNOWN else []) + works[pk]
        facts = (sex, birth_date, category, region or "", start, ended_on, end_reason)
        yield pk, office, Facts(*facts, lived, completions[pk])


def _histories(ids):
    """({client: [(day, work status)]}, {client: [days of completion]})"""
    works, completions = defaultdict(list), defaultdict(list)
    entries = WorkStatus._base_manager.filter(client__in=ids).order_by()
    done = Enrolment._base_manager.filter(client__in=ids, status=EnrolmentStatus.COMPLETED).order_by()
    rows = entries.values_list("client_id", "on", "status").union(
        done.values_list("client_id", "completed_on", Value("")), all=True
    )
    for client, day, work in sorted(rows):
        if work:
            works[client].append((day, work))
        else:
            completions[client].append(day)
    return works, completions


def _packed(cells):
    return [[month.isoformat(), *cell, counts] for (month, *cell), counts in sorted(cells.items())]


class Moved:
    """Differences of the tallies: {(office, month, sex, age group, category, region): {column: number}}."""

    def __init__(self):
        self.cells = defaultdict(Counter)

    def add(self, office, packed, sign):
        for *cell, counts in packed:
            found = self.cells[(office, *cell)]
            for name, number in counts.items():
                found[name] += sign * number

    def rows(self):
        """In one order, so that two transactions wait for each other instead of both for ever."""
        for cell, counts in sorted(self.cells.items()):
            if any(counts.values()):
                yield (*cell, *(counts[name] for name in OF_CLIENTS))

    def write(self):
        if rows := list(self.rows()):
            columns = [*CELL, *OF_CLIENTS]
            write_tuples(ClientTally, columns, rows, unique=("office", "month", *BREAKDOWN), adding=True)
        return len(rows)


@transaction.atomic
def _recount_office(office, *, fix):
    if fix:
        _stop_counting()
    ids = Client._base_manager.filter(office=office).order_by("pk").values_list("pk", flat=True)
    clients = _recount(ids := list(ids), fix=fix)
    return Difference(len(ids), clients, _add_up(office, fix=fix))


def _stop_counting():
    """Until the transaction ends: reading goes on, but the tallies of clients wait."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {CountedClient._meta.db_table} IN EXCLUSIVE MODE")


def _add_up(office, *, fix):
    """Number of cells that are not the sum of what their clients count for."""
    moved = Moved()
    for counts in CountedClient.objects.filter(office=office).values_list("counts", flat=True).iterator():
        moved.add(office.pk, counts, 1)
    rows = ClientTally._base_manager.filter(office=office)
    for month, *cell in rows.values_list("month", *BREAKDOWN, *OF_CLIENTS).iterator():
        counts = dict(zip(OF_CLIENTS, cell[len(BREAKDOWN) :], strict=True))
        moved.add(office.pk, [[month.isoformat(), *cell[: len(BREAKDOWN)], counts]], -1)
    return moved.write() if fix else len(list(moved.rows()))
