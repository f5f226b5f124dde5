"""An instructor with a phone and no account, then the officer who accepts."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import make
from tests.cast import PASSWORD
from tests.e2e.walker import DESK, PHONE, Walker
from trainings.models import Attendance, ChecklistItem, ChecklistTick, Concern


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


def test_an_instructor_ticks_and_an_officer_accepts(browser, live_server, session, cast):
    officer = Walker(browser, live_server.url, PHONE)
    officer.log_in(cast.counsellor.username, PASSWORD)
    officer.open(f"/trainings/{session.training_id}/sessions/{session.pk}/instructor/")
    officer.press("button[value=make]")
    address = officer.page.input_value("#address")

    walker = Walker(browser, live_server.url, PHONE)
    walker.open(address)
    page = walker.page
    assert page.locator("script").count() == 0
    for target in page.locator("label.mark, label.form-check, summary, button").all():
        if target.is_visible():
            assert target.bounding_box()["height"] >= 44, target.inner_text()
    walker.resize(DESK)
    walker.look()
    assert page.locator(".roster").bounding_box()["width"] > DESK["width"] / 2
    walker.resize(PHONE)
    for number, letter in ((1, "H"), (2, "T"), (3, "A")):
        page.check(f"input[name=m{number}][value={letter}]")
    page.click("#p1 summary")
    page.check("#p1 input[name=step]")
    page.fill("[name=remark]", "Semua rajin")
    page.click(".panel summary")
    page.fill("[name=about]", "2")
    page.fill("[name=concern]", "Tampak sakit.")
    walker.press("main button[type=submit]")
    assert page.locator(".notice.is-ok").is_visible()
    assert page.is_checked("input[name=m2][value=T]")
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
    assert page.goto(address).status == 410
    assert [said for said in walker.complaints if "410" not in said] == []
    assert officer.complaints == []


def test_it_works_without_scripts(browser, live_server, session, cast):
    officer = Walker(browser, live_server.url, PHONE)
    officer.log_in(cast.counsellor.username, PASSWORD)
    officer.open(f"/trainings/{session.training_id}/sessions/{session.pk}/instructor/")
    officer.press("button[value=make]")
    address = officer.page.input_value("#address")
    context = browser.new_context(locale="id-ID", viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    page.check("input[name=m1][value=H]")
    with page.expect_navigation() as moved:
        page.click("main button[type=submit]")
    assert moved.value.status == 200
    assert page.is_checked("input[name=m1][value=H]")
    context.close()
