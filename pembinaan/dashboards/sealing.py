"""What a month is sealed with: its figures as whole numbers, and the hash over them."""

import hashlib
import json
from typing import NamedTuple

from pembinaan.dashboards.figures import Figure, outcome_figure
from pembinaan.dashboards.periods import Quarter
from pembinaan.dashboards.protection import open_outcomes, protected_outcomes
from pembinaan.dates import add_months
from trainings.indicators import CARDS

REACHED = "-reached"
"""Beside each figure about outcomes: without it nobody could tell which of its parts are small."""


class Fact(NamedTuple):
    indicator: str
    definition_version: int
    numerator: int
    denominator: int


def facts_of(tallies, month):
    """Facts of one office's tallies: counts of the month, and outcomes of the quarter that ends with it."""
    names = sorted({name for card in CARDS for name in columns(card)})
    rows = tallies.filter(month__in=months_behind(month)).summed(names, by=("month",))
    return facts_from({row["month"]: row for row in rows}, month)


def months_behind(month):
    return [add_months(month, -2), add_months(month, -1), month]


def facts_from(sums, month):
    """The same of {month: sums of one office}."""
    months = months_behind(month)
    ends_quarter = month == Quarter.of(month).last_month

    def total(name, over):
        return sum(sums[day][name] for day in over if day in sums)

    found = []
    for card in CARDS:
        if card.is_outcome and not ends_quarter:
            continue
        over = months if card.is_outcome else [month]
        of = total(card.denominator, over)
        found.append(Fact(card.key, card.version, total(card.numerator, over), of))
        if card.is_outcome:
            found.append(Fact(card.key + REACHED, card.version, total(card.reached, over), of))
    return sorted(found)


def columns(card):
    return [card.numerator, card.denominator, *([card.reached] if card.is_outcome else [])]


def canonical(found, facts):
    """The same bytes for the same figures, whatever the machine.

    The key of the return, which nobody is shown, is part of it: a hash over a few small counts alone would
    tell them to whoever tries all of them.
    """
    told = {
        "figures": [list(fact) for fact in sorted(facts)],
        "key": found.form_key.hex,
        "month": f"{found.month:%Y-%m}",
        "office": str(found.office_id),
    }
    return json.dumps(told, sort_keys=True, separators=(",", ":")).encode()


def sha256_of(found, facts):
    return hashlib.sha256(canonical(found, facts)).hexdigest()


def sealed_facts(found):
    return sorted(Fact(*row) for row in found.figures.order_by().values_list(*Fact._fields))


def figures_of(facts, *, protected):
    """{key: Figure} of the indicators, for this reader; without the outcomes of a quarter that goes on."""
    by_key = {fact.indicator: fact for fact in facts}
    return {card.key: figure_of(card, by_key, protected) for card in CARDS if card.key in by_key}


def figure_of(card, by_key, protected):
    fact = by_key[card.key]
    if card.is_outcome:
        make = protected_outcomes if protected else open_outcomes
        return outcome_figure(
            card, make(fact.denominator, by_key[card.key + REACHED].numerator, fact.numerator)
        )
    return Figure(
        card,
        fact.numerator / card.scale,
        fact.denominator / card.scale,
        missing="" if fact.denominator else "no_data",
    )
