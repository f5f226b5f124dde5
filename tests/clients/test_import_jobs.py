"""Large workbooks, workers that die, and imports that meet."""

import datetime
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from clients import jobs
from clients.actions.imports import ask_to_save, discard_batch, save_batch, set_mapping
from clients.importing.files import layouts_of
from clients.models import Client, ImportBatch, ImportRow
from pembinaan.audit.models import AuditEntry
from pembinaan.problems import RuleBroken
from tests.clients.importing import checked, file_of, saved, uploaded, worked
from tests.clients.workbook.books import HEADINGS

LONG_AGO = datetime.timedelta(minutes=5)


def many(count):
    """Clients D/1 … without NIK, one in a hundred with a date that does not exist."""
    rows = []
    for n in range(1, count + 1):
        born = "31/02/1990" if n % 100 == 0 else "15/03/1983"
        rows.append([f"D/{n}", f"Klien {n}", None, "L", born, "PB", "01/02/2025", "01/02/2026"])
    return file_of(sheets={"Klien": [HEADINGS, *rows]})


def test_ten_thousand_rows_go_through_the_job_process_with_few_queries(cast):
    batch = uploaded(cast.coordinator, many(10_000))
    set_mapping(batch=batch, layouts=layouts_of(batch), by=cast.coordinator)
    jobs.run_if_small(ImportBatch.objects.get(pk=batch.pk))
    assert ImportBatch.objects.get(pk=batch.pk).status == "queued"
    with CaptureQueriesContext(
        connection,
    ) as check:
        call_command("work", "--once")
    batch.refresh_from_db()
    assert (batch.status, batch.progress, batch.counts["good"]) == ("checked", 10_000, 9_900)
    assert Client.objects.count() == 0
    ask_to_save(batch=batch, by=cast.coordinator)
    with CaptureQueriesContext(connection) as save:
        jobs.run_next()
    batch.refresh_from_db()
    assert (batch.status, batch.counts["created"], batch.counts["errors"]) == ("done", 9_900, 100)
    assert Client.objects.filter(office=cast.palu).count() == 9_900
    assert statements(check) <= 20 + 4 * 2
    assert statements(save) <= 20 + 4 * 2


def statements(captured):
    return sum("SAVEPOINT" not in query["sql"] for query in captured.captured_queries)


def test_a_file_too_large_for_the_request_is_looked_into_by_the_job_process(cast, monkeypatch):
    monkeypatch.setattr("clients.actions.imports.uploading.IMPORT_IN_REQUEST_BYTES", 10)
    batch = uploaded(cast.coordinator, file_of({}))
    assert (batch.status, batch.layouts) == ("queued", [])
    batch = worked(batch)
    assert batch.status == "uploaded"
    assert [layout.sheet for layout in layouts_of(batch)] == ["Klien"]


def test_a_save_whose_worker_died_is_done_again_and_nothing_is_there_twice(cast):
    batch = checked(cast.coordinator, file_of({}, {"No. Register": "D/2", "NIK": None}))
    ask_to_save(batch=batch, by=cast.coordinator)
    jobs.claim(ImportBatch.objects.filter(pk=batch.pk))
    assert not jobs.run_next()
    ImportBatch.objects.update(claimed_at=timezone.now() - LONG_AGO)
    batch = worked(batch)
    assert (batch.status, batch.counts["created"]) == ("done", 2)
    assert Client.objects.count() == 2
    assert AuditEntry.objects.filter(verb="imported").count() == 1


def test_a_save_that_breaks_in_the_middle_leaves_nothing(cast, monkeypatch):
    monkeypatch.setattr("clients.importing.plan.IMPORT_CHUNK", 2)
    batch = checked(cast.coordinator, many(6))
    ask_to_save(batch=batch, by=cast.coordinator)
    from clients.importing.writing import ClientWriter

    write, seen = ClientWriter.write, []

    def killed(writer, steps):
        write(writer, steps)
        seen.append(Client.objects.count())
        if len(seen) == 2:
            raise RuntimeError("killed")

    monkeypatch.setattr(ClientWriter, "write", killed)
    batch = worked(batch)
    assert seen == [2, 4]
    assert (batch.status, Client.objects.count()) == ("failed", 0)
    assert ImportRow.objects.filter(outcome="created").exclude(client=None).count() == 0


def test_a_check_that_another_worker_took_over_stops_writing(cast):
    batch = uploaded(cast.coordinator, file_of({}, {"No. Register": "D/2"}))
    set_mapping(batch=batch, layouts=layouts_of(batch), by=cast.coordinator)
    slow = jobs.claim(ImportBatch.objects.filter(pk=batch.pk))
    ImportBatch.objects.update(claimed_at=timezone.now() - LONG_AGO)
    batch = worked(batch)
    assert batch.status == "checked"
    before = list(batch.rows.values())
    ImportBatch.objects.update(status="running", claimed_at=timezone.now())
    jobs.run(slow)
    assert ImportBatch.objects.get().status == "running"
    assert len(before) == 2


def test_saving_twice_saves_once(cast):
    batch = saved(cast.coordinator, file_of({}))
    with pytest.raises(RuleBroken):
        save_batch(batch=batch, by=cast.coordinator)
    assert Client.objects.count() == 1


def test_the_file_is_sealed_while_it_waits_and_gone_once_it_is_saved(
    cast, django_capture_on_commit_callbacks
):
    batch = checked(cast.coordinator, file_of({}))
    path = batch.sealed_file.path
    assert not Path(path).read_bytes().startswith(b"PK")
    with django_capture_on_commit_callbacks(execute=True):
        ask_to_save(batch=batch, by=cast.coordinator)
        batch = worked(batch)
    assert not batch.sealed_file
    assert not Path(path).exists()


def test_a_discarded_file_leaves_nothing_but_its_trail(cast, django_capture_on_commit_callbacks):
    batch = checked(cast.coordinator, file_of({"Jenis Klien": "?"}))
    with django_capture_on_commit_callbacks(execute=True):
        discard_batch(batch=batch, by=cast.coordinator)
    assert not ImportBatch.objects.exists()
    assert not ImportRow.objects.exists()
    assert not batch.sealed_file.storage.exists(batch.sealed_file.name)
    assert AuditEntry.objects.filter(verb="deleted").exists()


def test_a_damaged_store_fails_the_batch_in_words(cast):
    batch = uploaded(cast.coordinator, file_of({}))
    batch.sealed_file.storage.delete(batch.sealed_file.name)
    set_mapping(batch=batch, layouts=layouts_of(batch), by=cast.coordinator)
    batch = worked(batch)
    assert batch.status == "failed"
    assert str(batch.failure_message)
