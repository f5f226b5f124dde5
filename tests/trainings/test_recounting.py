"""Counting again finds what an action would have counted, and nothing else."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import make
from tests.trainings.test_tally import PEOPLE, SESSIONS, build
from trainings.models import ClientTally, OfficeTally, TrainingTally
from trainings.recounting import Report, recount_trainings
from trainings.tallying import refresh_tally


def rebuilt(**options):
    heard = StringIO()
    call_command("rebuild_tallies", stdout=heard, **options)
    return heard.getvalue()


@pytest.fixture
def counted(cast):
    training = make.training(cast.palu, status="running")
    for sex in "LLP":
        make.enrolment(training, make.client(cast.palu, sex=sex))
    rebuilt(fix=True)  # people made here were counted by no action
    return training


def test_true_tallies_pass_silently(counted):
    assert ", 0 berbeda" in rebuilt()


def test_a_false_cell_is_told_and_mended(counted):
    TrainingTally.objects.filter(training=counted, sex="P").update(enrolled=F("enrolled") + 4)
    with pytest.raises(CommandError):
        rebuilt()
    told = rebuilt(fix=True)
    assert f"{counted.pk}" in told
    assert "enrolled: 5 -> 1" in told
    assert ", 0 berbeda" in rebuilt()


def test_a_lost_cell_is_found(counted):
    TrainingTally.objects.filter(training=counted, sex="P").delete()
    with pytest.raises(CommandError):
        rebuilt(office=counted.office.code)
    rebuilt(office=counted.office.code, fix=True)
    assert TrainingTally.objects.get(training=counted, sex="P").enrolled == 1


def test_a_false_count_of_clients_is_found(counted):
    ClientTally.objects.filter(office=counted.office, sex="P").update(active=F("active") + 2)
    with pytest.raises(CommandError):
        rebuilt()
    assert "ClientTally" in rebuilt(fix=True)
    assert ", 0 berbeda" in rebuilt()


def test_a_false_month_of_an_office_is_found(counted):
    OfficeTally.objects.filter(office=counted.office).update(enrolled=70)
    with pytest.raises(CommandError):
        rebuilt()
    assert "enrolled: 70 -> 3" in rebuilt(fix=True)
    assert OfficeTally.objects.get(office=counted.office, enrolled__gt=0).enrolled == 3


def test_an_unknown_office_is_refused(counted):
    with pytest.raises(CommandError):
        rebuilt(office="TIDAK-ADA")


@pytest.mark.django_db
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    status=st.sampled_from(["draft", "approved", "running", "completed"]),
    sessions=SESSIONS,
    people=PEOPLE,
    gap=st.sampled_from([1, 12]),
    catch_up=st.booleans(),
)
def test_it_counts_as_actions_do(cast, status, sessions, people, gap, catch_up):
    training = build(cast, status, sessions, people, gap, catch_up)
    refresh_tally(training.pk)
    report = Report()
    recount_trainings(training.office, report, fix=False)
    assert report == Report(compared=TrainingTally.objects.filter(office=training.office).count())
