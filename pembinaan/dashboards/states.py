"""What a board says about itself: who has not sent, what is not there yet, where there is something."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from pembinaan.dashboards.periods import DEFAULT, Quarter, parse
from pembinaan.dates import add_months
from trainings.indicators import CARDS, PASSED

DENOMINATORS = sorted({card.denominator for card in CARDS if card.denominator})


def unsent_of(found, period):
    """{office id: Month}: the last month of the period that is over, where it is asked for and not sent.

    `found`: {office id: [Month, …]}, the latest first.
    """
    unsent = {}
    for office, months in found.items():
        last = next((month for month in months if month.is_over and month.first <= period.last), None)
        if last and last.first >= period.first and last.is_open:
            unsent[office] = last
    return unsent


def first_due(board, figure):
    """First day of the month in which the first follow-up falls due, while none has been."""
    if not figure.missing or figure.missing == "protected_filter":
        return None
    this_month = board.today.replace(day=1)
    due = [
        add_months(month, figure.indicator.point)
        for month in board.trend_months
        if board.total(PASSED.numerator, [month])
    ]
    return next((month for month in due if month >= this_month), None)


def has_data(board, months):
    return any(board.total(name, months) for name in DENOMINATORS)


def nearest_with_data(board):
    """The period of the same kind, nearest in time among the months read, that has something to show."""
    first = board.period.first
    months = {*board.trend_months, *board.period.previous.months}
    full = [month for month in months if has_data(board, [month])]
    if not full:
        return None
    nearest = min(full, key=lambda month: (abs((month - first).days), month))
    return parse(key_like(board.period, nearest), board.today)


def key_like(period, month):
    if period.key.isdecimal():
        return str(month.year)
    if "Q" in period.key:
        quarter = Quarter.of(month)
        return f"{quarter.year}-Q{quarter.number}"
    return f"{month:%Y-%m}"


@dataclass(frozen=True)
class Step:
    title: Any
    detail: Any
    url: str
    is_done: bool


def first_steps(board):
    """Of a new installation: until attendance has been recorded once, nothing can be counted."""
    if board.office or any(board.filters.values()) or has_data(board, board.period.months):
        return []
    user, months = board.user, board.trend_months
    may_add = user.has_perm("trainings.add_training")
    steps = [
        Step(
            _("Set the targets"),
            _("For each Bapas and year."),
            reverse("dashboards:targets") if user.has_perm("dashboards.set_target") else "",
            bool(board.goals.values),
        ),
        Step(
            _("Add a training"),
            _("From a programme of the catalogue, with its sessions."),
            reverse("trainings:create" if may_add else "trainings:list"),
            bool(board.total("trainings", months)),
        ),
        Step(
            _("Record attendance"),
            _("At the first session."),
            reverse("trainings:session-list"),
            bool(board.total("sessions_held", months)),
        ),
    ]
    return [] if steps[-1].is_done else steps


def presets(board, params):
    """(label, query, whether it is the one shown) of periods that one asks for often."""
    today = board.today
    quarter = Quarter.of(today)
    asked = [
        (_("This month"), f"{today:%Y-%m}"),
        (_("This quarter"), f"{quarter.year}-Q{quarter.number}"),
        (_("Budget year %(year)s") % {"year": today.year}, str(today.year)),
        (_("Last 12 months"), DEFAULT),
        (_("Same period last year"), board.period.key_a_year_before),
    ]
    return [(label, with_values(params, period=key), key == board.period.key) for label, key in asked if key]


def chips(form, params):
    """Filters that were chosen, each with the address without it."""
    chosen = {name: form.cleaned_data.get(name) for name in ("period", "office", "programme", "partner")}
    if chosen["period"] and chosen["period"].key == DEFAULT:
        del chosen["period"]
    return [
        {"label": f"{form.fields[name].label}: {value}", "url": with_values(params, **{name: None})}
        for name, value in chosen.items()
        if value
    ]


def with_values(params, **values):
    """The query string with these values; None takes one out."""
    changed = params.copy()
    for name, value in values.items():
        changed.pop(name, None)
        if value is not None:
            changed[name] = value
    return f"?{changed.urlencode()}"
