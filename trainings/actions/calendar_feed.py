"""Making and ending the secret address at which a calendar program fetches one's sessions."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from pembinaan.accounts.models import User
from pembinaan.audit.record import record
from pembinaan.audit.verbs import Verb
from pembinaan.saving import once
from trainings.models import CalendarFeed
from trainings.rules.calendar_feed import hash_of
from trainings.rules.instructor_link import new_secret

NOTED_AFTER = timedelta(hours=1)


@transaction.atomic
def make_feed(*, form_key, by):
    """A new address and its secret, which is shown this once; the one before ends.

    The same form sent again finds its address and no secret.
    """
    _hold(by)
    if made := CalendarFeed._base_manager.filter(form_key=form_key, user=by).first():
        return made, ""
    _end(by)
    secret = new_secret()
    values = {"user": by, "form_key": form_key, "secret_hash": hash_of(secret)}
    feed = once(CalendarFeed, form_key, lambda: CalendarFeed._base_manager.create(**values))
    record(Verb.CREATED, feed, by=by)
    return feed, secret


@transaction.atomic
def revoke_feed(*, by):
    _hold(by)
    for feed in _end(by):
        record(Verb.REVOKED, feed, by=by)


def _hold(user):
    User._base_manager.select_for_update(no_key=True).get(pk=user.pk)


def _end(user):
    found = list(CalendarFeed._base_manager.filter(user=user, revoked_at=None))
    now = timezone.now()
    rows = CalendarFeed._base_manager.filter(pk__in=[feed.pk for feed in found])
    rows.update(revoked_at=now, version=F("version") + 1, updated_at=now)
    return found


def note_fetch(*, feed, now=None):
    """Nobody is logged in: that it was fetched is told on the page of the address, to the hour."""
    now = now or timezone.now()
    if feed.last_used_at is None or now - feed.last_used_at >= NOTED_AFTER:
        CalendarFeed._base_manager.filter(pk=feed.pk).update(last_used_at=now)
