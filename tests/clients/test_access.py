"""Which answer the pages about one client give to whom: 404 where it does not exist for them, else 403."""

from uuid import uuid4

import pytest
from django.urls import reverse

from clients.actions.consents import give_consent
from pembinaan.dates import today, years_before
from tests import make

PAGES = ["detail", "update", "end", "nik", "work", "consents", "consent-give"]
READERS = {"detail", "nik", "work", "consents"}


def answers(client, user, subject):
    client.force_login(user)
    return {page: client.get(reverse(f"clients:{page}", args=[subject.pk])).status_code for page in PAGES}


@pytest.mark.parametrize("user", ["coordinator", "counsellor"])
def test_those_who_keep_the_register_may_open_all(client, cast, user):
    assert set(answers(client, getattr(cast, user), make.client(cast.palu)).values()) == {200}


def test_the_head_reads(client, cast):
    codes = answers(client, cast.head, make.client(cast.palu))
    assert {page for page, code in codes.items() if code == 200} == READERS
    assert {code for page, code in codes.items() if page not in READERS} == {403}


def test_a_colleague_without_a_role_is_refused(client, cast):
    assert set(answers(client, cast.clerk, make.client(cast.palu)).values()) == {403}


@pytest.mark.parametrize("user", ["sibling", "stranger", "regional", "national", "admin"])
def test_for_others_there_is_no_such_client(client, cast, user):
    assert set(answers(client, getattr(cast, user), make.client(cast.palu)).values()) == {404}


@pytest.mark.parametrize(
    ("facts", "assigned", "openers"),
    [
        ({"birth": 16}, False, {"head"}),
        ({"birth": 16}, True, {"head", "counsellor"}),
        ({"birth": 30, "category": "ANAK_PUTUSAN"}, True, {"head", "counsellor"}),
        ({"birth": 30, "restricted_flag": True}, False, {"head"}),
        ({"birth": 18}, False, {"head", "counsellor", "coordinator"}),
    ],
)
def test_protected_people_exist_for_the_assigned_pk_and_the_head(client, cast, facts, assigned, openers):
    values = dict(facts)
    values["birth_date"] = years_before(today(cast.palu), values.pop("birth"))
    subject = make.client(cast.palu, counsellor=cast.counsellor if assigned else None, **values)
    seen = {
        user
        for user in ("head", "counsellor", "coordinator", "clerk", "sibling", "regional")
        if answers(client, getattr(cast, user), subject)["detail"] == 200
    }
    assert seen == openers


def test_nobody_posts_where_they_may_not(client, cast):
    subject = make.client(cast.palu)
    for user, code in ((cast.head, 403), (cast.clerk, 403), (cast.sibling, 404), (cast.regional, 404)):
        client.force_login(user)
        for page in ("update", "end", "work", "consent-give"):
            url = reverse(f"clients:{page}", args=[subject.pk])
            assert client.post(url, {"status": "employed"}).status_code == code, (user.username, page)
    subject.refresh_from_db()
    assert (subject.version, subject.work) == (1, "unknown")


def test_consents_are_reached_through_their_client(client, cast):
    subject = make.client(cast.palu, restricted_flag=True, counsellor=cast.counsellor)
    consent = give_consent(
        client=subject,
        purpose="photo_press",
        given_on=today(cast.palu),
        proof="signed",
        form_key=uuid4(),
        by=cast.counsellor,
    )
    expected = {"counsellor": 200, "head": 403, "coordinator": 404, "sibling": 404, "regional": 404}
    for user, code in expected.items():
        client.force_login(getattr(cast, user))
        url = reverse("clients:consent-withdraw", args=[consent.pk])
        assert client.get(url).status_code == code, user


def test_new_clients_and_downloads_need_the_permission(client, cast):
    expected = {"coordinator": (200, 200), "head": (403, 200), "clerk": (403, 403), "regional": (403, 403)}
    for user, codes in expected.items():
        client.force_login(getattr(cast, user))
        seen = tuple(client.get(reverse(name)).status_code for name in ("clients:create", "clients:export"))
        assert seen == codes, user


def test_a_missing_and_a_foreign_client_look_the_same(client, cast):
    foreign = make.client(cast.luwuk)
    client.force_login(cast.coordinator)
    missing = client.get(reverse("clients:detail", args=[uuid4()]))
    hidden = client.get(reverse("clients:detail", args=[foreign.pk]))
    assert missing.status_code == hidden.status_code == 404
    assert len(missing.content) == len(hidden.content)
