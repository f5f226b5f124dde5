"""One pass over a workbook that writes only what the preview shows."""

from django.db import transaction
from django.utils import timezone

from clients.importing.counting import Tally
from clients.importing.files import admit, layouts_of, look_into, stored_workbook, take_samples
from clients.importing.plan import Plan
from clients.importing.writing import RowWriter
from clients.models import ImportBatch
from clients.workbook.rows import read_rows


class ClaimLost(Exception):
    """Another worker has taken this one for dead and does its work."""


def look_into_batch(batch):
    """The layouts of a file that was too large for the request it came with."""
    workbook = stored_workbook(batch)
    admit(workbook)
    return look_into(workbook)


def keep_layouts(batch, layouts, rows):
    """The columns as found, for the user to look over."""
    batch.layouts, batch.samples = take_samples(layouts)
    batch.counts = {} if rows is None else {"rows": rows}
    batch.status, batch.task, batch.claimed_at = ImportBatch.Status.UPLOADED, "", None
    batch.save()


def check_batch(batch):
    """Counts and problems of a batch this worker has claimed; answers the counts."""
    batch.rows.all().delete()
    workbook, layouts = stored_workbook(batch), layouts_of(batch)
    plan, tally, rows = Plan(batch.office, layouts), Tally(), RowWriter(batch, planned=True)
    for steps in plan.chunks(read_rows(workbook, layouts)):
        tally.add(steps)
        with transaction.atomic():
            sign_of_life(batch, tally.counts["rows"])
            rows.write(steps)
    with transaction.atomic():
        sign_of_life(batch, tally.counts["rows"])
        tally.counts["missing"] = rows.write_missing(plan.missing())
    return tally.counts


def sign_of_life(batch, progress):
    """Tell how far the work is, as long as it is still ours."""
    now = timezone.now()
    mine = ImportBatch._base_manager.filter(pk=batch.pk, status="running", claimed_at=batch.claimed_at)
    if not mine.update(claimed_at=now, progress=progress):
        raise ClaimLost
    batch.claimed_at, batch.progress = now, progress
