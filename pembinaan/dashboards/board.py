"""Gathers a board from tallies: one query for all cards, the table and the trend."""

from django.utils import timezone
from django.utils.functional import cached_property

from pembinaan.dashboards.figures import Figure, outcome_figure
from pembinaan.dashboards.months import offices_of
from pembinaan.dashboards.outcomes import OutcomeTable
from pembinaan.dashboards.partnering import partner_figure
from pembinaan.dashboards.scope import Scope
from pembinaan.dashboards.sums import Sums
from pembinaan.dashboards.targets import Goals
from pembinaan.dates import add_months
from trainings.indicators import ATTENDANCE, CARDS, TRAINED
from trainings.measures import Kind, Source

ALWAYS = {"trainings", "sessions_held", "marks_missing", "completed"}


class Board(Scope):
    """`indicators` are those that it is asked for: only their columns are read."""

    def __init__(self, user, period, today, *, office=None, programme=None, partner=None, indicators=CARDS):
        super().__init__(user, period, today, office, programme, partner)
        self.now, self.indicators = timezone.now(), indicators
        self.all_offices = list(offices_of(user))
        self.offices = [one for one in self.all_offices if office is None or one.pk == office.pk]
        self.trend_months = [add_months(today.replace(day=1), -number) for number in range(11, -1, -1)]
        self.outcomes = OutcomeTable(self)

    @property
    def office_keys(self):
        return [office.pk for office in self.offices]

    @property
    def first_month(self):
        return min(self.period.previous.first, self.trend_months[0])

    @property
    def last_month(self):
        return max(self.period.last, self.trend_months[-1])

    @cached_property
    def sums(self):
        columns = ALWAYS.union(*(self.outcomes.columns(indicator) for indicator in self.indicators))
        return Sums(self, sorted(columns), first=self.first_month, last=self.last_month)

    def trainings(self, indicator, months):
        """(training id, numerator, denominator) of the trainings that count in these months."""
        if not months:
            return []
        numerators, denominators = indicator.numerator_sum.months, indicator.denominator_sum.months
        names = sorted({*numerators, *denominators})
        rows = self.tallies(min(months), max(months)).filter(month__in=months)
        found = []
        for row in rows.summed(names, by=("training_id",)):
            if any(row[name] for name in names):
                part, of = (int(sum(row[name] for name in side)) for side in (numerators, denominators))
                found.append((row["training_id"], part, of))
        return found

    def total(self, column, months, offices=None):
        return self.sums.total(column, months, self.offices if offices is None else offices)

    def figure(self, indicator, offices=None):
        offices = self.offices if offices is None else offices
        if indicator.source is Source.PARTNERS:
            return partner_figure(self, indicator, offices)
        if indicator.source is Source.CLIENTS and self.is_filtered:
            return Figure(indicator, missing="no_trainings")
        if indicator.is_outcome:
            return self._outcome_figure(indicator, offices)
        return self._count_figure(indicator, offices)

    def _count_figure(self, indicator, offices):
        def pair(months):
            sides = (indicator.numerator_sum, indicator.denominator_sum)
            return [self.sums.of(side, months, offices) / indicator.scale for side in sides]

        numerator, denominator = pair(self.period.months)
        before, before_of = pair(self.period.previous.months)
        return Figure(
            indicator,
            numerator,
            denominator,
            before=before / before_of if before_of else None,
            unrecorded=self.total("marks_missing", self.period.months, offices)
            if indicator is ATTENDANCE
            else 0,
            missing="" if denominator else "no_data",
        )

    def _outcome_figure(self, indicator, offices):
        if self.is_protected and self.is_filtered:
            return Figure(indicator, missing="protected_filter")
        slots = self.slots(indicator, self.period)
        if not slots:
            return Figure(indicator, missing="no_whole_quarter")
        if indicator.kind is Kind.MEDIAN:
            return self.median(indicator, slots, offices)
        figure = outcome_figure(indicator, self.outcomes.of(indicator, slots, offices), slots)
        if previous := self.slots(indicator, self.period.previous):
            before = outcome_figure(indicator, self.outcomes.of(indicator, previous, offices))
            figure.before = None if before.at_least else before.rate
        return figure

    def median(self, indicator, slots, offices):
        classes = self.outcomes.classes(slots, offices)
        told = sum(classes)
        return Figure(
            indicator,
            denominator=told,
            classes=classes,
            hidden=self.is_protected and not told,
            missing="" if told or self.is_protected else "no_data",
            quarters=list(slots),
        )

    def slots(self, indicator, period):
        """The stretches of a period for which a figure about people exists: its whole quarters that are over.

        An office reads of its own clients at any time; of after-care windows everybody by the quarter.
        """
        if indicator.is_of_clients and not self.is_protected:
            return [period]
        return self.quarters[period]

    @cached_property
    def quarters(self):
        """{period: its whole quarters that are over}, for this one and the one before."""
        return {period: period.quarters(self.today) for period in (self.period, self.period.previous)}

    @cached_property
    def goals(self):
        return Goals(self)

    def with_goal(self, figure, offices=None):
        figure.goal = self.goals.of(figure, offices)
        return figure

    def cards(self):
        return [self.with_goal(self.figure(indicator)) for indicator in self.indicators]

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
