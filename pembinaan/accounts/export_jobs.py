"""The work of large exports, claimed by one worker at a time, and the end of their files."""

import logging

from django.db import transaction
from django.http import Http404, QueryDict
from django.utils import timezone, translation

from pembinaan.accounts.exporting import KINDS
from pembinaan.accounts.models import ExportJob, User
from pembinaan.accounts.policy import EXPORT_ATTEMPTS, EXPORT_DEAD, EXPORT_KEPT, EXPORT_LISTED
from pembinaan.claims import claim_next
from pembinaan.uploads import keep_sealed

logger = logging.getLogger(__name__)
S, F = ExportJob.Status, ExportJob.Failure
SEALED_AS = "accounts_exportjob.sealed_file"


class NotAllowed(Exception):
    """Who asked may no longer have the file."""


def run_next():
    """Make one file, if one is waiting; answers whether there was one."""
    job = claim_next(ExportJob, EXPORT_DEAD)
    if job:
        run(job)
    return job is not None


def run(job):
    job.attempts += 1
    job.save(update_fields=["attempts"])  # before the work, which the process may not survive
    if job.attempts > EXPORT_ATTEMPTS:
        _fail(job, F.DIED)
        return
    try:
        make(job)
    except (NotAllowed, Http404):
        _fail(job, F.REFUSED)
    except Exception:
        logger.exception("export %s failed", job.pk)
        _fail(job, F.UNEXPECTED)


def make(job):
    """As the page would now, with the rights of now: they may have changed since the file was asked for."""
    user = User.objects.select_related("office", "office__parent").get(pk=job.asked_by_id)
    kind = KINDS.get(job.kind)
    if not may_have(user, job, kind):
        raise NotAllowed
    with translation.override(job.language), timezone.override(user.office.zone):
        prepared = kind.prepare(user, QueryDict(job.query))
        file, rows = prepared.write(timezone.now())
    with file:
        _finish(job, prepared, file.read(), rows)


def may_have(user, job, kind):
    in_office = user.is_active and user.office.is_active and user.office_id == job.office_id
    return bool(in_office and kind and user.has_perm(kind.permission))


@transaction.atomic
def _finish(job, prepared, content, rows):
    mine = _still_mine(job)
    if mine is None:
        logger.warning("export %s is made by another worker", job.pk)
        return
    keep_sealed(mine, "sealed_file", content, SEALED_AS)
    mine.status, mine.claimed_at = S.READY, None
    mine.file_name, mine.filters, mine.rows = prepared.name, prepared.filters, rows
    mine.size, mine.expires_at = len(content), timezone.now() + EXPORT_KEPT
    mine.save()


def _still_mine(job):
    claimed = ExportJob._base_manager.filter(pk=job.pk, status=S.RUNNING, claimed_at=job.claimed_at)
    return claimed.select_for_update().first()


def _fail(job, failure):
    mine = ExportJob._base_manager.filter(pk=job.pk, status=S.RUNNING, claimed_at=job.claimed_at)
    mine.update(status=S.FAILED, failure=failure, claimed_at=None)


def remove_expired(now=None):
    """Deletes files whose time is over, and what was said about old ones; gives how many files."""
    now = now or timezone.now()
    over = list(ExportJob._base_manager.filter(status=S.READY, expires_at__lte=now))
    for job in over:
        _expire(job)
    old = ExportJob._base_manager.filter(created_at__lt=now - EXPORT_LISTED)
    old.filter(status__in=[S.FAILED, S.EXPIRED]).delete()
    return len(over)


def _expire(job):
    """The row first: a file that is left over opens to nobody."""
    name, storage = job.sealed_file.name, job.sealed_file.storage
    ExportJob._base_manager.filter(pk=job.pk).update(status=S.EXPIRED, sealed_file="")
    storage.delete(name)
