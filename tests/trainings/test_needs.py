"""What a training needs and costs: rules as tables, the list, its page and its file."""

import io
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from pembinaan.audit.models import AuditEntry
from pembinaan.problems import RuleBroken
from tests import make
from tests.trainings.test_programmes import edit, sent
from trainings.actions.programmes import copy_programme
from trainings.models import Programme, ProgrammeItem
from trainings.needs import Budget, by_kind, factor, needed
from trainings.rules.programmes import item_problems

ONION = {"kind": "material", "name": "Bawang merah", "quantity": Decimal("1.5"), "unit": "kg"}
STOVE = {"kind": "tool", "name": "Kompor", "quantity": Decimal(1), "unit": "buah", "per": "group"}


def with_items(programme, *items):
    for order, item in enumerate(items, start=1):
        ProgrammeItem.objects.create(programme=programme, order=order, **{"per": "training"} | item)
    return programme


@pytest.fixture
def page(cast, client):
    client.force_login(cast.coordinator)
    client.cookies["bahasa"] = "en"
    return client


def text(response):
    return response.content.decode()


@pytest.mark.parametrize(
    ("per", "people", "times"),
    [
        ("training", 0, 1), ("training", 20, 1),
        ("person", 0, 0), ("person", 20, 20),
        ("group", 0, 0), ("group", 1, 1), ("group", 5, 1), ("group", 6, 2), ("group", 20, 4),
    ],
)  # fmt: skip
def test_how_often_something_is_needed(per, people, times):
    assert factor(per, people) == times


def test_quantities_are_multiplied_and_an_unknown_price_is_left_out_of_the_sum():
    items = [
        ProgrammeItem(**ONION, per="person", unit_price=30_001),
        ProgrammeItem(**STOVE),
        ProgrammeItem(**STOVE | {"name": "Wajan"}, unit_price=100_000),
    ]
    tools, materials = by_kind(needed(items, 7))
    assert [(need.item.name, need.quantity, need.cost) for need in materials.rows] == [
        ("Bawang merah", Decimal("10.5"), 315_010)
    ]
    assert [need.quantity for need in tools.rows] == [2, 2]
    assert (tools.cost, tools.unpriced, materials.cost) == (200_000, 1, 315_010)


def line(source, planned, spent=None):
    return SimpleNamespace(source=source, planned=planned, spent=spent)


def test_a_budget_is_summed_by_source():
    lines = [line("csr", 300, 250), line("dipa", 1000), line("dipa", 500, 700)]
    budget = Budget(lines, seats=20, graduates=19)
    assert [(str(source.value), sums.planned, sums.spent) for source, sums in budget.sources] == [
        ("dipa", 1500, 700),
        ("csr", 300, 250),
    ]
    assert (budget.total.planned, budget.total.spent, budget.total.left) == (1800, 950, 850)
    assert (budget.per_seat, budget.per_graduate) == (90, 50)


@pytest.mark.parametrize(
    ("lines", "graduates"), [([], 5), ([line("dipa", 100)], 5), ([line("dipa", 100, 90)], 0)]
)
def test_no_cost_per_graduate_without_money_or_graduates(lines, graduates):
    assert Budget(lines, seats=20, graduates=graduates).per_graduate is None


def test_items_need_a_quantity_and_are_not_endless():
    assert item_problems([]) == []
    assert [p.code for p in item_problems([ONION, ONION | {"quantity": Decimal(0)}])] == ["quantity"]
    assert [p.code for p in item_problems([ONION] * 81)] == ["too_many_items"]


def row(number, **values):
    defaults = {"kind": "material", "per": "person", "quantity": "1.5", "unit": "kg"}
    return {f"items-{number}-{name}": value for name, value in (defaults | values).items()}


def test_the_form_keeps_the_rows_in_order(cast, page):
    rows = row(0, order=2, name="Minyak", unit_price="18000") | row(1, order=1, name="Bawang")
    blank = row(2, name="", quantity="", unit="")
    form = sent((1, "Memilih", 1, "")) | rows | blank | {"items-TOTAL_FORMS": 3}
    assert page.post(reverse("trainings:programme-create"), form).status_code == 302
    programme = Programme.objects.get()
    found = list(programme.items.order_by("order").values_list("name", "quantity", "per", "unit_price"))
    assert found == [("Bawang", Decimal("1.5"), "person", None), ("Minyak", Decimal("1.5"), "person", 18_000)]
    assert "item_list" in AuditEntry.objects.about(programme).get().changes
    shown = text(page.get(programme.get_absolute_url()))
    assert "Minyak" in shown
    assert "Rp18,000" in shown


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        ({"name": "Bawang", "quantity": ""}, "Row 1, Quantity: "),
        ({"name": "Bawang", "quantity": "-1"}, "Row 1, Quantity: "),
        ({"name": "Bawang", "unit": ""}, "Row 1, Unit of measure: "),
        ({"name": ""}, "Row 1, Tool or material: "),
        ({"name": "Bawang", "per": "moon"}, "Row 1, Counted: "),
    ],
)
def test_a_wrong_row_is_told(page, wrong, expected):
    form = sent((1, "Memilih", 1, "")) | row(0, **wrong) | {"items-TOTAL_FORMS": 1}
    response = page.post(reverse("trainings:programme-create"), form)
    assert response.status_code == 422
    assert any(expected in message for message in response.context["form"].non_field_errors())


def test_items_of_a_used_version_stay_and_a_copy_takes_them(cast, page):
    programme = with_items(make.programme(office=cast.palu), ONION)
    make.training(cast.palu, programme=programme)
    form = sent((1, "Baru", 3, ""), version=1) | row(0, name="Minyak") | {"items-TOTAL_FORMS": 1}
    assert page.post(edit(programme), form).status_code == 302
    newer = Programme.objects.get(is_current=True)
    assert [item.name for item in programme.items.all()] == ["Bawang merah"]
    assert [item.name for item in newer.items.all()] == ["Minyak"]
    copy = copy_programme(
        newer, code="salinan", title="Salinan", form_key="0" * 31 + "1", by=cast.coordinator
    )
    assert [item.name for item in copy.items.all()] == ["Minyak"]


def test_the_page_counts_for_seats_or_for_those_who_have_one(cast, page):
    programme = with_items(make.programme(jps=(4,)), ONION | {"per": "person", "unit_price": 30_000}, STOVE)
    training = make.training(cast.palu, programme=programme, capacity=20)
    for status in ("enrolled", "paused", "waiting"):
        make.enrolment(training, status=status)
    address = reverse("trainings:items", args=[training.pk])
    seats, present = page.get(address), page.get(address, {"for": "participants"})
    assert (seats.context["people"], seats.context["total"], seats.context["unpriced"]) == (20, 900_000, 1)
    assert (present.context["people"], present.context["total"]) == (2, 90_000)
    assert "Rp900,000" in text(seats)


def test_a_programme_without_items_shows_what_was_written_before(cast, page):
    training = make.training(cast.palu, programme=make.programme(jps=(4,), tools="Wajan besar"))
    assert "Wajan besar" in text(page.get(reverse("trainings:items", args=[training.pk])))


def test_the_file_holds_what_the_page_shows_and_its_download_is_recorded(cast, page):
    programme = with_items(
        make.programme(jps=(4,)), ONION | {"name": "=1+1", "per": "person", "unit_price": 30_000}, STOVE
    )
    training = make.training(cast.palu, programme=programme, capacity=20)
    response = page.get(reverse("trainings:items-export", args=[training.pk]))
    sheet = load_workbook(io.BytesIO(b"".join(response.streaming_content))).worksheets[0]
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert rows[0][0] == "Kompor"
    assert rows[0][3:] == (4, "buah", None, None)
    assert rows[1][0] == "=1+1"
    assert rows[1][3:] == (30, "kg", 30_000, 900_000)
    assert rows[2][6] == 900_000
    assert AuditEntry.objects.about(training).get().verb == "exported"


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_with_one_and_three_items(cast, page, django_assert_num_queries, number):
    programme = with_items(make.programme(jps=(4,)), *[ONION] * number)
    training = make.training(cast.palu, programme=programme)
    page.get("/")  # the first page of a session writes it
    with django_assert_num_queries(5):
        page.get(reverse("trainings:items", args=[training.pk]))


def test_a_rule_broken_in_an_item_saves_nothing(cast):
    source = with_items(make.programme(), *[ONION] * 81)
    with pytest.raises(RuleBroken):
        copy_programme(source, code="x", title="X", form_key="0" * 31 + "1", by=cast.coordinator)
    assert not Programme.objects.filter(code="x").exists()
