"""What must follow when facts of clients change that others count by.

Apps above may not be imported here; they add a follower to FOLLOWERS when they start. Its functions are
called inside the action's transaction with the ids of the clients, in the order of the list.
"""

from collections.abc import Callable, Set
from dataclasses import dataclass

FOLLOWERS = []

NEW = frozenset({"created_at"})
"""The facts of which nobody has counted anything yet."""


@dataclass(frozen=True)
class Follower:
    facts: Set[str]
    """Names of those that it counts by."""
    changed: Callable
    leaving: Callable = lambda client_ids: None


def facts_changed(client_ids, facts=None):
    """`facts`: names of those that have changed, where it is known that no other has."""
    for follower in FOLLOWERS:
        if facts is None or follower.facts & set(facts):
            follower.changed(client_ids)


def clients_leaving(client_ids):
    """Before the records of these clients are removed."""
    for follower in FOLLOWERS:
        follower.leaving(client_ids)
