"""What must follow when facts of clients change that others count by.

Apps above may not be imported here; they add their function to FOLLOWERS when they start. It is called inside
the action's transaction with the ids of the clients.
"""

FOLLOWERS = []

COUNTED_BY = {"sex", "birth_date", "category", "region"}
"""Facts by which the boards' counts are broken down."""


def facts_changed(client_ids):
    for follow in FOLLOWERS:
        follow(client_ids)
