"""Gathers a board from tallies: one query for all cards, the table and the trend."""

from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.functional import cached_property

from pembinaan.dashboards.months import offices_of
from pembinaan.dashboards.protection import Outcomes, open_outcomes, protected_outcomes
from pembinaan.dashboards.targets import Goals
from pembinaan.dates import add_months
from trainings.indicators import ATTENDANCE, CARDS, SMALL, TRAINED
from trainings.models import TrainingTally

COLUMNS = sorted(
    {name for card in CARDS for name in (card.numerator, card.denominator) if name}
    | {card.reached for card in CARDS if card.is_outcome}
    | {"trainings", "sessions_held", "marks_missing"}
)


@dataclass
class Figure:
    """One indicator for one scope and period, ready to be shown."""

    indicator: object
    numerator: float = 0
    denominator: float = 0
    at_least: bool = False
    """Parts are hidden: the numerator is known only to be at least this."""
    hidden: bool = False
    small: bool = False
    """Hidden because it lies between 1 and 4, not to protect another one."""
    reached: int | None = None
    missing: str = ""
    """Why there is no figure: 'none yet' kinds of states, in the template's words."""
    before: float | None = None
    """Rate of the period before."""
    quarters: list = field(default_factory=list)
    goal: object = None
    """Its target, on boards."""
    unrecorded: int = 0
    """Marks that are missing in it."""

    @property
    def rate(self):
        return self.numerator / self.denominator if self.denominator and not self.hidden else None

    @property
    def is_small(self):
        return 0 < self.denominator < SMALL

    @property
    def change(self):
        """Points of a hundred against the period before."""
        if self.rate is None or self.before is None:
            return None
        return round((self.rate - self.before) * 100)


def outcome_figure(indicator, outcomes, quarters=()):
    """Its numerator is told, told as at least so many, or hidden: as the base table has it."""
    return Figure(
        indicator,
        outcomes.placed.value,
        outcomes.total,
        at_least=outcomes.placed.hidden and outcomes.placed.value > 0,
        hidden=outcomes.placed.hidden and outcomes.placed.value == 0,
        small=outcomes.placed.small,
        reached=None if outcomes.reached.hidden else outcomes.reached.value,
        missing="" if outcomes.total else "no_data",
        quarters=list(quarters),
    )


class Board:
    def __init__(self, user, period, today, *, office=None, programme=None, partner=None):
        self.user, self.period, self.today = user, period, today
        self.now = timezone.now()
        self.office = office
        self.filters = {"programme": programme, "partner": partner}
        self.all_offices = list(offices_of(user))
        self.offices = [one for one in self.all_offices if office is None or one.pk == office.pk]
        self.trend_months = [add_months(today.replace(day=1), -number) for number in range(11, -1, -1)]
        self.sums = self._sums()

    def _rows(self):
        rows = TrainingTally.objects.visible_to(self.user).filter(office__in=[o.pk for o in self.offices])
        if self.filters["programme"]:
            rows = rows.filter(training__programme__code=self.filters["programme"].code)
        if self.filters["partner"]:
            rows = rows.filter(training__partner=self.filters["partner"])
        first = min(self.period.previous.first, self.trend_months[0])
        return rows.filter(month__gte=first, month__lte=max(self.period.last, self.trend_months[-1]))

    def trainings(self, indicator, months):
        """(training id, numerator, denominator) of the trainings that count in these months."""
        names = (indicator.numerator, indicator.denominator)
        rows = self._rows().filter(month__in=months).summed(names, by=("training_id",))
        return [(row["training_id"], *(row[n] for n in names)) for row in rows if any(row[n] for n in names)]

    def _sums(self):
        """{(office id, month): {column: sum}}"""
        grouped = self._rows().summed(COLUMNS, by=("office_id", "month"))
        return {(row["office_id"], row["month"]): row for row in grouped}

    def total(self, column, months, offices=None):
        offices = self.offices if offices is None else offices
        keys = ((office.pk, month) for office in offices for month in months)
        return sum(self.sums[key][column] for key in keys if key in self.sums)

    @property
    def is_protected(self):
        """Outside the own Bapas figures about people's lives are protected."""
        return not self.user.sees_people

    def figure(self, indicator, offices=None):
        if indicator.is_outcome:
            return self._outcome_figure(indicator, offices)
        return self._count_figure(indicator, offices)

    def _count_figure(self, indicator, offices):
        def pair(months):
            names = (indicator.numerator, indicator.denominator)
            return [self.total(name, months, offices) / indicator.scale for name in names]

        numerator, denominator = pair(self.period.months)
        before, before_of = pair(self.period.previous.months)
        return Figure(
            indicator,
            numerator,
            denominator,
            before=before / before_of if before_of else None,
            unrecorded=self._unrecorded(indicator, offices),
            missing="" if denominator else "no_data",
        )

    def _unrecorded(self, indicator, offices):
        return self.total("marks_missing", self.period.months, offices) if indicator is ATTENDANCE else 0

    def _outcome_figure(self, indicator, offices):
        if self.is_protected and any(self.filters.values()):
            return Figure(indicator, missing="protected_filter")
        quarters = self.period.quarters(self.today)
        if not quarters:
            return Figure(indicator, missing="no_whole_quarter")
        return outcome_figure(indicator, self.outcomes(indicator, quarters, offices), quarters)

    def outcomes(self, indicator, quarters, offices=None):
        """Sum of the protected base table over offices and quarters."""
        make = protected_outcomes if self.is_protected else open_outcomes
        total = Outcomes()
        for office in self.offices if offices is None else offices:
            for quarter in quarters:
                months = [add_months(quarter.first, number) for number in range(3)]
                names = (indicator.denominator, indicator.reached, indicator.numerator)
                total += make(*(self.total(name, months, [office]) for name in names))
        return total

    @cached_property
    def goals(self):
        return Goals(self)

    def with_goal(self, figure, offices=None):
        figure.goal = self.goals.of(figure, offices)
        return figure

    def cards(self):
        return [self.with_goal(self.figure(indicator)) for indicator in CARDS]

    def table(self):
        """(office, figures) of each Bapas, most trained first."""
        rows = [
            (office, [self.with_goal(self.figure(card, [office]), [office]) for card in CARDS])
            for office in self.offices
        ]
        return sorted(rows, key=lambda row: -row[1][0].numerator)

    def trend(self):
        """(month, participants trained) of the last 12 months."""
        return [(month, self.total(TRAINED.numerator, [month])) for month in self.trend_months]
