"""The log-in pages in our look, and the second factor from setting it up to using it."""

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

from tests.cast import PASSWORD


def log_in(client, user):
    return client.post("/accounts/login/", {"login": user.username, "password": PASSWORD})


def code_for(secret):
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def text(response):
    return response.content.decode()


def test_the_log_in_page_is_small_and_has_no_way_to_sign_up(client, db):
    page = text(client.get("/accounts/login/"))
    assert '<div class="gate">' in page
    assert 'autocomplete="current-password"' in page
    assert "signup" not in page
    assert "htmx" in page
    assert len(page) < 8_000


def test_a_wrong_password_is_said_without_telling_which_part_was_wrong(client, cast):
    response = client.post("/accounts/login/", {"login": cast.coordinator.username, "password": "salah"})
    assert "data-take-focus" in text(response)
    assert response.context["form"].non_field_errors()
    assert not response.wsgi_request.user.is_authenticated


@pytest.mark.parametrize("address", ["logout/", "password/change/", "reauthenticate/", "2fa/"])
def test_account_pages_stand_in_our_frame(client, cast, address):
    log_in(client, cast.coordinator)
    page = text(client.get(f"/accounts/{address}"))
    assert page.count("<h1>") == 1
    assert "css/theme.css" in page


def test_the_second_factor_is_set_up_used_and_switched_off(client, cast):
    log_in(client, cast.coordinator)
    page = client.get("/accounts/2fa/totp/activate/", follow=True)
    assert '<div class="gate">' in text(page)
    page = client.post(page.redirect_chain[0][0], {"password": PASSWORD}, follow=True)
    secret = page.context["form"].secret
    assert 'src="data:image/svg+xml' in text(page)
    assert secret in text(page)
    done = client.post("/accounts/2fa/totp/activate/", {"code": code_for(secret)}, follow=True)
    assert 'class="codes"' in text(client.get("/accounts/2fa/codes/"))
    assert "<form" in text(client.get("/accounts/2fa/codes/generate/"))
    assert done.status_code == 200
    codes = client.get("/accounts/2fa/codes/").context["unused_codes"]

    client.post("/accounts/logout/")
    assert log_in(client, cast.coordinator)["Location"] == "/accounts/2fa/authenticate/"
    second = client.get("/accounts/2fa/authenticate/")
    assert '<div class="gate">' in text(second)
    wrong = client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert 'id="id_code_error"' in text(wrong)
    client.post("/accounts/2fa/authenticate/", {"code": codes[0]})
    assert client.session["_auth_user_id"] == str(cast.coordinator.pk)
    page = client.get("/accounts/2fa/totp/deactivate/", follow=True)
    assert 'href="/accounts/2fa/reauthenticate/' in text(page)
    assert '<div class="gate">' in text(client.get("/accounts/2fa/reauthenticate/"))
    page = client.post(page.redirect_chain[0][0], {"password": PASSWORD}, follow=True)
    assert 'class="btn btn-danger"' in text(page)
