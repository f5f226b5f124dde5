"""Pairs who must not share a room: who notes, sees and lifts them, and what others never learn."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from clients.actions.keep_apart import keep_apart, lift_pair
from clients.models import KeepApart
from pembinaan.audit.models import AuditEntry
from pembinaan.dates import today
from pembinaan.problems import RuleBroken
from tests import make
from tests.clients import typed

WHY = "Korban dan pelaku satu perkara"


@pytest.fixture
def people(cast):
    return make.client(cast.palu, name="Adi", counsellor=cast.counsellor), make.client(cast.palu, name="Budi")


@pytest.fixture
def page(client, cast):
    client.force_login(cast.counsellor)
    return client


def pair(cast, people, **more):
    values = {"client": people[0], "other": people[1], "note": WHY, "form_key": uuid.uuid4(), "by": cast.head}
    return keep_apart(**values | more)


def address(*people):
    name = "clients:keep-apart-add" if len(people) > 1 else "clients:keep-apart"
    return reverse(name, args=[person.pk for person in people])


def test_the_pk_finds_the_other_and_notes_the_pair_once(page, people):
    found = page.post(address(people[0]), {"q": "budi"})
    assert address(*people) in found.content.decode()
    assert AuditEntry.objects.get(verb="searched").changes == {"found": ["", 1]}
    sent = {"form_key": uuid.uuid4(), "note": WHY, "until": ""}
    for _ in range(2):
        assert page.post(address(*people), sent).url == address(people[0])
    made = KeepApart.objects.get()
    assert {made.first, made.second} == set(people)
    assert made.noted_by_name == "Agus Wijaya"


def test_the_trail_tells_neither_who_nor_why(cast, people):
    pair(cast, people)
    entry = AuditEntry.objects.get(verb="created")
    told = f"{entry.target_name} {entry.changes}"
    assert not any(word in told for word in ("Adi", "Budi", "Korban", *(str(one.pk) for one in people)))


def test_who_is_no_pk_of_either_learns_nothing(client, cast, people):
    made = pair(cast, people)
    client.force_login(cast.coordinator)
    assert client.get(address(people[0])).status_code == 403
    assert client.get(reverse("clients:keep-apart-lift", args=[made.pk])).status_code == 404
    summary = client.get(people[0].get_absolute_url()).content.decode()
    assert WHY not in summary
    assert address(people[0]) not in summary


def test_the_pk_of_the_other_one_sees_the_pair_from_there_alone(page, cast, people):
    pair(cast, people)
    assert page.get(address(people[1])).status_code == 403
    assert WHY in page.get(address(people[0])).content.decode()


def test_a_protected_person_is_not_named_to_another_pk(page, cast, people):
    hidden = make.client(cast.palu, name="Rahasia Sekali", restricted_flag=True)
    pair(cast, (people[0], hidden))
    content = page.get(address(people[0])).content.decode()
    assert WHY in content
    assert "Rahasia" not in content
    assert page.get(address(people[0], hidden)).status_code == 404


def test_lifted_and_noted_again(page, cast, people):
    made = pair(cast, people)
    with pytest.raises(RuleBroken):
        pair(cast, people[::-1])
    assert page.post(reverse("clients:keep-apart-lift", args=[made.pk])).url == address(people[0])
    with pytest.raises(RuleBroken) as refusal:
        lift_pair(pair=made, by=cast.head)
    assert refusal.value.codes == {"lifted"}
    assert pair(cast, people).pk != made.pk
    assert AuditEntry.objects.filter(verb="revoked").count() == 1


def test_what_makes_no_pair_is_refused(cast, people):
    yesterday = today(cast.palu) - timedelta(days=1)
    cases = [
        ((people[0], people[0]), {}, "same_person"),
        ((people[0], make.client(cast.luwuk)), {}, "other_office"),
        (people, {"until": yesterday}, "over"),
    ]
    for two, more, code in cases:
        with pytest.raises(RuleBroken) as refusal:
            pair(cast, two, **more)
        assert code in refusal.value.codes
    assert not KeepApart.objects.exists()


def test_the_list_costs_the_same_for_one_and_three(page, cast, people):
    pair(cast, people)
    one = typed.cost(lambda: page.get(address(people[0])))
    for _ in range(2):
        pair(cast, (people[0], make.client(cast.palu)))
    assert typed.cost(lambda: page.get(address(people[0]))) == one <= 10
