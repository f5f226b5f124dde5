"""The facts that a training's tally counts: querysets of sums by cell, each for some of the columns."""

from datetime import timedelta

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce, TruncDate, TruncMonth

from clients.choices import CHILD_PREFIX, EndReason
from clients.policy import ADULT_AGE
from pembinaan import dates
from trainings.attended import accepted_minutes, credited_minutes, expected_minutes, expected_q
from trainings.choices import (
    AT_WORK,
    CAME,
    IN_BUSINESS,
    TOOK_PART,
    CertificateState,
    Channel,
    Compliance,
    EnrolmentStatus,
    Mark,
    PaperKind,
    PaperState,
    Point,
    Result,
    SessionStatus,
    Test,
    TrainingStatus,
)
from trainings.models import (
    Attendance,
    BudgetLine,
    Certificate,
    Enrolment,
    FollowUp,
    Outcome,
    Paper,
    Score,
    Session,
    Training,
    TrainingTally,
)
from trainings.models.tally import BREAKDOWN, INCOME_CLASSES
from trainings.policy import HANDED_OVER_DAYS, INCOME_MIDDLES, INCOME_STEPS, REPORT_WITHIN_DAYS


class MonthOf(TruncMonth):
    """Django's own has SQLite ask Python for every row."""

    def as_sqlite(self, compiler, connection):
        sql, params = compiler.compile(self.lhs)
        return f"DATE({sql}, 'start of month')", params


CELL = ("month", *BREAKDOWN)
COUNTED = (TrainingStatus.APPROVED, TrainingStatus.RUNNING, TrainingStatus.COMPLETED)
PLANNED = (*COUNTED, TrainingStatus.POSTPONED, TrainingStatus.CANCELLED)
GRADUATED = Q(status=EnrolmentStatus.COMPLETED, result=Result.COMPETENT)
GRADUATES = Q(enrolment__status=EnrolmentStatus.COMPLETED, enrolment__result=Result.COMPETENT)
REACHED = Q(outcome__isnull=False) & ~Q(outcome__channel=Channel.UNREACHED) & ~Q(outcome__refused=True)
REVOKED = (EndReason.NEW_OFFENCE, EndReason.BROKE_CONDITIONS)


def facts_of(training):
    """Everything that is counted of a training."""
    born_after = dates.years_before(training.starts_on, ADULT_AGE)
    return [
        _existing(training),
        _training_itself(training),
        _planned(training),
        _finished(training),
        _spent(training),
        _enrolled(training, born_after),
        *_attendance(training, born_after),
        _completion(training, born_after),
        _follow_ups(training, born_after),
        _all_follow_ups(training, born_after),
        _terms(training, born_after),
    ]


def attendance_of(training):
    """What changes when marks do."""
    born_after = dates.years_before(training.starts_on, ADULT_AGE)
    return [_existing(training), *_attendance(training, born_after)]


def _attendance(training, born_after):
    return [_sessions(training), _expected(training, born_after), _marks(training, born_after)]


def _existing(training):
    return TrainingTally._base_manager.filter(training=training).values(*CELL)


def _training_itself(training):
    rows = Training._base_manager.filter(pk=training.pk, status__in=COUNTED)
    return rows.values(month=MonthOf("starts_on"), **_no_person()).annotate(
        trainings=Count("pk"), seats=Sum("capacity")
    )


def _planned(training):
    """In the month of the last day that is planned (K5)."""
    rows = Training._base_manager.filter(pk=training.pk, status__in=PLANNED, approved_at__isnull=False)
    return rows.values(month=MonthOf("ends_on"), **_no_person()).annotate(
        trainings_due=Count("pk"), trainings_done=Count("pk", filter=Q(status=TrainingStatus.COMPLETED))
    )


def _finished(training):
    rows = Training._base_manager.filter(pk=training.pk, status=TrainingStatus.COMPLETED)
    soon = OuterRef("completed_on") + timedelta(days=REPORT_WITHIN_DAYS)
    reports = Paper._base_manager.filter(training=OuterRef("pk"), kind=PaperKind.REPORT)
    final = reports.filter(state=PaperState.FROZEN).annotate(day=TruncDate("frozen_at"))
    return (
        rows.annotate(was_told=Exists(final.filter(day__lte=soon)))
        .values(month=MonthOf("completed_on"), **_no_person())
        .annotate(
            trainings_completed=Count("pk"),
            reports_in_time=Count("pk", filter=Q(was_told=True)),
            seats_finished=Sum("capacity"),
        )
    )


def _spent(training):
    rows = BudgetLine._base_manager.filter(training=training, training__status=TrainingStatus.COMPLETED)
    return (
        rows.order_by()
        .values(month=MonthOf("training__completed_on"), **_no_person())
        .annotate(rupiah_spent=Sum("spent", default=0))
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
            before=_points(Test.PRE),
            after=_points(Test.POST),
        )
        .values(month=MonthOf("training__completed_on"), **_person("client__", born_after))
        .annotate(
            finishing=Count("pk"),
            finishing_at_post=Count("pk", filter=Q(training__service_post__isnull=False)),
            completed=Count("pk", filter=Q(status=EnrolmentStatus.COMPLETED)),
            passed=Count("pk", filter=GRADUATED),
            certified=Count("pk", filter=GRADUATED & Q(is_certified=True)),
            certified_in_time=Count("pk", filter=GRADUATED & Q(was_soon=True)),
            present_first=Count("pk", filter=Q(came_first=True)),
            started=Count("pk", filter=Q(came_first=True) | GRADUATED),
            tested=Count("pk", filter=Q(before__isnull=False, after__isnull=False)),
            points_gained=Sum(F("after") - F("before"), default=0),
        )
    )


def _points(test):
    """Of a participant: the last try, else the first."""
    rows = Score._base_manager.filter(enrolment=OuterRef("pk"), test=test)
    return Subquery(rows.values(n=Coalesce("last", "first"))[:1], output_field=IntegerField())


def _follow_ups(training, born_after):
    """How graduates live at each point."""
    rows = FollowUp._base_manager.filter(GRADUATES, enrolment__training=training)
    counts = {}
    for point in Point.values:
        counts[f"closed_{point}"] = Count("pk", filter=Q(point=point))
        counts[f"reached_{point}"] = Count("pk", filter=Q(point=point) & REACHED)
        counts[f"placed_{point}"] = Count("pk", filter=Q(point=point, outcome__status__in=AT_WORK))
    at_six = {
        "business_6": Q(outcome__status__in=IN_BUSINESS),
        "nib_6": Q(outcome__status__in=IN_BUSINESS, outcome__has_nib=True),
        "pirt_6": Q(outcome__status__in=IN_BUSINESS, outcome__has_pirt=True),
        "skill_6": Q(outcome__status__in=AT_WORK, outcome__uses_skill=True),
        "skill_unknown_6": Q(outcome__status__in=AT_WORK, outcome__uses_skill=None),
        **_income_classes(),
    }
    counts |= {name: Count("pk", filter=Q(point=Point.SIX) & which) for name, which in at_six.items()}
    return (
        rows.order_by()
        .annotate(change=_income("outcome__") - Subquery(_income_at_exit(), output_field=IntegerField()))
        .values(month=MonthOf("closes_on"), **_person("enrolment__client__", born_after))
        .annotate(**counts)
    )


def _income(outcome):
    """Rupiah a month: the amount, else the middle of the band, else nothing."""
    bands = [When(**{f"{outcome}income_band": band}, then=Value(n)) for band, n in INCOME_MIDDLES.items()]
    return Coalesce(F(f"{outcome}income"), Case(*bands, default=None, output_field=IntegerField()))


def _income_at_exit():
    rows = Outcome._base_manager.filter(
        follow_up__enrolment=OuterRef("enrolment"), follow_up__point=Point.EXIT
    )
    return rows.order_by().values(n=_income(""))[:1]


def _income_classes():
    """{column: change of income since the exit}, with the number of those of whom it is known."""
    edges = [None, *INCOME_STEPS, None]
    found = {"income_known": Q(change__isnull=False)}
    for name, above, most in zip(INCOME_CLASSES, edges, edges[1:], strict=False):
        low = Q() if above is None else Q(change__gt=above)
        found[name] = low & (Q(change__isnull=False) if most is None else Q(change__lte=most))
    return found


def _all_follow_ups(training, born_after):
    """Of everybody who attended, whether they were reached in time (K16)."""
    in_time = REACHED & Q(done_on__lte=F("closes_on"))
    return (
        FollowUp._base_manager.filter(enrolment__training=training)
        .order_by()
        .values(month=MonthOf("closes_on"), **_person("enrolment__client__", born_after))
        .annotate(
            followed_due=Count("pk"),
            followed_in_time=Count("pk", filter=in_time),
            followed_others=Count("pk", filter=~GRADUATES),
        )
    )


def _terms(training, born_after):
    """Graduates whose guidance ended or whose year was over, and who was not revoked by then (K17)."""
    client, on = "enrolment__client__", "enrolment__training__completed_on"
    ended_first = Q(**{f"{client}guidance_end__lt": F("due_on"), f"{client}guidance_end__gte": F(on)})
    gone = Q(**{f"{client}end_reason__in": REVOKED, f"{client}ended_on__lte": F("term")})
    told = Outcome._base_manager.filter(
        follow_up__enrolment=OuterRef("enrolment"), compliance=Compliance.REVOKED, on__lte=OuterRef("term")
    )
    return (
        FollowUp._base_manager.filter(GRADUATES, enrolment__training=training, point=Point.TWELVE)
        .order_by()
        .annotate(term=Case(When(ended_first, then=F(f"{client}guidance_end")), default=F("due_on")))
        .annotate(was_told=Exists(told), was_revoked=Case(When(gone, then=Value(True)), default=Value(False)))
        .values(month=MonthOf("term"), **_person(client, born_after))
        .annotate(term_12=Count("pk"), kept_12=Count("pk", filter=Q(was_told=False, was_revoked=False)))
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
