"""A sheet of twenty people, and somebody who opens it."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from tests import make
from tests.e2e.sheet import PHONE, address


@pytest.fixture
def session(transactional_db, cast):
    training = make.training(cast.palu, title="Bawang goreng")
    for number in range(20):
        make.enrolment(training, make.client(cast.palu, name=f"Contoh {number + 1:02}"))
    for code in ("work", "family", "hearing"):
        make.reason(code=code, hint="dapat diterima")
    now = timezone.now()
    training.sessions.update(
        starts_at=now - timedelta(minutes=25), ends_at=now + timedelta(hours=3), day=now.date()
    )
    return training.sessions.get()


@pytest.fixture
def visit(browser, live_server, session):
    """Opens the sheet as somebody, in a browser of their own."""
    opened = []

    def visit(user, query="", **options):
        context = browser.new_context(
            **{"locale": "id-ID", "base_url": live_server.url, "viewport": PHONE} | options
        )
        client = Client()
        client.force_login(user)
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}])
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda said: page.complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto(address(session) + query)
        opened.append(context)
        return page

    yield visit
    for context in opened:
        context.close()
