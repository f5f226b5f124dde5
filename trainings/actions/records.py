"""What every action does around its own change: lock, refuse old versions, write once, check, save."""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from pembinaan.audit.models import AuditEntry
from pembinaan.problems import Problem, refuse


def locked(record):
    """The row as it is now, held until the transaction ends."""
    return type(record)._base_manager.select_for_update().get(pk=record.pk)


def refuse_stale(record, version):
    """Refuse an edit of a version that somebody has changed meanwhile; None asks for no check."""
    if version in (None, record.version):
        return
    last = AuditEntry.objects.about(record).first()
    message = _("%(name)s changed this meanwhile. Open the page again to see the present values.")
    refuse([Problem("stale", message % {"name": last.actor_name if last else _("Somebody")})])


def once(model, form_key, make):
    """What `make()` makes, or the record that an earlier sending of the same form has made."""
    made = model._base_manager.filter(form_key=form_key)
    if found := made.first():
        return found
    try:
        with transaction.atomic():
            return make()
    except IntegrityError:
        if found := made.first():
            return found
        raise


def save_checked(record):
    """Save after the model's own checks, whose sentences come back as problems."""
    try:
        record.full_clean()
    except ValidationError as error:
        refuse(_as_problems(error))
    record.save()
    return record


def _as_problems(error):
    for name, parts in error.error_dict.items():
        field = None if name == NON_FIELD_ERRORS else name
        for part in parts:
            yield Problem(part.code or "invalid", " ".join(part.messages), field)
