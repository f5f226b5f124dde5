"""The work of imports, claimed by one worker at a time: a request for small files, else the job process."""

import logging
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from clients.actions.imports import save_batch, undo_batch
from clients.importing.checking import ClaimLost, check_batch, keep_layouts, look_into_batch, sign_of_life
from clients.models import ImportBatch
from clients.policy import IMPORT_DEAD_SECONDS
from clients.workbook.refusal import WorkbookRefused
from pembinaan.problems import RuleBroken

logger = logging.getLogger(__name__)
S, T = ImportBatch.Status, ImportBatch.Task


def run_if_small(batch):
    """Do the queued task of a small file now. Whatever happens, the batch's own page tells it."""
    if batch.is_small and (claimed := claim(ImportBatch._base_manager.filter(pk=batch.pk, status=S.QUEUED))):
        run(claimed)


def run_next():
    """Do one task, if there is any; answers whether there was."""
    dead = timezone.now() - timedelta(seconds=IMPORT_DEAD_SECONDS)
    waiting = ImportBatch._base_manager.filter(Q(status=S.QUEUED) | Q(status=S.RUNNING, claimed_at__lt=dead))
    batch = claim(waiting) if waiting.exists() else None
    if batch:
        run(batch)
    return batch is not None


@transaction.atomic
def claim(waiting):
    """The longest waiting batch, now ours. One that is being saved is locked and so passed over."""
    batch = waiting.select_for_update(skip_locked=True).order_by("created_at").first()
    if batch:
        batch.status, batch.claimed_at = S.RUNNING, timezone.now()
        batch.save(update_fields=["status", "claimed_at"])
    return batch


def run(batch):
    try:
        TASKS[batch.task](batch)
    except ClaimLost:
        logger.warning("import %s is done by another worker", batch.pk)
    except WorkbookRefused as refusal:
        _fail(batch, refusal.code)
    except RuleBroken as refusal:
        # Somebody else has finished it meanwhile, or there is nothing left to do.
        logger.warning("import %s: %s", batch.pk, ", ".join(sorted(refusal.codes)))
    except Exception:
        logger.exception("import %s failed", batch.pk)
        _fail(batch, "unexpected")


def _fail(batch, code):
    mine = ImportBatch._base_manager.filter(pk=batch.pk, status=S.RUNNING)
    # A failed undo leaves what was saved.
    status = S.DONE if batch.task == T.UNDO else S.FAILED
    mine.update(status=status, failure=code, task="", claimed_at=None)


def _detect(batch):
    layouts, rows = look_into_batch(batch)
    sign_of_life(batch, 0)
    keep_layouts(batch, layouts, rows)


def _check(batch):
    counts = check_batch(batch)
    mine = ImportBatch._base_manager.filter(pk=batch.pk, claimed_at=batch.claimed_at)
    mine.update(status=S.CHECKED, task="", claimed_at=None, counts=counts)


def _save(batch):
    save_batch(batch=batch, by=batch.asked_by)


def _undo(batch):
    undo_batch(batch=batch, by=batch.asked_by)


TASKS = {T.DETECT: _detect, T.CHECK: _check, T.SAVE: _save, T.UNDO: _undo}
