"""The roll call without a signal: prepared, marked, opened again from cold, sent once; then wiped."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from pembinaan.accounts.devices import COOKIE, PREPARED
from pembinaan.accounts.models import Device
from tests.e2e.sheet import address, assert_clean, counted, saved
from trainings.models import Attendance, AttendanceEvent

EMPTY = """async () => {
    let kept = 0;
    for (const { name, version } of await indexedDB.databases()) {
        const base = await new Promise((done) => {
            indexedDB.open(name, version).onsuccess = (e) => done(e.target.result);
        });
        for (const store of base.objectStoreNames) {
            kept += await new Promise((done) => {
                base.transaction(store).objectStore(store).count().onsuccess = (e) => done(e.target.result);
            });
        }
        base.close();
    }
    return kept;
}"""


@pytest.fixture
def prepared(visit, session):
    """Opens the sheet as somebody on a device of the office that keeps it."""

    def prepare(user, **options):
        page = visit(user, **options)
        page.goto("/accounts/devices/")
        page.fill("[name=name]", "Tablet 1")
        page.click("main form [type=submit]")
        expect(page.locator(".notice.is-ok").first).to_be_visible()
        page.goto(address(session))
        page.click("a[href='/trainings/offline/']")
        page.click("#prepare button")
        expect(page.locator("#prepared")).to_contain_text("Siap: 1")
        page.goto(address(session))
        return page

    return prepare


def offline(page, state=True):
    page.context.set_offline(state)


def becomes(page, script):
    """Ask until the answer, a promise, is a yes."""
    for _round in range(100):
        if page.evaluate(script):
            return
        page.wait_for_timeout(100)
    raise AssertionError(script)


def all_sent(page):
    becomes(page, "async () => !(await vault.unsent())")
    expect(page.locator("#sync")).to_have_class("sync is-ok")


def cold(page, session):
    """Another tab, as after the browser was closed."""
    context = page.context
    page.close()
    again = context.new_page()
    again.goto(address(session))
    return again


def test_twenty_marks_survive_a_cold_start_and_are_sent_once(prepared, session, cast):
    page = prepared(cast.counsellor)
    offline(page)
    began = timezone.now()
    for number in range(1, 17):
        page.click(f"#p{number} .is-ok input")
    page.click("#p17 .is-bad input")
    page.click("#fill")
    expect(page.locator("#counts a[data-m=''] b")).to_have_text("0")
    expect(page.locator("#sync")).to_contain_text("20")
    expect(page.locator("#offline-notice")).to_be_visible()
    assert_clean(page, 360)
    assert not Attendance.objects.exists()
    page = cold(page, session)
    expect(page.locator("#sync")).to_contain_text("20")
    expect(page.locator("#p17 .state .strong")).to_be_visible()
    done = timezone.now()
    sent = []
    page.on("request", lambda request: sent.append(request.post_data) if "/marks/" in request.url else None)
    offline(page, False)
    all_sent(page)
    assert counted(session) == {"present": 19, "absent": 1}
    events = AttendanceEvent.objects.all()
    assert {(event.via, event.by_id, event.answer) for event in events} == {
        ("offline", cast.counsellor.pk, "stored")
    }
    assert all(began - timedelta(seconds=1) < event.device_time < done for event in events)
    for body in sent * 2:
        replay(page, session, body)
    assert AttendanceEvent.objects.count() == 20
    assert Attendance.objects.filter(version=1).count() == 20
    page.reload()
    assert AttendanceEvent.objects.count() == 20


def replay(page, session, body):
    code = page.evaluate(
        """async ([address, body]) => (await fetch(address, { method: "POST", body, headers: {
            "Content-Type": "application/json",
            "X-CSRFToken": document.querySelector('meta[name="csrf-token"]').content } })).status""",
        [f"{address(session)}marks/", body],
    )
    assert code == 200


def test_who_left_meanwhile_is_told_under_to_be_looked_at(prepared, session, cast):
    page = prepared(cast.counsellor)
    offline(page)
    page.click("#p1 .is-ok input")
    page.click("#p2 .is-ok input")
    expect(page.locator("#sync")).to_contain_text("2")
    session.training.enrolments.filter(number=2).update(starts_on=session.day + timedelta(days=1))
    offline(page, False)
    expect(page.locator("#review li")).to_have_count(1)
    expect(page.locator("#review li")).to_contain_text("Contoh 02")
    assert_clean(page, 360)
    assert counted(session) == {"present": 1}
    page.reload()
    expect(page.locator("#review li")).to_have_count(1)
    page.click("#review button")
    expect(page.locator("#review")).to_have_count(0)
    page.reload()
    expect(page.locator("#sync")).to_be_visible()
    expect(page.locator("#review")).to_have_count(0)


def test_a_mark_of_somebody_else_is_not_overwritten(prepared, visit, session, cast):
    page = prepared(cast.counsellor)
    offline(page)
    page.click("#p1 .is-ok input")
    page.click("#p1 .row-acts button >> nth=0")
    page.click("#p1 .is-warn input")
    other = visit(cast.coordinator)
    other.click("#p1 .is-bad input")
    saved(other, 1, "a")
    offline(page, False)
    expect(page.locator("#p1 .version")).to_have_count(2)
    expect(page.locator("#review li")).to_have_count(2)
    assert counted(session) == {"absent": 1}


def test_undo_takes_back_what_was_not_sent(prepared, session, cast):
    page = prepared(cast.counsellor)
    offline(page)
    page.click("#p1 .is-ok input")
    page.click("#p2 .is-bad input")
    page.click("#undo")
    expect(page.locator("#sync")).to_contain_text("1")
    expect(page.locator("#counts a[data-m=a] b")).to_have_text("0")
    offline(page, False)
    all_sent(page)
    assert counted(session) == {"present": 1}


def test_logging_out_asks_once_and_wipes_the_device(prepared, session, cast):
    page = prepared(cast.counsellor, viewport={"width": 1280, "height": 800})
    assert page.evaluate(EMPTY) > 0
    offline(page)
    page.click("#p1 .is-ok input")
    becomes(page, "async () => await vault.unsent()")
    page.route("**/marks/", lambda route: route.abort())
    offline(page, False)
    page.click(".menu-user summary")
    page.click(".menu-user form[action='/accounts/logout/'] button")
    page.wait_for_url("**/accounts/logout/")
    page.click("main form button")
    page.wait_for_url("**/accounts/login/**")
    assert page.evaluate(EMPTY) == 0
    offline(page)
    with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
        page.goto(address(session))


def test_somebody_else_finds_nothing_and_sends_nothing(prepared, session, cast):
    page = prepared(cast.counsellor)
    page.route("**/marks/", lambda route: route.abort())
    page.click("#p1 .is-ok input")
    becomes(page, "async () => await vault.unsent()")
    page.unroute("**/marks/")
    become(page, cast.coordinator)
    page.goto("/accounts/profile/")
    page.goto(address(session))
    expect(page.locator("#sync")).to_be_visible()
    expect(page.locator("#p1 .state")).to_have_count(0)
    offline(page)
    page.goto(address(session))
    expect(page.locator("#none")).to_be_visible()
    assert "Contoh" not in page.content()
    assert not Attendance.objects.exists()
    offline(page, False)
    expect(page.locator("#sync")).to_be_visible()
    become(page, cast.counsellor)
    page.goto(address(session))
    all_sent(page)
    assert AttendanceEvent.objects.get().by_id == cast.counsellor.pk


def become(page, user):
    client = Client()
    client.force_login(user)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    place = page.evaluate("location.origin")
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": place}])


def test_a_page_whose_time_is_over_is_not_served(prepared, session, cast):
    page = prepared(cast.counsellor)
    offline(page)
    page.reload()
    expect(page.locator("#p1")).to_be_visible()
    page.evaluate(
        """async () => {
            const base = await new Promise((done) => {
                indexedDB.open("luring").onsuccess = (e) => done(e.target.result);
            });
            const store = base.transaction("pages", "readwrite").objectStore("pages");
            await new Promise((done) => (store.getAll().onsuccess = (e) => {
                for (const page of e.target.result) store.put({ ...page, expires: 1 });
                store.transaction.oncomplete = done;
            }));
            base.close();
        }"""
    )
    page.reload()
    expect(page.locator("#none")).to_be_visible()
    assert page.evaluate("async () => (await vault.pages()).length") == 0


def test_other_pages_lead_to_what_is_kept(prepared, session, cast):
    page = prepared(cast.counsellor)
    offline(page)
    page.goto("/clients/")
    expect(page.locator("#kept a")).to_have_text("Bawang goreng · Sesi 1")
    assert_clean(page, 360)
    page.click("#kept a")
    expect(page.locator("#p20")).to_be_visible()


def test_a_second_tab_leaves_the_sheet_to_the_first(prepared, session, cast):
    page = prepared(cast.counsellor)
    second = page.context.new_page()
    second.goto(address(session))
    expect(second.locator("#second-tab")).to_be_visible()
    page.close()
    expect(second.locator("#second-tab")).to_have_count(0)
    second.click("#p1 .is-ok input")
    saved(second, 1, "h")


def test_an_ended_session_asks_to_log_in_and_then_sends(prepared, session, cast):
    page = prepared(cast.counsellor)
    offline(page)
    page.reload()
    page.click("#p1 .is-ok input")
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.context.clear_cookies(name=settings.CSRF_COOKIE_NAME)
    offline(page, False)
    expect(page.locator("#sync button")).to_be_visible()
    expect(page.locator("#sync")).to_contain_text("Masuk lagi")
    become(page, cast.counsellor)
    page.evaluate("dispatchEvent(new Event('focus'))")
    all_sent(page)
    assert AttendanceEvent.objects.get().via == "offline"


def test_a_revoked_device_forgets_its_sheets(prepared, session, cast):
    page = prepared(cast.counsellor)
    Device.objects.update(revoked_at=timezone.now())
    page.reload()
    becomes(page, "async () => !(await vault.pages()).length")
    offline(page)
    page.reload()
    expect(page.locator("#none")).to_be_visible()


def test_an_unmarked_device_is_refused(visit, session, cast):
    page = visit(cast.counsellor)
    page.click("a[href='/trainings/offline/']")
    expect(page.locator("main a[href='/accounts/devices/']")).to_be_visible()
    expect(page.locator("#prepare")).to_have_count(0)
    assert_clean(page, 360)
    page.goto("/accounts/devices/")
    assert_clean(page, 360)
    assert not {COOKIE, PREPARED} & {cookie["name"] for cookie in page.context.cookies()}


def test_a_page_that_names_new_files_is_kept_with_them(prepared, session, cast):
    """After an update of the application: files under addresses that the device has not kept."""
    page = prepared(cast.counsellor)
    forget = """async () => {
        const cache = await caches.open("luring");
        for (const kept of await cache.keys()) if (kept.url.includes("attendance")) await cache.delete(kept);
        return (await cache.keys()).length;
    }"""
    before = page.evaluate("async () => (await (await caches.open('luring')).keys()).length")
    assert page.evaluate(forget) < before
    page.reload()
    becomes(page, f"async () => (await (await caches.open('luring')).keys()).length === {before}")
    offline(page)
    page.context.new_cdp_session(page).send("Network.clearBrowserCache")
    page.reload()
    page.click("#p1 .is-ok input")
    expect(page.locator("#sync")).to_contain_text("1")
