"""Work that waits in the database with a status, claimed by one worker at a time."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

QUEUED, RUNNING = "queued", "running"


def claim_next(model, dead_after):
    """The piece that waits longest, now ours, or None; who has not finished for so long is taken for dead."""
    dead = timezone.now() - dead_after
    waiting = model._base_manager.filter(Q(status=QUEUED) | Q(status=RUNNING, claimed_at__lt=dead))
    return claim(waiting) if waiting.exists() else None


@transaction.atomic
def claim(waiting):
    """One that somebody is finishing is locked and so passed over."""
    found = waiting.select_for_update(skip_locked=True).order_by("created_at").first()
    if found:
        found.status, found.claimed_at = RUNNING, timezone.now()
        found.save(update_fields=["status", "claimed_at"])
    return found
