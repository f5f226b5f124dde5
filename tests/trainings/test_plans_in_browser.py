"""The scripts of long forms: a draft outlives a lost connection, a budget is summed while it is typed."""

import pytest
from django.urls import reverse

from pembinaan.accounts.models import FormDraft
from tests import make
from tests.cast import PASSWORD
from trainings.models import Training

pytestmark = pytest.mark.django_db(transaction=True)


def log_in(page, user):
    page.goto("/accounts/login/")
    page.fill("input[name=login]", user.username)
    page.fill("input[name=password]", PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_what_is_typed_survives_a_lost_connection_and_a_reload(cast, page):
    training = make.training(cast.palu, status="draft")
    log_in(page, cast.coordinator)
    address = reverse("trainings:proposal-write", args=[training.pk])
    page.goto(address)
    state = page.locator("[data-draft]")
    page.context.set_offline(True)
    page.fill("[name=need]", "Dua puluh klien belum bekerja")
    page.locator("[name=purpose]").focus()
    page.wait_for_selector("[data-draft].is-lost")
    assert not FormDraft.objects.exists()
    with page.expect_response(lambda answer: answer.url.endswith("/accounts/drafts/") and answer.ok):
        page.context.set_offline(False)
    page.wait_for_selector("[data-draft]:not(.is-lost)")
    assert state.inner_text()
    page.goto(address)
    assert page.input_value("[name=need]") == ""
    with page.expect_navigation():
        page.click("a[href^='?draft=']")
    assert page.input_value("[name=need]") == "Dua puluh klien belum bekerja"
    with page.expect_navigation():
        page.click(".form-column .btn-primary")
    assert training.proposal.need == "Dua puluh klien belum bekerja"
    assert not FormDraft.objects.exists()


def test_a_budget_is_summed_while_it_is_typed(cast, page):
    training = make.training(cast.palu, status="draft")
    log_in(page, cast.coordinator)
    page.goto(reverse("trainings:budget", args=[training.pk]))
    page.click("[data-rows-more]")
    rows = page.locator("[data-rows-list] [data-row]")
    assert rows.count() == 6
    for number, (name, quantity, price) in {
        0: ("Narasumber", "3", "900000"),
        5: ("Bahan", "2.5", "10000"),
    }.items():
        for field, value in (("name", name), ("quantity", quantity), ("unit", "OJ"), ("unit_price", price)):
            page.fill(f"[name=lines-{number}-{field}]", value)
    page.select_option("[name=lines-5-source]", "csr")
    assert rows.nth(0).locator("[data-line-sum]").inner_text() == "Rp2.700.000"
    assert page.locator("[data-total]").inner_text() == "Rp2.725.000"
    assert page.locator("[data-sources] li").all_inner_texts()[1] == "CSR: Rp25.000"
    with page.expect_navigation():
        page.click(".form-column .btn-primary")
    planned = [line.planned for line in Training.objects.get().budget_lines.all()]
    assert planned == [2_700_000, 25_000]
