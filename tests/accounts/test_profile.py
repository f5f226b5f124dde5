from django.urls import reverse

from pembinaan.accounts.abilities import ABILITIES
from pembinaan.accounts.roles import PERMISSIONS
from pembinaan.audit.record import record
from pembinaan.audit.verbs import Verb


def profile(client, user):
    client.force_login(user)
    return client.get(reverse("profile")).content.decode()


def test_shows_the_own_person_and_what_the_roles_allow(client, cast):
    page = profile(client, cast.counsellor)
    assert "Agus Wijaya" in page
    assert "Bapas Kelas I Palu" in page
    assert str(ABILITIES["trainings.nominate_client"]) in page
    assert str(ABILITIES["trainings.approve_training"]) not in page


def test_shows_only_the_own_logins(client, cast):
    record(Verb.LOGIN_FAILED, cast.sibling, by=cast.sibling)
    record(Verb.LOGIN_FAILED, cast.head, by=cast.head)
    client.force_login(cast.head)
    attempts = client.get(reverse("profile")).context["attempts"]
    assert [(entry.verb, entry.actor_id) for entry in attempts] == [
        ("logged_in", cast.head.pk),
        ("login_failed", cast.head.pk),
    ]


def test_says_so_where_there_is_no_role(client, cast):
    client.force_login(cast.clerk)
    assert client.get(reverse("profile")).context["roles"] == []


def test_strangers_are_asked_to_log_in(client, db):
    assert client.get(reverse("profile"))["Location"] == "/accounts/login/?next=/accounts/profile/"


def test_every_permission_of_every_role_has_words():
    assert set().union(*PERMISSIONS.values()) <= set(ABILITIES)
