"""An official of the Kanwil: from the board to a training and back, on a phone and at a desk."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse

from pembinaan import dates
from tests import make
from tests.cast import PASSWORD
from tests.e2e.walker import DESK, PHONE, Walker

pytestmark = pytest.mark.django_db(transaction=True)
COUNTS = {"finishing": 20, "completed": 18, "started": 19, "passed": 17, "certified": 12}
LIVES = {"closed_3": 18, "reached_3": 12, "placed_3": 7, "closed_6": 17, "reached_6": 9, "placed_6": 6}
MARKS = {"minutes_expected": 9000, "minutes_credited": 8100, "marks_present": 60, "sessions_held": 4}


@pytest.fixture
def region(cast):
    month = dates.add_months(dates.today(cast.palu).replace(day=1), -4)
    for office in (cast.palu, cast.luwuk):
        done = {
            "status": "completed",
            "completed_on": month + timedelta(days=9),
            "partner": make.partner(office),
        }
        training = make.training(office, day=month, title=f"Bawang goreng {office.code}", **done)
        make.tally(training, month, **COUNTS, **LIVES, **MARKS)
    return cast


@pytest.mark.parametrize(("size", "language"), [(PHONE, "id"), (DESK, "en")])
def test_from_a_card_to_a_training_and_back(browser, live_server, region, size, language):
    walker = Walker(browser, live_server.url, size)
    walker.log_in(region.regional.username, PASSWORD)
    cookie = {"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": live_server.url}
    walker.context.add_cookies([cookie])
    board = reverse("dashboards:board") + f"?period=12m&office={region.palu.pk}"
    walker.open(board)
    assert walker.page.locator("html").get_attribute("lang") == language
    walker.press(f".figures a[href*='{reverse('dashboards:behind', args=['trained'])}']")
    assert f"office={region.palu.pk}" in walker.page.url
    walker.press("main a[href^='/trainings/']:has-text('Bawang goreng')")
    assert "Bawang goreng" in walker.page.inner_text("h1")
    walker.page.go_back()
    walker.page.go_back()
    assert walker.page.url.endswith(board)
    assert region.palu.full_name in walker.page.inner_text("main")
    for name in ("indicators", "months", "targets", "definitions"):
        walker.open(reverse(f"dashboards:{name}"))
    walker.open(reverse("dashboards:behind", args=["work-3"]))
    walker.page.emulate_media(media="print")
    walker.page.goto(board)
    assert region.palu.full_name in walker.page.inner_text("body")
    assert "\n".join(walker.complaints) == ""
    walker.context.close()
