"""P8: the boards of a Kanwil and of the nation beside a lean page over a daily summary and over the facts."""

import gzip
from datetime import timedelta

from django.urls import reverse

from pembinaan import dates
from pembinaan.accounts.models import User
from pembinaan.dates import add_months
from pembinaan.national.filling import run
from pembinaan.national.measuring import lean
from pembinaan.national.measuring.rounds import Page, compared, explained, reads_facts

USERS = ("regional.01", "national")
PERIODS = {12: "12m", 60: "60m"}


def measured(rounds):
    run("daily", None)
    return [
        one_board(User.objects.get(username=name), months, rounds) for name in USERS for months in PERIODS
    ]


def one_board(user, months, rounds):
    product = Page(user, f"{reverse('dashboards:board')}?period={PERIODS[months]}")
    span = "/".join(day.isoformat() for day in span_of(months))
    pages = {
        name: Page(user, f"/{name}/{span}/", lean.browser_of(user, f"/{name}/{span}/"))
        for name in ("daily", "naive")
    }
    works = {"product": product.get} | {name: page.get for name, page in pages.items()}
    times = compared(works, floor="daily", rounds=rounds)
    queries = product.queries()
    wall = {name: taken.median("wall") for name, taken in times.items()}
    return {
        "board": user.username,
        "months": months,
        "queries": len(queries),
        "wall_ms": wall["product"],
        "cpu_ms": times["product"].median("cpu"),
        "daily_ms": wall["daily"],
        "to_daily": wall["product"] / wall["daily"],
        "naive_ms": wall["naive"],
        "naive_to": wall["naive"] / wall["product"],
        "buffers": explained(queries)[0],
        "gzip_bytes": len(gzip.compress(product.get().content)),
        "facts_read": " ".join(reads_facts(queries)) or "-",
        "steady": times["daily"].is_steady("wall"),
    }


def span_of(months):
    """First and last day of the whole months up to this one."""
    month = dates.today().replace(day=1)
    return add_months(month, 1 - months), add_months(month, 1) - timedelta(days=1)
