"""The account and audit pages in a real browser: policy, accessibility, no sideways scrolling."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from pembinaan.accounts.actions import make_access_link
from pembinaan.audit.record import record
from pembinaan.audit.verbs import Verb
from tests import make
from tests.accounts.test_admin_in_browser import TAGS, log_in

WIDTHS = (360, 1280)


@pytest.fixture
def watched(page):
    page.complaints = []
    page.on(
        "console", lambda message: page.complaints.append(message.text) if message.type == "error" else None
    )
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    return page


def assert_clean(page, address):
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(address)
        violations = Axe().run(page, options={"runOnly": TAGS}).response["violations"]
        assert [(item["id"], item["nodes"][0]["html"]) for item in violations] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.locator("h1").count() == 1


def test_history_trail_and_profile_are_clean(watched, transactional_db, cast):
    training = make.training(cast.palu)
    for number in range(41):
        record(
            Verb.CHANGED, training, by=cast.coordinator, changes={"title": [f"Judul {number}", "Judul baru"]}
        )
    log_in(watched, "head.palu")
    assert_clean(watched, "/accounts/profile/")
    assert_clean(watched, "/audit/")
    assert_clean(watched, f"/audit/trainings.training/{training.pk}/")
    watched.click("[data-history] nav a")
    expect(watched.locator("[data-history] ol > li")).to_have_count(1)
    assert watched.complaints == []


def test_the_access_link_works_in_a_browser(watched, transactional_db, cast):
    link = make_access_link(user=cast.clerk, by=cast.admin)
    watched.goto(link)
    assert watched.url.endswith("/accounts/access/")
    assert_clean(watched, "/accounts/access/")
    watched.fill("[name=password]", "kebun-jagung-hujan-88")
    watched.fill("[name=again]", "kebun-jagung-hujan-88")
    watched.click("main button.btn-primary")
    watched.wait_for_url("**/accounts/login/")
    assert watched.complaints == []
