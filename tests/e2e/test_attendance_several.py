"""Several people at once, from the morning, at the door, by two at the same moment, and on a locked sheet."""

from datetime import datetime, time, timedelta

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from tests import make
from tests.e2e.sheet import address, assert_clean, counted, saved
from trainings.actions.attendance import record_attendance
from trainings.models import AttendanceEvent, Session, Training
from trainings.sheet import Entry, Said

SMALL = {"width": 320, "height": 640}
ON_ITS_SIDE = {"width": 640, "height": 360}


def test_a_range_of_rows_gets_one_mark_and_gives_it_back(visit, session, cast):
    page = visit(cast.counsellor, viewport=SMALL)
    page.click("#several")
    page.click("#p2 .pick")
    page.click("#p5 .pick", modifiers=["Shift"])
    page.keyboard.press("Shift+ArrowDown")
    expect(page.locator(".several b")).to_have_text("5")
    expect(page.locator("[data-said]")).to_have_text("5 peserta dicentang")
    page.click(".several [value=s]")
    assert_clean(page, 320)
    page.click("[data-go]")
    assert not AttendanceEvent.objects.exists(), "a reason is asked first"
    page.select_option(".why select", index=1)
    page.click("[data-go]")
    saved(page, 5, "s")
    assert set(AttendanceEvent.objects.values_list("enrolment__number", "via", "reason__code")) == {
        (number, "bulk", "family") for number in range(2, 7)
    }
    expect(page.locator(".pick :checked")).to_have_count(0)
    page.click("#said button")
    saved(page, 0, "s")
    page.keyboard.press("Escape")
    assert counted(session) == {}
    assert page.complaints == []


def test_who_is_not_changed_is_named_above_the_list_and_stays_ticked(visit, session, cast):
    page = visit(cast.counsellor)
    page.click("#p1 .is-bad input")
    saved(page, 1, "a")
    marks = [Entry(2, Said("present"))]
    record_attendance(session=session, marks=marks, by=cast.coordinator)
    page.click("#several")
    for number in (1, 2, 3):
        page.click(f"#p{number} .pick")
    page.click(".several [value=a]")
    report = page.locator("#not-changed")
    expect(report.locator("a")).to_have_count(2)
    expect(report).to_contain_text("Sudah tercatat demikian")
    expect(report).to_contain_text("Dua catatan berbeda")
    expect(page.locator("#p2 .version")).to_have_count(2)
    expect(page.locator("#p1 .pick input")).to_be_checked()
    expect(page.locator("#p2 .pick")).to_have_count(0)
    assert counted(session) == {"absent": 2, "present": 1}


def test_a_phone_on_its_side_shows_two_columns(visit, session, cast):
    page = visit(cast.counsellor, viewport=ON_ITS_SIDE)
    first, second, third = (page.locator(f"#p{number}").bounding_box() for number in (1, 2, 3))
    assert first["y"] == second["y"] < third["y"]
    assert second["x"] >= first["x"] + first["width"]
    page.click("#p2 .is-bad input")
    saved(page, 1, "a")
    page.click("#several")
    assert page.evaluate("document.documentElement.scrollWidth") == 640


def test_the_morning_is_copied_after_noon(visit, session, cast):
    later = session.ends_at + timedelta(hours=1)
    noon = make.session(session.training, number=2, day=session.day)
    Session.objects.filter(pk=noon.pk).update(starts_at=later, ends_at=later + timedelta(hours=2))
    Session.objects.filter(pk=session.pk).update(starts_at=session.starts_at - timedelta(hours=5))
    Session.objects.filter(pk=noon.pk).update(starts_at=timezone.now())
    marks = [Entry(1, Said("late", 20)), Entry(2, Said("absent"))]
    record_attendance(session=session, marks=marks, by=cast.coordinator)
    page = visit(cast.counsellor)
    page.goto(address(noon))
    page.click("#p2 .is-ok input")
    saved(page, 1, "h")
    page.click("button[value=copy]")
    saved(page, 18, "")
    assert counted(noon) == {"present": 2}


def test_somebody_at_the_door_is_found_added_and_present(visit, session, cast):
    make.client(cast.palu, name="Datang Langsung")
    page = visit(cast.counsellor, viewport={"width": 1280, "height": 800})
    Training.objects.filter(pk=session.training_id).update(capacity=21)
    page.click("aside a[href$='/walk-in/']")
    page.fill("#q", "datang")
    page.keyboard.press("Enter")
    page.click(".row-item form button")
    saved(page, 1, "h")
    expect(page.locator("#p21")).to_contain_text("Datang Langsung")
    assert counted(session) == {"present": 1}


def test_two_marks_at_the_very_same_moment_make_one_conflict(visit, session, cast):
    pages = {"h": visit(cast.counsellor), "a": visit(cast.coordinator)}
    held = []
    for page in pages.values():
        page.route("**/marks/", lambda route: route.continue_() if len(held) == 2 else held.append(route))
    pages["h"].click("#p1 .is-ok input")
    pages["a"].click("#p1 .is-bad input")
    for page in pages.values():
        page.wait_for_timeout(50)
    assert len(held) == 2
    for route in held:
        route.continue_()
    for _round in range(100):
        clashes = {letter: page.locator("#p1 .version").count() for letter, page in pages.items()}
        if any(clashes.values()):
            break
        for page in pages.values():
            if page.locator("#sync button").count():  # SQLite in memory lets one write and refuses the other.
                page.locator("#sync button").click()
            page.wait_for_timeout(100)
    assert sorted(clashes.values()) == [0, 2]
    assert AttendanceEvent.objects.filter(answer="conflict").count() == 1
    loser = next(letter for letter, versions in clashes.items() if versions)
    page = pages[loser]
    for word in ("Hadir", "Tanpa keterangan"):
        expect(page.locator("#p1 .versions")).to_contain_text(word)
    theirs = "a" if loser == "h" else "h"
    with page.expect_response("**/marks/"):
        page.click("#p1 .version button >> nth=1")
    expect(page.locator("#p1 .version")).to_have_count(0)
    chosen = AttendanceEvent.objects.get(resolved_conflict=True)
    assert chosen.mark == {"h": "present", "a": "absent"}[theirs]
    assert AttendanceEvent.objects.count() == 3


def test_a_mark_that_met_a_locked_sheet_is_kept_until_it_is_open_again(visit, session, cast):
    page = visit(cast.counsellor)
    day = session.day - timedelta(days=10)
    start = datetime.combine(day, time(8), cast.palu.zone)
    there = Session.objects.filter(pk=session.pk)
    there.update(day=day, starts_at=start, ends_at=start + timedelta(hours=4))
    session.training.enrolments.update(starts_on=day)
    marks = [Entry(2, Said("present"))]
    record_attendance(session=session, marks=marks, by=cast.coordinator, now=start)
    page.click("#p1 .is-bad input")
    ids = [session.training_id, session.pk]
    expect(page.locator("#p1 .field-msg a")).to_have_attribute(
        "href", reverse("trainings:reopen-request", args=ids)
    )
    expect(page.locator("#p1 [value=a]")).to_be_checked()
    page.reload()
    expect(page.locator("#p1 [type=radio]")).to_have_count(0)
    there.update(reopened_until=timezone.now() + timedelta(days=1))
    page.reload()
    expect(page.locator("#p1 .field-msg")).to_be_visible()
    page.click("#p1 button[value=save]")
    saved(page, 1, "a")
    page.reload()
    expect(page.locator("#p1 .field-msg")).to_have_count(0)
    assert counted(session) == {"present": 1, "absent": 1}


def test_an_excuse_is_brought_from_the_row(visit, session, cast):
    page = visit(cast.counsellor)
    page.click("#p3 .is-plum input")
    page.click("#p3 .choice >> nth=0")
    saved(page, 1, "i")
    page.click("#p3 .excuse")
    expect(page.locator("h1")).to_have_text("Catat izin atau sakit")
    assert page.url.endswith(reverse("trainings:excuse", args=[session.training_id, session.pk, 3]))


def test_a_mark_for_somebody_off_the_list_stays_in_sight(visit, session, cast):
    page = visit(cast.counsellor)
    away = session.training.enrolments.filter(number=2)
    make.pause(away.get())
    away.update(status="paused")
    page.click("#p2 .is-bad input")
    expect(page.locator("#aside li")).to_contain_text("2 Contoh 02: Tanpa keterangan.")
    expect(page.locator("#p2")).to_have_count(0)
    page.click("#p3 .is-ok input")
    saved(page, 1, "h")
    assert counted(session) == {"present": 1}
