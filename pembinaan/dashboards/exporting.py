"""Files of what the boards show, made of a person and a query: by the page, or later by the job process."""

from django.db.models import Prefetch
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pembinaan import dates
from pembinaan.accounts.exporting import KINDS, ExportKind, Prepared
from pembinaan.dashboards import exports, notes, pictures, prints
from pembinaan.dashboards.behind import Behind
from pembinaan.dashboards.board import Board
from pembinaan.dashboards.forms.board import BoardForm
from pembinaan.dashboards.models import MonthlyFigure, MonthlyReturn
from pembinaan.exports import file_of
from trainings.indicators import BY_KEY, CARDS, INDICATORS, TRAINED

FORMAT, FORMATS = "format", ("xlsx", "csv", "pdf")
"""Part of the query that says which kind of file, beside the filters."""


def board_of(user, query, indicators=CARDS):
    form = BoardForm(query, user=user)
    chosen = form.chosen()
    return Board(user, chosen.pop("period"), form.today, indicators=indicators, **chosen)


def format_of(query):
    if (kind := query.get(FORMAT)) not in FORMATS:
        raise Http404
    return kind


def words(facts):
    return [f"{heading}: {text}" for heading, text in facts[: exports.FILTERS]]


def as_table(kind, title, tables, facts, user):
    """`tables()`: the first one is what a CSV holds. Gives what writes the file."""

    def write(at):
        made = tables()
        if kind == "csv":
            return file_of(exports.csv_of(made[0], facts[: exports.FILTERS])), len(made[0].rows)
        return exports.workbook(title, made, facts, by=user, at=at)[0], len(made[0].rows)

    return write


def as_pdf(make, rows):
    return lambda at: (file_of(make(at)), rows)


def prepare_board(user, query):
    board, kind = board_of(user, query), format_of(query)
    facts = exports.about_board(board)
    below = len(board.offices) if board.is_protected and board.office is None else 0
    rows = len(board.indicators) * (1 + below)

    def tables():
        threads = notes.threads_of(board)
        return [exports.board_table(board), exports.trend_table(board), exports.notes_table(threads)]

    write = as_table(kind, _("Board"), tables, facts, user)
    if kind == "pdf":
        write = as_pdf(lambda at: prints.board_pdf(board, notes.threads_of(board), at), rows)
    name = f"ringkasan-{board.period.key}-{board.today:%Y-%m-%d}.{kind}"
    return Prepared(name, words(facts), rows, write)


def prepare_indicators(user, query):
    board, kind = board_of(user, query, INDICATORS), format_of(query)
    facts = exports.about_board(board, keys=BY_KEY)

    def tables():
        return [exports.indicators_table(board), exports.definitions_table(INDICATORS)]

    name = f"indikator-{board.period.key}-{board.today:%Y-%m-%d}.{kind}"
    write = as_table(kind, _("All indicators"), tables, facts, user)
    return Prepared(name, words(facts), len(INDICATORS), write)


def prepare_behind(user, query):
    indicator, kind = BY_KEY.get(query.get("key")), format_of(query)
    if indicator is None:
        raise Http404
    board = board_of(user, query, [indicator])
    behind, facts = Behind(board, indicator), exports.about_board(board, keys=[indicator.key])

    write = as_table(kind, str(indicator.name), lambda: [exports.behind_table(behind)], facts, user)
    if kind == "pdf":
        write = as_pdf(lambda at: prints.behind_pdf(behind, at), len(behind))
    name = f"daftar-{indicator.key}-{board.period.key}-{board.today:%Y-%m-%d}.{kind}"
    return Prepared(name, words(facts), len(behind), write)


def prepare_year(user, query):
    """The sealed months of a year, as they were sealed."""
    text = query.get("year", "")
    year = int(text) if text.isdecimal() else 0
    if not 2000 <= year <= dates.today(user.office).year:
        raise Http404
    protected, sealed = not user.sees_people, {"month__year": year, "state": MonthlyReturn.State.SEALED}
    about = {f"monthly_return__{name}": value for name, value in sealed.items()}
    figures = MonthlyFigure.objects.visible_to(user)

    def tables():
        rows = MonthlyReturn.objects.visible_to(user).filter(**sealed).select_related("office")
        kept = Prefetch("figures", figures.order_by("indicator"))
        rows = rows.prefetch_related(kept).order_by("office__name", "month")
        return [exports.sealed_table(rows, protected=protected), exports.definitions_table()]

    facts = [(_("Year"), str(year)), (_("Protection"), exports.protection(protected))]
    write = as_table("xlsx", _("Sealed months"), tables, facts, user)
    return Prepared(f"bulan-tersegel-{year}.xlsx", words(facts), figures.filter(**about).count(), write)


def prepare_trend(user, query):
    """A picture of the trend, for slides."""
    board = board_of(user, query)
    facts = exports.about_board(board)
    name = f"tren-{board.today:%Y-%m-%d}.png"

    def write(_at):
        return file_of(pictures.trend_png(board, notes.threads_of(board))), len(board.trend())

    return Prepared(name, words(facts), len(board.trend_months), write)


def prepare_bars(user, query):
    """A picture of the ranked Bapas, for slides."""
    key = query.get("bars") or TRAINED.key
    indicator = next((card for card in CARDS if card.key == key), None)
    board = board_of(user, query, [indicator]) if indicator else None
    if board is None or len(board.offices) < 2:
        raise Http404
    facts = exports.about_board(board, keys=())
    name = f"bapas-{indicator.key}-{board.period.key}-{board.today:%Y-%m-%d}.png"

    def write(_at):
        return file_of(pictures.bars_png(board, indicator)), len(board.offices)

    return Prepared(name, words(facts), len(board.offices), write)


def register():
    may = "dashboards.view_board"
    KINDS["board"] = ExportKind(gettext_lazy("Board"), may, prepare_board)
    KINDS["board-indicators"] = ExportKind(gettext_lazy("All indicators"), may, prepare_indicators)
    KINDS["board-list"] = ExportKind(gettext_lazy("List behind an indicator"), may, prepare_behind)
    KINDS["sealed-year"] = ExportKind(gettext_lazy("Sealed months"), may, prepare_year)
    KINDS["board-trend"] = ExportKind(gettext_lazy("Trend"), may, prepare_trend)
    KINDS["board-bars"] = ExportKind(gettext_lazy("Ranked Bapas"), may, prepare_bars)
