"""Keeps TrainingTally true: one statement, for one training, inside the action that touches it.

The facts are gathered by ordinary querysets, each for some of the columns; their SQL is stacked, summed by
cell and written over the old row. Cells that no fact speaks of any more are set to zero.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, timedelta
from functools import cache
from uuid import UUID

from django.db import connection
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce, TruncMonth

from clients.choices import CHILD_PREFIX
from clients.policy import ADULT_AGE
from pembinaan import dates
from pembinaan.compiled import written_out
from trainings.attended import accepted_minutes, credited_minutes, expected_minutes, expected_q
from trainings.choices import (
    AT_WORK,
    CAME,
    TOOK_PART,
    CertificateState,
    Channel,
    EnrolmentStatus,
    Mark,
    Point,
    Result,
    SessionStatus,
    TrainingStatus,
)
from trainings.models import Attendance, Certificate, Enrolment, FollowUp, Session, Training, TrainingTally
from trainings.models.tally import COUNTS
from trainings.policy import HANDED_OVER_DAYS


class MonthOf(TruncMonth):
    """Django's own has SQLite ask Python for every row."""

    def as_sqlite(self, compiler, connection):
        sql, params = compiler.compile(self.lhs)
        return f"DATE({sql}, 'start of month')", params


CELL = ("month", "sex", "age_group", "category", "region_code")
COUNTED = (TrainingStatus.APPROVED, TrainingStatus.RUNNING, TrainingStatus.COMPLETED)
GRADUATED = Q(status=EnrolmentStatus.COMPLETED, result=Result.COMPETENT)

_waiting = ContextVar("tallies_waiting", default=None)


def refresh_tally(training):
    """Recompute the counts of this one training, a locked record or its id, from the facts."""
    write(training if isinstance(training, Training) else _locked().get(pk=training))


def refresh_tallies_of(client_ids):
    """Recompute the trainings of clients whose facts have changed: counts are broken down by them."""
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
    for training in waiting.values():
        _write_now(training)


def write(training):
    waiting = _waiting.get()
    if waiting is None:
        _write_now(training)
    else:
        waiting[training.pk] = training


def _write_now(training):
    sql, params = _compiled(connection.vendor)
    actual = dict(zip(_of(STAND_IN), _of(training), strict=True))
    with connection.cursor() as cursor:
        cursor.execute(sql, [actual.get(value, value) for value in params])


STAND_IN = Training(
    pk=UUID(int=0x7A11 << 64), office_id=UUID(int=0x7A11 << 64 | 1), starts_on=date(1918, 7, 7)
)
"""Compiled once for this training; its ids and its day then give way to those of the one meant."""


@cache
def _compiled(_vendor):
    stacked, params = [], []
    for part in parts(STAND_IN):
        sql, values = _as_source(part)
        stacked.append(sql)
        params += values
    return written_out(
        _statement(" UNION ALL ".join(stacked)), [*_ids(STAND_IN), *params], changing=_of(STAND_IN)
    )


def _of(training):
    """The three values that differ from training to training, as the database takes them."""
    born_after = dates.years_before(training.starts_on, ADULT_AGE)
    return [*_ids(training), connection.ops.adapt_datefield_value(born_after)]


def parts(training):
    """Querysets of sums by cell; what one does not name is zero there."""
    born_after = dates.years_before(training.starts_on, ADULT_AGE)
    return [
        _existing(training),
        _training_itself(training),
        _sessions(training),
        _enrolled(training, born_after),
        _expected(training, born_after),
        _marks(training, born_after),
        _completion(training, born_after),
        _follow_ups(training, born_after),
    ]


def _existing(training):
    return TrainingTally._base_manager.filter(training=training).values(*CELL)


def _training_itself(training):
    rows = Training._base_manager.filter(pk=training.pk, status__in=COUNTED)
    return rows.values(month=MonthOf("starts_on"), **_no_person()).annotate(
        trainings=Count("pk"), seats=Sum("capacity")
    )


def _sessions(training):
    rows = Session._base_manager.filter(training=training, status=SessionStatus.HELD).order_by()
    return rows.values(month=MonthOf("day"), **_no_person()).annotate(
        sessions_held=Count("pk"), jp_held=Sum("jp")
    )


def _enrolled(training, born_after):
    rows = Enrolment._base_manager.filter(
        training=training, status__in=TOOK_PART, training__status__in=COUNTED
    )
    return (
        rows.order_by()
        .values(month=MonthOf("training__starts_on"), **_person("client__", born_after))
        .annotate(enrolled=Count("pk"))
    )


def _expected(training, born_after):
    rows = Session._base_manager.filter(expected_q("", "training__enrolments__"), training=training)
    return (
        rows.order_by()
        .values(month=MonthOf("day"), **_person("training__enrolments__client__", born_after))
        .annotate(minutes_expected=Sum(expected_minutes("")), marks_missing=Count("training__enrolments"))
    )


def _marks(training, born_after):
    rows = Attendance._base_manager.filter(expected_q("session__", "enrolment__"), session__training=training)
    return (
        rows.exclude(mark="")
        .order_by()
        .values(month=MonthOf("session__day"), **_person("enrolment__client__", born_after))
        .annotate(
            minutes_expected=-Sum(accepted_minutes()),
            minutes_credited=Sum(credited_minutes()),
            marks_missing=-Count("pk"),
            **{f"marks_{mark}": Count("pk", filter=Q(mark=mark)) for mark in Mark.values},
        )
    )


def _completion(training, born_after):
    rows = Enrolment._base_manager.filter(
        training=training, training__status=TrainingStatus.COMPLETED, status__in=TOOK_PART
    )
    first = Session._base_manager.filter(training=training).exclude(status=SessionStatus.CANCELLED)
    there = Attendance._base_manager.filter(
        enrolment=OuterRef("pk"),
        mark__in=CAME,
        session=Subquery(first.order_by("starts_at", "pk").values("pk")[:1]),
    )
    valid = Certificate._base_manager.filter(enrolment=OuterRef("pk"), state=CertificateState.VALID)
    soon = OuterRef("training__completed_on") + timedelta(days=HANDED_OVER_DAYS)
    return (
        rows.order_by()
        .annotate(
            came_first=Exists(there),
            is_certified=Exists(valid),
            was_soon=Exists(valid.filter(handed_over_on__lte=soon)),
        )
        .values(month=MonthOf("training__completed_on"), **_person("client__", born_after))
        .annotate(
            finishing=Count("pk"),
            completed=Count("pk", filter=Q(status=EnrolmentStatus.COMPLETED)),
            passed=Count("pk", filter=GRADUATED),
            certified=Count("pk", filter=GRADUATED & Q(is_certified=True)),
            certified_in_time=Count("pk", filter=GRADUATED & Q(was_soon=True)),
            present_first=Count("pk", filter=Q(came_first=True)),
            started=Count("pk", filter=Q(came_first=True) | GRADUATED),
        )
    )


def _follow_ups(training, born_after):
    rows = FollowUp._base_manager.filter(
        enrolment__training=training,
        enrolment__status=EnrolmentStatus.COMPLETED,
        enrolment__result=Result.COMPETENT,
    )
    counts = {}
    for point in Point.values:
        told = ~Q(outcome__channel=Channel.UNREACHED) & ~Q(outcome__refused=True)
        reached = Q(point=point, outcome__isnull=False) & told
        counts[f"closed_{point}"] = Count("pk", filter=Q(point=point))
        counts[f"reached_{point}"] = Count("pk", filter=reached)
        counts[f"placed_{point}"] = Count("pk", filter=Q(point=point, outcome__status__in=AT_WORK))
    return (
        rows.order_by()
        .values(month=MonthOf("closes_on"), **_person("enrolment__client__", born_after))
        .annotate(**counts)
    )


def _no_person():
    return {name: Value("") for name in CELL[1:]}


def _person(client, born_after):
    """Breakdown by what the register says of the person; guests have none."""
    child = Q(**{f"{client}birth_date__gt": born_after}) | Q(
        **{f"{client}category__startswith": CHILD_PREFIX}
    )
    return {
        "sex": Coalesce(F(f"{client}sex"), Value("")),
        "age_group": Case(
            When(child, then=Value("child")),
            When(**{f"{client}pk__isnull": False}, then=Value("adult")),
            default=Value(""),
        ),
        "category": Coalesce(F(f"{client}category"), Value("")),
        "region_code": Coalesce(F(f"{client}region_id"), Value("")),
    }


def _as_source(queryset):
    sql, params = queryset.query.get_compiler(connection=connection).as_sql()
    named = set(queryset.query.annotation_select)
    columns = [f"part.{name}" for name in CELL]
    columns += [f"part.{name} AS {name}" if name in named else f"0 AS {name}" for name in COUNTS]
    return f"SELECT {', '.join(columns)} FROM ({sql}) part", params  # noqa: S608  only names of columns


def _statement(source):
    cell, counts = ", ".join(CELL), ", ".join(COUNTS)
    sums = ", ".join(f"SUM({name})" for name in COUNTS)
    updates = ", ".join(f"{name} = excluded.{name}" for name in COUNTS)
    # Only names of columns are put together here; every value is a parameter.
    return (
        f"INSERT INTO {TrainingTally._meta.db_table} (training_id, office_id, {cell}, {counts}) "  # noqa: S608
        f"SELECT %s, %s, {cell}, {sums} FROM ({source}) facts WHERE true GROUP BY {cell} "
        f"ON CONFLICT (training_id, {cell}) DO UPDATE SET office_id = excluded.office_id, {updates}"
    )


def _ids(training):
    field = Training._meta.pk
    return [field.get_db_prep_value(value, connection) for value in (training.pk, training.office_id)]
