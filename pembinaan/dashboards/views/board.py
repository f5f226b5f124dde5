from django.contrib import messages
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from pembinaan import dates
from pembinaan.dashboards import attention, bars, charts, months, notes, states
from pembinaan.dashboards.board import Board
from pembinaan.dashboards.forms.board import BoardForm
from pembinaan.dates import month
from pembinaan.replica import FromReplica, data_up_to
from pembinaan.views import ScopedPage
from trainings.indicators import BY_KEY, CARDS, TRAINED


class BoardBase(FromReplica, ScopedPage, TemplateView):
    permission = "dashboards.view_board"
    indicators = CARDS

    def get_board(self):
        chosen = self.chosen()
        period, asked = chosen.pop("period"), {"indicators": self.indicators}
        board = Board(self.request.user, period, self.form.today, **chosen, **asked)
        self.form.offer(board.all_offices)
        return board

    def chosen(self):
        self.form = BoardForm(self.request.GET, user=self.request.user)
        chosen = self.form.chosen()
        self.tell_what_was_dropped()
        return chosen

    def tell_what_was_dropped(self):
        if self.form.moved_to:
            text = _("This period lies in the future. Shown is the nearest one: %(period)s.")
            messages.info(self.request, text % {"period": self.form.moved_to})
        if dropped := self.form.dropped():
            names = ", ".join(str(name) for name in dropped)
            text = _("Not understood and left out: %(names)s.") % {"names": names}
            if "office" in self.form.errors:
                text += " " + account_covers(self.request.user)
            messages.info(self.request, text)


def account_covers(user):
    return _("Your account covers %(office)s.") % {"office": user.office.full_name}


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
        unsent = states.unsent_of(found, board.period) if board.is_protected else {}
        context = {
            "board": board,
            "data_up_to": data_up_to(),
            "filter_form": self.form,
            "cards": cards,
            "count_cards": [figure for figure in cards if not figure.indicator.is_outcome],
            "work_cards": [figure for figure in cards if figure.indicator.is_outcome],
            "table": offices,
            "unsent": unsent,
            "heads": CARDS,
            "trend": board.trend(),
            "trend_of": TRAINED,
            "charts": trend_charts(board.trend(), threads, board.goals.a_month(TRAINED)),
            "threads": threads,
            "attention": attention.lines(user, board.today, board.offices, found),
            "sending": sending(found),
            **self.bars(board, unsent),
            **self.states(board, cards),
        }
        return super().get_context_data(**context | kwargs)

    def states(self, board, cards):
        """What is not there, and the ways to other periods and filters."""
        params, steps = self.request.GET, states.first_steps(board)
        is_empty = not steps and not states.has_data(board, board.period.months)
        outcomes = [figure for figure in cards if figure.indicator.is_outcome]
        return {
            "steps": steps,
            "steps_done": sum(step.is_done for step in steps),
            "is_empty": is_empty,
            "nearest": states.nearest_with_data(board) if is_empty else None,
            "first_due": [(figure, due) for figure in outcomes if (due := states.first_due(board, figure))],
            "chips": states.chips(self.form, params),
            "clear_url": self.request.path,
            "presets": states.presets(board, params),
        }

    def bars(self, board, unsent):
        """One office alone needs no ranking."""
        if len(board.offices) < 2:
            return {"bars": []}
        indicator = BY_KEY[self.form.cleaned_data.get("bars") or TRAINED.key]
        ranked = bars.ranked(board, indicator, unsent)
        params = self.request.GET
        return {
            "bars": ranked,
            "bars_of": indicator,
            "kept": [(name, params[name]) for name in params if name != "bars"],
            "bar_charts": {
                "phone": charts.bars("bars-phone", ranked, width=328, is_narrow=True),
                "desk": charts.bars("bars-desk", ranked, width=940),
            },
        }


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
