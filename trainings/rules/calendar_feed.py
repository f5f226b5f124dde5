"""The secret in a calendar address, and which days it tells."""

from datetime import timedelta

from pembinaan.crypto import keyed_hash
from trainings.rules.instructor_link import LENGTH

BACK, AHEAD = timedelta(days=60), timedelta(days=400)


def hash_of(typed):
    return keyed_hash(f"calendar address {typed[: LENGTH + 1]}")


def days_told(today):
    return today - BACK, today + AHEAD


def is_open(feed):
    """It ends with the access of whoever made it."""
    return feed.revoked_at is None and feed.user.is_active and feed.user.office.is_active
