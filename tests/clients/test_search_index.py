"""The searches of the register must stay off the whole table; only PostgreSQL can show how it means to look."""

import pytest
from django.db import connection

from clients.models import Client
from tests import make

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="the trigram index is PostgreSQL's"),
]
SYLLABLES = ["ba", "do", "ri", "mu", "ta", "le", "si", "na", "ko", "fa"]


def invented(number):
    digits = f"{number:05}"
    return " ".join("".join(SYLLABLES[int(digit)] for digit in part) for part in (digits[:3], digits[2:]))


@pytest.fixture
def register(cast):
    """Enough people in two offices that reading them all would be the slower way."""
    for office in (cast.palu, cast.luwuk):
        people = [
            Client(office=office, name=invented(number), register_number=f"R/{number}", category="PB")
            for number in range(6_000)
        ]
        for person in people:
            person.derive()
        Client.objects.bulk_create(people, batch_size=2_000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE clients_client")


def plan(rows):
    return rows.explain()


@pytest.mark.parametrize("words", ["ridoba", "ridoba bafa", "R/4321", "tidakada"])
def test_a_search_uses_the_index_of_names_within_the_office(cast, register, words):
    found = Client.objects.visible_to(cast.coordinator).active().matching(words).in_name_order()[:41]
    shown = plan(found)
    assert "client_search" in shown or "client_by_name" in shown
    assert "Seq Scan" not in shown


def test_a_search_without_hits_reads_the_trigrams(cast, register):
    found = Client.objects.visible_to(cast.coordinator).matching("tidakada")
    assert "client_search" in plan(found.order_by())


def test_a_nik_is_found_by_its_hash(cast, register):
    make.client(cast.palu, nik="7271011405900001")
    shown = plan(Client.objects.visible_to(cast.coordinator).matching("7271011405900001"))
    assert "client_by_nik" in shown or "client_nik_once_while_active" in shown


def test_a_page_walks_the_names_of_the_office(cast, register):
    shown = plan(Client.objects.visible_to(cast.coordinator).active().in_name_order()[:41])
    assert "client_by_name" in shown
    assert "Seq Scan" not in shown
