"""The invented nation keeps every rule of the database, and its tallies are those of its facts."""

from io import StringIO
from statistics import median

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client as Browser
from django.urls import reverse

from clients.models import Client
from pembinaan.accounts.models import User
from pembinaan.national.filling import taken_off
from pembinaan.national.nation import STEPS, fill_nation
from pembinaan.national.sizes import OFFICES, Sizes
from tests.trainings import naive
from tests.trainings.test_tally import stored
from trainings.models import Attendance, Certificate, Enrolment, FollowUp, Session, Training

on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="it is for PostgreSQL alone")
TABLES = [model._meta.db_table for model, _file in STEPS if model]


def test_only_an_empty_database_is_filled(cast):
    with pytest.raises(CommandError, match="PostgreSQL" if connection.vendor == "sqlite" else "tidak kosong"):
        call_command("generate_national", scale=0.0005, stdout=StringIO())


def test_offices_share_clients_as_unevenly_as_measured():
    shares = Sizes.of(1).by_office()
    assert (len(shares), sum(shares)) == (OFFICES, 1_000_000)
    assert 7_650 < median(shares) < 7_950
    assert 15_500 < shares[89] < shares[90] < 17_000
    assert 52_000 < shares[-1] < 55_000


def keys_and_indexes():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname, contype::text FROM pg_constraint WHERE conrelid = ANY (%s::regclass[]) "
            "UNION ALL SELECT indexname, tablename FROM pg_indexes WHERE tablename = ANY (%s)",
            [TABLES, TABLES],
        )
        return sorted(cursor.fetchall())


@on_postgresql
@pytest.mark.django_db
def test_a_tiny_nation_is_whole():
    before = keys_and_indexes()
    users = fill_nation(Sizes.of(0.0005), seed=1, password="ukur", tell=lambda *_: None)
    assert keys_and_indexes() == before
    assert Client.objects.count() == 500
    assert Training.objects.count() == 30
    for model in (Session, Enrolment, Attendance, FollowUp, Certificate):
        assert model._base_manager.count() > 100
    for client in Client.objects.all():
        written = client.register_number, client.name, client.sort_name, client.search_text
        client.derive()
        assert (client.register_number, client.name, client.sort_name, client.search_text) == written
    call_command("rebuild_tallies", fix=True, stdout=StringIO())
    call_command("rebuild_tallies", stdout=StringIO())
    for training in Training.objects.order_by("pk")[:3]:
        assert stored(training) == naive.recount(training)
    browser = Browser()
    browser.force_login(User.objects.get(pk=users["national"].pk))
    assert browser.get(reverse("dashboards:board")).status_code == 200


@on_postgresql
@pytest.mark.django_db
def test_what_is_taken_off_can_be_put_back():
    with connection.cursor() as cursor:
        again = taken_off(cursor, "clients_client")
    assert any("client_search" in statement and "gin" in statement for statement in again)
    assert again == sorted(again, key=lambda statement: "FOREIGN KEY" in statement)
