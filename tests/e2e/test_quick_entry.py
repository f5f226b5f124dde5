"""A paper sheet of twenty people keyed in: one line, one Enter."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from tests import make
from tests.e2e.sheet import RESULT, TAGS, counted
from trainings.models import Attendance


@pytest.fixture
def session(transactional_db, cast):
    training = make.training(cast.palu, title="Bawang goreng")
    for number in range(20):
        make.enrolment(training, make.client(cast.palu, name=f"Contoh {number + 1:02}"))
    make.reason(code="family", name="Keluarga")
    make.reason(code="health", name="Kesehatan")
    now = timezone.now()
    training.sessions.update(
        starts_at=now - timedelta(minutes=25), ends_at=now + timedelta(hours=3), day=now.date()
    )
    return training.sessions.get()


@pytest.fixture
def opened(page, live_server, session, cast):
    client = Client()
    client.force_login(cast.counsellor)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}])
    page.set_viewport_size({"width": 360, "height": 640})
    page.complaints = []
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.goto(reverse("trainings:quick-entry", args=[session.training_id, session.pk]))
    return page


def test_twenty_people_take_one_line_and_one_enter(opened, session):
    opened.keyboard.type("3T15, 7I kel, 12A, sisanya H")
    expect(opened.locator("#preview .row-item")).to_have_count(20)
    expect(opened.locator("#preview .row-item").nth(2)).to_contain_text("Terlambat 15 mnt")
    assert opened.evaluate("document.documentElement.scrollWidth") == 360
    axe = Axe().run(opened, options={"runOnly": {"type": "tag", "values": TAGS}})
    assert [violation["id"] for violation in axe.response["violations"]] == []
    opened.keyboard.press("Enter")
    opened.wait_for_url("**/attendance/")
    assert counted(session) == RESULT
    assert Attendance.objects.get(mark="late").minutes_late == 15
    assert opened.complaints == []


def test_a_slip_is_told_while_typing_and_enter_loses_nothing(opened, session):
    opened.keyboard.type("3T15, 7I, sisanya H")
    expect(opened.locator("#preview .notice")).to_contain_text("7I")
    opened.keyboard.press("Enter")
    expect(opened.locator("#preview .notice[role=alert]")).to_be_visible()
    expect(opened.locator("#id_line")).to_have_value("3T15, 7I, sisanya H")
    assert counted(session) == {}
    opened.select_option("#id_reason", label="Kesehatan")
    opened.focus("#id_line")
    opened.keyboard.press("Enter")
    opened.wait_for_url("**/attendance/")
    assert counted(session) == {"late": 1, "excused": 1, "present": 18}
