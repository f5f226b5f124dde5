"""Built into every template: icons, status tags, query strings and the Indonesian way of writing things."""

from django import template
from django.utils.html import format_html

from pembinaan import dates, icons, numbers

register = template.Library()
register.simple_tag(icons.icon)
register.filter("number", numbers.number)
register.filter("count", numbers.count)
register.filter("amount", numbers.amount)
register.filter("rupiah", numbers.rupiah)
register.filter("percent", numbers.percent)
register.filter("phone", numbers.phone)
register.filter("day", dates.day)
register.filter("short_day", dates.short_day)
register.filter("clock", dates.clock)
register.filter("daytime", dates.daytime)

KINDS = {"ok", "warn", "bad", "info", "plum", "brand", "mute"}


@register.simple_tag
def tag(kind, icon_name, label):
    """A state is never told by colour alone: icon and word go together."""
    if kind not in KINDS:
        raise template.TemplateSyntaxError(f"{kind!r} is not a kind of tag")
    return format_html('<span class="tag tag-{}">{}{}</span>', kind, icons.icon(icon_name), label)


@register.simple_tag(takes_context=True)
def query(context, **changes):
    """The page's query string with the given values; None takes a value out."""
    values = context["request"].GET.copy()
    for name, value in changes.items():
        values.pop(name, None)
        if value is not None:
            values[name] = value
    return "?" + values.urlencode()
