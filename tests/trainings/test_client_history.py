"""The tab with a client's trainings, as a page and as a fragment."""

import pytest
from django.urls import reverse

from tests import make
from tests.trainings.after import held
from tests.trainings.test_complete_training import complete


@pytest.fixture
def person(cast):
    return make.client(cast.palu)


def url(person):
    return reverse("trainings:client-history", args=[person.pk])


def taught(cast, person, sheet="P A", **more):
    training = held(cast, sheet, **more)
    training.enrolments.update(client=person)
    return training


def test_trainings_with_jp_result_and_follow_ups(cast, client, person):
    training = taught(cast, person, "P P P P A")
    complete(cast, training)
    client.force_login(cast.counsellor)
    page = client.get(url(person))
    ((row, decision),) = page.context["history"]
    assert (row.training, decision.percent, row.status) == (training, 80, "completed")
    assert len(row.follow_ups.all()) == 5
    assert "<h1>" in page.content.decode()


def test_a_fragment_brings_the_rows_alone(cast, client, person):
    training = taught(cast, person)
    client.force_login(cast.counsellor)
    page = client.get(url(person), headers={"HX-Request": "true"}).content.decode()
    assert training.title in page
    assert "<h1>" not in page


def test_a_client_without_training_is_told_so(cast, client, person):
    client.force_login(cast.counsellor)
    page = client.get(url(person))
    assert page.context["history"] == []
    assert 'class="empty"' in page.content.decode()


def test_the_own_clients_training_elsewhere_is_shown_too(cast, client):
    person = make.client(cast.luwuk)
    training = taught(cast, person)
    client.force_login(cast.sibling)
    page = client.get(url(person))
    assert training.title in page.content.decode()
    assert training.get_absolute_url() not in page.content.decode()


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("coordinator", 200),
        ("counsellor", 200),
        ("head", 200),
        ("clerk", 403),
        ("sibling", 404),
        ("stranger", 404),
        ("regional", 404),
        ("national", 404),
    ],
)
def test_access(cast, client, person, who, status):
    client.force_login(getattr(cast, who))
    assert client.get(url(person)).status_code == status


def test_a_protected_client_is_there_for_pk_and_head_alone(cast, client):
    child = make.client(cast.palu, category="ANAK_DIVERSI", counsellor=cast.counsellor)
    for who, status in (("counsellor", 200), ("head", 200), ("coordinator", 404)):
        client.force_login(getattr(cast, who))
        assert client.get(url(child)).status_code == status


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_trainings(cast, client, person, count, django_assert_num_queries):
    for _training in range(count):
        complete(cast, taught(cast, person))
    client.force_login(cast.counsellor)
    client.get(url(person))
    with django_assert_num_queries(9):
        client.get(url(person))
