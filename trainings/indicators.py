"""Indicators as objects: what is divided by what, in words that can be defended (with KPI numbers)."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from trainings.policy import JP_MINUTES


@dataclass(frozen=True)
class Indicator:
    key: str
    name: Any
    numerator: str
    """Column of TrainingTally."""
    denominator: str
    unit: Any
    definition: Any
    version: int = 1
    scale: int = 1
    """What one unit is in the column: minutes are shown as JP."""
    point: int | None = None
    """Months after the exit; such figures are about people's lives and protected in small cells."""

    @property
    def is_outcome(self):
        return self.point is not None

    @property
    def reached(self):
        return f"reached_{self.point}"


TRAINED = Indicator(
    "trained",
    _("Participants trained"),
    "completed",
    "finishing",
    _("participants"),
    _(
        "Participants who completed a training (at least 80% of the JP), of all who had a seat in the "
        "trainings completed in the period. Guests are included."
    ),
)
ATTENDANCE = Indicator(
    "attendance",
    _("Attendance rate"),
    "minutes_credited",
    "minutes_expected",
    "JP",
    _(
        "JP followed (present, or late less what was missed), of the JP of the sessions held times the "
        "participants enrolled then, less absences with an accepted reason (K7). 1 JP is 45 minutes."
    ),
    scale=JP_MINUTES,
)
PASSED = Indicator(
    "passed",
    _("Passed"),
    "passed",
    "started",
    _("participants"),
    _(
        "Participants with at least 80% of the JP who were found competent, of those present at the first "
        "session or who passed without it, in the trainings completed in the period (K8)."
    ),
)
CERTIFIED = Indicator(
    "certified",
    _("Certified"),
    "certified",
    "passed",
    _("graduates"),
    _(
        "Graduates who hold a valid certificate, of all graduates of the trainings completed in the period. "
        "A certificate counts in the month of the completion, so the rate never exceeds 100%."
    ),
)
AT_WORK_3 = Indicator(
    "work-3",
    _("At work or in business, 3 months"),
    "placed_3",
    "closed_3",
    _("graduates"),
    _(
        "Graduates in work or business 3 months after the exit, of all graduates whose follow-up window "
        "ended in the quarter. Who was not reached stays in the denominator (K11)."
    ),
    point=3,
)
AT_WORK_6 = Indicator(
    "work-6",
    _("At work or in business, 6 months"),
    "placed_6",
    "closed_6",
    _("graduates"),
    _(
        "Graduates in work or business 6 months after the exit, of all graduates whose follow-up window "
        "ended in the quarter. Who was not reached stays in the denominator (K11)."
    ),
    point=6,
)

CARDS = (TRAINED, ATTENDANCE, PASSED, CERTIFIED, AT_WORK_3, AT_WORK_6)
BY_KEY = {indicator.key: indicator for indicator in CARDS}
SMALL = 10
"""Below this denominator a rate says 'small n'."""
