"""One pass over a workbook that writes everything good in it; the caller holds the transaction."""

from clients.importing.counting import Tally
from clients.importing.plan import Plan
from clients.importing.writing import ClientWriter, RowWriter
from clients.workbook.rows import read_rows


def write_workbook(batch, workbook, layouts, told=lambda steps: None):
    """Counts of what was written. `told` sees each chunk of steps, for those who want every problem."""
    plan, tally = Plan(batch.office, layouts, lock=True), Tally()
    clients, rows = ClientWriter(batch.office), RowWriter(batch, planned=False)
    for steps in plan.chunks(read_rows(workbook, layouts)):
        told(steps)
        tally.add(steps)
        rows.write(steps)
        clients.write(steps)
    tally.counts["missing"] = rows.write_missing(plan.missing())
    return tally.counts


def look_through(office, workbook, layouts, told):
    """The same counts without writing anything."""
    plan, tally = Plan(office, layouts), Tally()
    for steps in plan.chunks(read_rows(workbook, layouts)):
        told(steps)
        tally.add(steps)
    tally.counts["missing"] = sum(1 for _client in plan.missing())
    return tally.counts
