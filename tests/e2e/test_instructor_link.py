"""An instructor with a phone and no account, then the officer who accepts."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import make
from tests.cast import PASSWORD
from tests.e2e.walker import DESK, PHONE, Walker
from trainings.models import Attendance, ChecklistItem, ChecklistTick, Concern, ProvisionalMark


@pytest.fixture
def session(transactional_db, cast):
    training = make.training(cast.palu, title="Bawang goreng")
    for name in ("Burhan Contoh", "Sukma", "Wawan Contoh"):
        make.enrolment(training, make.client(cast.palu, name=name))
    now = timezone.now()
    training.sessions.update(
        starts_at=now - timedelta(minutes=25), ends_at=now + timedelta(hours=3), day=now.date()
    )
    session = training.sessions.get()
    ChecklistItem.objects.create(module=session.modules.get(), order=1, text="Mengiris rata")
    return session


@pytest.fixture
def address(browser, live_server, session, cast):
    return handed_over(browser, live_server, session, cast)[1]


def handed_over(browser, live_server, session, cast):
    """The officer, and the address that the officer made for the instructor."""
    officer = Walker(browser, live_server.url, PHONE)
    officer.log_in(cast.counsellor.username, PASSWORD)
    officer.open(f"/trainings/{session.training_id}/sessions/{session.pk}/instructor/")
    officer.press("button[value=make]")
    return officer, officer.page.input_value("#address")


def is_tall(page):
    for target in page.locator("label.mark, label.form-check, summary, button").all():
        if target.is_visible():
            assert target.bounding_box()["height"] >= 44, target.inner_text()


def test_an_instructor_ticks_and_an_officer_accepts(browser, live_server, session, cast):
    officer, address = handed_over(browser, live_server, session, cast)
    walker = Walker(browser, live_server.url, PHONE)
    walker.open(address)
    page = walker.page
    is_tall(page)
    walker.resize(DESK)
    walker.look()
    is_tall(page)
    assert page.locator(".roster").bounding_box()["width"] > DESK["width"] / 2
    walker.resize(PHONE)
    for number, letter in ((1, "H"), (2, "T"), (3, "A")):
        page.check(f"input[name=m{number}][value={letter}]")
        page.wait_for_selector(f"#p{number} .flag.is-ok")
    assert dict(ProvisionalMark.objects.values_list("enrolment__number", "mark")) == {
        1: "present",
        2: "late",
        3: "absent",
    }
    page.click("#p1 summary")
    page.check("#p1 input[name=step]")
    page.fill("[name=remark]", "Semua rajin")
    page.click(".panel summary")
    page.fill("[name=about]", "7")
    page.fill("[name=concern]", "Tampak sakit.")
    walker.press("main button[type=submit]")
    assert page.locator(".errors").is_visible()
    page.fill("[name=about]", "2")
    page.click("main button[type=submit]")
    page.wait_for_selector(".notice.is-ok")
    assert page.input_value("[name=concern]") == ""
    walker.look()
    assert not Attendance.objects.exists()
    assert Concern.objects.get().enrolment.number == 2

    officer.open(f"/trainings/{session.training_id}/sessions/{session.pk}/instructor/")
    officer.press("button[value=accept]")
    assert dict(Attendance.objects.values_list("enrolment__number", "mark")) == {
        1: "present",
        2: "late",
        3: "absent",
    }
    assert ChecklistTick.objects.get().accepted_at
    officer.press("button[value=revoke]")
    page.check("input[name=m1][value=T]")
    page.wait_for_selector("#messages .notice.is-bad")
    assert page.is_checked("input[name=m1][value=T]")
    assert page.locator("#p1 .flag.is-warn").is_visible()
    walker.look()
    assert [said for said in walker.complaints if "410" not in said] == []
    assert officer.complaints == []


def test_ticks_wait_for_a_signal_and_show_what_another_instructor_ticked(browser, live_server, address):
    first, second = (Walker(browser, live_server.url, PHONE) for _ in range(2))
    first.open(address)
    second.open(address)
    page, asked = first.page, []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    first.context.set_offline(True)
    page.check("input[name=m1][value=H]")
    page.check("input[name=m2][value=H]")
    page.wait_for_selector("#p2 .flag.is-warn")
    is_tall(page)
    first.look()
    with page.expect_event("dialog"):
        page.close(run_before_unload=True)
    assert asked == ["beforeunload"]

    second.page.check("input[name=m1][value=A]")
    second.page.wait_for_selector("#p1 .flag.is-ok")
    first.context.set_offline(False)  # the page tries again by itself
    page.wait_for_selector("#p2 .flag.is-ok")
    page.wait_for_selector("#p1.collide")
    assert page.is_checked("input[name=m1][value=A]")
    is_tall(page)
    first.look()
    page.click("#p1 .clash button >> nth=0")
    page.wait_for_selector("#p1:not(.collide) .flag.is-ok")
    marks = dict(ProvisionalMark.objects.values_list("enrolment__number", "mark"))
    assert marks == {1: "present", 2: "present"}
    second.page.check("input[name=m3][value=T]")
    second.page.wait_for_selector("#p3 .flag.is-ok")
    assert second.page.is_checked("input[name=m1][value=H]")
    assert [said for said in first.complaints if "ERR_INTERNET" not in said] == []
    assert second.complaints == []


def test_it_works_without_scripts(browser, live_server, address):
    context = browser.new_context(locale="id-ID", viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    page.check("input[name=m1][value=H]")
    with page.expect_navigation() as moved:
        page.click("main button[type=submit]")
    assert moved.value.status == 200
    assert page.is_checked("input[name=m1][value=H]")
    context.close()
