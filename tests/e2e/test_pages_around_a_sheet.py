"""The pages around an attendance sheet, one after the other: axe finds nothing, nothing runs off the side."""

import uuid
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from pembinaan import dates
from tests import make
from tests.e2e.sheet import TAGS
from trainings.actions.amendments import amend_mark
from trainings.actions.attendance import record_attendance
from trainings.actions.barriers import handle_absence
from trainings.actions.excuses import bring_excuse
from trainings.actions.scans import attach_scan
from trainings.actions.walk_in import add_walk_in
from trainings.sheet import Entry, Said

LOOKS = [(320, "light"), (1280, "dark")]
LONG = "Moh. Rizky Ramadhan bin Alm. Abdul Karim Tandigala"
PDF = b"%PDF-1.4\nDaftar hadir\n%%EOF"


def sheet(cast, *, ago, people=3, **more):
    training = make.training(cast.palu, day=dates.today(cast.palu) - timedelta(days=ago), **more)
    for number in range(people):
        client = make.client(cast.palu, name=f"{LONG} {number}", phone="6281234567890")
        make.enrolment(training, client)
    return training.sessions.get()


def mark(cast, session, value):
    entries = [Entry(number, Said(value)) for number in (1, 2, 3)]
    record_attendance(session=session, marks=entries, by=cast.coordinator, now=session.ends_at)


def about(session, name, *more):
    return reverse(f"trainings:{name}", args=[session.training_id, session.pk, *more])


@pytest.fixture
def missed(cast):
    """A sheet of yesterday with an absence, an excuse that waits, a barrier, a scan and somebody unknown."""
    session, by = sheet(cast, ago=1), {"by": cast.coordinator}
    mark(cast, session, "absent")
    sick = make.reason(needs_evidence=True)
    key = {"form_key": uuid.uuid4()}
    bring_excuse(session=session, number=2, mark="sick", reason=sick, **key, **by)
    handle_absence(session=session, number=3, kind="transport", **key, **by)
    add_walk_in(session=session, name=LONG, **key, **by)
    attach_scan(session=session, file=ContentFile(PDF, name="daftar.pdf"), **key, **by)
    return session


@pytest.fixture
def locked(cast):
    """A sheet of last month, and the wish to open it."""
    session = sheet(cast, ago=30)
    mark(cast, session, "present")
    return make.reopen_request(session, cast.coordinator, note=f"Salah baris: {LONG}")


@pytest.fixture
def amended(cast):
    session = sheet(cast, ago=2)
    mark(cast, session, "present")
    day = dates.today(cast.palu)
    type(session.training).objects.filter(pk=session.training_id).update(status="completed", completed_on=day)
    values = {"number": 1, "said": Said("late", 20), "note": "Menurut kertas", "form_key": uuid.uuid4()}
    amend_mark(session=session, by=cast.head, **values)
    return session


class Look:
    """Opens pages as somebody; `faults` gathers what is wrong with them in each look."""

    def __init__(self, page, server):
        self.page, self.server, self.faults = page, server, []
        page.on("console", lambda said: self.hear(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.hear(str(error)))

    def hear(self, text):
        if "422" not in text:
            self.faults.append((self.page.url, text))

    def become(self, user):
        client = Client()
        client.force_login(user)
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": value, "url": self.server}
        self.page.context.add_cookies([cookie])

    def open(self, *addresses):
        for address in addresses:
            assert self.page.goto(address).status == 200, address
            self.examine()

    def examine(self):
        page, path = self.page, self.page.url.removeprefix(self.server)
        for width, scheme in LOOKS:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            violations = Axe().run(page, options={"runOnly": TAGS}).response["violations"]
            found = [(item["id"], [node["html"][:160] for node in item["nodes"][:3]]) for item in violations]
            if page.evaluate("document.documentElement.scrollWidth") > width:
                found.append("runs off the side")
            if page.locator("h1").count() != 1:
                found.append("has not one heading")
            self.faults += [(path, width, scheme, fault) for fault in found]


def test_pages_around_a_sheet_are_sound(page, live_server, transactional_db, cast, missed, locked, amended):
    look, training = Look(page, live_server.url), missed.training
    waiting = sheet(cast, ago=4, title=f"{LONG} {LONG}")
    known = make.client(cast.palu, name=f"Sulastri {LONG}")
    look.become(cast.coordinator)
    absences, first = reverse("trainings:absence-list"), training.enrolments.get(number=1)
    look.open(*(f"{absences}?part={part}" for part in ("excuses", "absences", "barriers", "steps")))
    look.open(reverse("trainings:absences", args=[training.pk]))
    look.open(about(missed, "excuse", 1), about(missed, "barrier", 1))
    page.click("main form[method=post] button.btn-primary")
    expect(page.locator(".errors")).to_be_visible()
    look.examine()
    look.open(reverse("trainings:ladder-step", args=[training.pk, first.pk, "reminder"]))

    look.open(about(missed, "walk-in"))
    page.fill("[name=q]", "sulastri")
    page.click("form[role=search] button")
    expect(page.get_by_text(known.name).first).to_be_visible()
    look.examine()
    type(training).objects.filter(pk=training.pk).update(capacity=4)
    page.click(".row-item button")
    expect(page.locator("[role=alert]")).to_be_visible()
    look.examine()
    guest = training.enrolments.get(number=4)
    look.open(reverse("trainings:reconcile-list"), reverse("trainings:reconcile", args=[guest.pk]))

    look.open(about(waiting, "quick-entry"))
    page.fill("#id_line", "1H, 2T15, 3I")
    expect(page.locator("#preview .row-item")).to_have_count(3)
    look.examine()
    look.open(about(missed, "sheet-scans"), about(waiting, "sheet-scans"))
    look.open(reverse("trainings:session-list"))
    summary = reverse("trainings:daily-summary")
    look.open(summary, f"{summary}?day={missed.day:%Y-%m-%d}")

    look.open(about(locked.session, "reopen-request"), reverse("trainings:reopen-requests"))
    look.become(cast.head)
    look.open(reverse("trainings:reopen-decide", args=[locked.pk]), about(locked.session, "session-reopen"))
    look.open(about(amended, "amend"))
    page.click("main form[method=post] button.btn-primary")
    expect(page.locator(".errors")).to_be_visible()
    look.examine()
    assert "\n".join(map(str, look.faults)) == ""
