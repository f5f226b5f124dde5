"""Two officials of the Kanwil accept the same month at once: it is sealed once."""

import pytest
import time_machine

from pembinaan.accounts.roles import Role
from pembinaan.audit.models import AuditEntry
from pembinaan.dashboards.actions.returns import accept_month
from pembinaan.dashboards.models import MonthlyFigure, MonthlyReturn
from tests.cast import make_cast, person
from tests.dashboards.monthly import NOW, SEPTEMBER, began, submitted
from tests.parallel import at_once, shared_database
from trainings.models import SealedMonth


@pytest.fixture
def world(transactional_db, tmp_path):
    with time_machine.travel(NOW), shared_database(tmp_path):
        cast = make_cast()
        began(cast.palu)
        cast.second = person("regional.dua", cast.kanwil, Role.REGIONAL)
        yield cast


def test_two_officials_seal_once(world):
    found = submitted(world)

    def accept(user):
        return accept_month(office=world.palu, month=SEPTEMBER, version=found.version, by=user)

    answers = at_once(accept, [world.regional, world.second])
    refused = [answer for answer in answers if isinstance(answer, Exception)]
    assert [problem.codes for problem in refused] == [{"sealed"}]
    assert (MonthlyReturn.objects.get().state, SealedMonth.objects.count()) == ("sealed", 1)
    assert MonthlyFigure.objects.count() == 8
    assert AuditEntry.objects.filter(verb="sealed").count() == 1
