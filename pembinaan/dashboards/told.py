"""Figures in words and as cells of a file, by the kind of indicator: what a screen hides, a file hides."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from pembinaan.numbers import count, percent, rupiah
from trainings.measures import Kind
from trainings.policy import INCOME_STEPS


class Column(NamedTuple):
    heading: str
    width: int
    format: str = ""
    """Of numbers, as spreadsheets write it."""


COUNT, SHARE = "#,##0.##", "0.0%"


def rounded(number):
    """JP may have a tenth; nothing else has decimals."""
    return int(number) if number == int(number) else round(number, 2)


def numerator(figure):
    if figure.missing:
        return missing(figure)
    if figure.indicator.kind is Kind.MEDIAN:
        return None
    if figure.hidden:
        return "<5" if figure.small else _("hidden")
    if figure.at_least:
        return f"≥ {figure.numerator}"
    return rounded(figure.numerator)


def denominator(figure):
    if figure.missing or figure.indicator.kind is Kind.SUM:
        return None
    if figure.of_at_least or (figure.indicator.kind is Kind.MEDIAN and figure.hidden):
        return f"≥ {rounded(figure.denominator)}" if figure.denominator else _("hidden")
    return rounded(figure.denominator)


def rate(figure):
    """At least so much, where the numerator is: a bound is no number to calculate with."""
    if figure.missing or figure.rate is None:
        return None
    if figure.indicator.kind is not Kind.SHARE:
        return round(figure.rate, 2)
    share = round(figure.rate, 4)
    return f"≥ {share:.1%}".replace(".", ",") if figure.at_least else share


def value(figure):
    """A share, points, rupiah or the class in words."""
    kind = figure.indicator.kind
    if figure.missing or kind not in (Kind.SUM, Kind.MEDIAN):
        return rate(figure)
    return figure.numerator if kind is Kind.SUM else income_class(figure.median_class)


def reached(figure):
    if figure.missing or not figure.indicator.is_outcome:
        return None
    return _("hidden") if figure.reached is None else figure.reached


def unknown(figure):
    if figure.missing or not (figure.indicator.reached or figure.indicator.unknown):
        return None
    return _("hidden") if figure.unknown is None else figure.unknown


def bounds(figure):
    """[low, high] of the interval, as cells."""
    interval = None if figure.missing else figure.interval
    return [round(bound, 4) for bound in interval] if interval else [None, None]


def best(figure):
    return None if figure.missing or figure.best is None else round(figure.best, 4)


def missing(figure):
    return {
        "no_whole_quarter": _("no whole quarter of this period is over"),
        "protected_filter": _("not shown with this filter, to protect clients"),
        "no_trainings": _("not counted by programme or partner"),
        "no_programme": _("not counted by programme"),
    }.get(figure.missing, _("no data in this period"))


def income_class(number):
    """The class of a change of income: a loss, none, or how much more."""
    if number is None:
        return _("fewer than 10 told it")
    low, high = (None, *INCOME_STEPS)[number], (*INCOME_STEPS, None)[number]
    if high is None:
        return _("up by more than %(amount)s") % {"amount": rupiah(low)}
    if low is None:
        return _("down by %(amount)s or more") % {"amount": rupiah(-high)}
    if high < 0:
        return _("down by less than %(amount)s") % {"amount": rupiah(-low)}
    if high == 0:
        return _("unchanged")
    if low == 0:
        return _("up by at most %(amount)s") % {"amount": rupiah(high)}
    return _("up by more than %(low)s, at most %(high)s") % {"low": rupiah(low), "high": rupiah(high)}


def cell(count):
    """Of the base table of outcomes."""
    if not count.hidden:
        return count.value
    return "<5" if count.small else _("hidden")


def counted(value):
    """A cell of a file as it is read on a page."""
    return value if isinstance(value, str) or value is None else count(value)


def shown(cell_):
    return counted(cell(cell_))


def whole(outcomes):
    """The denominator of a row of the base table."""
    if not outcomes.hides_total:
        return outcomes.total
    return f"≥ {outcomes.total}" if outcomes.total else _("hidden")


def part(figure):
    """The numerator in words; never more of it than may be known."""
    value = numerator(figure)
    return value if isinstance(value, str) else count(value)


def total(figure):
    """The denominator in words."""
    return f"≥ {count(figure.denominator)}" if figure.of_at_least else count(figure.denominator)


WORDS = {Kind.SHARE: percent, Kind.MEAN: count, Kind.RUPIAH: rupiah}


def share(figure):
    """What the indicator comes to: a share, points or rupiah for each."""
    words = WORDS.get(figure.indicator.kind)
    if figure.missing or figure.rate is None or words is None:
        return "–"
    return f"≥ {words(figure.rate)}" if figure.at_least else words(figure.rate)


def brief(figure):
    """86% (86/100), for a narrow place."""
    if figure.missing:
        return _("hidden") if figure.missing == "protected_filter" else "–"
    if figure.hidden:
        return f"{part(figure)} (/{total(figure)})"
    return f"{share(figure)} ({count(figure.numerator)}/{total(figure)})"


@dataclass
class Told:
    """A figure in the words of a page; empty where there is nothing to say."""

    figure: Any

    @property
    def missing(self):
        return missing(self.figure)

    @cached_property
    def value(self):
        figure = self.figure
        if figure.indicator.kind is Kind.MEDIAN:
            return "" if figure.hidden else income_class(figure.median_class)
        if figure.indicator.kind is Kind.SUM:
            return rupiah(figure.numerator)
        if figure.rate is None:
            return ""
        if figure.indicator.kind is Kind.RUPIAH:
            return rupiah(figure.rate)
        if figure.indicator.kind is Kind.MEAN:
            return _("%(points)s points") % {"points": count(round(figure.rate, 1))}
        return share(figure)

    @property
    def fraction(self):
        """86 of 120 participants."""
        figure, kind = self.figure, self.figure.indicator.kind
        values = {"part": part(figure) if kind is not Kind.MEDIAN else "", "unit": figure.indicator.unit}
        values["total"] = count(figure.denominator)
        if kind is Kind.SUM:
            return ""
        if kind is Kind.MEDIAN:
            return _("hidden to protect clients") if figure.hidden else _("of %(total)s %(unit)s") % values
        if kind is Kind.RUPIAH:
            return _("%(part)s for %(total)s %(unit)s") % (values | {"part": rupiah(figure.numerator)})
        if kind is Kind.MEAN:
            return _("%(part)s points by %(total)s %(unit)s") % values
        if figure.of_at_least:
            return self._of_at_least(values)
        if figure.hidden and not figure.small:
            return _("hidden, of %(total)s %(unit)s") % values
        if figure.at_least:
            return _("at least %(part)s of %(total)s %(unit)s") % (values | {"part": count(figure.numerator)})
        return _("%(part)s of %(total)s %(unit)s") % values

    def _of_at_least(self, values):
        if not self.figure.denominator:
            return _("hidden to protect clients")
        if self.figure.hidden:
            return _("hidden, of at least %(total)s %(unit)s") % values
        values["part"] = count(self.figure.numerator)
        return _("at least %(part)s of at least %(total)s %(unit)s") % values

    @property
    def hidden(self):
        """Why the numerator is not told."""
        if self.figure.small:
            return _("<5 hidden to protect clients")
        return _("hidden to protect clients") if self.figure.hidden or self.figure.at_least else ""

    @property
    def interval(self):
        found = self.figure.interval
        if not found:
            return ""
        return _("95%% interval: %(low)s to %(high)s") % {
            "low": percent(found[0]),
            "high": percent(found[1]),
        }

    @property
    def best(self):
        """With those of whom it is not known against the indicator, and for it."""
        figure = self.figure
        if figure.best is None:
            return ""
        total = count(figure.denominator)
        most = min(figure.numerator + figure.unknown, figure.denominator)
        values = {"worst": f"{count(figure.numerator)}/{total}", "best": f"{count(most)}/{total}"}
        return _("at the least %(worst)s, at the most %(best)s") % values

    @property
    def change(self):
        """Against the period before, without its direction."""
        change = self.figure.change
        if not change:
            return _("unchanged") if change == 0 else ""
        values = {"points": abs(change), "amount": rupiah(abs(change))}
        if self.figure.indicator.kind is Kind.RUPIAH:
            return (_("up %(amount)s") if change > 0 else _("down %(amount)s")) % values
        return (_("up %(points)s points") if change > 0 else _("down %(points)s points")) % values
