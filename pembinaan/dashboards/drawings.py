"""Charts as drawings that need no style sheet: for papers and pictures, told apart by form and number."""

from functools import singledispatch
from xml.sax.saxutils import escape

from django.utils.translation import gettext as _

from pembinaan.dashboards import charts, told
from pembinaan.numbers import number, percent

FONT = "Libertinus Serif, serif"
INK, SOFT, FAINT = "#14363a", "#4c5f62", "#d5dddd"
SIZE = 12


@singledispatch
def svg(chart):
    """The drawing of a chart as a text; kinds of charts are registered below."""
    raise TypeError(f"{type(chart).__name__} has no drawing")


@svg.register
def line(chart: charts.Line):
    parts = [
        *_ticks(chart),
        _target(chart),
        f'<polyline points="{chart.points}" fill="none" stroke="{INK}" stroke-width="2.5"/>',
        *(_mark(chart, mark) for mark in chart.marks),
        *map(_note, chart.notes),
    ]
    return framed(chart, parts)


@svg.register
def bars(chart: charts.Bars):
    hatch = (
        '<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect width="3" height="6" fill="{INK}"/></pattern></defs>'
    )
    ticks = [_upright(chart, place, *tick) for place, tick in enumerate(chart.ticks)]
    return framed(chart, [hatch, *ticks, *(_bar(chart, bar) for bar in chart.bars)])


def framed(chart, parts):
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {chart.width} {chart.height}" '
        f'width="{chart.width}" height="{chart.height}" font-family="{FONT}" font-size="{SIZE}" '
        f'fill="{SOFT}">{"".join(parts)}</svg>'
    )


def text(x, y, words, anchor="middle", **more):
    attributes = "".join(f' {name.replace("_", "-")}="{value}"' for name, value in more.items())
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}"{attributes}>{escape(str(words))}</text>'


def readable(x, y, words, anchor="middle", **more):
    """Over whatever passes behind it."""
    halo = text(x, y, words, anchor, stroke="#ffffff", stroke_width=4, **more)
    return halo + text(x, y, words, anchor, fill=INK, **more)


def bold(x, y, words, anchor="middle"):
    return readable(x, y, words, anchor, font_weight="bold")


def across(chart, y, stroke, more=""):
    return f'<line x1="{chart.left}" x2="{chart.right}" y1="{y}" y2="{y}" stroke="{stroke}"{more}/>'


def _ticks(chart):
    for place, tick in enumerate(chart.ticks):
        yield across(chart, tick.place["y"], FAINT if place else SOFT)
        yield text(chart.left - 8, tick.place["text"], number(tick.value), "end")


def _target(chart):
    return (
        across(chart, chart.target, INK, ' stroke-width="1.5" stroke-dasharray="6 4"') if chart.target else ""
    )


def _mark(chart, mark):
    x, y, fill = mark.place["x"], mark.place["y"], INK if mark.last else "#ffffff"
    drawn = f'<circle cx="{x}" cy="{y}" r="4" fill="{fill}" stroke="{INK}" stroke-width="2"/>'
    drawn += text(x, chart.height - 6, mark.label)
    return drawn + (bold(x, mark.place["above"], number(mark.value)) if mark.extreme else "")


def _note(note):
    place = note.place
    box = (
        f'<rect x="{place["left"]}" y="{place["top"]}" width="{place["width"]}" height="17" rx="3" '
        f'fill="#ffffff" stroke="{INK}" stroke-width="1.2"/>'
    )
    return box + text(place["x"], place["text"], note.label, fill=INK, font_size=11, font_weight="bold")


def _upright(chart, place, value, x):
    rule = f'<line x1="{x}" x2="{x}" y1="0" y2="{chart.floor}" stroke="{FAINT if place else SOFT}"/>'
    return rule + text(x, chart.height - 6, percent(value))


def _bar(chart, bar):
    place, words = bar.place, bar_words(bar.of)
    name = bold(0, place["name"], bar.of.office.full_name, "start")
    said = readable(place["x"], place["words"], words, "start")
    if bar.length is None:
        return name + said
    fill = "url(#hatch)" if bar.of.unsent else INK
    return (
        f'{name}<rect x="{chart.left}" y="{place["bar"]}" width="{place["length"]}" '
        f'height="{place["thick"]}" fill="{fill}" stroke="{INK}"/>{said}'
    )


def bar_words(bar):
    figure = bar.figure
    words = [told.missing(figure) if figure.missing else told.brief(figure)]
    if figure.is_small:
        words.append(_("small n"))
    if bar.unsent:
        words.append(_("not sent"))
    return " · ".join(words)
