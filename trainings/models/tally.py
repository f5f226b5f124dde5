from django.db import models
from django.db.models import Sum

from pembinaan.accounts.models import Office
from pembinaan.scoping import ScopedModel, ScopedQuerySet
from trainings.models.training import Training

COUNTS = (
    "trainings",
    "seats",
    "sessions_held",
    "jp_held",
    "enrolled",
    "finishing",
    "present_first",
    "started",
    "completed",
    "passed",
    "certified",
    "certified_in_time",
    "minutes_expected",
    "minutes_credited",
    "marks_present",
    "marks_late",
    "marks_excused",
    "marks_sick",
    "marks_absent",
    "marks_missing",
    *(f"{name}_{point}" for point in (0, 1, 3, 6, 12) for name in ("closed", "reached", "placed")),
)
"""Columns of a tally, all whole numbers that may be summed over any rows."""


class TallyQuerySet(ScopedQuerySet):
    def summed(self, columns, *, by):
        """Dicts of the sums of these columns, one for each value of `by`: what every board adds up."""
        return self.order_by().values(*by).annotate(**{name: Sum(name) for name in columns})


class TrainingTally(ScopedModel):
    """Counts of one training in one month, by sex, age group, category and regency of the participants.

    Counts of the training itself (trainings, seats, sessions_held, jp_held) stand in the row without a
    breakdown. A fact belongs to the month of its own date: marks to the session's, completion to its own,
    follow-ups to the end of their window. Recomputed in the transaction of every action that touches it.
    """

    training = models.ForeignKey(Training, models.CASCADE, related_name="tallies")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    month = models.DateField()
    sex = models.CharField(max_length=1, blank=True)
    age_group = models.CharField(max_length=5, blank=True)
    category = models.CharField(max_length=20, blank=True)
    region_code = models.CharField(max_length=13, blank=True)

    objects = TallyQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["office", "month"], name="tally_by_office_month")]
        constraints = [
            models.UniqueConstraint(
                fields=["training", "month", "sex", "age_group", "category", "region_code"],
                name="tally_once_per_cell",
            )
        ]

    def __str__(self):
        return f"{self.training_id} {self.month:%Y-%m}"


for _name in COUNTS:
    TrainingTally.add_to_class(_name, models.IntegerField(default=0))
