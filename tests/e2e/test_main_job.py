"""The whole job of a training coordinator, from the office's own workbook to the board of the Kanwil."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from clients.models import Client
from pembinaan.management.commands.demo import PASSWORD
from tests.e2e.walker import DESK, PHONE, Walker
from tests.project.source import ROOT
from trainings.models import Attendance, Outcome, Training

SAMPLE = ROOT / "tests/data/klien_bapas_palu.xlsx"
START = "2026-11-24T00:30:00Z"  # 08.30 WITA, a Tuesday

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def walker(browser, live_server, monkeypatch):
    monkeypatch.delenv("DEMO_PASSWORD", raising=False)
    call_command("demo", "--base", verbosity=0)
    # What a page looks like is no matter of the database: one of them is enough for that.
    walker = Walker(browser, live_server.url, by_axe=connection.vendor == "sqlite")
    yield walker
    walker.context.close()


def test_from_the_workbook_to_the_board(walker):
    with time_machine.travel(START, tick=True) as clock:
        walker.log_in("coordinator.palu", PASSWORD)
        import_the_register(walker)
        training = plan_the_training(walker)
        seat_twenty(walker, training)
        approve(walker, training)
        mark_t20(walker, training)
        assess_and_complete(walker, training)
        clock.shift(timedelta(days=213))
        follow_six_up(walker, training)
        read_the_board(walker)
    assert "\n".join(walker.complaints) == ""
    assert len(walker.seen) > 20


def import_the_register(walker):
    walker.open(reverse("clients:import-list"))
    walker.page.set_input_files("input[type=file]", SAMPLE)
    walker.submit()  # to the mapping
    walker.submit()  # to the preview
    assert "1.490" in walker.page.inner_text("main")
    walker.submit()  # saved
    assert Client.objects.filter(office__code="BAPAS-PALU").count() == 1490
    walker.open(reverse("clients:list"))


def plan_the_training(walker):
    walker.open(reverse("trainings:create"))
    programme = walker.page.locator("select[name=programme] option", has_text="Bawang Goreng").first
    today = timezone.localdate().isoformat()
    walker.fill(
        {
            "programme": programme.get_attribute("value"),
            "title": "Pembuatan Bawang Goreng",
            "place": "Aula Bapas Palu",
            "starts_on": today,
            "ends_on": today,
            "capacity": "20",
            "first_slot_start": "08:00",
            "first_slot_end": "15:00",
            "second_slot_start": "",
            "second_slot_end": "",
        }
    )
    walker.submit()
    training = Training.objects.get()
    assert training.sessions.count() == 1
    return training


def seat_twenty(walker, training):
    walker.open(reverse("trainings:candidates", args=[training.pk]))
    sure = walker.page.locator("label.pick:not(:has(.tag-warn)) input[name=client]")
    while sure.count() < 20:
        walker.press(".pager a[rel=next]")
    for box in sure.all()[:20]:
        box.check()
    walker.press(".dock button[type=submit]")
    assert training.enrolments.filter(status="enrolled").count() == 20
    walker.open(training.get_absolute_url())


def approve(walker, training):
    walker.log_in("head.palu", PASSWORD)
    walker.open(training.get_absolute_url())
    walker.press(f"a[href='{reverse('trainings:move', args=[training.pk, 'approve'])}']")
    walker.submit()
    training.refresh_from_db()
    assert training.status == "approved"


def mark_t20(walker, training):
    """17 present, 1 late, 1 excused with a reason, 1 absent, in six taps on a phone."""
    walker.log_in("coordinator.palu", PASSWORD)
    walker.resize(PHONE)
    walker.open(training.sessions.get().get_absolute_url())
    page, taps = walker.page, []

    def tap(selector):
        taps.append(selector)
        page.locator(selector).first.click()

    tap("#p3 .mark:has(input[value=t])")
    tap("#p5 .mark:has(input[value=i])")
    tap("#p5 label:has(input[type=radio][name^=r])")
    tap("#p7 .mark:has(input[value=a])")
    expect(page.locator("#left b")).to_have_text("17")
    tap("#fill")
    expect(page.locator("#left b")).to_have_text("0")
    walker.look()
    tap("#attest")
    page.wait_for_load_state()
    wait_until(lambda: training.sessions.get().attested_at is not None, page)
    walker.look()
    assert len(taps) == 6
    marks = list(Attendance.objects.values_list("mark", flat=True))
    assert {mark: marks.count(mark) for mark in set(marks)} == {
        "present": 17,
        "late": 1,
        "excused": 1,
        "absent": 1,
    }
    walker.resize(DESK)


def wait_until(true, page):
    for _ in range(50):
        if true():
            return
        page.wait_for_timeout(100)
    raise AssertionError("did not happen within five seconds")


def assess_and_complete(walker, training):
    walker.open(reverse("trainings:results", args=[training.pk]))
    walker.press("button[name=fill]")
    walker.open(reverse("trainings:complete", args=[training.pk]))
    walker.submit()
    training.refresh_from_db()
    assert training.status == "completed"
    assert training.enrolments.filter(status="completed", result="competent").count() == 18


def follow_six_up(walker, training):
    walker.log_in("coordinator.palu", PASSWORD)
    walker.open(reverse("trainings:follow-up-list") + f"?point=3&training={training.pk}")
    addresses = [link.get_attribute("href") for link in walker.page.locator("td a.cell-name").all()]
    assert len(addresses) == 18
    walker.resize(PHONE)
    for number, address in enumerate(addresses[:6]):
        walker.open(address)
        status = "own_business" if number < 5 else "seeking"
        walker.page.locator("label:has(input[name=channel][value=visit])").click()
        walker.page.locator(f"label:has(input[name=status][value={status}])").click()
        walker.press(".dock button.btn-primary")
    walker.resize(DESK)
    assert Outcome.objects.filter(follow_up__point=3).count() == 6
    walker.open(reverse("home"))


def read_the_board(walker):
    walker.log_in("regional.sulteng", PASSWORD)
    assert walker.page.url.endswith(reverse("dashboards:board"))

    def card(key):
        return walker.page.inner_text(f"#{key} .of")

    assert "18 dari 20" in card("trained")
    assert "18 dari 18" in card("passed")
    assert "5 dari 18" in card("work-3")
    minutes = 8 * 45
    credited, expected = (17 * minutes + minutes - late_minutes()) / 45, 19 * minutes / 45
    assert f"{credited:.1f}".rstrip("0").rstrip(".").replace(".", ",") in card("attendance")
    assert f"{expected:.0f}" in card("attendance")
    walker.press("#work-3 .links a")
    assert Client.objects.filter(office__code="BAPAS-PALU").exists()
    names = Client.objects.filter(enrolments__isnull=False).values_list("name", flat=True)
    content = walker.page.content()
    assert not [name for name in names if re.search(rf"\b{re.escape(name)}\b", content)]
    walker.resize(PHONE)
    walker.open(reverse("dashboards:board"))


def late_minutes():
    return Attendance.objects.get(mark="late").minutes_late
