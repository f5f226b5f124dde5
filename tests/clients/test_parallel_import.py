"""Imports that meet each other, and people who register clients meanwhile; on both databases."""

import os
import signal
import subprocess
import sys
import time
import uuid
from urllib.parse import quote, urlencode

import pytest
from django.db import connection

from clients.actions.imports import ask_to_save, save_batch
from clients.actions.register import register_client
from clients.models import Client, ImportBatch
from tests.cast import make_cast
from tests.clients.importing import checked, file_of, worked
from tests.parallel import at_once, shared_database

ROWS = [{"No. Register": f"D/{n}", "NIK": None} for n in range(1, 201)]


@pytest.fixture
def world(transactional_db, tmp_path):
    with shared_database(tmp_path):
        yield make_cast()


def test_imports_of_one_office_at_once_end_like_one_after_the_other(world):
    batches = [checked(world.coordinator, file_of(*ROWS)) for _time in range(4)]
    answers = at_once(lambda batch: save_batch(batch=batch, by=world.coordinator), batches)
    assert [type(answer) for answer in answers] == [ImportBatch] * 4
    assert Client.objects.count() == len(ROWS)
    assert sorted(answer.counts["created"] for answer in answers) == [0, 0, 0, len(ROWS)]
    assert sum(answer.counts["unchanged"] for answer in answers) == 3 * len(ROWS)


def test_registering_the_same_clients_while_they_are_imported_makes_none_twice(world):
    batch = checked(world.coordinator, file_of(*ROWS))

    def work(number):
        if number is None:
            return save_batch(batch=batch, by=world.coordinator)
        values = {"register_number": f"D/{number}", "name": "Dengan Tangan", "category": "PB"}
        return register_client(
            office=world.palu, values=values, nik="", form_key=uuid.uuid4(), by=world.coordinator
        )

    answers = at_once(work, [199, 150, None, 100, 50, 1])
    assert isinstance(answers[2], ImportBatch)
    assert Client.objects.count() == len(ROWS)
    by_hand = sum(isinstance(answer, Client) for answer in answers)
    assert answers[2].counts["created"] == len(ROWS) - by_hand


KILLED = """
import os, signal, django
django.setup()
from clients.importing.writing import ClientWriter
write = ClientWriter.write
def killed(writer, steps):
    write(writer, steps)
    os.kill(os.getpid(), signal.SIGKILL)
ClientWriter.write = killed
from clients import jobs
jobs.run_next()
"""


def test_a_worker_killed_while_it_saves_leaves_nothing_and_its_work_is_done_again(world, settings):
    batch = checked(world.coordinator, file_of(*ROWS))
    ask_to_save(batch=batch, by=world.coordinator)
    ended = subprocess.run([sys.executable, "-c", KILLED], env=environment(settings), check=False)
    assert ended.returncode == -signal.SIGKILL
    batch.refresh_from_db()
    assert (batch.status, Client.objects.count()) == ("running", 0)
    ImportBatch.objects.update(claimed_at="2020-01-01T00:00Z")
    batch = until_lockable(batch)
    assert (batch.status, batch.counts["created"]) == ("done", len(ROWS))
    assert Client.objects.count() == len(ROWS)


def until_lockable(batch):
    """PostgreSQL needs a moment to notice that the other side is gone."""
    for _try in range(50):
        batch = worked(batch)
        if batch.status == "done":
            break
        time.sleep(0.1)
    return batch


def environment(settings):
    """For another process on the very database and files of this test."""
    of, name = connection.settings_dict, connection.settings_dict["NAME"]
    url = f"sqlite:///{name}"
    if connection.vendor == "postgresql":
        who = f"{of['USER']}:{quote(of['PASSWORD'])}" if of["PASSWORD"] else of["USER"]
        url = f"postgres://{who}@/{name}?{urlencode({'host': of['HOST'], 'port': of['PORT'] or 5432})}"
    more = {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "pembinaan.settings"}
    return os.environ | more | {"PYTHONPATH": str(settings.BASE_DIR)}
