"""Ticking candidates in a real browser, with and without the script."""

import pytest
from django.test import Client as Visitor
from django.urls import reverse
from playwright.sync_api import expect

from tests import make
from tests.cast import make_cast
from trainings.models import Enrolment

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def training():
    cast = make_cast()
    for name in ("Adi", "Budi", "Cici"):
        make.client(cast.palu, name=name)
    visitor = Visitor()
    visitor.force_login(cast.coordinator)
    training = make.training(cast.palu, capacity=2, status="approved")
    training.session_key = visitor.cookies["sessionid"].value
    return training


def opened(context, live_server, training):
    context.add_cookies([{"name": "sessionid", "value": training.session_key, "url": live_server.url}])
    page = context.new_page()
    page.goto(reverse("trainings:candidates", args=[training.pk]))
    return page


@pytest.mark.parametrize("script", [True, False])
def test_ticks_are_counted_said_and_sent(browser, live_server, training, script):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=script)
    page = opened(context, live_server, training)
    names = ("Adi", "Cici")
    for name in names:
        page.get_by_label(name).check()
    count = page.locator("[data-pick-count]")
    assert count.is_visible() is script
    if script:
        assert count.locator("b").inner_text() == "2"
        page.locator("[data-pick-said]", has_text="2").wait_for(state="attached")
    page.locator("[data-pick] button[type=submit]").click()
    page.wait_for_url(f"**{training.get_absolute_url()}")
    assert set(Enrolment.objects.values_list("client__name", flat=True)) == set(names)
    context.close()


def test_ticks_outlive_a_search_until_they_are_sent(browser, live_server, training):
    context = browser.new_context(base_url=live_server.url)
    page = opened(context, live_server, training)
    page.get_by_label("Adi").check()
    page.locator("input[type=search]").fill("Cici")
    page.keyboard.press("Enter")
    expect(page.locator("input[name=client]")).to_have_count(1)
    page.get_by_label("Cici").check()
    assert page.locator("[data-pick-count] b").inner_text() == "2"
    page.locator("[data-pick] button[type=submit]").click()
    page.wait_for_url(f"**{training.get_absolute_url()}")
    assert set(Enrolment.objects.values_list("client__name", flat=True)) == {"Adi", "Cici"}
    page.goto(reverse("trainings:candidates", args=[training.pk]))
    assert page.locator("[data-pick-count] b").inner_text() == "0"
    context.close()


def test_one_tick_takes_the_whole_page(browser, live_server, training):
    context = browser.new_context(base_url=live_server.url)
    page = opened(context, live_server, training)
    page.locator("[data-pick-all] input").check()
    assert page.locator("input[name=client]:checked").count() == 3
    assert page.locator("[data-pick-count] b").inner_text() == "3"
    page.get_by_label("Budi").uncheck()
    assert page.locator("[data-pick-all] input").evaluate("box => box.indeterminate")
    context.close()
