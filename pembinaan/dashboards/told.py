"""Figures as cells of a file: what the screen hides is hidden here, in the same words."""

from typing import NamedTuple

from django.utils.translation import gettext as _


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
    if figure.hidden:
        return "<5" if figure.small else _("hidden")
    if figure.at_least:
        return f"≥ {figure.numerator}"
    return rounded(figure.numerator)


def denominator(figure):
    return None if figure.missing else rounded(figure.denominator)


def rate(figure):
    """At least so much, where the numerator is: a bound is no number to calculate with."""
    if figure.missing or figure.rate is None:
        return None
    share = round(figure.rate, 4)
    return f"≥ {share:.1%}".replace(".", ",") if figure.at_least else share


def reached(figure):
    if figure.missing or not figure.indicator.is_outcome:
        return None
    return _("hidden") if figure.reached is None else figure.reached


def missing(figure):
    return {
        "no_whole_quarter": _("no whole quarter of this period is over"),
        "protected_filter": _("not shown with this filter, to protect clients"),
    }.get(figure.missing, _("no data in this period"))


def cell(count):
    """Of the base table of outcomes."""
    if not count.hidden:
        return count.value
    return "<5" if count.small else _("hidden")
