"""Charts of a board as pictures for slides: 1920 × 1080, with everything that makes them understood."""

import json
from pathlib import Path

from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from pembinaan import dates
from pembinaan.dashboards import bars, charts, exports, months, notes, states
from pembinaan.dashboards.drawings import svg
from pembinaan.numbers import count
from trainings.documents.drawing import typeset
from trainings.indicators import TRAINED

PAPER = Path(__file__).with_name("picture.typ")
PPI = 192
"""Of a page 10 inches wide."""
WIDTH, HEIGHT, BARS_WIDTH = 800, 300, 860
MOST_NOTES, NOTE_LENGTH = 3, 110


def trend_line(board, threads, *, width=WIDTH, height=HEIGHT):
    trend, marked = board.trend(), notes.labels_by_month(threads)
    return charts.line(
        "trend",
        [value for _day, value in trend],
        [date_format(day, "M y") for day, _value in trend],
        width=width,
        height=height,
        notes=[marked.get(day, "") for day, _value in trend],
        target=board.goals.a_month(TRAINED),
    )


def trend_png(board, threads):
    lines = [*target_words(board), *noted(threads)]
    return png(board, trend_line(board, threads), trend_title(board), lines)


def trend_title(board):
    """With its own months: they are not those of the period."""
    first, last = (dates.month(board.trend_months[place]) for place in (0, -1))
    return _("%(name)s, %(first)s to %(last)s") % {"name": TRAINED.name, "first": first, "last": last}


def bars_png(board, indicator):
    """The Bapas ranked by one indicator, as on the board."""
    found = months.months_of(board.user, board.offices, months.months_before(board.today), board.today)
    unsent = states.unsent_of(found, board.period) if board.is_protected else {}
    chart = charts.bars("bars", bars.ranked(board, indicator, unsent), width=BARS_WIDTH)
    title = _("Bapas by %(name)s") % {"name": indicator.name}
    hatched = [_("Hatched: has not sent its month.")] if unsent else []
    return png(board, chart, title, [*hatched, exports.protection(board.is_protected)])


def target_words(board):
    target = board.goals.a_month(TRAINED)
    if target is None:
        return []
    words = _("Dashed: a twelfth of the target of this year (%(number)s a month).")
    return [words % {"number": count(target)}]


def noted(threads):
    """The first notes in short; the others are counted."""
    said = [
        f"{thread.number}  {dates.month(thread.month)}, {thread.note.office.full_name}: "
        f"{Truncator(thread.note.text).chars(NOTE_LENGTH)}"
        for thread in threads[:MOST_NOTES]
    ]
    more = len(threads) - len(said)
    return [*said, _("and %(number)s more notes on the board") % {"number": more}] if more else said


def png(board, chart, title, lines=()):
    """Any chart as a slide. `lines`: what explains it, below."""
    facts = exports.about_board(board, keys=())
    period, unit, *filters = facts[: exports.FILTERS]
    moment = facts[exports.FILTERS]
    data = {
        "title": title,
        "scope": f"{unit[1]} · {period[1]}",
        "filters": " · ".join(f"{heading}: {words}" for heading, words in filters),
        "lines": [str(line).replace("\n", " ") for line in lines],
        "moment": " ".join(moment),
        "shape": chart.height / chart.width,
    }
    files = {"picture.typ": PAPER.read_text(), "data.json": json.dumps(data), "chart.svg": svg(chart)}
    return typeset(files, format="png", ppi=PPI)
