import uuid

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from pembinaan.audit.models import AuditEntry
from pembinaan.audit.record import record
from pembinaan.audit.verbs import Verb
from tests import make
from trainings.models import AttendanceEvent

TABLES = ["audit_auditentry", "trainings_attendanceevent"]


@pytest.fixture
def kept_rows(cast):
    record(Verb.CHANGED, cast.palu, by=cast.admin)
    training = make.training(cast.palu)
    AttendanceEvent.objects.create(
        id=uuid.uuid4(),
        session=training.sessions.get(),
        enrolment=make.enrolment(training),
        base_version=0,
        version=1,
        answer="stored",
        by=cast.counsellor,
        by_name="Agus",
        via="screen",
        mark="present",
        device_time=timezone.now(),
    )


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_the_database_refuses(kept_rows, table, statement):
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        connection.cursor().execute(statement.format(table))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        assert cursor.fetchone() == (1,)


def test_the_code_refuses_as_well(kept_rows):
    entry = AuditEntry.objects.get()
    for attempt in (entry.save, entry.delete, AuditEntry.objects.all().delete):
        with pytest.raises(TypeError, match="append-only"):
            attempt()
    with pytest.raises(TypeError, match="append-only"):
        AuditEntry.objects.update(actor_name="someone else")


@pytest.mark.django_db(transaction=True)
def test_a_flush_of_the_tests_leaves_the_triggers_in_place(cast):
    record(Verb.CHANGED, cast.palu, by=cast.admin)
    call_command("flush", interactive=False, verbosity=0)
    assert not AuditEntry.objects.exists()
    record(Verb.CREATED, cast.palu, by=None)
    with pytest.raises(IntegrityError, match="append-only"):
        connection.cursor().execute("DELETE FROM audit_auditentry")
