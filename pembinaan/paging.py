"""Keyset pages: any depth costs the same, and an address names a row by its id, never by its content."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db.models import Q

SIZE = 40
COUNT_LIMIT = 1_001


@dataclass
class Page:
    rows: list = field(default_factory=list)
    before: str | None = None
    after: str | None = None
    total: int = 0
    total_is_capped: bool = False


def page_of(queryset, cursors, *, size=SIZE):
    """One page of an ordered queryset; `cursors` may hold `after` or `before`, the id of a row shown before.

    The queryset's order must end in a unique column. A cursor that names no visible row starts anew.
    """
    backwards = bool(cursors.get("before"))
    anchor = _row(queryset, cursors.get("before") or cursors.get("after"))
    rows = queryset.filter(_beyond(queryset, anchor, backwards)) if anchor else queryset
    rows = list((rows.reverse() if backwards and anchor else rows)[: size + 1])
    more, rows = len(rows) > size, rows[:size]
    if backwards and anchor:
        rows.reverse()
    total = queryset.order_by()[:COUNT_LIMIT].count()
    page = Page(rows, total=min(total, COUNT_LIMIT - 1), total_is_capped=total >= COUNT_LIMIT)
    if rows:
        has_before = more if backwards and anchor else anchor is not None
        has_after = True if backwards and anchor else more
        page.before = str(rows[0].pk) if has_before else None
        page.after = str(rows[-1].pk) if has_after else None
    return page


def page_of_ranked(rows, cursors, *, size=SIZE):
    """The same of a list in memory whose rows have a `pk`: an order that no column holds."""
    places = {str(row.pk): place for place, row in enumerate(rows)}
    start = places.get(cursors.get("after") or "", -1) + 1
    if (before := places.get(cursors.get("before") or "")) is not None:
        start = max(0, before - size)
    shown = rows[start : start + size]
    page = Page(shown, total=len(rows))
    if shown:
        page.before = str(shown[0].pk) if start else None
        page.after = str(shown[-1].pk) if start + size < len(rows) else None
    return page


def _row(queryset, cursor):
    try:
        return queryset.filter(pk=queryset.model._meta.pk.to_python(cursor)).first() if cursor else None
    except ValidationError:
        return None


def _order(queryset):
    return queryset.query.order_by or queryset.model._meta.ordering


def _beyond(queryset, anchor, backwards):
    """Q of the rows after (or before) the anchor in the queryset's order; its columns must not be null."""
    beyond, equal, bound = Q(pk__in=[]), Q(), None
    for name in _order(queryset):
        falling, column = name.startswith("-"), name.lstrip("-")
        value = _value(anchor, column)
        operator = "lt" if falling != backwards else "gt"
        beyond |= equal & Q(**{f"{column}__{operator}": value})
        equal &= Q(**{column: value})
        # Says nothing new, but tells the database where in the index of this order to begin.
        bound = bound or Q(**{f"{column}__{operator}e": value})
    return bound & beyond


def _value(row, path):
    for name in path.split("__"):
        row = getattr(row, name)
    return row
