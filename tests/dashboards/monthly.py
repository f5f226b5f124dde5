"""A Bapas in October 2026: a training of May with follow-ups due in the third quarter, one of September."""

from datetime import date

import time_machine

from pembinaan.dashboards.actions.returns import accept_month, submit_month
from pembinaan.dashboards.models import MonthlyReturn
from tests import make
from tests.trainings.after import held
from tests.trainings.test_complete_training import complete
from trainings.tallying import refresh_tally

NOW = "2026-10-09T03:00:00Z"
SEPTEMBER, AUGUST = date(2026, 9, 1), date(2026, 8, 1)


def office_at_work(cast, office=None):
    """(training of May, training of September), their tallies true."""
    with time_machine.travel("2026-05-25T03:00:00Z"):
        finished = held(cast, "P P", "P P", "P P", day=date(2026, 5, 20))
        complete(cast, finished)
    going_on = held(cast, "P", "P", "A", day=date(2026, 9, 8))
    refresh_tally(going_on)
    return finished, going_on


def submitted(cast, month=SEPTEMBER, **more):
    return submit_month(office=cast.palu, month=month, note="", by=cast.head, **more)


def sealed(cast, month=SEPTEMBER):
    found = submitted(cast, month)
    accept_month(office=cast.palu, month=month, version=found.version, by=cast.regional)
    return MonthlyReturn.objects.get(pk=found.pk)


def began(office, day=date(2026, 1, 12)):
    """From its first training on, months of an office are asked for."""
    return make.training(office, day=day, status="completed", completed_on=day)
