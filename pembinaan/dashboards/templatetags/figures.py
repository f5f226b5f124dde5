"""Figures in tables: a board has hundreds of them, and a template for each would take most of its time."""

from django import template
from django.utils.html import format_html
from django.utils.translation import gettext as _

from pembinaan.numbers import count, percent

register = template.Library()


@register.simple_tag
def figure_cell(figure):
    """Rate and counts, or what stands for them; a figure that is hidden tells its denominator alone."""
    if figure.missing:
        return _missing(figure)
    of = count(figure.denominator)
    if figure.hidden:
        word = "<5" if figure.small else _("hidden")
        return format_html('<span class="hiddenfig">{}</span> <span class="soft">(/{})</span>', word, of)
    at_least = "≥ " if figure.at_least else ""
    told = (at_least, percent(figure.rate), count(figure.numerator), of)
    return format_html('{}{} <span class="soft">({}/{})</span>', *told)


def _missing(figure):
    if figure.missing == "protected_filter":
        return format_html('<span class="soft">{}</span>', _("hidden"))
    return format_html('<span class="soft">–<span class="visually-hidden">{}</span></span>', _("no data"))


@register.simple_tag
def goal_cell(goal):
    """The target beneath, and how much of it was achieved."""
    if goal.value is None:
        return ""
    value = percent(goal.as_share) if goal.is_share else count(goal.value)
    text = _("target %(value)s") % {"value": value}
    if goal.achievement is not None:
        text += f" · {percent(goal.achievement)}"
    return format_html('<br><span class="soft small">{}</span>', text)
