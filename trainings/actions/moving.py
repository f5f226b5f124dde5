"""Moving a session to another time or room, alone or with what follows it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pembinaan import dates
from pembinaan.audit.record import differences, record
from pembinaan.audit.verbs import Verb
from pembinaan.problems import Problem, refuse
from pembinaan.saving import locked, stale_problems
from trainings.actions.clashes import settle_clashes
from trainings.actions.enrolment import locked_with_sessions
from trainings.actions.planning import stretch
from trainings.actions.sessions import last_day_of
from trainings.actions.timetable_changes import Kind, note_changes
from trainings.booking import rebook
from trainings.models import InstructorLink, Session
from trainings.moving import plan_of
from trainings.rules.instructor_link import expires_at
from trainings.rules.planning import editing_problems
from trainings.tallying import refresh_tally

MOVED = ("day", "starts_at", "ends_at", "venue", "place")


@transaction.atomic
def move_session(*, session, values, version, by, seen=None):
    """Move it as the preview has shown. `values`: those of `plan_of`, asked_by, reason, override_reason.

    `seen`: the fingerprint of the preview; a timetable that has changed since is shown again.
    """
    training = locked_with_sessions(session.training)
    refuse(editing_problems(training) or stale_problems(locked(session), version))
    plan = plan_of(training, session, values)
    refuse(plan.problems)
    if seen is not None and seen != plan.fingerprint:
        refuse([Problem("changed", _("This is not what the preview showed. Look at it again."))])
    last_day_before = last_day_of(training)
    _write(plan)
    stretch(training, [row.day for row in plan.sessions])
    only, override = {row.pk for row in plan.sessions}, values.get("override_reason") or ""
    settle_clashes(training, by=by, reason=override, only=only, last_day_before=last_day_before)
    asked = {"asked_by": values["asked_by"], "reason": values["reason"]}
    note_changes(Kind.MOVED, [(pair.old, pair.new) for pair in plan.moved], by=by, **asked)
    record(Verb.RESCHEDULED, plan.chosen, by=by, changes=_told(plan, asked))
    rebook(training.pk)
    refresh_tally(training.pk)
    return plan


def _write(plan):
    for row in plan.sessions:
        row.version += 1
        row.updated_at = timezone.now()
    Session._base_manager.bulk_update(plan.sessions, [*MOVED, "version", "updated_at"])
    _take_addresses_along(plan.sessions)


def _take_addresses_along(sessions):
    """An instructor who has an address already opens it on the new day."""
    by_id = {row.pk: row for row in sessions}
    links = list(InstructorLink._base_manager.filter(session__in=by_id, revoked_at=None))
    for link in links:
        link.expires_at = expires_at(by_id[link.session_id])
    InstructorLink._base_manager.bulk_update(links, ["expires_at"])


def _told(plan, asked):
    pairs = {pair.old.pk: pair for pair in plan.moved}
    own = pairs.pop(plan.chosen.pk, None)
    changes = differences(own.old, own.new, MOVED) if own else {}
    changes |= {"asked_by": ["", asked["asked_by"]], "reason": ["", asked["reason"]]}
    if pairs:
        told = (f"{pair.old.number}: {dates.short_day(pair.new.day)}" for pair in pairs.values())
        changes["later_sessions"] = ["", ", ".join(told)]
    return changes
