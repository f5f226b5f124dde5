"""That something left the system as a file, or was asked to."""

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pembinaan.accounts.models import ExportJob
from pembinaan.accounts.policy import EXPORTS_UNDER_WAY
from pembinaan.audit.record import record
from pembinaan.audit.verbs import Verb
from pembinaan.problems import Problem, refuse
from pembinaan.saving import once

UNDER_WAY = (ExportJob.Status.QUEUED, ExportJob.Status.RUNNING)


@transaction.atomic
def note_export(*, file, filters, rows, by):
    changes = {"file": ["", file], "rows": ["", rows], "filters": ["", filters]}
    record(Verb.EXPORTED, by.office, by=by, changes=changes)


@transaction.atomic
def ask_for_export(*, kind, query, form_key, by):
    """The job that will make the file; asked for again while it is under way, it is the same job."""
    under_way = list(ExportJob.objects.visible_to(by).filter(status__in=UNDER_WAY))
    for job in under_way:
        if (job.kind, job.query) == (kind, query):
            return job
    if len(under_way) >= EXPORTS_UNDER_WAY:
        refuse(
            [Problem("too_many", _("Several files are being made for you already. Wait for one of them."))]
        )
    return once(ExportJob, form_key, lambda: _queue(kind, query, form_key, by))


def _queue(kind, query, form_key, by):
    asked = {"kind": kind, "query": query, "form_key": form_key, "language": get_language()}
    job = ExportJob.objects.create(asked_by=by, office=by.office, **asked)
    record(Verb.CREATED, job, by=by)
    return job
