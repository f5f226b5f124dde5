"""How many of everything a nation has, and how unevenly its offices share it (S=1: docs/benchmarks.md)."""

from dataclasses import dataclass
from itertools import pairwise
from math import exp, log

CLIENTS, TRAININGS, OFFICES, OFFICES_OF_A_KANWIL = 1_000_000, 60_000, 100, 100 / 33
KNOTS = ((0, 2_500), (0.5, 7_819), (0.9, 15_916), (0.995, 53_948))
"""Clients of an office by its rank: half have fewer than 7,819, nine of ten fewer than 15,916."""
LEAST_CLIENTS = 250
"""On average, or a small nation has fewer offices: a training must find its people."""


@dataclass(frozen=True)
class Sizes:
    clients: int
    trainings: int
    offices: int
    kanwil: int

    @classmethod
    def of(cls, scale):
        clients = max(round(CLIENTS * scale), 3 * LEAST_CLIENTS // 2)
        offices = min(OFFICES, max(2, clients // LEAST_CLIENTS))
        kanwil = max(1, round(offices / OFFICES_OF_A_KANWIL))
        return cls(clients, max(round(TRAININGS * scale), 6), offices, kanwil)

    def by_office(self):
        """Clients of each office, the smallest first; together exactly all of them."""
        weights = [clients_at((place + 0.5) / self.offices) for place in range(self.offices)]
        share = self.clients / sum(weights)
        found = [int(weight * share) for weight in weights]
        left = self.clients - sum(found)
        return [number + (place < left) for place, number in enumerate(found)]


def clients_at(rank):
    for (low, fewest), (high, most) in pairwise(KNOTS):
        if rank <= high:
            return exp(log(fewest) + (rank - low) / (high - low) * (log(most) - log(fewest)))
    return KNOTS[-1][1]
