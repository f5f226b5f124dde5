"""Results, completion and follow-ups in a browser: policy, accessibility, no sideways scrolling, few taps."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests import make
from tests.accounts.test_admin_in_browser import TAGS, log_in
from tests.trainings.after import held
from tests.trainings.test_complete_training import complete
from trainings.models import FollowUp, Outcome

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


def test_results_and_completion_are_clean_and_a_fill_takes_one_click(watched, transactional_db, cast):
    training = held(cast, "P P", "P A", "A A")
    training.enrolments.update(result="")
    log_in(watched, "coordinator.palu")
    assert_clean(watched, f"/trainings/{training.pk}/complete/")
    assert_clean(watched, f"/trainings/{training.pk}/results/")
    watched.click("button[name=fill]")
    expect(watched.locator("input[value=competent]:checked")).to_have_count(2)
    assert_clean(watched, f"/trainings/{training.pk}/complete/")
    assert watched.complaints == []


def test_a_follow_up_takes_three_taps_and_shows_only_what_belongs(watched, transactional_db, cast):
    training = held(cast, "P", ago=35)
    training.enrolments.update(client=make.client(cast.palu, counsellor=cast.counsellor))
    complete(cast, training)
    found = FollowUp.objects.get(point=1)
    log_in(watched, "counsellor.palu")
    assert_clean(watched, "/trainings/follow-ups/")
    assert_clean(watched, f"/trainings/clients/{found.enrolment.client_id}/")
    assert_clean(watched, found.get_absolute_url())
    give_up = watched.locator("#id_give_up")
    expect(give_up).to_be_hidden()
    watched.check("[name=channel][value=unreached]")
    expect(give_up).to_be_visible()
    expect(watched.locator("[name=status]").first).to_be_hidden()
    watched.check("[name=channel][value=phone]")
    watched.check("[name=status][value=employed]")
    watched.click(".actionbar .btn-primary")
    watched.wait_for_url("**/trainings/follow-ups/")
    assert Outcome.objects.get().status == "employed"
    assert_clean(watched, found.get_absolute_url())
    assert watched.complaints == []
