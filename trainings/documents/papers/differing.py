"""What the data say today where a final paper says something else."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from trainings.documents.papers import BY_KIND
from trainings.documents.papers.composing import facts_today, told

COMMON = {
    "training": _("title"),
    "office": _("office"),
    "programme": _("programme"),
    "partner": _("partner"),
    "place": _("place"),
    "days": _("dates"),
    "seats": _("seats"),
    "need": _("need"),
    "background": _("background and legal basis"),
    "purpose": _("purpose"),
    "beneficiaries": _("beneficiaries"),
    "strategy": _("strategy and stages"),
    "result": _("expected result"),
}
NOTHING = "–"
MOST_TOLD = 8
"""Rows of a list that are named one by one."""


@dataclass(frozen=True)
class Difference:
    label: Any
    then: str
    now: str


def differences(paper):
    """Of a final paper: the facts as frozen and as the data of today would give them."""
    then, now = paper.facts["facts"], told(paper, facts_today(paper))
    labels = COMMON | getattr(BY_KIND[paper.kind], "LABELS", {})
    return list(_differing(then, now, labels))


def _differing(then, now, labels):
    for name in dict.fromkeys([*then, *now]):
        old, new = then.get(name), now.get(name)
        if old != new:
            yield Difference(labels.get(name, name.replace("_", " ")), *_pair(old, new))


def _pair(old, new):
    """Of lists what is on one side alone: nobody reads forty names to find the one that is missing."""
    old_rows, new_rows = _rows(old), _rows(new)
    gone, come = _beyond(old_rows, new_rows), _beyond(new_rows, old_rows)
    if not (gone or come):  # the order alone
        gone, come = old_rows, new_rows
    return _joined(gone), _joined(come)


def _beyond(rows, others):
    """Rows that the others lack, or have less often."""
    left = Counter(others)
    found = []
    for row in rows:
        left[row] -= 1
        if left[row] < 0:
            found.append(row)
    return found


def _rows(value):
    if isinstance(value, dict):
        return [f"{key}: {_text(part)}" for key, part in value.items()]
    return [_text(row) for row in value] if isinstance(value, list) else [_text(value)]


def _text(value):
    if isinstance(value, dict):
        return _text(list(value.values()))
    if isinstance(value, list):
        return " · ".join(_text(part) for part in value)
    return str(value) if value not in (None, "") else NOTHING


def _joined(rows):
    more = len(rows) - MOST_TOLD
    return "\n".join([*rows[:MOST_TOLD], *([f"… (+{more})"] if more > 0 else [])]) or NOTHING
