"""The pages of the register in a real browser: nothing runs off the side, axe finds nothing."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests import make
from tests.cast import PASSWORD

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.fixture
def subject(transactional_db, cast):
    return make.client(
        cast.palu,
        name="Moh. Rizky Ramadhan bin Alm. Abdul Karim Tandigala",
        register_number="BAPAS.PALU/D/0412/PB/XII/2025",
        counsellor=cast.counsellor,
        phone="6281234567890",
        phone_owner="istri",
        nik="7271011405900001",
    )


@pytest.fixture
def visitor(page, subject):
    page.goto("/accounts/login/")
    page.fill("[name=login]", "coordinator.palu")
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url("**/")
    return page


def faults(page):
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}}).response["violations"]
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [(fault["id"], fault["nodes"][0]["html"]) for fault in found] + (["sideways"] if wide > 0 else [])


@pytest.mark.parametrize(("scheme", "width"), [("light", 320), ("dark", 1280)])
def test_every_page_is_sound(visitor, subject, width, scheme):
    visitor.set_viewport_size({"width": width, "height": 740})
    visitor.emulate_media(color_scheme=scheme)
    home = subject.get_absolute_url()
    parts = ["", "edit/", "work-status/", "consents/", "consents/new/", "nik/", "end/"]
    for url in ("/clients/", "/clients/new/", *(home + part for part in parts)):
        visitor.goto(url)
        assert faults(visitor) == [], url


def test_registering_by_hand_corrects_what_was_refused(visitor, subject):
    visitor.goto("/clients/new/")
    visitor.fill("[name=name]", "Nurlela")
    visitor.fill("[name=register_number]", "0391/2025")
    visitor.fill("[name=nik]", "727101")
    visitor.select_option("[name=category]", "CB")
    visitor.click("main form button[type=submit]")
    assert visitor.input_value("[name=name]") == "Nurlela"
    assert visitor.evaluate("document.activeElement.className") == "errors"
    assert faults(visitor) == []
    visitor.fill("[name=nik]", "")
    visitor.click("main form button[type=submit]")
    assert visitor.inner_text("h1") == "Nurlela"


def test_a_work_status_in_three_taps(visitor, subject):
    visitor.goto(subject.get_absolute_url())
    visitor.click(f"a[href='{subject.get_absolute_url()}work-status/'].btn")
    visitor.check("[name=status][value=seeking]", force=True)
    visitor.click("main form button[type=submit]")
    visitor.wait_for_url(f"**{subject.get_absolute_url()}")
    subject.refresh_from_db()
    assert subject.work == "seeking"
