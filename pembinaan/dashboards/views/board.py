from django.contrib import messages
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from pembinaan import dates
from pembinaan.dashboards import attention, charts, months, notes
from pembinaan.dashboards.board import Board
from pembinaan.dashboards.forms.board import BoardForm
from pembinaan.dates import month
from pembinaan.views import ScopedPage
from trainings.indicators import CARDS, TRAINED


class BoardBase(ScopedPage, TemplateView):
    permission = "dashboards.view_board"

    def get_board(self):
        self.form = BoardForm(self.request.GET, user=self.request.user)
        chosen = self.form.chosen()
        if dropped := self.form.dropped():
            names = ", ".join(str(name) for name in dropped)
            messages.info(self.request, _("Not understood and left out: %(names)s.") % {"names": names})
        board = Board(self.request.user, chosen.pop("period"), self.form.today, **chosen)
        self.form.offer(board.all_offices)
        return board


class BoardPage(BoardBase):
    """Cards, trend and table of the user's offices; every number opens the list behind it."""

    template_name = "dashboards/board.html"

    def get_title(self):
        if self.request.user.sees_people:
            return _("Office board")
        return _("Board of the nation") if self.request.user.sees_all_offices else _("Board of the Kanwil")

    def get_context_data(self, **kwargs):
        board, user = self.get_board(), self.request.user
        cards, offices = board.cards(), [] if user.sees_people else board.table()
        found = months.months_of(user, board.offices, months.months_before(board.today), board.today)
        threads = notes.threads_of(board)
        context = {
            "board": board,
            "filter_form": self.form,
            "cards": cards,
            "count_cards": [figure for figure in cards if not figure.indicator.is_outcome],
            "work_cards": [figure for figure in cards if figure.indicator.is_outcome],
            "table": offices,
            "heads": CARDS,
            "trend": board.trend(),
            "trend_of": TRAINED,
            "charts": trend_charts(board.trend(), threads, board.goals.a_month(TRAINED)),
            "threads": threads,
            "attention": attention.lines(user, board.today, board.offices, found),
            "sending": sending(found),
        }
        return super().get_context_data(**context | kwargs)


def sending(found):
    """The last month that is over, of the offices that it is asked of: {"months", "sent", "name"}."""
    last = [one[0] for one in found.values() if one[0].is_asked or one[0].is_sent]
    sent = sum(month.is_sent for month in last)
    return {"months": last, "sent": sent, "name": dates.month(last[0].first)} if last else None


def trend_charts(trend, threads=(), target=None):
    """The same line twice: narrow for the phone, wide for the desktop."""
    values = [value for _month, value in trend]
    short = [date_format(day, "M") for day, _value in trend]
    labels = notes.labels_by_month(threads)
    more = {"notes": [labels.get(day, "") for day, _value in trend], "target": target}
    return {
        "phone": charts.line("phone", values, [name[:1] for name in short], width=328, height=210, **more),
        "desk": charts.line("desk", values, short, width=940, height=250, **more),
        "target": target,
        "first": month(trend[0][0]),
        "last": month(trend[-1][0]),
        "highest": max(values),
        "lowest": min(values),
    }


class DefinitionsPage(ScopedPage, TemplateView):
    """What each indicator divides by what, and the version of that wording."""

    permission = "dashboards.view_board"
    template_name = "dashboards/definitions.html"
    title = gettext_lazy("Definitions of the indicators")

    def get_context_data(self, **kwargs):
        return super().get_context_data(indicators=CARDS, **kwargs)
