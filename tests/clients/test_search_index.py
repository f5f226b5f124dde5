"""Searches must stay off the whole table; only PostgreSQL tells beforehand how it will look."""

import pytest
from django.db import connection

from clients.models import Client

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
            for number in range(0, 20_000, 5)
        ]
        for person in people:
            person.derive()
        Client.objects.bulk_create(people, batch_size=2_000)
    with connection.cursor() as cursor:
        cursor.execute("SELECT gin_clean_pending_list('client_search')")
        cursor.execute("ANALYZE clients_client")


def test_searches_use_the_trigrams_of_the_office(cast, register):
    people = Client.objects.visible_to(cast.coordinator).active()
    for words in ("ridoba", "ridoba bafa", "R/4320", "tidakada"):
        shown = people.matching(words).in_name_order()[:41].explain()
        assert "client_search" in shown, f"{words}: {shown}"
        assert "Seq Scan" not in shown


def test_pages_and_numbers_of_identity_use_their_own_index(cast, register):
    people = Client.objects.visible_to(cast.coordinator)
    page = people.active().in_name_order()[:41].explain()
    assert "client_by_name" in page, page
    assert "Seq Scan" not in page
    nik = people.matching("7271011405900001").explain()
    assert "client_by_nik" in nik or "client_nik_once_while_active" in nik, nik
