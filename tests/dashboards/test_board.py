from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from pembinaan.dashboards import periods
from pembinaan.dashboards.board import Board
from tests import make
from trainings.indicators import AT_WORK_3, ATTENDANCE, BY_KEY, CARDS, PASSED, TRAINED

TODAY = date(2026, 11, 24)


@pytest.fixture
def nation(cast):
    palu, luwuk, far = (
        make.training(office, status="completed", completed_on=TODAY)
        for office in (cast.palu, cast.luwuk, cast.far)
    )
    make.tally(
        palu,
        date(2026, 9, 1),
        finishing=20,
        completed=18,
        passed=15,
        started=19,
        minutes_expected=9000,
        minutes_credited=8100,
        closed_3=18,
        reached_3=6,
        placed_3=5,
    )
    make.tally(
        luwuk,
        date(2026, 9, 1),
        finishing=10,
        completed=9,
        passed=8,
        started=10,
        minutes_expected=900,
        minutes_credited=450,
        closed_3=8,
        reached_3=8,
        placed_3=2,
    )
    make.tally(far, date(2026, 9, 1), finishing=100, completed=100, closed_3=50, reached_3=50, placed_3=50)
    make.tally(palu, date(2025, 10, 1), finishing=10, completed=5)
    return cast


def figures(user, **filters):
    board = Board(user, periods.parse("12m", TODAY), TODAY, **filters)
    return {figure.indicator: figure for figure in board.cards()}


def test_a_kanwil_sums_its_own_offices_only(nation):
    cards = figures(nation.regional)
    assert (cards[TRAINED].numerator, cards[TRAINED].denominator) == (27, 30)
    assert (cards[ATTENDANCE].numerator, cards[ATTENDANCE].denominator) == (190, 220)
    assert cards[TRAINED].change == 40
    assert figures(nation.national)[TRAINED].denominator == 130


def test_an_office_sees_itself(nation):
    assert figures(nation.coordinator)[PASSED].numerator == 15
    assert figures(nation.sibling)[PASSED].numerator == 8


def test_outcomes_are_open_at_home_and_protected_above(nation):
    home = figures(nation.coordinator)[AT_WORK_3]
    assert (home.numerator, home.denominator, home.reached) == (5, 18, 6)
    above = figures(nation.regional)[AT_WORK_3]
    assert (above.numerator, above.denominator) == (5, 26)
    assert above.at_least
    assert above.reached is None
    alone = figures(nation.regional, office=nation.luwuk)[AT_WORK_3]
    assert alone.hidden
    assert alone.rate is None


def test_outcomes_never_combine_with_a_filter_above(nation):
    partner = make.partner(nation.palu)
    assert figures(nation.regional, partner=partner)[AT_WORK_3].missing == "protected_filter"
    assert figures(nation.coordinator, partner=partner)[AT_WORK_3].missing == "no_data"


@time_machine.travel("2026-11-24T03:00:00Z", tick=False)
@pytest.mark.parametrize("key", [card.key for card in CARDS if card.numerator])
@pytest.mark.parametrize("who", ["coordinator", "regional", "national"])
@pytest.mark.parametrize("period", ["12m", "2026-09", "2026-Q3", "2025"])
def test_the_list_behind_a_card_sums_to_it(nation, client, key, who, period):
    client.force_login(getattr(nation, who))
    address = reverse("dashboards:behind", args=[key]) + f"?period={period}"
    context = client.get(address).context
    figure = context["figure"]
    if context["quarters"]:
        shown = [outcomes.placed for _office, _quarter, outcomes in context["quarters"]]
        assert sum(cell.value for cell in shown) == figure.numerator
    else:
        assert sum(part for _training, part, _of in context["rows"]) == pytest.approx(figure.numerator)
        assert sum(of for _training, _part, of in context["rows"]) == pytest.approx(figure.denominator)


@time_machine.travel("2026-11-24T03:00:00Z", tick=False)
def test_a_board_costs_the_same_with_one_and_three_offices(cast, client, django_assert_num_queries):
    client.force_login(cast.regional)
    client.get(reverse("dashboards:board"))  # the first visit of a session notes when it began
    with django_assert_num_queries(12):
        client.get(reverse("dashboards:board"))
    for office in (cast.palu, cast.palu, cast.luwuk):
        training = make.training(office, day=TODAY - timedelta(days=9))
        make.tally(training, date(2026, 11, 1), finishing=9, completed=9)
    with django_assert_num_queries(12):
        client.get(reverse("dashboards:board"))


@pytest.mark.parametrize(
    ("who", "status"),
    [("coordinator", 200), ("regional", 200), ("national", 200), ("clerk", 403), ("admin", 403)],
)
def test_who_may_read_a_board(cast, client, who, status):
    client.force_login(getattr(cast, who))
    assert client.get(reverse("dashboards:board")).status_code == status


def test_nonsense_in_the_address_is_dropped_with_a_notice(nation, client):
    client.force_login(nation.regional)
    response = client.get(reverse("dashboards:board") + "?period=besok&office=1&programme=x")
    assert response.status_code == 200
    assert response.context["board"].period.key == "12m"
    assert len(list(response.context["messages"])) == 1


def test_no_kanwil_page_names_a_client(nation, client):
    training = make.training(nation.palu)
    make.enrolment(training, make.client(nation.palu, name="Kenari Rahasia"))
    client.force_login(nation.regional)
    for address in [
        reverse("dashboards:board"),
        *(reverse("dashboards:behind", args=[k]) for k in BY_KEY),
    ]:
        assert b"Kenari" not in client.get(address).content


def test_definitions_name_every_indicator(cast, client):
    client.force_login(cast.regional)
    page = client.get(reverse("dashboards:definitions")).content.decode()
    assert all(f'id="{card.key}"' in page for card in CARDS)
