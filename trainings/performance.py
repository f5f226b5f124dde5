"""What came of the trainings with a partner, each share with its numerator and denominator."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _

from trainings.choices import AT_WORK, EnrolmentStatus, Result
from trainings.models import FollowUp, TrainingTally
from trainings.policy import JP_MINUTES

SMALL = 10
"""Below this denominator a share says 'small n', as on the board."""
COLUMNS = (
    "trainings",
    "sessions_held",
    "minutes_credited",
    "minutes_expected",
    "completed",
    "finishing",
    "placed_3",
    "closed_3",
    "placed_6",
    "closed_6",
)
RELEVANCE_POINT = 6


@dataclass(frozen=True)
class Share:
    name: Any
    numerator: float
    denominator: float
    unit: Any
    definition: Any

    @property
    def rate(self):
        return self.numerator / self.denominator if self.denominator else None

    @property
    def is_small(self):
        return 0 < self.denominator < SMALL


class Performance:
    """Of the trainings in the user's reach: the own office's, or those of all offices below."""

    def __init__(self, partner, user):
        self.partner, self.user = partner, user
        rows = TrainingTally.objects.visible_to(user).filter(training__partner=partner)
        sums = rows.aggregate(**{name: Sum(name, default=0) for name in COLUMNS})
        self.sums = sums

    @property
    def shows_outcomes(self):
        """Inside a Bapas only. The board hides small counts of people by outcome above it, in one base table;
        another cut of the same people could be subtracted from what it shows."""
        return self.user.sees_people

    @property
    def shares(self):
        return self.taught + (self.outcomes if self.shows_outcomes else [])

    @property
    def taught(self):
        sums = self.sums
        return [
            Share(
                _("Attendance"),
                sums["minutes_credited"] / JP_MINUTES,
                sums["minutes_expected"] / JP_MINUTES,
                "JP",
                _("JP followed, of the JP held times the participants then, less accepted absences."),
            ),
            Share(
                _("Completed"),
                sums["completed"],
                sums["finishing"],
                _("participants"),
                _("At least 80% of the JP, of all who had a seat in completed trainings."),
            ),
        ]

    @property
    def outcomes(self):
        placed = [self.placed(3, _("At work, 3 months")), self.placed(6, _("At work, 6 months"))]
        return [*placed, self.relevance()]

    def placed(self, point, name):
        return Share(
            name,
            self.sums[f"placed_{point}"],
            self.sums[f"closed_{point}"],
            _("graduates"),
            _("Graduates in work or business, of all graduates; who was not reached counts as not placed."),
        )

    def relevance(self):
        """Of outcomes: the tallies do not tell who uses the skill."""
        rows = FollowUp.objects.visible_to(self.user).filter(
            enrolment__training__partner=self.partner,
            enrolment__training__office=self.user.office_id,
            enrolment__status=EnrolmentStatus.COMPLETED,
            enrolment__result=Result.COMPETENT,
            point=RELEVANCE_POINT,
            outcome__status__in=AT_WORK,
        )
        found = rows.aggregate(n=Count("pk"), using=Count("pk", filter=Q(outcome__uses_skill=True)))
        return Share(
            _("Use the skill at work"),
            found["using"],
            found["n"],
            _("graduates at work"),
            _("Of the graduates in work or business after 6 months, those who use what they learned."),
        )
