from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from pembinaan.accounts.addresses import client_ip

PROFILE = "/accounts/profile/"


@pytest.fixture
def clock():
    with time_machine.travel(timezone.now(), tick=False) as traveller:
        yield traveller


def test_thirty_idle_minutes_end_the_session(client, cast, clock):
    client.force_login(cast.head)
    assert client.get(PROFILE).status_code == 200
    clock.shift(timedelta(minutes=29))
    assert client.get(PROFILE).status_code == 200
    clock.shift(timedelta(minutes=31))
    assert client.get(PROFILE).status_code == 302


def test_twelve_hours_end_even_a_busy_session(client, cast, clock):
    client.force_login(cast.head)
    for _minutes in range(0, 12 * 60, 20):
        assert client.get(PROFILE).status_code == 200
        clock.shift(timedelta(minutes=20))
    clock.shift(timedelta(minutes=1))
    assert client.get(PROFILE).status_code == 302


def test_a_fragment_after_the_end_sends_the_whole_page_to_the_login(client, cast, clock):
    client.force_login(cast.head)
    client.get(PROFILE)
    clock.shift(timedelta(minutes=31))
    response = client.get(
        PROFILE,
        headers={"hx-request": "true", "hx-current-url": "http://testserver/trainings/?status=running"},
    )
    assert response.status_code == 401
    assert response["HX-Redirect"] == "/accounts/login/?next=/trainings/%3Fstatus%3Drunning"
    assert response.content == b""


def test_a_fragment_cannot_send_the_login_elsewhere(client, db):
    response = client.get(
        PROFILE, headers={"hx-request": "true", "hx-current-url": "https://evil.example//evil.example/x"}
    )
    assert response["HX-Redirect"].startswith("/accounts/login/?next=")
    assert client.post(response["HX-Redirect"], {"login": "x", "password": "y"}).status_code == 200


@pytest.mark.parametrize(
    ("proxies", "header", "seen"),
    [
        (0, "10.9.9.9", "192.0.2.1"),
        (1, "10.9.9.9, 198.51.100.7", "198.51.100.7"),
        (2, "10.9.9.9, 198.51.100.7, 10.0.0.1", "198.51.100.7"),
        (2, "10.9.9.9", "192.0.2.1"),
        (1, "198.51.100.7:4711", "198.51.100.7"),
        (1, "2001:db8::1", "2001:db8::1"),
        (1, "", "192.0.2.1"),
    ],
)
def test_only_our_own_proxies_are_believed(rf, settings, proxies, header, seen):
    settings.TRUSTED_PROXIES = proxies
    request = rf.get("/", REMOTE_ADDR="192.0.2.1", headers={"x-forwarded-for": header})
    assert client_ip(request) == seen
