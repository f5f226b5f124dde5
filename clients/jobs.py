"""The work of imports, claimed by one worker at a time: a request for small files, else the job process."""

import logging
from datetime import timedelta

from clients.actions.imports import save_batch, undo_batch
from clients.importing.checking import ClaimLost, check_batch, keep_layouts, look_into_batch, sign_of_life
from clients.models import ImportBatch
from clients.policy import IMPORT_DEAD_SECONDS
from clients.workbook.refusal import WorkbookRefused
from pembinaan.claims import claim, claim_next
from pembinaan.problems import RuleBroken

logger = logging.getLogger(__name__)
S, T = ImportBatch.Status, ImportBatch.Task


def run_if_small(batch):
    """Do the queued task of a small file now. Whatever happens, the batch's own page tells it."""
    if batch.is_small and (claimed := claim(ImportBatch._base_manager.filter(pk=batch.pk, status=S.QUEUED))):
        run(claimed)


def run_next():
    """Do one task, if there is any; answers whether there was."""
    batch = claim_next(ImportBatch, timedelta(seconds=IMPORT_DEAD_SECONDS))
    if batch:
        run(batch)
    return batch is not None


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
