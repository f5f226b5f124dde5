"""The parts of a board: ranked bars, partners, absences, like offices, changes, and what is not there."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse
from django.utils.html import escape

from pembinaan.accounts.models import Office
from pembinaan.dashboards import bars, charts, periods, states
from pembinaan.dashboards.absences import absence_rows
from pembinaan.dashboards.board import Board, Figure
from pembinaan.dashboards.peers import beside, shown_rate
from pembinaan.dashboards.scope import Scope
from tests import make
from tests.dashboards.monthly import NOW, began, office_at_work, sealed, submitted
from trainings.indicators import AT_WORK_3, ATTENDANCE, CARDS, TRAINED
from trainings.models import Barrier, TrainingTally

TODAY, SEPTEMBER = date(2026, 11, 24), date(2026, 9, 1)
BLOCKS = ("block-partners", "block-absences", "block-peers", "block-changes")
HTMX = {"headers": {"HX-Request": "true"}}


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel("2026-11-24T03:00:00Z", tick=False):
        yield


def trained(office, partner=None, **counts):
    training = make.training(office, status="completed", completed_on=SEPTEMBER, partner=partner)
    counts = {"finishing": 20, "completed": 18, "trainings": 1, "sessions_held": 3} | counts
    return make.tally(training, SEPTEMBER, **counts)


@pytest.fixture
def nation(cast):
    trained(cast.palu, closed_3=18, reached_3=6, placed_3=6, marks_sick=7, marks_absent=9, marks_excused=2)
    trained(cast.luwuk, finishing=8, completed=8, closed_3=8, reached_3=8, placed_3=2, marks_sick=3)
    return cast


def shown(client, user, query="", name="board", **more):
    client.force_login(user)
    return client.get(reverse(f"dashboards:{name}") + query, **more)


def text_of(response):
    return response.content.decode()


def test_an_office_that_has_not_sent_is_hatched_named_and_still_counted(nation, client):
    began(nation.luwuk)
    with time_machine.travel(NOW):
        began(nation.palu)
        submitted(nation)
    response = shown(client, nation.regional, "?period=2026-09")
    assert list(response.context["unsent"]) == [nation.luwuk.pk]
    text = text_of(response)
    assert text.count('class="unsent"') == 1
    assert text.count("hatched") == 2
    assert sum(figures[0].numerator for _office, figures in response.context["table"]) == 26
    footnote = text.partition("panel-foot")[2].partition("</div>")[0]
    assert nation.luwuk.full_name in footnote
    assert nation.palu.full_name not in footnote
    assert shown(client, nation.head, "?period=2026-09").context["unsent"] == {}


def test_bars_rank_by_rate_and_give_hidden_cells_no_length(nation, client):
    board = Board(nation.regional, periods.parse("12m", TODAY), TODAY)
    ranked = bars.ranked(board, TRAINED, {})
    assert [bar.office.pk for bar in ranked] == [nation.luwuk.pk, nation.palu.pk]
    assert [bar.share for bar in ranked] == [1, 0.9]
    outcomes = bars.ranked(board, AT_WORK_3, {})
    assert [(bar.office.pk, bar.share) for bar in outcomes] == [
        (nation.palu.pk, pytest.approx(6 / 18)),
        (nation.luwuk.pk, None),
    ]
    drawn = charts.bars("x", outcomes, width=940).bars
    assert [bar.length is None for bar in drawn] == [False, True]
    text = text_of(shown(client, nation.regional, "?bars=work-3"))
    assert text.count('<rect class="bar') == 2  # one office, for the phone and for the desktop
    assert "&lt;5 (/8)" in text


def test_the_chosen_bars_stay_in_the_address_and_nonsense_is_dropped(nation, client):
    asked = shown(client, nation.regional, "?period=2026&bars=attendance")
    assert asked.context["bars_of"] is ATTENDANCE
    assert asked.context["kept"] == [("period", "2026")]
    assert '<input type="hidden" name="bars" value="attendance"' in text_of(asked)
    odd = shown(client, nation.regional, "?bars=besok")
    assert odd.context["bars_of"] is TRAINED
    assert len(list(odd.context["messages"])) == 1
    assert shown(client, nation.head).context["bars"] == []


def test_a_period_of_the_future_leads_to_the_one_that_goes_on(nation, client):
    for asked, key in (("2027-05", "2026-11"), ("2027-Q1", "2026-Q4"), ("2031", "2026")):
        response = shown(client, nation.regional, f"?period={asked}")
        assert response.context["board"].period.key == key
        assert response.context["filter_form"]["period"].value() == key
        assert len(list(response.context["messages"])) == 1
    assert periods.nearest("besok", TODAY) is None
    assert 'value="2024-03" selected' in text_of(shown(client, nation.regional, "?period=2024-03"))


def test_an_empty_filter_offers_the_nearest_period_with_data(nation, client):
    response = shown(client, nation.regional, "?period=2026-01")
    assert response.context["is_empty"]
    assert response.context["nearest"].key == "2026-09"
    assert "?period=2026-09" in text_of(response)
    assert shown(client, nation.regional, "?period=2024").context["nearest"].key == "2026"
    assert not shown(client, nation.regional).context["is_empty"]


def test_a_new_installation_is_told_what_to_do_first(cast, client):
    response = shown(client, cast.regional)
    assert [step.is_done for step in response.context["steps"]] == [False] * 3
    assert shown(client, cast.coordinator).context["steps"][0].url == ""
    trained(cast.palu, sessions_held=0, finishing=0, completed=0)
    assert [step.is_done for step in shown(client, cast.regional).context["steps"]] == [False, True, False]
    trained(cast.palu)
    assert shown(client, cast.regional).context["steps"] == []


def test_an_account_without_bapas_and_a_foreign_unit_say_what_is_covered(cast, client):
    refused = shown(client, cast.clerk)
    assert refused.status_code == 403
    assert escape(cast.clerk.office.full_name) in text_of(refused).partition('class="empty"')[2]
    Office.objects.filter(parent=cast.regional.office).update(is_active=False)
    covers = escape(cast.regional.office.full_name)
    assert covers in text_of(shown(client, cast.regional)).partition('class="empty"')[2]
    foreign = shown(client, cast.regional, f"?office={cast.far.pk}")
    assert covers in str(next(iter(foreign.context["messages"])))


def test_the_first_follow_up_has_a_month_while_none_is_due(cast):
    trained(cast.palu, passed=5, started=5)
    board = Board(cast.head, periods.parse("12m", TODAY), TODAY)
    assert states.first_due(board, board.figure(AT_WORK_3)) == date(2026, 12, 1)
    trained(cast.palu, closed_3=5)
    board = Board(cast.head, periods.parse("12m", TODAY), TODAY)
    assert states.first_due(board, board.figure(AT_WORK_3)) is None


def test_partners_are_counted_by_their_programmes_only(nation, client):
    soap = make.partner(nation.palu, name="UMKM Sabun")
    make.agreement(nation.palu, soap, starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31))
    lone = make.partner(nation.luwuk, name="Bengkel")
    trained(nation.palu, soap, sessions_held=4, completed=11)
    trained(nation.luwuk, soap, sessions_held=2, completed=5)
    trained(nation.luwuk, lone, completed=17)
    far = make.partner(nation.far, name="Jauh")
    trained(nation.far, far)
    rows = shown(client, nation.regional, name="block-partners").context["rows"]
    told = [(str(row.partner), row.trainings, row.sessions, row.trained, row.is_covered) for row in rows]
    assert told == [("Bengkel", 1, 3, 17, False), ("UMKM Sabun", 2, 6, 16, True)]
    at_home = shown(client, nation.head, name="block-partners").context["rows"]
    assert [str(row.partner) for row in at_home] == ["UMKM Sabun"]


def test_reasons_of_absence_are_protected_above_and_open_at_home(nation, client):
    above = shown(client, nation.regional, "?period=2026-Q3", name="block-absences")
    cells = {row.office.pk: row.cells for row in above.context["rows"]}
    assert [(cell.value, cell.hidden) for cell in cells[nation.palu.pk]] == [(9, False), (0, True), (0, True)]
    assert [cell.hidden for cell in cells[nation.luwuk.pk]][2]
    assert shown(client, nation.regional, "?period=2026-09", name="block-absences").context["quarters"] == []
    partner = make.partner(nation.palu)
    filtered = shown(client, nation.regional, f"?period=2026-Q3&partner={partner.pk}", name="block-absences")
    assert filtered.context["rows"] == []
    home = shown(client, nation.head, "?period=2026-09", name="block-absences").context
    assert [cell.value for cell in home["total"].cells] == [9, 2, 7]


def test_no_two_quarters_subtract_to_a_small_reason(cast):
    """The sum of a year is the sum of its quarters' cells, never of their facts."""
    training = make.training(cast.palu, status="completed", completed_on=SEPTEMBER)
    make.tally(training, date(2026, 2, 1), marks_sick=2, marks_absent=8, marks_excused=9)
    make.tally(training, date(2026, 8, 1), marks_sick=20, marks_absent=30, marks_excused=40)
    scope = Scope(cast.regional, periods.parse("2026", TODAY), TODAY)
    quarters = scope.period.quarters(TODAY)
    _rows, total = absence_rows(scope, quarters)
    absent, excused, sick = total.cells
    assert (sick.hidden, sick.value) == (True, 20)
    assert (excused.hidden, excused.value) == (True, 40)
    assert (absent.hidden, absent.value) == (False, 38)


def test_barriers_are_told_at_home_alone(cast, client):
    made = make.training(cast.palu, day=date(2026, 11, 20))
    about = {"session": made.sessions.get(), "enrolment": make.enrolment(made)}
    barrier = {"kind": "shift", "plan": "Jadwal", "due_on": TODAY, "opened_by": cast.coordinator}
    Barrier.objects.create(**about, **barrier)
    assert [n for _kind, n in shown(client, cast.head, name="block-absences").context["barriers"]] == [1]
    assert [n for _kind, n in shown(client, cast.sibling, name="block-absences").context["barriers"]] == []
    assert "barriers" not in shown(client, cast.regional, name="block-absences").context


def test_a_median_needs_three_like_offices_and_only_visible_outcomes(nation, client):
    rates = (10, 12, 16)
    for number, completed in enumerate(rates):
        like = Office.objects.create(
            code=f"B{number}", name=f"Bapas {number}", level="local", parent=nation.regional.office,
            office_class=nation.palu.office_class,
        )  # fmt: skip
        trained(like, completed=completed, closed_3=8, reached_3=8, placed_3=2)
    board = Board(nation.regional, periods.parse("12m", TODAY), TODAY)
    found = {office.pk: cells for office, cells in beside(board)}
    palu, outcome = found[nation.palu.pk][0], found[nation.palu.pk][CARDS.index(AT_WORK_3)]
    assert (palu.figure.rate, palu.middle, palu.number) == (0.9, 0.6, 3)
    assert (outcome.middle, outcome.number) == (None, 0)
    alone = shown(client, nation.regional, f"?office={nation.palu.pk}", name="block-peers").context["alone"]
    assert alone[0].middle == 0.6
    assert shown_rate(Figure(AT_WORK_3, 5, 9, at_least=True)) is None


def test_changes_since_the_seal_are_counted(cast, client):
    with time_machine.travel(NOW):
        _may, going_on = office_at_work(cast)
        sealed(cast)
    assert shown(client, cast.regional, name="block-changes").context["rows"] == []
    TrainingTally.objects.filter(training=going_on, month=SEPTEMBER).update(minutes_credited=0)
    [row] = shown(client, cast.regional, name="block-changes").context["rows"]
    assert (row.found.month, row.number) == (SEPTEMBER, 1)
    assert client.get(row.url).status_code == 200
    assert shown(client, cast.stranger, name="block-changes").context["sealed"] == 0


def test_blocks_cost_the_same_with_one_and_three_offices(cast, client, django_assert_num_queries):
    most = {"block-partners": 5, "block-absences": 5, "block-peers": 5, "block-changes": 5}
    with time_machine.travel(NOW):
        office_at_work(cast)
        sealed(cast)
    client.force_login(cast.regional)
    client.get(reverse("dashboards:block-partners"))  # the first visit of a session notes when it began
    for office in (cast.palu, cast.luwuk, cast.luwuk):
        trained(office, make.partner(office), marks_sick=8)
        for name, number in most.items():
            with django_assert_num_queries(number):
                client.get(reverse(f"dashboards:{name}"), **HTMX)


def test_the_board_asks_for_blocks_with_its_filters_and_gets_only_them(nation, client):
    text = text_of(shown(client, nation.regional, "?period=2026-Q3&bars=passed"))
    for name in BLOCKS:
        address = reverse(f"dashboards:{name}") + "?period=2026-Q3&amp;bars=passed"
        assert f'hx-get="{address}"' in text
        assert f'href="{address}"' in text
        part = text_of(shown(client, nation.regional, "?period=besok", name=name, **HTMX))
        assert part.lstrip().startswith("<section")
        assert "<html" in text_of(shown(client, nation.regional, name=name))
    assert list(shown(client, nation.regional).context["messages"]) == []
    assert reverse("dashboards:block-peers") not in text_of(shown(client, nation.head))


def test_presets_and_tags_change_only_what_they_name(nation, client):
    response = shown(client, nation.regional, f"?period=2026-Q3&office={nation.palu.pk}")
    offered = {query for _label, query, _is_current in response.context["presets"]}
    assert f"?office={nation.palu.pk}&period=2025-Q3" in offered
    assert [chip["url"] for chip in response.context["chips"]] == [
        f"?office={nation.palu.pk}",
        "?period=2026-Q3",
    ]
    assert shown(client, nation.regional).context["chips"] == []


def test_the_menu_groups_what_the_person_may_do(cast, client):
    for user, has, lacks in (
        (cast.coordinator, {"months", "vacancy-list", "complaint-list"}, {"targets"}),
        (cast.head, {"months", "vacancy-list", "complaint-list"}, {"targets"}),
        (cast.regional, {"months", "targets"}, {"vacancy-list", "complaint-list"}),
    ):
        entries = shown(client, user, name="definitions").context["shell"].entries
        names = {entry.url_name.partition(":")[2] for entry in entries}
        assert has <= names
        assert not lacks & names
        assert len([entry for entry in entries if not entry.folded]) == 4
        assert len({entry.heading for entry in entries}) == len([e for e in entries if e.heading]) + 1
