"""Two requests at the same moment; SQLite lets only one of them write at all."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection

from clients.actions.register import change_client, register_client
from clients.models import Client
from pembinaan.audit.models import AuditEntry
from pembinaan.problems import RuleBroken
from tests import make

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL writes side by side"),
]
NIK = "7271011405900001"


def at_once(*tasks):
    """What each of them answers, or the problem it was refused with."""
    start = Barrier(len(tasks))

    def run(task):
        start.wait()
        try:
            return task()
        except RuleBroken as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(tasks)) as pool:
        return list(pool.map(run, tasks))


def registering(user, *, number, nik="", key=None):
    values = {"register_number": number, "name": "Abdul Rahim", "category": "PB"}
    return lambda: register_client(
        office=user.office, values=values, nik=nik, form_key=key or uuid4(), by=user
    )


def test_an_impatient_double_click_makes_one(cast):
    for turn in range(5):
        key = uuid4()
        answers = at_once(*[registering(cast.coordinator, number=f"D/{turn}", key=key)] * 3)
        assert {answer.pk for answer in answers} == {Client.objects.get(form_key=key).pk}
    assert AuditEntry.objects.filter(verb="created").count() == 5


def test_one_nik_in_two_offices_is_registered_in_one(cast):
    answers = at_once(
        registering(cast.coordinator, number="D/1", nik=NIK), registering(cast.sibling, number="D/1", nik=NIK)
    )
    (refused,) = [answer for answer in answers if isinstance(answer, RuleBroken)]
    assert set(refused.error_dict) == {"nik"}
    assert Client.objects.count() == 1


def test_two_edits_of_one_version_lose_nothing(cast):
    client = make.client(cast.palu, name="Asli")

    def changing(user, name):
        return lambda: change_client(client=client, values={"name": name}, nik=None, version=1, by=user)

    answers = at_once(changing(cast.coordinator, "Satu"), changing(cast.counsellor, "Dua"))
    (refused,) = [answer for answer in answers if isinstance(answer, RuleBroken)]
    assert "stale" in refused.codes
    client.refresh_from_db()
    assert (client.version, client.name in {"Satu", "Dua"}) == (2, True)
