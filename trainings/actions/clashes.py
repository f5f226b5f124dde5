"""Clashes that are accepted: with a reason, by name, until one of their facts changes."""

from django.db import transaction

from pembinaan.audit.record import record
from pembinaan.audit.verbs import Verb
from pembinaan.problems import refuse
from pembinaan.saving import locked
from trainings.clashing import accepted_in, clashes_of
from trainings.models import Override
from trainings.rules.clashes import Weight, accept_problems, blocking_problems, reason_problems


@transaction.atomic
def accept_clashes(*, training, fingerprints, reason, by):
    """Accept those of the present clashes; whatever has changed since the page was shown stays open."""
    found = locked(training)
    chosen = [clash for clash in clashes_of(found) if clash.fingerprint in set(fingerprints)]
    refuse(accept_problems(chosen, reason))
    return keep_overrides(found, chosen, reason, by)


def settle_clashes(training, *, by, reason="", only=None, last_day_before=None):
    """Within another action: refuse what blocks, ask for a reason where one is needed, keep the one given.

    `only`: ids of the sessions that the action has changed; `last_day_before`: the last day before it did.
    """
    found, accepted = clashes_of(training, only, last_day_before), accepted_in(training)
    refuse(blocking_problems(found) + reason_problems(found, accepted, reason))
    waiting = [c for c in found if c.weight == Weight.REASON and c.fingerprint not in accepted]
    return keep_overrides(training, waiting, reason, by)


def keep_overrides(training, clashes, reason, by):
    accepted = accepted_in(training)
    unique = {clash.fingerprint: clash for clash in clashes if clash.fingerprint not in accepted}
    rows = [
        Override(
            training=training,
            code=clash.code,
            fingerprint=fingerprint,
            message=clash.message[:300],
            reason=reason.strip()[:200],
            by_name=by.get_full_name(),
        )
        for fingerprint, clash in unique.items()
    ]
    Override._base_manager.bulk_create(rows)
    if rows:
        told = {"clash": ["", "; ".join(sorted({row.code for row in rows}))], "reason": ["", reason]}
        record(Verb.OVERRODE, training, by=by, changes=told)
    return rows
