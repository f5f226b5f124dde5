"""The list behind a number: its summed column equals the card."""

from django.http import Http404

from pembinaan.dashboards.views.board import BoardBase
from pembinaan.dates import add_months
from trainings.indicators import BY_KEY
from trainings.models import Training


class BehindBase(BoardBase):
    """Trainings with their counts; outcomes outside the own Bapas only as office and quarter, protected."""

    def get_title(self):
        return self.indicator.name

    def find_indicator(self):
        self.indicator = BY_KEY.get(self.kwargs["key"])
        if self.indicator is None or not self.indicator.numerator:
            raise Http404

    def listed(self, board, figure):
        """(quarters, trainings), one of them empty."""
        if self.indicator.is_outcome and board.is_protected:
            return [] if figure.missing else self.by_quarter(board, figure), []
        return [], self.trainings(board, figure)

    def trainings(self, board, figure):
        months = board.period.months
        if self.indicator.is_outcome:
            months = [add_months(quarter.first, number) for quarter in figure.quarters for number in range(3)]
        sums = board.trainings(self.indicator, months)
        named = Training.objects.visible_to(self.request.user).with_page_facts().in_bulk([r[0] for r in sums])
        rows = [(named[pk], part / self.indicator.scale, of / self.indicator.scale) for pk, part, of in sums]
        return sorted(rows, key=lambda row: row[0].starts_on, reverse=True)

    def by_quarter(self, board, figure):
        return [
            (office, quarter, board.outcomes(self.indicator, [quarter], [office]))
            for office in board.offices
            for quarter in figure.quarters
        ]


class BehindPage(BehindBase):
    template_name = "dashboards/behind.html"

    def get(self, request, *args, **kwargs):
        self.find_indicator()
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        board = self.get_board()
        figure = board.figure(self.indicator)
        quarters, rows = self.listed(board, figure)
        context = {
            "board": board,
            "filter_form": self.form,
            "indicator": self.indicator,
            "figure": figure,
            "quarters": quarters,
            "rows": rows,
        }
        return super().get_context_data(**context | kwargs)
