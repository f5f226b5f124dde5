"""Bapas ranked by one indicator: what is said at each bar, and whether it may have a length."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Bar:
    office: Any
    figure: Any
    unsent: Any = None
    """The month that the office has not sent."""

    @property
    def share(self):
        """None where a length would tell what is hidden, or pretend to more than is known."""
        figure = self.figure
        return None if figure.missing or figure.hidden or figure.at_least else figure.rate


def ranked(board, indicator, unsent):
    """Highest first; those without a length last, by name, so that their place tells nothing."""
    bars = [Bar(office, board.figure(indicator, [office]), unsent.get(office.pk)) for office in board.offices]
    return sorted(bars, key=lambda bar: (bar.share is None, -(bar.share or 0), bar.office.full_name))
