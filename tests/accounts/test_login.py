import re

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pembinaan.accounts.models import User
from pembinaan.audit.models import AuditEntry
from tests.cast import PASSWORD

LOGIN = "/accounts/login/"


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()


def log_in(client, username, password=PASSWORD, **more):
    return client.post(LOGIN, {"login": username, "password": password}, **more)


def is_in(client):
    return client.get(reverse("profile")).status_code == 200


def test_the_right_password_opens_and_the_trail_tells(client, cast):
    response = log_in(client, "head.palu")
    assert response.status_code == 302
    assert is_in(client)
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.actor_id, entry.office_id) == ("logged_in", cast.head.pk, cast.palu.pk)


def statements(action):
    """How many statements reach the data; savepoints are there for the test's own transaction."""
    with CaptureQueriesContext(connection) as captured:
        action()
    return len([query for query in captured if "SAVEPOINT" not in query["sql"]])


def test_login_costs_few_queries(client, cast):
    assert statements(lambda: log_in(client, "head.palu")) == 8


def test_logging_in_gives_a_new_session_key(client, cast):
    client.get(LOGIN)
    session = client.session
    session["planted"] = 1
    session.save()
    client.cookies["sessionid"] = before = session.session_key
    log_in(client, "head.palu")
    assert client.session.session_key != before


def test_logout_ends_the_session_on_the_server(client, cast):
    log_in(client, "head.palu")
    old = client.cookies["sessionid"].value
    client.get("/accounts/logout/")
    assert is_in(client), "reading the page must not log out"
    client.post("/accounts/logout/")
    client.cookies["sessionid"] = old
    assert not is_in(client)
    assert AuditEntry.objects.filter(verb="logged_out", actor_id=cast.head.pk).count() == 1


def test_wrong_and_unknown_names_are_answered_alike(client, cast):
    User.objects.filter(pk=cast.clerk.pk).update(is_active=False)
    known, unknown = (
        log_in(client, "head.palu", "salah-sekali-1"),
        log_in(client, "tak.dikenal", "salah-sekali-1"),
    )
    disabled = log_in(client, "clerk.palu", PASSWORD)
    pages = {
        re.sub(r"[\w-]{64}", "TOKEN", response.content.decode().replace(name, "NAME"))
        for response, name in ((known, "head.palu"), (unknown, "tak.dikenal"), (disabled, "clerk.palu"))
    }
    assert {known.status_code, unknown.status_code, disabled.status_code} == {200}
    assert len(pages) == 1


def test_a_refusal_is_recorded_without_what_was_typed(client, cast):
    log_in(client, "head.palu", "salah-sekali-1")
    log_in(client, "kata-sandi-di-kolom-yang-salah", "salah-sekali-1")
    known, unknown = AuditEntry.objects.order_by("pk")
    assert (known.verb, known.actor_id) == ("login_failed", cast.head.pk)
    assert (unknown.verb, unknown.actor_id, unknown.actor_name) == ("login_failed", None, "?")
    kept = " ".join(str(value) for entry in (known, unknown) for value in vars(entry).values())
    assert "salah" not in kept
    assert "kata-sandi" not in kept


def test_refusals_of_known_and_unknown_names_cost_the_same_queries(client, cast):
    assert statements(lambda: log_in(client, "head.palu", "salah-sekali-1")) == 3
    assert statements(lambda: log_in(client, "tak.dikenal", "salah-sekali-1")) == 3


def test_guessing_stops_at_the_sixth_try_even_for_the_right_password(client, cast):
    for _try in range(5):
        log_in(client, "head.palu", "salah-sekali-1")
    log_in(client, "head.palu")
    assert not is_in(client)


def test_a_forged_address_and_another_host_give_no_new_tries(client, cast):
    for number in range(5):
        log_in(client, "head.palu", "salah-sekali-1", headers={"x-forwarded-for": f"10.0.0.{number}"})
    log_in(client, "HEAD.palu", headers={"x-forwarded-for": "10.9.9.9", "host": "localhost"})
    assert not is_in(client)


def test_the_lock_opens_again_after_five_minutes(client, cast):
    with time_machine.travel("2025-09-01T08:00:00+08:00", tick=False) as clock:
        for _try in range(6):
            log_in(client, "head.palu", "salah-sekali-1")
        clock.shift(301)
        log_in(client, "head.palu")
        assert is_in(client)


def test_guessing_from_many_addresses_stops_but_leaves_the_usual_desk_open(client, cast):
    log_in(client, "head.palu", REMOTE_ADDR="10.1.1.1")
    client.post("/accounts/logout/")
    for number in range(20):
        log_in(client, "head.palu", "salah-sekali-1", REMOTE_ADDR=f"10.2.0.{number}")
    log_in(client, "head.palu", REMOTE_ADDR="10.2.0.99")
    assert not is_in(client)
    log_in(client, "head.palu", REMOTE_ADDR="10.1.1.1")
    assert is_in(client)


def test_one_address_cannot_try_many_accounts(client, cast):
    for number in range(20):
        log_in(client, f"nama.{number}", "salah-sekali-1")
    log_in(client, "head.palu")
    assert not is_in(client)


def test_two_hundred_people_of_one_office_log_in_within_a_minute(client, cast):
    with time_machine.travel("2025-09-01T08:00:00+08:00", tick=False):
        assert {log_in(type(client)(), "head.palu").status_code for _person in range(200)} == {302}


def test_too_many_requests_get_a_page_of_their_own(client, cast, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"login": "3/m/ip"}
    for number in range(3):
        log_in(client, f"nama.{number}", "x", REMOTE_ADDR="10.3.0.1")
    response = log_in(client, "head.palu", REMOTE_ADDR="10.3.0.1")
    assert response.status_code == 429
    assert response["Retry-After"] == "60"


@pytest.mark.parametrize("path", ["signup/", "password/reset/", "email/", "login/code/", "inactive/"])
def test_pages_that_we_do_not_have_stay_closed(client, db, path):
    assert client.get(f"/accounts/{path}").status_code in {302, 404}
    client_response = client.get(f"/accounts/{path}", follow=True)
    assert client_response.status_code == 404 or client_response.request["PATH_INFO"] == LOGIN


def test_login_leads_only_to_pages_of_this_site(client, cast):
    response = client.post(
        f"{LOGIN}?next=https://evil.example/", {"login": "head.palu", "password": PASSWORD}
    )
    assert response["Location"] == "/"


def test_password_change_ends_every_session(client, cast):
    other = type(client)()
    log_in(client, "head.palu")
    log_in(other, "head.palu")
    new = "kebun-jagung-hujan-88"
    response = client.post(
        "/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )
    assert response.status_code == 302
    assert not is_in(client)
    assert not is_in(other)
    assert log_in(client, "head.palu", new).status_code == 302
    assert AuditEntry.objects.filter(verb="changed", changes__has_key="password").count() == 1


def test_disabling_the_account_or_its_office_ends_the_session_at_once(client, cast):
    other = type(client)()
    log_in(client, "head.palu")
    log_in(other, "coordinator.luwuk")
    User.objects.filter(pk=cast.head.pk).update(is_active=False)
    cast.luwuk.is_active = False
    cast.luwuk.save()
    assert not is_in(client)
    assert not is_in(other)


def test_a_removed_role_bites_at_the_next_request(client, cast):
    client.force_login(cast.head)
    assert client.get(reverse("audit:list")).status_code == 200
    cast.head.groups.clear()
    assert client.get(reverse("audit:list")).status_code == 403
