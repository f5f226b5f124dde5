"""The proposal of a training, its budget, and the way to the head and back."""

from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from pembinaan import dates
from pembinaan.audit.models import AuditEntry
from pembinaan.problems import RuleBroken
from tests import make
from tests.trainings.test_needs import ONION, STOVE, with_items
from trainings.actions.planning import move_training
from trainings.actions.proposal import (
    plan_budget,
    propose_training,
    record_spending,
    return_training,
    take_over_items,
    write_proposal,
)
from trainings.choices import TrainingStatus
from trainings.models import BudgetLine, Proposal, Training
from trainings.rules import proposal as rules

TEXTS = dict.fromkeys(("background", "beneficiaries", "strategy", "result", "output_code"), "")
TEXTS |= {"need": "20 klien belum bekerja", "purpose": "Mampu menggoreng"}
LINE = {
    "name": "Narasumber", "source": "dipa", "account": "522151", "quantity": Decimal(3), "unit": "OJ",
    "unit_price": 900_000, "note": "",
}  # fmt: skip


def plan(cast, status="draft", sessions=1, **more):
    return make.training(cast.palu, status=status, sessions=sessions, **more)


def fresh(training):
    return Training.objects.get(pk=training.pk)


def lines_of(training):
    return list(training.budget_lines.order_by("order"))


def kept(line):
    return {"id": line.pk} | {name: getattr(line, name) for name in LINE}


def budget(cast, training, *lines):
    return plan_budget(
        training=training, lines=lines or [LINE], version=fresh(training).version, by=cast.coordinator
    )


def written(cast, training, **texts):
    return write_proposal(training=training, values=TEXTS | texts, version=0, by=cast.coordinator)


def proposed(cast, training):
    training = written(cast, training)
    return propose_training(training=training, version=training.version, by=cast.coordinator)


@pytest.fixture
def page(cast, client):
    client.force_login(cast.coordinator)
    client.cookies["bahasa"] = "en"
    return client


def address(name, training):
    return reverse(f"trainings:{name}", args=[training.pk])


def text(response):
    return response.content.decode()


# Rules

TODAY = dates.today()
PLAN = {"status": "draft", "proposed_at": None, "ends_on": TODAY, "capacity": 20}
WITH_NEED = Proposal(need="Klien belum bekerja")


@pytest.mark.parametrize(
    ("training", "sessions", "proposal", "codes"),
    [
        ({}, 1, WITH_NEED, []),
        ({}, 1, Proposal(purpose="Mampu"), []),
        ({}, 1, Proposal(need="  "), ["no_purpose"]),
        ({}, 1, None, ["no_purpose"]),
        ({}, 0, None, ["no_sessions", "no_purpose"]),
        ({"ends_on": TODAY - timedelta(days=1)}, 1, WITH_NEED, ["past"]),
        ({"capacity": 0}, 1, WITH_NEED, ["no_seats"]),
        ({"status": "approved"}, 1, WITH_NEED, ["not_draft"]),
        ({"proposed_at": timezone.now()}, 1, WITH_NEED, ["proposed"]),
    ],
)
def test_what_must_stand_before_the_head_is_asked(training, sessions, proposal, codes):
    problems = rules.proposing_problems(
        SimpleNamespace(**PLAN | training), sessions=sessions, proposal=proposal, today=TODAY
    )
    assert [problem.code for problem in problems] == codes


@pytest.mark.parametrize("status", TrainingStatus.values)
def test_the_plan_is_open_before_the_approval_and_spending_after_it(status):
    training = SimpleNamespace(status=status)
    assert (not rules.plan_problems(training)) == (status in ("draft", "postponed"))
    assert (not rules.spending_problems(training)) == (status in ("approved", "running"))


@pytest.mark.parametrize(
    ("lines", "spent", "codes"),
    [
        ([LINE], [], []),
        ([LINE | {"quantity": Decimal(0)}], [], ["quantity"]),
        ([LINE | {"unit_price": 10**12}], [], ["too_much"]),
        ([LINE] * 101, [], ["many_lines"]),
        ([], ["Narasumber"], ["spent"]),
    ],
)
def test_lines_of_a_budget(lines, spent, codes):
    assert [problem.code for problem in rules.line_problems(lines, spent)] == codes


# Proposal


def test_the_proposal_is_written_and_changed_with_its_version(cast):
    training = plan(cast)
    written(cast, training)
    with pytest.raises(RuleBroken) as refusal:
        written(cast, training, need="Lain")
    assert refusal.value.codes == {"stale"}
    assert "Rina Anggreni" in str(refusal.value)
    write_proposal(training=training, values=TEXTS | {"need": "Lain"}, version=1, by=cast.coordinator)
    assert (training.proposal.need, Proposal.objects.count()) == ("Lain", 1)
    assert AuditEntry.objects.about(training).first().changes["need"] == [TEXTS["need"], "Lain"]


def test_saving_the_same_again_changes_nothing(cast):
    training = plan(cast)
    written(cast, training)
    before = fresh(training).version
    write_proposal(training=training, values=TEXTS, version=1, by=cast.coordinator)
    assert (fresh(training).version, AuditEntry.objects.about(training).count()) == (before, 1)


# Budget


def test_lines_are_kept_in_their_order_and_told(cast):
    training = plan(cast)
    budget(cast, training, LINE, LINE | {"name": "Bahan", "source": "partner"})
    first, second = lines_of(training)
    assert (first.planned, second.source) == (2_700_000, "partner")
    budget(cast, training, kept(second), kept(first) | {"quantity": Decimal(2)})
    assert [(line.pk, line.planned) for line in lines_of(training)] == [
        (second.pk, 2_700_000),
        (first.pk, 1_800_000),
    ]
    assert "Rp1.800.000" in AuditEntry.objects.about(training).first().changes["budget"][1]


def test_a_line_of_another_training_is_not_taken_over(cast):
    training, other = plan(cast), plan(cast)
    budget(cast, other)
    budget(cast, training, kept(lines_of(other)[0]))
    assert (len(lines_of(training)), len(lines_of(other))) == (1, 1)


def test_a_line_that_cost_something_is_not_taken_away(cast):
    training = plan(cast)
    budget(cast, training)
    training.budget_lines.update(spent=5)
    with pytest.raises(RuleBroken) as refusal:
        budget(cast, training, LINE | {"name": "Lain"})
    assert refusal.value.codes == {"spent"}


def test_planned_lines_are_frozen_by_the_approval_and_what_was_spent_by_completing(cast):
    training = plan(cast)
    budget(cast, training)
    (line,) = lines_of(training)
    spending = {"amounts": {line.pk: (2_500_000, "kuitansi 4")}, "by": cast.coordinator}
    with pytest.raises(RuleBroken):
        record_spending(training=training, version=fresh(training).version, **spending)
    Training.objects.filter(pk=training.pk).update(status="running")
    with pytest.raises(RuleBroken) as refusal:
        budget(cast, training)
    assert refusal.value.codes == {"frozen"}
    record_spending(training=training, version=fresh(training).version, **spending)
    assert [(row.spent, row.note) for row in lines_of(training)] == [(2_500_000, "kuitansi 4")]
    assert AuditEntry.objects.about(training).first().changes["spending"] == [
        "Narasumber",
        "Narasumber Rp2.500.000",
    ]
    Training.objects.filter(pk=training.pk).update(status="completed", completed_on=TODAY)
    with pytest.raises(RuleBroken) as refusal:
        record_spending(training=training, version=fresh(training).version, **spending)
    assert refusal.value.codes == {"not_spending"}


def test_items_become_lines_for_all_seats_once(cast):
    programme = with_items(make.programme(jps=(4,)), ONION | {"per": "person", "unit_price": 30_000}, STOVE)
    training = plan(cast, programme=programme, capacity=20)
    for _time in range(2):
        take_over_items(
            training=training, source="partner", version=fresh(training).version, by=cast.coordinator
        )
    assert [(line.name, line.quantity, line.planned, line.source) for line in lines_of(training)] == [
        ("Bawang merah", 30, 900_000, "partner"),
        ("Kompor", 4, 0, "partner"),
    ]


# To the head and back


def test_proposing_asks_the_head_and_a_return_tells_why(cast):
    training = proposed(cast, plan(cast))
    assert (training.status, training.proposed_by_name) == ("draft", "Rina Anggreni")
    back = return_training(
        training=training, reason="RAB terlalu besar", version=training.version, by=cast.head
    )
    assert (back.proposed_at, back.proposed_by_name, back.status_note) == (None, "", "RAB terlalu besar")
    assert [entry.verb for entry in AuditEntry.objects.about(training)][:2] == ["returned", "proposed"]
    again = propose_training(training=back, version=back.version, by=cast.coordinator)
    assert again.status_note == ""


@pytest.mark.parametrize(("reason", "codes"), [("", {"no_reason"}), ("  ", {"no_reason"})])
def test_a_return_needs_a_reason(cast, reason, codes):
    training = proposed(cast, plan(cast))
    with pytest.raises(RuleBroken) as refusal:
        return_training(training=training, reason=reason, version=training.version, by=cast.head)
    assert refusal.value.codes == codes


def test_only_what_was_proposed_is_returned(cast):
    training = plan(cast)
    with pytest.raises(RuleBroken) as refusal:
        return_training(training=training, reason="Ubah", version=1, by=cast.head)
    assert refusal.value.codes == {"not_proposed"}


def test_a_plan_changed_after_the_head_has_opened_it_is_not_approved_unseen(cast):
    training = proposed(cast, plan(cast))
    budget(cast, training)
    with pytest.raises(RuleBroken) as refusal:
        move_training(training=training, move="approve", version=training.version, by=cast.head)
    assert refusal.value.codes == {"stale"}


def test_planning_again_needs_a_new_proposal_and_is_no_return(cast):
    training = proposed(cast, plan(cast))
    reason = make.reason("postponed", "other")
    training = move_training(
        training=training, move="postpone", reason=reason, version=training.version, by=cast.coordinator
    )
    training = move_training(
        training=training, move="resume", note="Dana turun", version=training.version, by=cast.coordinator
    )
    assert (training.proposed_at, training.status_note) == (None, "")
    assert not Training.objects.filter(pk=training.pk).returned().exists()


# Pages


def test_the_head_is_asked_and_the_coordinator_is_told(cast, page):
    training = written(cast, plan(cast))
    assert address("propose", training) in text(page.get(address("proposal", training)))
    response = page.post(address("propose", training), {"version": training.version})
    assert response.url == address("proposal", training)
    page.force_login(cast.head)
    assert "needs=proposed" in text(page.get("/"))
    shown = text(page.get(training.get_absolute_url()))
    assert address("return", training) in shown
    version = fresh(training).version
    page.post(address("return", training), {"version": version, "reason": "Kurangi <b>biaya</b>"})
    page.force_login(cast.coordinator)
    assert "needs=returned" in text(page.get("/"))
    (row,) = page.get(reverse("trainings:list"), {"needs": "returned"}).context["rows"]
    assert row == training
    assert "Kurangi &lt;b&gt;biaya&lt;/b&gt;" in text(page.get(training.get_absolute_url()))


def test_what_is_missing_is_told_instead_of_asking(cast, page):
    training = plan(cast, sessions=0)
    shown = text(page.get(address("proposal", training)))
    assert "Plan at least one session." in shown
    assert address("propose", training) not in shown
    assert page.get(address("propose", training)).url == address("proposal", training)
    response = page.post(address("propose", training), {"version": training.version})
    assert response.status_code == 422


def test_an_old_form_of_the_proposal_keeps_what_was_typed(cast, page):
    training = plan(cast)
    page.post(address("proposal-write", training), TEXTS | {"version": 0})
    late = TEXTS | {"need": "Kata saya", "version": 0}
    response = page.post(address("proposal-write", training), late)
    assert response.status_code == 422
    assert "Kata saya" in text(response)
    assert 'name="version" value="1"' in text(response)
    assert page.post(address("proposal-write", training), late | {"version": 1}).status_code == 302
    assert Proposal.objects.get().need == "Kata saya"


def lines_form(training, *rows, **more):
    values = {"version": fresh(training).version, "lines-TOTAL_FORMS": len(rows), "lines-INITIAL_FORMS": 0}
    for number, row in enumerate(rows):
        values |= {f"lines-{number}-{name}": value for name, value in (LINE | row).items()}
    return values | more


def test_the_budget_form_adds_changes_and_removes_lines(cast, page):
    training = plan(cast)
    budget(cast, training, LINE, LINE | {"name": "Spanduk"})
    first, second = lines_of(training)
    rows = (
        {"id": first.pk, "quantity": "2.5"},
        {"id": second.pk, "remove": "on", "quantity": "x"},
        {"name": "Snack"},
    )
    blank = {"name": "", "quantity": "", "unit": "", "unit_price": ""}
    response = page.post(address("budget", training), lines_form(training, *rows, blank))
    assert response.url == address("proposal", training)
    assert [(line.name, line.planned) for line in lines_of(training)] == [
        ("Narasumber", 2_250_000),
        ("Snack", 2_700_000),
    ]
    shown = text(page.get(address("proposal", training)))
    assert "Rp4,950,000" in shown
    assert "Rp247,500" in shown


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"name": ""}, "Row 1, Budget item: "),
        ({"quantity": ""}, "Row 1, Quantity: "),
        ({"unit": ""}, "Row 1, Unit of measure: "),
        ({"unit_price": ""}, "Row 1, Price of a unit (Rp): "),
        ({"unit_price": "-5"}, "Row 1, Price of a unit (Rp): "),
        ({"source": "pocket"}, "Row 1, Source: "),
    ],
)
def test_a_wrong_line_is_told_and_nothing_saved(cast, page, row, expected):
    training = plan(cast)
    response = page.post(address("budget", training), lines_form(training, row))
    assert response.status_code == 422
    assert any(expected in message for message in response.context["form"].non_field_errors())
    assert not BudgetLine.objects.exists()


def test_more_rows_keeps_what_was_typed(cast, page):
    training = plan(cast)
    response = page.post(address("budget", training), lines_form(training, {"quantity": "tiga"}, more="1"))
    assert (response.status_code, len(response.context["form"].lines.forms)) == (200, 4)
    assert 'value="tiga"' in text(response)


def test_closed_forms_lead_back(cast, page):
    running = plan(cast, status="running")
    for name in ("proposal-write", "budget", "budget-items"):
        assert page.get(address(name, running)).url == address("proposal", running)
    assert page.get(address("spending", plan(cast))).status_code == 302


def test_what_was_spent_is_entered_by_line_and_compared(cast, page):
    training = plan(cast)
    budget(cast, training)
    Training.objects.filter(pk=training.pk).update(status="approved")
    (line,) = lines_of(training)
    given = {"version": fresh(training).version, f"spent_{line.pk}": "2500000", f"note_{line.pk}": "lunas"}
    assert page.post(address("spending", training), given).status_code == 302
    shown = text(page.get(address("proposal", training)))
    assert "Rp2,500,000" in shown
    assert "Rp200,000" in shown


def test_the_cost_of_a_graduate_is_for_the_bapas_alone(cast, page):
    training = plan(cast)
    budget(cast, training)
    training.budget_lines.update(spent=1_000_000)
    make.enrolment(training, status="completed", completed_on=TODAY)
    Training.objects.filter(pk=training.pk).update(status="completed", completed_on=TODAY)
    assert "n = 1" in text(page.get(address("proposal", training)))
    page.force_login(cast.regional)
    shown = text(page.get(address("proposal", training)))
    assert "n = 1" not in shown
    assert "Rp2,700,000" in shown


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [("proposal", 6), ("budget", 6)])
def test_pages_cost_the_same_with_one_and_three_lines(
    cast, page, django_assert_num_queries, name, queries, number
):
    training = plan(cast)
    budget(cast, training, *[LINE] * number)
    page.get("/")  # the first page of a session writes it
    with django_assert_num_queries(queries):
        assert page.get(address(name, training)).status_code == 200
