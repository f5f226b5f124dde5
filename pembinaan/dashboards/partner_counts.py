"""Partners listed on a board: what their programmes counted, never what became of people."""

from dataclasses import dataclass
from typing import Any

from partners.models import Partner

COUNTED = ("trainings", "sessions_held", "completed")
MOST = 20


@dataclass(frozen=True)
class PartnerCounts:
    partner: Any
    trainings: int
    sessions: int
    trained: int
    is_covered: bool
    """By an agreement in force today."""


def partner_counts(scope):
    """(rows, how many more there are), most participants trained first, in two queries."""
    sums = scope.tallies().exclude(training__partner=None).summed(COUNTED, by=("training__partner",))
    counts = {row["training__partner"]: [row[name] for name in COUNTED] for row in sums}
    counts = {key: found for key, found in counts.items() if any(found)}
    shown = sorted(counts, key=lambda key: (-counts[key][2], -counts[key][1], -counts[key][0], key))[:MOST]
    named = Partner.objects.visible_to(scope.user).with_cover(scope.today).in_bulk(shown)
    rows = [
        PartnerCounts(named[key], *counts[key], is_covered(named[key], scope.today))
        for key in shown
        if key in named
    ]
    return rows, len(counts) - len(shown)


def is_covered(partner, today):
    return partner.covered_until is not None and partner.covered_until >= today
