import sqlite3

import psycopg
import pytest
from django.contrib.auth.decorators import login_not_required
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.test import Client
from django.urls import path
from django.utils import timezone
from django.views.decorators.cache import cache_control

from pembinaan import urls
from pembinaan.audit.context import request_id
from pembinaan.middleware import is_outage

handler500 = urls.handler500


def caused(error, cause):
    error.__cause__ = cause
    return error


def sqlite_error(name):
    cause = sqlite3.OperationalError("x")
    cause.sqlite_errorname = name
    return caused(OperationalError("x"), cause)


@login_not_required
def away(request):
    raise sqlite_error("SQLITE_CANTOPEN")


@login_not_required
def read_only(request):
    raise sqlite_error("SQLITE_READONLY")


@login_not_required
def number(request):
    return HttpResponse(request_id())


def zone(request):
    return HttpResponse(timezone.get_current_timezone_name())


@login_not_required
@cache_control(max_age=60)
def kept(request):
    return HttpResponse("x")


urlpatterns = [
    path("away/", away),
    path("read-only/", read_only),
    path("number/", number),
    path("kept/", kept),
    path("zone/", zone),
    *urls.urlpatterns,
]
pytestmark = pytest.mark.urls(__name__)


def test_each_request_gets_a_number_of_its_own_and_takes_none_from_outside(client):
    first = client.get("/number/", headers={"x-request-id": "mine"})
    second = client.get("/number/")
    assert first.content.decode() == first["X-Request-ID"] != "mine"
    assert len(first["X-Request-ID"]) == 32
    assert first["X-Request-ID"] != second["X-Request-ID"]


def test_pages_are_not_stored_unless_they_say_so(client):
    assert client.get("/number/")["Cache-Control"] == "no-store"
    assert client.get("/kept/")["Cache-Control"] == "max-age=60"


def test_closing_headers_are_on_every_answer(client):
    for address in ("/number/", "/read-nowhere/"):
        headers = client.get(address).headers
        assert "camera=()" in headers["Permissions-Policy"]
        assert "geolocation=()" in headers["Permissions-Policy"]
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.parametrize(
    ("cookie", "expected"), [(None, "id"), ("en", "en"), ("id", "id"), ("fr", "id"), ("en-GB", "id")]
)
def test_the_language_comes_from_the_cookie_alone(client, cookie, expected):
    if cookie:
        client.cookies["bahasa"] = cookie
    assert client.get("/number/", headers={"accept-language": "en"})["Content-Language"] == expected


@pytest.mark.parametrize("debug", [True, False])
def test_a_database_that_is_away_makes_503_with_a_kind_page(settings, debug):
    settings.DEBUG = debug
    response = Client(raise_request_exception=False).get("/away/")
    assert (response.status_code, response["Retry-After"]) == (503, "30")
    assert b"<h1>" in response.content
    assert response["X-Request-ID"][:8].upper() in response.content.decode()


def test_another_database_error_stays_a_fault():
    assert Client(raise_request_exception=False).get("/read-only/").status_code == 500


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        *((state, True) for state in (None, "08006", "57P01", "57P03", "53300")),
        *((state, False) for state in ("57014", "40P01", "25006")),
    ],
)
def test_what_counts_as_an_outage_of_the_server(state, expected):
    cause = type("Stated", (psycopg.OperationalError,), {"sqlstate": state})("x")
    assert is_outage(caused(OperationalError("x"), cause)) is expected


def test_closed_connections_are_outages_and_faults_of_the_code_are_not():
    assert is_outage(InterfaceError("connection already closed"))
    assert is_outage(sqlite_error("SQLITE_BUSY"))
    assert not is_outage(caused(OperationalError("no such table"), sqlite3.OperationalError("no such table")))
    assert not is_outage(ValueError("x"))


def test_a_refused_connection_is_an_outage():
    with pytest.raises(psycopg.OperationalError) as refused:
        psycopg.connect("host=127.0.0.1 port=1 connect_timeout=1")
    assert is_outage(caused(OperationalError("x"), refused.value))


def test_times_are_those_of_the_person_s_office_for_one_request_only(client, cast):
    before = timezone.get_current_timezone_name()
    client.force_login(cast.stranger)
    assert client.get("/zone/").content == b"Asia/Jakarta"
    assert timezone.get_current_timezone_name() == before
    client.force_login(cast.coordinator)
    assert client.get("/zone/").content == b"Asia/Makassar"


def test_logging_out_clears_the_browser_and_other_pages_do_not(client, cast):
    client.force_login(cast.coordinator)
    assert "Clear-Site-Data" not in client.get("/accounts/logout/").headers
    response = client.post("/accounts/logout/")
    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert "_auth_user_id" not in client.session


def test_a_session_that_ran_out_keeps_what_waits_to_be_sent(client, cast):
    client.force_login(cast.coordinator)
    session = client.session
    session["session_seen"] = session["session_started"] = 1
    session.save()
    response = client.get("/zone/")
    assert response.status_code == 302
    assert "Clear-Site-Data" not in response.headers
