import pytest
from django.db.migrations.recorder import MigrationRecorder


def test_the_process_answers_without_database_or_login(client, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        response = client.get("/healthz")
    assert response.json() == {"status": "ok"}


def test_ready_once_everything_is_migrated(client, db):
    assert client.get("/readyz").status_code == 200


def test_not_ready_while_a_migration_is_missing(client, db):
    MigrationRecorder.Migration.objects.filter(app="sessions").delete()
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (503, {"status": "not migrated"})


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_only_reading_is_allowed(client, db, address):
    assert client.post(address).status_code == 405
