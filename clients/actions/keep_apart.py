"""Pairs of clients who must not sit in one room: noted and lifted, in the trail without their names."""

from django.db import transaction
from django.utils import timezone

from clients.models import KeepApart
from clients.rules.keep_apart import lifting_problems, pair_problems
from pembinaan.audit.record import record
from pembinaan.audit.verbs import Verb
from pembinaan.dates import today
from pembinaan.problems import refuse
from pembinaan.saving import locked, once, save_checked


@transaction.atomic
def keep_apart(*, client, other, note, until=None, form_key, by):
    """Whoever has a seat already keeps it; the other is not given one in the same training."""
    refuse(pair_problems(client, other, until=until, today=today(client.office)))
    first, second = sorted((client, other), key=lambda one: one.pk)
    pair = KeepApart(
        office=client.office,
        first=first,
        second=second,
        note=note,
        until=until,
        noted_by_name=by.get_full_name(),
        form_key=form_key,
    )
    return once(KeepApart, form_key, lambda: _noted(pair, by))


def _noted(pair, by):
    save_checked(pair)
    # Neither who nor why: the trail is read by more people than may know of the pair.
    record(Verb.CREATED, pair, by=by, changes={"until": ["", str(pair.until or "")]})
    return pair


@transaction.atomic
def lift_pair(*, pair, by):
    pair = locked(pair)
    refuse(lifting_problems(pair))
    pair.lifted_at, pair.lifted_by_name = timezone.now(), by.get_full_name()
    pair.version += 1
    pair.save(update_fields=["lifted_at", "lifted_by_name", "version", "updated_at"])
    record(Verb.REVOKED, pair, by=by)
    return pair
