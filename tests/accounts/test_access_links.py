from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.utils import timezone

from pembinaan.accounts.actions import make_access_link, set_password_by_link
from pembinaan.accounts.models import AccessLink, User
from pembinaan.audit.models import AuditEntry
from pembinaan.problems import RuleBroken
from tests.cast import PASSWORD

NEW = "kebun-jagung-hujan-88"
PAGE = "/accounts/access/"


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()


@pytest.fixture
def path(cast):
    return make_access_link(user=cast.clerk, by=cast.admin)


def choose(client, password=NEW, again=None):
    return client.post(PAGE, {"password": password, "again": again or password})


def test_the_link_leads_to_a_form_without_the_token_in_its_address(client, path):
    response = client.get(path)
    assert response.status_code == 302
    assert response["Location"] == PAGE
    assert response["Referrer-Policy"] == "no-referrer"
    assert "noindex" in response["X-Robots-Tag"]
    page = client.get(PAGE)
    assert page.status_code == 200
    assert path.split("/")[-2] not in page.content.decode()
    assert "clerk.palu" in page.content.decode()


def test_the_token_is_stored_only_as_a_digest(path):
    link = AccessLink.objects.get()
    assert path.split("/")[-2] not in str(vars(link))


def test_the_password_is_set_once_and_recorded_without_it(client, cast, path):
    client.get(path)
    assert choose(client)["Location"] == "/accounts/login/"
    assert client.login(username="clerk.palu", password=NEW)
    trail = AuditEntry.objects.filter(target_id=str(cast.clerk.pk)).order_by("pk")
    assert [(entry.verb, entry.actor_id) for entry in trail][:2] == [
        ("invited", cast.admin.pk),
        ("access_set", cast.clerk.pk),
    ]
    assert NEW not in str([vars(entry) for entry in trail])


def test_a_used_link_opens_nothing(client, path):
    client.get(path)
    choose(client)
    again = type(client)()
    again.get(path)
    assert again.get(PAGE).status_code == 410
    assert choose(again, "lain-kali-gunung-12").status_code == 410


def test_a_link_dies_after_72_hours(client, path):
    client.get(path)
    with time_machine.travel(timezone.now() + timedelta(hours=72, minutes=1)):
        client.get(path)
        assert client.get(PAGE).status_code == 410
        assert choose(client).status_code == 410


def test_a_new_link_kills_the_older_one(client, cast, path):
    make_access_link(user=cast.clerk, by=cast.admin)
    client.get(path)
    assert client.get(PAGE).status_code == 410


def test_a_guessed_link_is_answered_kindly(client, db):
    client.get(f"{PAGE}AAAAAAAAAAAAAAAAAAAAAAAA/")
    response = client.get(PAGE)
    assert response.status_code == 410
    assert "72" in response.content.decode()


def test_nothing_opens_without_a_link(client, db):
    assert client.get(PAGE).status_code == 410


def test_a_disabled_account_cannot_be_entered(client, cast, path):
    User.objects.filter(pk=cast.clerk.pk).update(is_active=False)
    client.get(path)
    assert client.get(PAGE).status_code == 410


def test_the_old_sessions_end_with_the_old_password(client, cast, path):
    old = type(client)()
    old.force_login(cast.clerk)
    assert old.get("/accounts/profile/").status_code == 200
    client.get(path)
    choose(client)
    assert old.get("/accounts/profile/").status_code == 302


def test_guessing_links_is_slowed(client, db):
    answers = [client.get(f"{PAGE}{'A' * 20}{number}/").status_code for number in range(21)]
    assert answers == [302] * 20 + [429]


def test_two_different_passwords_are_refused(client, path):
    client.get(path)
    response = choose(client, NEW, NEW + "x")
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["again"]


@pytest.mark.parametrize(
    "weak",
    ["pendek-9", "123456789012", "password1234", "clerk.palu-12", "bapas-palu12", "Pembinaan2025"],
)
def test_weak_passwords_are_refused_on_the_page_and_in_the_action(client, cast, path, weak):
    client.get(path)
    assert choose(client, weak).status_code == 422
    digest = AccessLink.objects.get().token_digest
    with pytest.raises(RuleBroken) as refusal:
        set_password_by_link(link_digest=digest, password=weak)
    assert refusal.value.codes == {"weak_password"}
    assert not client.login(username="clerk.palu", password=weak)


def test_a_long_password_with_blanks_is_taken_as_it_is(client, path):
    client.get(path)
    password = " empat kata yang panjang sekali " * 3
    assert choose(client, password).status_code == 302
    assert client.login(username="clerk.palu", password=password)


def test_no_link_to_an_account_above_ones_own(cast):
    User.objects.filter(pk=cast.national.pk).update(is_superuser=True)
    with pytest.raises(RuleBroken) as refusal:
        make_access_link(user=cast.national, by=cast.admin)
    assert refusal.value.codes == {"above_you"}
    assert not AccessLink.objects.exists()


def test_no_link_to_a_disabled_account(cast):
    User.objects.filter(pk=cast.clerk.pk).update(is_active=False)
    with pytest.raises(RuleBroken) as refusal:
        make_access_link(user=cast.clerk, by=cast.admin)
    assert refusal.value.codes == {"disabled"}


def test_the_old_password_still_works_until_the_link_is_used(client, path):
    assert client.login(username="clerk.palu", password=PASSWORD)
