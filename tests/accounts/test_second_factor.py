import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache

from pembinaan.audit.models import AuditEntry
from tests.accounts.test_login import log_in

SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()


@pytest.fixture
def protected(cast):
    TOTP.activate(cast.clerk, SECRET)
    return cast.clerk


def test_the_secret_lies_encrypted_in_the_database(protected):
    stored = Authenticator.objects.get(user=protected)
    assert SECRET not in str(stored.data)
    assert TOTP(stored).instance.user == protected


def test_the_password_alone_opens_nothing(client, protected):
    assert log_in(client, "clerk.palu")["Location"] == "/accounts/2fa/authenticate/"
    for address in ("/", "/accounts/profile/", "/admin/", "/audit/"):
        assert client.get(address).status_code == 302


def test_six_wrong_codes_are_too_many(client, protected):
    log_in(client, "clerk.palu")
    answers = [client.post("/accounts/2fa/authenticate/", {"code": f"00000{number}"}) for number in range(12)]
    assert "_auth_user_id" not in client.session
    messages = [str(response.context["form"].errors["code"]) for response in answers if response.context]
    assert messages[0] != messages[-1], "after some tries the answer is a refusal to listen"


def test_an_administrator_can_switch_it_off_when_the_phone_is_lost(client, cast, protected):
    client.force_login(cast.admin)
    client.post(f"/admin/accounts/user/{protected.pk}/access-link/", {"second_factor": "1"})
    assert not Authenticator.objects.filter(user=protected).exists()
    entry = AuditEntry.objects.about(protected).filter(verb="changed").get()
    assert (entry.actor_id, entry.changes) == (cast.admin.pk, {"second_factor": ["on", "off"]})


def test_an_access_link_alone_leaves_it_on(client, cast, protected):
    client.force_login(cast.admin)
    client.post(f"/admin/accounts/user/{protected.pk}/access-link/")
    assert Authenticator.objects.filter(user=protected).exists()
