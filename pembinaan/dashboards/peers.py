"""An office beside its like: of the same class, or where none is known of the same quarter by size."""

from dataclasses import dataclass
from statistics import median
from typing import Any

from trainings.indicators import CARDS, TRAINED

LEAST_PEERS = 3


@dataclass(frozen=True)
class Beside:
    """One indicator of one office, before and among others."""

    figure: Any
    middle: float | None = None
    """Median of the like offices; None where fewer than three of them show a rate."""
    number: int = 0


def beside(board):
    """(office, [Beside of each card]) of every office in sight; `board` without a chosen office."""
    figures = {office.pk: [board.figure(card, [office]) for card in CARDS] for office in board.offices}
    groups = groups_of(board)
    return [
        (office, [_beside(place, office, groups[office.pk], figures) for place in range(len(CARDS))])
        for office in board.offices
    ]


def _beside(place, office, group, figures):
    rates = [shown_rate(figures[other][place]) for other in group if other != office.pk]
    rates = [rate for rate in rates if rate is not None]
    middle = median(rates) if len(rates) >= LEAST_PEERS else None
    return Beside(figures[office.pk][place], middle, len(rates))


def shown_rate(figure):
    """Of outcomes only what the reader sees in full: a median must not tell what a cell hides."""
    return None if figure.missing or figure.hidden or figure.at_least else figure.rate


def groups_of(board):
    """{office id: ids of its like, itself among them}"""
    keys = {office.pk: office.office_class for office in board.offices if office.office_class}
    unknown = [office for office in board.offices if not office.office_class]
    months = board.period.months
    by_size = sorted(
        unknown, key=lambda office: (board.total(TRAINED.numerator, months, [office]), office.name)
    )
    keys |= {office.pk: place * 4 // len(by_size) for place, office in enumerate(by_size)}
    return {pk: [other for other, key in keys.items() if key == mine] for pk, mine in keys.items()}
