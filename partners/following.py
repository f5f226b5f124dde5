"""What must follow when two entries of a partner become one.

Apps above may not be imported here; they add an object to FOLLOWERS when they start:
`MOVING` holds [(label, model)] of rows that name a partner, `follow(merge)` moves them and what hangs on the
instructors, inside the transaction of the action.
"""

from dataclasses import dataclass, field
from typing import Any

FOLLOWERS = []


@dataclass(frozen=True)
class Merge:
    source: Any
    target: Any
    by: Any
    instructors: dict = field(default_factory=dict)
    """{instructor of the source: the instructor of the target who is the same person}"""


def moving():
    """[(label, model)] of all apps above."""
    return [row for follower in FOLLOWERS for row in follower.MOVING]


def followed(merge):
    for follower in FOLLOWERS:
        follower.follow(merge)
