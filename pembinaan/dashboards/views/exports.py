"""Files of what the pages show: the same numbers, the same protection, and each leaves an entry."""

from django.db.models import Prefetch
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import View

from pembinaan import dates
from pembinaan.dashboards import exports, notes
from pembinaan.dashboards.actions.trail import note_export
from pembinaan.dashboards.models import MonthlyFigure, MonthlyReturn
from pembinaan.dashboards.views.behind import BehindBase
from pembinaan.dashboards.views.board import BoardBase
from pembinaan.exports import csv_response, xlsx_response
from pembinaan.views import ScopedPage

FILTERS = 4
"""The first facts about a board are its filters."""


class SendsFile:
    """`tables` first the one that a CSV holds, `facts` what stands about the file."""

    def send(self, name, title, tables, facts):
        rows, user = len(tables[0].rows), self.request.user
        if self.kwargs.get("kind") == "csv":
            response = csv_response(exports.csv_of(tables[0], facts[:FILTERS]), f"{name}.csv")
        else:
            file, size = exports.workbook(title, tables, facts, by=user, at=timezone.now())
            response = xlsx_response(file, size, f"{name}.xlsx")
        told = [f"{heading}: {text}" for heading, text in facts[:FILTERS]]
        note_export(file=f"{name}.{self.kwargs.get('kind', 'xlsx')}", filters=told, rows=rows, by=user)
        return response


class ExportBoard(SendsFile, BoardBase, View):
    def get(self, request, *args, **kwargs):
        board = self.get_board()
        tables = [
            exports.board_table(board),
            exports.trend_table(board),
            exports.notes_table(notes.threads_of(board)),
        ]
        name = f"ringkasan-{board.period.key}-{board.today:%Y-%m-%d}"
        return self.send(name, _("Board"), tables, exports.about_board(board))


class ExportBehind(SendsFile, BehindBase, View):
    def get(self, request, *args, **kwargs):
        self.find_indicator()
        board = self.get_board()
        quarters, rows = self.listed(board, board.figure(self.indicator))
        table = exports.quarters_table(quarters) if quarters else exports.behind_table(self.indicator, rows)
        facts = exports.about_board(board, keys=[self.indicator.key])
        name = f"daftar-{self.indicator.key}-{board.period.key}-{board.today:%Y-%m-%d}"
        return self.send(name, str(self.indicator.name), [table], facts)


class ExportYear(SendsFile, ScopedPage, View):
    """The sealed months of a year, as they were sealed."""

    permission = "dashboards.view_board"

    def get(self, request, *args, **kwargs):
        year, user = kwargs["year"], request.user
        if not 2000 <= year <= dates.today(user.office).year:
            raise Http404
        figures = Prefetch("figures", MonthlyFigure.objects.visible_to(user).order_by("indicator"))
        rows = MonthlyReturn.objects.visible_to(user).filter(
            month__year=year, state=MonthlyReturn.State.SEALED
        )
        rows = rows.select_related("office").prefetch_related(figures).order_by("office__name", "month")
        protected = not user.sees_people
        tables = [exports.sealed_table(rows, protected=protected), exports.definitions_table()]
        facts = [(_("Year"), str(year)), (_("Protection"), exports.protection(protected))]
        return self.send(f"bulan-tersegel-{year}", _("Sealed months"), tables, facts)
