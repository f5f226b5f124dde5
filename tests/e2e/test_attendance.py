"""The roll call in a browser: six activations for twenty people, by pointer, by keys, without a script."""

import pytest
from playwright.sync_api import expect

from tests import make
from tests.e2e.sheet import RESULT, assert_clean, counted, saved
from trainings.models import Attendance, AttendanceEvent, Session


def test_twenty_people_take_six_activations_on_a_phone(visit, session, cast):
    page = visit(cast.counsellor)
    page.click("#p4 .is-warn input")
    page.click("#p7 .is-plum input")
    page.click("#p7 .choice >> nth=0")
    page.click("#p17 .is-bad input")
    page.click("#fill")
    saved(page, 0, "")
    expect(page.locator("#said")).to_contain_text("17")
    page.click("#attest")
    expect(page.locator(".notice.is-ok")).to_be_visible()
    assert counted(session) == RESULT
    assert Attendance.objects.get(mark="late").minutes_late == 25
    assert Attendance.objects.get(mark="excused").reason is not None
    session.refresh_from_db()
    assert session.attested_by_name == "Agus Wijaya"
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert page.complaints == []


def test_by_keys_alone(visit, session, cast):
    page = visit(cast.counsellor)
    page.focus("#p1 input")
    for key in ("ArrowDown", "ArrowDown", "t", "ArrowDown", "ArrowDown", "i", "ArrowDown", "Enter", "a"):
        page.keyboard.press(key)
    saved(page, 1, "a")
    page.keyboard.press("u")
    saved(page, 0, "a")
    page.focus("#p7 input")
    page.keyboard.press("a")
    saved(page, 1, "a")
    page.focus("#fill")
    page.keyboard.press("Enter")
    saved(page, 0, "")
    page.focus("#p1 button")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".notice.is-ok")).to_be_visible()
    assert counted(session) == RESULT
    assert page.complaints == []


def test_arrow_keys_pass_over_marks_and_enter_makes_one(visit, session, cast):
    page = visit(cast.counsellor)
    page.focus("#p1 input >> nth=0")
    page.keyboard.press("Space")
    saved(page, 1, "h")
    page.focus("#p2 input >> nth=0")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    assert AttendanceEvent.objects.count() == 1
    page.keyboard.press("Enter")
    saved(page, 1, "t")
    assert AttendanceEvent.objects.count() == 2


def test_shortcuts_can_be_switched_off(visit, session, cast):
    page = visit(cast.counsellor)
    page.click("#shortcuts summary")
    page.click("#keys")
    page.focus("#p1 input")
    page.keyboard.press("a")
    page.keyboard.press("t")
    expect(page.locator("#said")).to_be_hidden()
    assert not AttendanceEvent.objects.exists()


def test_without_a_script_the_form_gives_the_same_result(visit, session, cast):
    page = visit(cast.counsellor, java_script_enabled=False)
    page.check("#p4 .is-warn input")
    page.check("#p7 .is-plum input")
    page.check("#p17 .is-bad input")
    page.click("noscript button")
    expect(page.locator(".errors a")).to_contain_text("Contoh 07")
    page.check("#p7 .choice input >> nth=0")
    page.click("#p7 .subform button")
    page.click("#fill")
    page.click("#attest")
    expect(page.locator(".notice.is-ok").last).to_be_visible()
    assert counted(session) == RESULT
    session.refresh_from_db()
    assert session.attested_at is not None


def test_two_officers_lose_nothing_and_meet_once(visit, session, cast):
    one, other = visit(cast.counsellor), visit(cast.coordinator)
    for number in range(1, 11):
        one.click(f"#p{number} .is-ok input")
        saved(one, number, "h")
        other.click(f"#p{number + 10} .is-bad input")
        saved(other, number, "a")
    one.click("#p1 .row-acts button >> nth=0")
    one.click("#p1 .is-warn input")
    saved(one, 1, "t")
    other.click("#p1 .row-acts button >> nth=0")
    other.click("#p1 .is-bad input")
    expect(other.locator(".version")).to_have_count(2)
    assert counted(session) == {"present": 9, "late": 1, "absent": 10}
    assert AttendanceEvent.objects.filter(answer="conflict").count() == 1


def test_the_same_person_marked_twice_is_shown_with_both_values(visit, session, cast):
    one, other = visit(cast.counsellor), visit(cast.coordinator)
    one.click("#p1 .is-ok input")
    saved(one, 1, "h")
    other.click("#p1 .is-bad input")
    expect(other.locator("#p1 .version")).to_have_count(2)
    expect(other.locator("#p1")).to_contain_text("Agus Wijaya")
    assert counted(session) == {"present": 1}
    other.reload()
    expect(other.locator("#p1 .version")).to_have_count(2)
    other.click("#p1 .version button >> nth=0")
    saved(other, 1, "a")
    assert counted(session) == {"absent": 1}
    assert AttendanceEvent.objects.filter(answer="conflict").count() == 1
    assert AttendanceEvent.objects.get(resolved_conflict=True).mark == "absent"


def test_rows_that_others_changed_are_shown_as_new(visit, session, cast):
    one, other = visit(cast.counsellor), visit(cast.coordinator)
    one.click("#p1 .is-ok input")
    saved(one, 1, "h")
    other.click("#p2 .is-ok input")
    saved(other, 2, "h")
    expect(other.locator("#p1.fresh .state")).to_contain_text("Agus Wijaya")


def test_a_mark_waits_for_a_signal_and_is_sent_once(visit, session, cast):
    page = visit(cast.counsellor)
    page.context.set_offline(True)
    page.click("#p1 .is-ok input")
    page.click("#p2 .is-bad input")
    expect(page.locator("#sync")).to_contain_text("2")
    expect(page.locator("#p1 .state .strong")).to_be_visible()
    assert not Attendance.objects.exists()
    page.context.set_offline(False)
    saved(page, 1, "a")
    assert counted(session) == {"present": 1, "absent": 1}
    assert AttendanceEvent.objects.count() == 2


def test_an_answer_that_got_lost_is_asked_for_again_with_the_same_event(visit, session, cast):
    page = visit(cast.counsellor)
    lost = []

    def lose(route):
        if lost:
            return route.continue_()
        lost.append(route.fetch().status)
        return route.abort()

    page.route("**/marks/", lose)
    page.click("#p1 .is-ok input")
    expect(page.locator("#p1 .state .strong")).to_be_visible()
    page.click("#sync button")
    saved(page, 1, "h")
    assert lost == [200]
    assert AttendanceEvent.objects.count() == 1


def test_undo_takes_back_step_by_step(visit, session, cast):
    page = visit(cast.counsellor)
    page.click("#p1 .is-bad input")
    saved(page, 1, "a")
    page.click("#fill")
    saved(page, 19, "h")
    page.click("#said button")
    saved(page, 0, "h")
    page.click("#undo")
    saved(page, 20, "")
    assert counted(session) == {}


def test_a_name_is_found_without_leaving_the_page(visit, session, cast):
    page = visit(cast.counsellor)
    page.fill("#find", "contoh 07")
    expect(page.locator(".person:visible")).to_have_count(1)
    page.press("#find", "Enter")
    page.keyboard.press("h")
    saved(page, 1, "h")
    assert "contoh" not in page.url.lower()
    assert Attendance.objects.get().enrolment.number == 7


@pytest.mark.parametrize(("theme", "width"), [("dark", 320), ("light", 1280)])
def test_every_state_is_clean(visit, session, cast, width, theme):
    page = visit(cast.counsellor, viewport={"width": width, "height": 800}, color_scheme=theme)
    assert_clean(page, width)
    page.click("#p3 .is-plum input")
    page.click("#shortcuts summary")
    assert_clean(page, width)
    page.click("#p3 .choice >> nth=0")
    saved(page, 1, "i")
    page.click("#fill")
    saved(page, 19, "h")
    page.click("#p2 .row-acts button >> nth=0")
    assert_clean(page, width)
    reader = visit(cast.head, viewport={"width": width, "height": 800}, color_scheme=theme)
    assert_clean(reader, width)
    assert page.complaints == reader.complaints == []


def test_the_steps_of_a_session_are_clean(visit, session, cast):
    page = visit(cast.counsellor)
    make.reason("session_cancelled", "flood")
    page.click("main .menu summary")
    page.click("main .menu a[href$='/cancel/']")
    assert_clean(page, 360)
    page.select_option("[name=reason]", index=1)
    page.click("main button.btn-danger")
    expect(page.locator(".notice.is-bad")).to_be_visible()
    assert_clean(page, 360)
    assert Session.objects.get(pk=session.pk).status == "cancelled"
    assert page.complaints == []
