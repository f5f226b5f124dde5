"""What every action does around its own change: lock, refuse old versions, make once, check, write."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from pembinaan.audit.models import AuditEntry
from pembinaan.audit.verbs import Verb
from pembinaan.dates import clock, day
from pembinaan.problems import Problem, RuleBroken, as_problems, refuse

READING = (Verb.VIEWED, Verb.EXPORTED, Verb.SEARCHED)


def locked(record):
    """The row as it is now, held until the transaction ends."""
    # Not its key: rows that refer to it may be written meanwhile, or two actions would wait for each other.
    return type(record)._base_manager.select_for_update(no_key=True).get(pk=record.pk)


def once(model, form_key, make):
    """What `make()` makes, or the record that an earlier sending of the same form has made."""
    made = model._base_manager.filter(form_key=form_key)
    if found := made.first():
        return found
    try:
        with transaction.atomic():
            return make()
    except (IntegrityError, RuleBroken):  # the record's own check may see the double first
        if found := made.first():
            return found
        raise


def stale_problems(record, version, about=None):
    """Nothing, or that somebody has changed the record since `version` was shown.

    `about`: the record in whose history the changes stand, when not in its own.
    """
    if version == record.version:
        return []
    last = AuditEntry.objects.about(about or record).exclude(verb__in=READING).first()
    message = _("%(name)s changed this on %(day)s at %(clock)s. Nothing is saved yet.") % {
        "name": last.actor_name if last else _("Somebody"),
        "day": day(last.at if last else record.updated_at),
        "clock": clock(last.at if last else record.updated_at),
    }
    return [Problem("stale", message)]


def save_checked(record, places=None):
    """Save after the record's own checks; a clash with another writer is told like any other problem.

    `places`: {code of a constraint: field beside which it is told}.
    """
    check(record, places)
    try:
        with transaction.atomic():
            record.save()
    except IntegrityError:
        check(record, places)
        raise
    return record


def check(record, places=None):
    try:
        record.full_clean()
    except ValidationError as error:
        refuse(as_problems(error, places))


def differing(record, values):
    """Names of the values that are not those of the record."""
    return [name for name, value in values.items() if getattr(record, name) != value]
