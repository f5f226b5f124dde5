"""Boards and the lists behind their numbers on paper: A4, tagged, every filter value spelled out."""

from functools import wraps

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pembinaan import dates
from pembinaan.accounts.signing import head_of
from pembinaan.dashboards import exports, told
from pembinaan.dashboards.drawings import svg
from pembinaan.dashboards.pictures import target_words, trend_line, trend_title
from pembinaan.dashboards.policy import PAPER_ROWS
from pembinaan.numbers import count, number, percent
from trainings.documents import blocks
from trainings.documents.drawing import pdf
from trainings.indicators import TRAINED

ACROSS = 4
"""Indicators side by side in the table of the offices."""


def in_indonesian(make):
    """Papers are Indonesian, whatever language the reader's screen has."""

    @wraps(make)
    def made(*args):
        with translation.override("id"):
            return make(*args)

    return made


@in_indonesian
def board_pdf(board, threads, at):
    cards = board.cards()
    parts = [
        *_head(board, _("Board of the indicators"), board.period, at),
        blocks.heading(_("Indicators")),
        _cards(cards),
        *_trend(board, threads),
        *_notes(threads),
        *_offices(board, cards),
        *_foot(board, [figure.indicator for figure in cards]),
    ]
    return pdf(parts, title=f"{_('Board of the indicators')}, {scope_of(board)}, {board.period}")


@in_indonesian
def behind_pdf(behind, at):
    board, name = behind.board, str(behind.indicator.name)
    parts = [
        *_head(board, name, _("List behind an indicator"), at),
        _cards([board.with_goal(behind.figure)]),
        blocks.heading(_("List")),
        *_rest(len(behind)),
        _list(exports.behind_table(behind)),
        *_foot(board, [behind.indicator]),
    ]
    return pdf(parts, title=f"{name}, {scope_of(board)}, {board.period}")


def scope_of(board):
    return board.office.full_name if board.office else board.user.office.full_name


def _head(board, title, under, at):
    *facts, _protection = exports.about_board(board, keys=())
    taken = [(_("Downloaded by"), board.user.get_full_name()), (_("Time"), dates.daytime(at))]
    return [
        blocks.letterhead(head_of(board.user.office, board.today)),
        blocks.title(title, str(under)),
        blocks.pairs([*facts, *taken]),
    ]


def _foot(board, indicators):
    rows = [[one.name, f"v{one.version}", one.definition] for one in indicators]
    head = [_("Indicator"), _("Definition"), _("Words")]
    return [
        blocks.heading(_("Definitions")),
        blocks.table(head, rows, widths=[26, 11, 70]),
        blocks.text(exports.protection(board.is_protected)),
    ]


def _cards(figures):
    head = [_("Indicator"), _("Numerator and denominator"), _("Rate"), _("Target"), _("Achievement")]
    rows = [[one.indicator.name, parted(one), figured(one), *aimed(one.goal)] for one in figures]
    return blocks.table(head, rows, widths=[34, 40, 18, 16, 22], right=[2, 3, 4])


def parted(figure):
    """86 of 120 participants, and what is to be known about them."""
    if figure.missing:
        return told.missing(figure)
    return "\n".join(filter(None, [figure.told.fraction, *_remarks(figure)]))


def figured(figure):
    return "–" if figure.missing else figure.told.value or "–"


def _remarks(figure):
    if figure.indicator.reached:
        reached = told.reached(figure)
        yield f"{_('Reached')}: {reached if isinstance(reached, str) else count(reached)}"
    if figure.unrecorded:
        text = ngettext("%(number)s mark not recorded", "%(number)s marks not recorded", figure.unrecorded)
        yield text % {"number": number(figure.unrecorded)}
    if figure.is_small:
        yield _("small n")
    yield from (figure.told.interval, figure.told.best)


def aimed(goal):
    """Target and achievement, in the words of the cards; never 0% for what is not set."""
    if goal is None or goal.value is None:
        return [_("not set"), "–"]
    value = percent(goal.as_share) if goal.is_share else count(goal.value)
    until = _("of the whole year") if goal.compares == "year" else _("year to date")
    reached = "–" if goal.achievement is None else f"{percent(goal.achievement)}\n{until}"
    return [f"{value}\n({goal.year})", reached]


def _trend(board, threads):
    trend, chart = board.trend(), trend_line(board, threads, width=640, height=230)
    values = [value for _day, value in trend]
    about = {"name": TRAINED.name, "first": dates.month(trend[0][0]), "last": dates.month(trend[-1][0])}
    about |= {"lowest": number(min(values)), "highest": number(max(values))}
    alt = _("%(name)s by month, %(first)s to %(last)s. Lowest %(lowest)s, highest %(highest)s.") % about
    head = [date_format(day, "M\ny") for day, _value in trend]
    return [
        blocks.heading(trend_title(board)),
        blocks.chart(svg(chart), alt),
        blocks.table(head, [map(number, values)], widths=[1] * len(head), right=range(len(head))),
        *map(blocks.text, target_words(board)),
    ]


def _notes(threads):
    if not threads:
        return []
    return [blocks.heading(_("Notes")), blocks.items(map(_thread, threads), ordered=True)]


def _thread(thread):
    note = thread.note
    about = f"{dates.month(note.month)}, {thread.indicator.name}, {note.office.full_name}"
    replies = [f"– {reply.text} ({reply.by_name})" for reply in thread.replies]
    return "\n".join([f"{about}: {note.text} ({note.by_name})", *replies])


def _offices(board, cards):
    """Every indicator, a few side by side: a sheet is not as wide as a screen."""
    if not board.is_protected or len(board.offices) < 2:
        return []
    rows = [*((office.full_name, figures) for office, figures in board.table()), (_("All"), cards)]
    parts = [blocks.heading(_("By Bapas"))]
    for first in range(0, len(cards), ACROSS):
        places = range(first, min(first + ACROSS, len(cards)))
        head = [_("Bapas"), *(cards[place].indicator.name for place in places)]
        cells = [[name, *(cell(figures[place]) for place in places)] for name, figures in rows]
        right = range(1, len(head))
        parts.append(blocks.table(head, cells, widths=[30, *[110 / len(places)] * len(places)], right=right))
    return parts


def cell(figure):
    """86% (86/100), with its target below."""
    shown = told.brief(figure)
    if figure.missing or figure.hidden or figure.goal is None or figure.goal.value is None:
        return shown
    value, reached = (words.partition("\n")[0] for words in aimed(figure.goal))
    target = _("target %(value)s") % {"value": value}
    return "\n".join([shown, target if reached == "–" else f"{target} · {reached}"])


def _rest(rows):
    if rows <= PAPER_ROWS:
        return []
    words = _("The first %(shown)s of %(rows)s rows; the Excel file holds all of them.")
    return [blocks.text(words % {"shown": number(PAPER_ROWS), "rows": number(rows)})]


def _list(table):
    """The table of the workbook, as far as paper goes."""
    head, rows = [column.heading for column in table.columns], table.rows[:PAPER_ROWS]
    widths = [column.width for column in table.columns]
    numeric = [any(isinstance(row[place], int | float) for row in rows) for place in range(len(head))]
    right = [place for place, is_numeric in enumerate(numeric) if is_numeric]
    return blocks.table(head, [map(_said, row) for row in rows], widths=widths, right=right)


def _said(value):
    if value is None:
        return "–"
    return count(value) if isinstance(value, int | float) else value
