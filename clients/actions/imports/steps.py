"""What every step of an import has in common."""

from django.utils.translation import gettext as _

from clients.models import ImportBatch
from pembinaan.problems import Problem, refuse
from pembinaan.saving import locked

S = ImportBatch.Status


def locked_in(batch, *statuses):
    """The batch under lock, refused if it has moved on to another step meanwhile."""
    batch = locked(batch)
    if batch.status not in statuses:
        message = _("This import has moved on meanwhile: %(status)s.")
        refuse([Problem("moved_on", message % {"status": batch.get_status_display()})])
    return batch


def queue(batch, task, by):
    """Leave the task to whoever comes first: this request, if the batch is small, or the job process."""
    batch.status, batch.task, batch.asked_by = S.QUEUED, task, by
    batch.claimed_at, batch.progress, batch.failure = None, 0, ""
    batch.version += 1
    batch.save()


def name_of(batch):
    """For the audit: a file may be named after a person."""
    return batch.office.code
