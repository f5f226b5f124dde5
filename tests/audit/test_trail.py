import pytest
import time_machine
from django.urls import reverse

from pembinaan.audit.record import record
from pembinaan.audit.verbs import Verb
from tests import make


def trail(client, user, **filters):
    client.force_login(user)
    return client.get(reverse("audit:list"), filters)


def targets(response):
    return [row.target for row in response.context["rows"] if row.entry.verb != "logged_in"]


@pytest.fixture
def entries(cast):
    record(Verb.CHANGED, cast.luwuk, by=cast.sibling, changes={"city": ["Luwuk", "Luwuk Utara"]})
    record(Verb.CHANGED, cast.palu, by=cast.head, changes={"city": ["Palu", "Kota Palu"]})
    record(Verb.CREATED, make.client(cast.palu), by=cast.coordinator, name="Nama Rahasia")


def test_the_head_reads_what_happened_in_the_own_office(client, cast, entries):
    response = trail(client, cast.head)
    assert targets(response) == ["Nama Rahasia", "Bapas Kelas I Palu"]
    assert "Kota Palu" in response.content.decode()


def test_the_admin_reads_all_offices_but_no_client(client, cast, entries):
    response = trail(client, cast.admin)
    assert targets(response) == ["", "Bapas Kelas I Palu", "Bapas Kelas II Luwuk"]
    assert "Nama Rahasia" not in response.content.decode()


@pytest.mark.parametrize("name", ["coordinator", "counsellor", "regional", "national", "clerk"])
def test_others_may_not(client, cast, name):
    assert trail(client, getattr(cast, name)).status_code == 403


def test_strangers_are_asked_to_log_in(client, db):
    assert client.get(reverse("audit:list")).status_code == 302


def test_filters_by_person_and_by_what_was_done(client, cast, entries):
    assert targets(trail(client, cast.head, person=str(cast.coordinator.pk))) == ["Nama Rahasia"]
    assert targets(trail(client, cast.head, verb="changed")) == ["Bapas Kelas I Palu"]


def test_a_person_of_another_office_filters_nothing_and_is_not_named(client, cast, entries):
    response = trail(client, cast.head, person=str(cast.stranger.pk))
    assert len(targets(response)) == 2
    assert cast.stranger.name not in response.content.decode()


def test_the_period_follows_the_readers_calendar(client, cast):
    # 00.30 in Palu on the first of September is still August in Greenwich.
    with time_machine.travel("2025-08-31T16:30:00+00:00", tick=False):
        record(Verb.CHANGED, cast.palu, by=cast.head)
        on_the_day = trail(client, cast.head, since="2025-09-01", until="2025-09-01")
        assert targets(on_the_day) == ["Bapas Kelas I Palu"]
        assert targets(trail(client, cast.head, until="2025-08-31")) == []


@pytest.mark.parametrize(
    "nonsense",
    [{"since": "gestern"}, {"person": "x"}, {"verb": "x"}, {"after": "x"}, {"until": "9999-12-31"}],
)
def test_nonsense_in_the_address_is_ignored(client, cast, entries, nonsense):
    assert targets(trail(client, cast.head, **nonsense)) == ["Nama Rahasia", "Bapas Kelas I Palu"]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_number_of_queries_does_not_grow(client, cast, rows, django_assert_num_queries):
    for _number in range(rows):
        record(Verb.CHANGED, cast.palu, by=cast.head, changes={"parent": [None, str(cast.kanwil.pk)]})
    client.force_login(cast.head)
    client.get(reverse("audit:list"))
    with django_assert_num_queries(8):
        client.get(reverse("audit:list"))
