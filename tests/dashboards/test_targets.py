"""Targets: set by the Kanwil cell by cell, and held only against what they are of."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from pembinaan.audit.models import AuditEntry
from pembinaan.dashboards import periods
from pembinaan.dashboards.actions.targets import cell_name, set_targets
from pembinaan.dashboards.board import Board
from pembinaan.dashboards.models import Target
from pembinaan.problems import RuleBroken
from tests import make
from trainings.indicators import AT_WORK_3, BY_KEY, PASSED, TRAINED

TODAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel("2026-11-24T03:00:00Z"):
        yield


def tally(office, month, **counts):
    training = make.training(office, status="completed", completed_on=month)
    return make.tally(training, month, **counts)


def goal(user, indicator, period="2026", **filters):
    board = Board(user, periods.parse(period, TODAY), TODAY, **filters)
    return board.with_goal(board.figure(BY_KEY[indicator.key])).goal


def put(cast, office, indicator, value, year=2026):
    return Target.objects.create(office=office, year=year, indicator=indicator.key, value=value)


def test_a_count_is_held_against_its_target(cast):
    tally(cast.palu, date(2026, 9, 1), finishing=100, completed=90)
    put(cast, cast.palu, TRAINED, 120)
    found = goal(cast.head, TRAINED)
    assert (found.value, found.achievement, found.compares) == (120, 0.75, "to_date")
    assert found.kind == "mute"  # a count grows until the year is over


@pytest.mark.parametrize(
    ("passed", "kind", "odd"), [(45, "warn", False), (50, "ok", False), (30, "bad", False), (61, "ok", True)]
)
def test_a_share_is_judged_by_how_near_it_came(cast, passed, kind, odd):
    tally(cast.palu, date(2026, 9, 1), passed=passed, started=100)
    put(cast, cast.palu, PASSED, 50)
    found = goal(cast.head, PASSED)
    assert (round(found.achievement, 2), found.kind, found.is_odd) == (passed / 50, kind, odd)


def test_few_people_have_no_colour(cast):
    tally(cast.palu, date(2026, 9, 1), passed=9, started=9)
    put(cast, cast.palu, PASSED, 90)
    assert goal(cast.head, PASSED).kind == "mute"


def test_without_a_target_there_is_no_achievement(cast, client):
    tally(cast.palu, date(2026, 9, 1), finishing=20, completed=0)
    found = goal(cast.head, TRAINED)
    assert (found.value, found.achievement) == (None, None)
    for user, may_set in ((cast.head, False), (cast.regional, True)):
        client.force_login(user)
        page = client.get(reverse("dashboards:board") + "?period=2026").content.decode()
        assert (f'{reverse("dashboards:targets")}?year=2026"' in page) == may_set


def test_other_periods_and_filters_show_the_target_alone(cast):
    tally(cast.palu, date(2026, 9, 1), finishing=20, completed=18)
    put(cast, cast.palu, TRAINED, 120)
    put(cast, cast.palu, TRAINED, 90, year=2025)
    for period, value in (("2026-09", 120), ("2026-Q3", 120), ("12m", 120)):
        found = goal(cast.head, TRAINED, period)
        assert (found.value, found.achievement) == (value, None)
    tally(cast.palu, date(2025, 9, 1), finishing=50, completed=45)
    assert (goal(cast.head, TRAINED, "2025").achievement, goal(cast.head, TRAINED, "2025").compares) == (
        0.5,
        "year",
    )
    assert goal(cast.head, TRAINED, partner=make.partner(cast.palu)).achievement is None


def test_targets_of_offices_add_up_only_when_each_has_one(cast):
    tally(cast.palu, date(2026, 9, 1), finishing=100, completed=90, passed=30, started=30)
    tally(cast.luwuk, date(2026, 9, 1), finishing=100, completed=30, passed=10, started=10)
    put(cast, cast.palu, TRAINED, 100)
    found = goal(cast.regional, TRAINED)
    assert (found.value, found.missing, found.achievement) == (100, 1, None)
    put(cast, cast.luwuk, TRAINED, 50)
    assert goal(cast.regional, TRAINED).achievement == 0.8
    put(cast, cast.palu, PASSED, 80)
    put(cast, cast.luwuk, PASSED, 60)
    assert goal(cast.regional, PASSED).value == 75  # weighed by 30 and 10 people


def test_hidden_outcomes_are_held_against_nothing(cast):
    tally(cast.palu, date(2026, 9, 1), closed_3=12, reached_3=12, placed_3=3)
    put(cast, cast.palu, AT_WORK_3, 40)
    found = goal(cast.regional, AT_WORK_3, office=cast.palu)
    assert (found.value, found.achievement) == (40, None)
    assert goal(cast.head, AT_WORK_3).achievement == 0.625


def cells(**values):
    """What a browser sends: {office code and indicator: (shown, typed)}."""
    return {
        key: text
        for name, (shown, typed) in values.items()
        for key, text in ((f"initial-{name}-value", shown), (f"{name}-value", typed))
    }


def test_the_grid_saves_what_was_changed_and_says_so(cast, client):
    client.force_login(cast.regional)
    address = reverse("dashboards:targets") + "?year=2026"
    palu, luwuk = (cell_name(office.pk, TRAINED.key) for office in (cast.palu, cast.luwuk))
    client.post(address, cells(**{palu: ("", "120"), luwuk: ("", "")}))
    assert list(Target.objects.values_list("office", "year", "indicator", "value")) == [
        (cast.palu.pk, 2026, "trained", 120)
    ]
    entry = AuditEntry.objects.get(target_type="accounts.office", verb="changed")
    assert entry.changes == {"target": ["", "trained 2026: 120"]}
    client.post(address, cells(**{palu: ("120", "")}))
    assert not Target.objects.exists()


def test_each_cell_tells_its_own_problem_and_nothing_is_saved(cast, client):
    client.force_login(cast.regional)
    names = {key: cell_name(cast.palu.pk, key) for key in ("trained", "passed", "attendance", "certified")}
    typed = {"trained": "12,5", "passed": "101", "attendance": "banyak", "certified": "80"}
    answer = client.post(
        reverse("dashboards:targets") + "?year=2026", cells(**{names[k]: ("", v) for k, v in typed.items()})
    )
    assert answer.status_code == 422
    faulty = {cell.name for cell in answer.context["grid"].faulty}
    assert faulty == {names["trained"], names["passed"], names["attendance"]}
    assert not Target.objects.exists()


def test_a_cell_changed_by_somebody_else_is_not_overwritten(cast):
    set_targets(year=2026, cells={(cast.palu.pk, "trained"): (None, 100)}, by=cast.regional)
    with pytest.raises(RuleBroken) as refusal:
        set_targets(year=2026, cells={(cast.palu.pk, "trained"): (None, 120)}, by=cast.regional)
    assert refusal.value.codes == {"stale"}
    assert Target.objects.get().value == 100


def test_a_kanwil_sets_targets_of_its_own_offices_alone(cast, client):
    client.force_login(cast.regional)
    name = cell_name(cast.far.pk, TRAINED.key)
    client.post(reverse("dashboards:targets"), cells(**{name: ("", "120")}))
    assert not Target.objects.exists()
