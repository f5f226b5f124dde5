"""What the boards add up: counts of trainings and of clients, and both rolled up by office and month."""

from django.db import models
from django.db.models import Exists, OuterRef, Q, Sum, Value

from clients.models import Client
from pembinaan.accounts.models import Office
from pembinaan.scoping import ScopedModel, ScopedQuerySet
from trainings.choices import Point
from trainings.models.training import Training
from trainings.policy import INCOME_STEPS

INCOME_CLASSES = tuple(f"income_{number}" for number in range(len(INCOME_STEPS) + 1))

COUNTS = (
    "trainings",
    "trainings_due",
    "trainings_done",
    "trainings_completed",
    "reports_in_time",
    "seats",
    "seats_finished",
    "sessions_held",
    "jp_held",
    "enrolled",
    "finishing",
    "finishing_at_post",
    "present_first",
    "started",
    "completed",
    "passed",
    "certified",
    "certified_in_time",
    "tested",
    "points_gained",
    "rupiah_spent",
    "minutes_expected",
    "minutes_credited",
    "marks_present",
    "marks_late",
    "marks_excused",
    "marks_sick",
    "marks_absent",
    "marks_missing",
    *(f"{name}_{point}" for point in Point.values for name in ("closed", "reached", "placed")),
    "business_6",
    "nib_6",
    "pirt_6",
    "skill_6",
    "skill_unknown_6",
    "income_known",
    *INCOME_CLASSES,
    "followed_due",
    "followed_in_time",
    "followed_others",
    "term_12",
    "kept_12",
)
"""Columns of a training's tally, all whole numbers that may be summed over any rows."""

STOCKS = ("active", "working_age", "at_work", "work_unknown", "idle", "work_known", "active_trained")
"""Kept as changes: how many there are at the end of a month is the sum of all changes up to it."""

FLOWS = (
    "began",
    "idle_began",
    "trained",
    "trained_idle",
    "first_trained",
    "revoked",
    "reoffended",
    "revoked_trained",
    "reoffended_trained",
)
"""Counted in the month in which they happened."""

OF_CLIENTS = (*STOCKS, *FLOWS)
BREAKDOWN = ("sex", "age_group", "category", "region_code")
BIG = ("rupiah_spent",)
"""Rupiah of a training do not fit into four bytes for certain, and those of a nation do not."""


class TallyQuerySet(ScopedQuerySet):
    def of_trainings(self, *, programme=None, partner=None):
        """Those of the trainings that these filters leave; a programme in all its versions."""
        rows = self.filter(training__programme__code=programme.code) if programme else self
        return rows.filter(training__partner=partner) if partner else rows

    def summed(self, columns, *, by):
        """Dicts of the sums of these columns, one for each value of `by`: what every board adds up."""
        return self.order_by().values(*by).annotate(**{name: Sum(name) for name in columns})


class OfficeTallyQuerySet(TallyQuerySet):
    def by_month(self, columns, *, user, offices, first=None, last=None):
        """Tuples (office id, month, *sums) of these offices, exact at any time; several may be of one month.

        Months that somebody has changed since they were rolled up are added up anew, all in one statement.
        """

        def of(model):
            rows = model.objects.visible_to(user).filter(office__in=offices)
            rows = rows.filter(month__gte=first) if first else rows
            return rows.filter(month__lte=last) if last else rows

        stale = Exists(StaleMonth.objects.filter(office=OuterRef("office"), month=OuterRef("month")))
        parts = [of(OfficeTally).filter(~stale).order_by().values_list("office_id", "month", *columns)]
        for model, known in ((TrainingTally, COUNTS), (ClientTally, OF_CLIENTS)):
            if mine := set(columns) & set(known):
                sums = {f"sum_{name}": Sum(name) if name in mine else Value(0) for name in columns}
                rows = of(model).filter(stale).order_by().values("office_id", "month").annotate(**sums)
                parts.append(rows.values_list("office_id", "month", *sums))
        return parts[0].union(*parts[1:], all=True)


class Cell(ScopedModel):
    """Counts of an office in one month, by sex, age group, category and regency of people."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    month = models.DateField()
    sex = models.CharField(max_length=1, blank=True)
    age_group = models.CharField(max_length=5, blank=True)
    category = models.CharField(max_length=20, blank=True)
    region_code = models.CharField(max_length=13, blank=True)

    objects = TallyQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.office_id} {self.month:%Y-%m}"


class TrainingTally(Cell):
    """Counts of one training in one month, by sex, age group, category and regency of the participants.

    Counts of the training itself (trainings, seats, sessions_held, jp_held) stand in the row without a
    breakdown. A fact belongs to the month of its own date: marks to the session's, completion to its own,
    follow-ups to the end of their window. Recomputed in the transaction of every action that touches it.
    """

    training = models.ForeignKey(Training, models.CASCADE, related_name="tallies")

    class Meta:
        indexes = [
            models.Index(fields=["office", "month"], name="tally_by_office_month"),
            models.Index(
                # All that the breakdowns ask for, so that they are answered by the index alone.
                fields=["office", "month", "training", *BREAKDOWN, "finishing", "completed", "passed"],
                condition=Q(finishing__gt=0),
                name="tally_finishing",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["training", "month", *BREAKDOWN],
                name="tally_once_per_cell",
            )
        ]

    def __str__(self):
        return f"{self.training_id} {self.month:%Y-%m}"


class ClientTally(Cell):
    """Counts of all clients of an office: what changed in a month, so that no month ends by the clock.

    Moved by the difference between what a client counts for now and what stands in their CountedClient.
    """

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "month", *BREAKDOWN], name="client_tally_once_per_cell")
        ]


class CountedClient(models.Model):
    """What ClientTally holds of one client."""

    client = models.OneToOneField(Client, models.CASCADE, primary_key=True, related_name="counted")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    counts = models.JSONField(default=list)
    """[[month, sex, age group, category, region, {column: number}], …]"""

    def __str__(self):
        return f"{self.client_id}"


class OfficeTally(ScopedModel):
    """Both tallies summed by office and month, so that years are read as fast as months.

    Rolled up by the job process; until then StaleMonth says which months are to be added up anew.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    month = models.DateField()

    objects = OfficeTallyQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "month"], name="office_tally_once")]

    def __str__(self):
        return f"{self.office_id} {self.month:%Y-%m}"


class StaleMonth(models.Model):
    """A tally of this office and month has changed since it was rolled up. Several rows may say so.

    Written by triggers of the database, whatever writes a tally (migration 0013).
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    month = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["office", "month"], name="stale_by_office_month")]

    def __str__(self):
        return f"{self.office_id} {self.month:%Y-%m}"


def _columns(model, names, big=()):
    for name in names:
        kind = models.BigIntegerField if name in big else models.IntegerField
        model.add_to_class(name, kind(default=0))


_columns(TrainingTally, COUNTS, big=BIG)
_columns(ClientTally, OF_CLIENTS)
_columns(OfficeTally, (*COUNTS, *OF_CLIENTS), big=(*BIG, "minutes_expected", "minutes_credited"))
