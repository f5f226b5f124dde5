"""Rolls tallies up by office and month, for boards that read years.

A changed tally leaves a StaleMonth in the same transaction, by a trigger; boards add such months up anew.
Here they are added up for good, by the job process: nobody who marks attendance waits for anybody.
"""

from django.db import connection, transaction
from django.db.models import Sum, Value

from trainings.models import ClientTally, OfficeTally, StaleMonth, TrainingTally
from trainings.models.tally import COUNTS, OF_CLIENTS

MOST = 2_000
"""Months of offices at once."""
LOCK = 0x7A11E5
"""One at a time: of two, the one that read first could write last."""
NAMES = (*COUNTS, *OF_CLIENTS)


@transaction.atomic
def roll_up(most=MOST):
    """Add up stale months; answers how many there were."""
    _wait_for_turn()
    stale = list(StaleMonth.objects.order_by("pk")[:most].values_list("pk", "office_id", "month"))
    pairs = {(office, month) for _pk, office, month in stale}
    if pairs:
        # Those that come in from now on are not read here and stay.
        StaleMonth.objects.filter(pk__in=[pk for pk, _office, _month in stale]).delete()
        _write(pairs)
    return len(pairs)


def _wait_for_turn():
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _write(pairs):
    found = {pair: dict.fromkeys(NAMES, 0) for pair in pairs}
    for office, month, *values in sums_of({o for o, _m in pairs}, {m for _o, m in pairs}):
        if (office, month) in found:
            cell = found[(office, month)]
            for name, value in zip(NAMES, values, strict=True):
                cell[name] += value
    OfficeTally.objects.bulk_create(
        [OfficeTally(office_id=o, month=m, **counts) for (o, m), counts in found.items()],
        update_conflicts=True,
        unique_fields=["office", "month"],
        update_fields=NAMES,
    )


def sums_of(offices=None, months=None):
    """Tuples (office id, month, *NAMES) of both tallies, added up from their cells."""
    parts = []
    for model, known in ((TrainingTally, COUNTS), (ClientTally, OF_CLIENTS)):
        rows = model._base_manager.order_by()
        if offices is not None:
            rows = rows.filter(office__in=offices, month__in=months)
        sums = {f"sum_{name}": Sum(name) if name in known else Value(0) for name in NAMES}
        grouped = rows.values("office_id", "month").annotate(**sums)
        parts.append(grouped.values_list("office_id", "month", *sums))
    return parts[0].union(parts[1], all=True)
