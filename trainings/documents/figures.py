"""The figures of one training, added up as the boards do it: a report says what the board says.

Everything is plain data, ready for JSON; shares are pairs of numerator and denominator.
"""

from collections import Counter, defaultdict

from django.db.models import Count, Exists, OuterRef, Prefetch

from clients.choices import Sex
from trainings.attended import expected_q
from trainings.choices import NEEDS_REASON, TOOK_PART, BudgetSource, Mark, SessionStatus, Test
from trainings.indicators import CARDS
from trainings.models import Attendance, Score, SessionModule, SheetScan
from trainings.models.tally import COUNTS
from trainings.needs import Budget

MISSING = "missing"
"""Beside the marks: nothing is recorded."""


def figures_of(training, day):
    """Figures about outcomes count whole quarters that are over by the day, as on the board."""
    rows = list(training.tallies.summed(COUNTS, by=("month", "sex", "age_group")))
    this_quarter = day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
    over = [row for row in rows if row["month"] < this_quarter]
    # Guests have no age group: nothing is known of them but a name.
    clients = [row for row in rows if row["age_group"]]
    return {
        "cards": {card.key: pair(card, over if card.is_outcome else rows) for card in CARDS},
        "enrolled": total("enrolled", rows),
        "clients": total("enrolled", clients),
        "by_sex": {sex: total("enrolled", [r for r in clients if r["sex"] == sex]) for sex in (*Sex, "")},
        "sessions_held": total("sessions_held", rows),
        "jp_held": total("jp_held", rows),
        "marks": {mark: total(f"marks_{mark}", rows) for mark in (*Mark.values, MISSING)},
    }


def pair(card, rows):
    return [total(name, rows) / card.scale for name in (card.numerator, card.denominator)]


def total(column, rows):
    return sum(row[column] for row in rows)


def sessions_of(training):
    """In the order of the days, with what they teach and whether the signed register was kept."""
    scans = SheetScan._base_manager.filter(session=OuterRef("pk"))
    parts = SessionModule.objects.select_related("module").order_by("module__order")
    rows = training.sessions.with_missing_marks().annotate(has_scan=Exists(scans))
    return list(
        rows.select_related("cancel_reason")
        .prefetch_related(Prefetch("parts", parts))
        .order_by("starts_at", "number")
    )


def sheets_of(training, sessions):
    """Marks of each held session by their kind, and the reasons of absences in all of them."""
    marks = Attendance._base_manager.filter(
        expected_q("session__", "enrolment__"), session__training=training
    ).exclude(mark="")
    rows = marks.order_by().values_list("session", "mark", "reason__name").annotate(n=Count("pk"))
    counted, reasons = defaultdict(Counter), Counter()
    for session, mark, reason, number in rows:
        counted[session][mark] += number
        reasons[reason if mark in NEEDS_REASON else ""] += number
    held = [session for session in sessions if session.status == SessionStatus.HELD]
    sheets = [
        {
            "number": session.number,
            "day": session.day.isoformat(),
            "marks": {mark: counted[session.pk][mark] for mark in Mark.values}
            | {MISSING: session.marks_missing},
        }
        for session in held
    ]
    return sheets, [[name, number] for name, number in reasons.most_common() if name]


def scores_of(training):
    """Means of the tests with how many they rest on; the gain is of those who did both."""
    rows = Score._base_manager.filter(
        enrolment__training=training, enrolment__status__in=TOOK_PART, test__in=[Test.PRE, Test.POST]
    )
    values = defaultdict(dict)
    for score in rows:
        if score.value is not None:
            values[score.enrolment_id][score.test] = score.value
    people = values.values()
    gains = [one[Test.POST] - one[Test.PRE] for one in people if len(one) == 2]
    tests = {test: mean([one[test] for one in people if test in one]) for test in (Test.PRE, Test.POST)}
    return {str(test): found for test, found in tests.items()} | {"gain": mean(gains)}


def mean(values):
    return {"mean": sum(values) / len(values) if values else None, "n": len(values)}


def money_of(training):
    """Rupiah planned and spent by source, and what partners gave; None where nothing is recorded."""
    budget = Budget(training.budget_lines.all())
    recorded = {line.source for line in budget.lines if line.spent is not None}
    links = training.contributions.select_related("contribution__partner").order_by("contribution__day", "pk")
    gifts = [link.contribution for link in links]
    return {
        "sources": [
            [str(BudgetSource(source).label), sums.planned, sums.spent if source in recorded else None]
            for source, sums in budget.sources
        ],
        "planned": budget.total.planned if budget.lines else None,
        "spent": budget.total.spent if budget.is_spent else None,
        "gifts": [
            [str(gift.partner), str(gift.get_kind_display()), gift.amount, gift.rupiah] for gift in gifts
        ],
        "given": sum(gift.rupiah or 0 for gift in gifts) if gifts else None,
    }
