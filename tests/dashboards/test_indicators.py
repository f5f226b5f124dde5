"""All indicators: each number is the sum of the list behind it, in every scope, period and filter."""

import random
from datetime import date

import pytest
import time_machine
from django.urls import reverse

from partners.models import Contribution
from pembinaan.dashboards import breakdown, exports, periods, told
from pembinaan.dashboards.behind import Behind
from pembinaan.dashboards.board import Board
from pembinaan.dashboards.figures import Figure
from pembinaan.dashboards.scope import Scope
from pembinaan.dashboards.views.behind import PEOPLE, people_url
from tests import make
from tests.dashboards.nation import CELLS, tallied
from trainings.indicators import AT_WORK_6, BY_KEY, CHILDREN, COST, GAIN, GIVEN, INCOME, INDICATORS, WOMEN
from trainings.measures import Kind
from trainings.models import StaleMonth, Training
from trainings.rolling import roll_up

TODAY, SEPTEMBER = date(2026, 11, 24), date(2026, 9, 1)
MONTHS = [date(2026, number, 1) for number in (1, 2, 5, 7, 9, 11)] + [date(2025, 9, 1)]
PERIODS = ("12m", "60m", "2026", "2025", "2026-Q3", "2026-Q1", "2026-09", "2026-11", "2026-Q4")


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel("2026-11-24T03:00:00Z", tick=False):
        yield


@pytest.fixture
def nation(cast):
    rng = random.Random(22)
    cast.soap = make.partner(cast.palu, name="UMKM Sabun")
    make.agreement(cast.palu, cast.soap, starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31))
    gift = {"office": cast.palu, "kind": "money", "rupiah": 750_000, "day": SEPTEMBER}
    Contribution.objects.create(partner=cast.soap, **gift)
    tallied(rng, (cast.palu, cast.luwuk, cast.far), MONTHS, partners={cast.palu.pk: cast.soap})
    roll_up(StaleMonth.objects.count() // 2)
    return cast


def filter_sets(cast, number):
    """(user, period, filters) by chance: a unit only above the Bapas."""
    rng = random.Random(7)
    programmes = [None, None, Training._base_manager.filter(partner=None).first().programme]
    for _number in range(number):
        user = rng.choice([cast.coordinator, cast.sibling, cast.regional, cast.national])
        filters = {"programme": rng.choice(programmes), "partner": rng.choice([None, None, cast.soap])}
        if not user.sees_people:
            filters["office"] = rng.choice([None, cast.palu, cast.luwuk])
        yield user, periods.parse(rng.choice(PERIODS), TODAY), filters


def sums_of(behind):
    """(numerator, denominator) of the list; None where it is no sum."""
    if behind.form == "quarters":
        outcomes = [out for _office, _slot, out in behind.quarters]
        is_once = bool(behind.indicator.denominator_sum.before)
        whole = None if is_once else sum(out.total for out in outcomes)
        return sum(out.placed.value for out in outcomes), whole
    if behind.form in ("classes", "medians"):
        return 0, sum(row[1] if behind.form == "classes" else row[2] for row in behind.rows)
    if behind.form == "trainings":
        return sum(part for _one, part, _of in behind.rows), sum(of for _one, _part, of in behind.rows)
    return sum(row.numerator for row in behind.rows), sum(row.denominator for row in behind.rows)


def test_every_number_is_the_sum_of_the_list_behind_it(nation):
    told_of, forms = set(), set()
    for user, period, filters in filter_sets(nation, 50):
        board = Board(user, period, TODAY, indicators=INDICATORS, **filters)
        for indicator in INDICATORS:
            behind = Behind(board, indicator)
            part, whole = sums_of(behind)
            assert part == pytest.approx(behind.figure.numerator), (indicator.key, str(period), filters)
            assert whole is None or whole == pytest.approx(behind.figure.denominator), indicator.key
            forms.add(behind.form)
            if whole:
                told_of.add(indicator.key)
    assert forms == {"quarters", "medians", "classes", "trainings", "months", "partners", ""}
    assert told_of >= BY_KEY.keys() - {GIVEN.key, "coverage-idle"}


def test_the_page_shows_all_groups_and_says_why_there_is_no_figure(nation, client):
    client.force_login(nation.regional)
    page = client.get(reverse("dashboards:indicators") + "?period=2026-09")
    assert sum(len(figures) for _name, figures in page.context["groups"]) == len(INDICATORS)
    text = page.content.decode()
    for number in range(1, 23):
        assert f">K{number}<" in text
    assert page.context["board"].figure(WOMEN).told.missing in text
    filtered = client.get(reverse("dashboards:indicators") + f"?period=2026&partner={nation.soap.pk}")
    shown = {one.indicator.key: one for _name, figures in filtered.context["groups"] for one in figures}
    assert (shown["coverage"].missing, shown["women"].missing) == ("no_trainings", "protected_filter")
    assert client.get(reverse("dashboards:behind", args=["given"])).status_code == 200


def test_all_indicators_cost_the_same_with_one_and_three_offices(cast, client, django_assert_max_num_queries):
    client.force_login(cast.regional)
    client.get(reverse("dashboards:definitions"))  # the first visit of a session notes when it began
    tallied(random.Random(1), (cast.palu,), MONTHS[:2])
    with django_assert_max_num_queries(12) as once:
        client.get(reverse("dashboards:indicators"))
    tallied(random.Random(1), (cast.palu, cast.luwuk, cast.luwuk), MONTHS)
    with django_assert_max_num_queries(12) as thrice:
        client.get(reverse("dashboards:indicators"))
    assert len(once) == len(thrice)


def test_figures_are_told_by_their_kind():
    half = Figure(AT_WORK_6, 7, 20, unknown=9)
    assert half.told.value == "35%"
    assert "7/20" in half.told.best
    assert "16/20" in half.told.best
    assert "18%" in half.told.interval
    assert "57%" in half.told.interval
    assert Figure(COST, 5_000_000, 4).told.value == "Rp1.250.000"
    assert Figure(GAIN, 45, 10).told.value.startswith("4,5")
    assert Figure(GIVEN, 750_000).told.value == "Rp750.000"
    middle = Figure(INCOME, denominator=12, classes=(0, 0, 1, 9, 1, 1, 0))
    assert middle.told.value == told.income_class(3)
    assert "Rp500.000" in middle.told.value
    few = Figure(AT_WORK_6, 0, 8, hidden=True, small=True)
    assert (few.told.value, told.numerator(few)) == ("", "<5")
    assert few.told.hidden
    assert few.told.best == few.told.interval == ""


def test_the_file_holds_what_the_page_shows(nation):
    board = Board(nation.regional, periods.parse("2026", TODAY), TODAY, indicators=INDICATORS)
    table = exports.indicators_table(board)
    assert len(table.rows) == len(INDICATORS)
    for row, indicator in zip(table.rows, INDICATORS, strict=True):
        figure = board.figure(indicator)
        assert len(row) == len(table.columns)
        assert row[2] == str(indicator.name)
        if figure.interval:
            assert row[8:10] == [pytest.approx(bound, abs=1e-4) for bound in figure.interval]
        if figure.hidden or figure.missing:
            assert not any(isinstance(cell, int | float) for cell in (row[3], *row[6:10]))
    assert any(row[8] is not None for row in table.rows)


def test_groups_of_people_are_hidden_above_and_open_at_home(cast, client):
    training = make.training(cast.palu, status="completed", completed_on=SEPTEMBER)
    for cell, number in zip(CELLS, (12, 3, 0, 0, 6, 2), strict=True):
        make.tally(training, SEPTEMBER, **cell, finishing=number, completed=number)
    client.force_login(cast.regional)
    address = reverse("dashboards:block-breakdown")
    parts = client.get(f"{address}?by=sex&period=2026-Q3").context["parts"]
    assert [(cell.value, cell.hidden) for part in parts for cell in part.cells] == [
        (18, False), (0, True), (0, True),
    ]  # fmt: skip
    board = Board(cast.regional, periods.parse("2026-Q3", TODAY), TODAY, indicators=[WOMEN, CHILDREN])
    assert board.figure(WOMEN).hidden
    assert not board.figure(WOMEN).small
    assert not board.figure(CHILDREN).hidden
    assert client.get(f"{address}?by=sex&period=2026-09").context["parts"] == []
    open_ones = client.get(f"{address}?by=programme&period=2026-09").context["parts"]
    assert [[cell.value for cell in part.cells] for part in open_ones] == [[23, 23, 0]]
    client.force_login(cast.head)
    home = client.get(f"{address}?by=category&period=2026-09").context["parts"]
    assert sorted(part.cells[0].value for part in home) == [2, 3, 6, 12]


@pytest.mark.parametrize("by", breakdown.KEYS)
def test_every_way_of_parting_adds_up(nation, by):
    period = periods.parse("2026", TODAY)
    total = Board(nation.coordinator, period, TODAY).total("finishing", period.months)
    parts = breakdown.parts_of(Scope(nation.coordinator, period, TODAY), by)
    assert sum(part.cells[0].value for part in parts) == total
    above = breakdown.parts_of(Scope(nation.regional, period, TODAY), by)
    assert all(part.name for part in above)


def test_the_blocks_of_groups_cost_the_same(cast, client, django_assert_num_queries):
    client.force_login(cast.regional)
    client.get(reverse("dashboards:definitions"))
    for offices in ((cast.palu,), (cast.palu, cast.luwuk)):
        tallied(random.Random(3), offices, MONTHS[:3])
        with django_assert_num_queries(6):
            client.get(reverse("dashboards:block-breakdown") + "?by=region")


def test_definitions_say_kpi_and_protection(cast, client):
    client.force_login(cast.regional)
    text = client.get(reverse("dashboards:definitions")).content.decode()
    assert all(f'id="{one.key}"' in text for one in INDICATORS)
    assert {one.kind for one in INDICATORS} == set(Kind)


def test_an_office_finds_its_own_people_and_nobody_else_does(cast, client):
    urls = {people_url(cast.coordinator, BY_KEY[key]) for key in PEOPLE}
    client.force_login(cast.coordinator)
    assert {url: client.get(url).status_code for url in urls} == dict.fromkeys(urls, 200)
    assert not any(people_url(cast.regional, one) for one in INDICATORS)
    assert people_url(cast.coordinator, COST) == ""
