"""Files too large for a request: asked for once, made by the job process, fetched for a day by one person."""

import datetime
import io
import uuid
from pathlib import Path

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from clients.models import Client
from pembinaan.accounts import export_jobs
from pembinaan.accounts.actions import ask_for_export
from pembinaan.accounts.models import ExportJob
from pembinaan.audit.models import AuditEntry
from pembinaan.claims import claim
from tests import make
from tests.clients.typed import cost

EXPORT = reverse("clients:export")


@pytest.fixture(autouse=True)
def few_rows_are_many(monkeypatch):
    monkeypatch.setattr("pembinaan.accounts.exporting.EXPORT_IN_REQUEST_ROWS", 1)


@pytest.fixture
def coordinator(client, cast):
    make.client(cast.palu, name="Amir", category="CB")
    make.client(cast.palu, name="Budi", category="CB")
    client.force_login(cast.coordinator)
    return client


def ask(client, key=None, query="category=CB"):
    address = client.get(f"{EXPORT}?{query}")["Location"]
    return client.post(address, {"form_key": key or uuid.uuid4()})


def worked(job=None):
    call_command("work", "--once")
    return ExportJob._base_manager.get() if job is None else ExportJob._base_manager.get(pk=job.pk)


def asked(user, query="category=CB"):
    return ask_for_export(kind="clients", query=query, form_key=uuid.uuid4(), by=user)


def cells(content):
    return [
        [cell.value for cell in row] for row in load_workbook(io.BytesIO(content)).worksheets[0].iter_rows()
    ]


def content_of(response):
    return b"".join(response.streaming_content)


def fetch(client, job):
    return client.get(reverse("download-file", args=[job.pk]))


def test_a_large_list_is_made_in_the_background_as_the_page_would(coordinator, cast, monkeypatch):
    page = coordinator.get(f"{EXPORT}?category=CB", follow=True)
    assert page.context["prepared"].rows == 2
    assert not ExportJob._base_manager.exists()
    key = uuid.uuid4()
    for _click in range(2):
        assert ask(coordinator, key)["Location"] == reverse("downloads")
    ask(coordinator)
    waiting = coordinator.get(reverse("downloads")).context
    assert ([row.status for row in waiting["rows"]], waiting["under_way"]) == (["queued"], True)
    job = worked()
    assert (job.status, job.rows) == ("ready", 2)
    assert not Path(job.sealed_file.path).read_bytes().startswith(b"PK")
    assert job.file_name in coordinator.get(reverse("downloads")).content.decode()
    made = content_of(fetch(coordinator, job))
    entry = AuditEntry.objects.get(verb="exported")
    assert (entry.actor_id, entry.changes["rows"][1]) == (cast.coordinator.pk, 2)
    monkeypatch.setattr("pembinaan.accounts.exporting.EXPORT_IN_REQUEST_ROWS", 9)
    direct = content_of(coordinator.get(f"{EXPORT}?category=CB"))
    assert cells(made) == cells(direct)


def test_starting_an_export_costs_few_queries_however_many_rows(coordinator, cast):
    counts = set()

    def start():
        ExportJob._base_manager.update(status="failed")
        coordinator.post(coordinator.get(EXPORT)["Location"], {"form_key": uuid.uuid4()})

    for _more in range(2):
        counts.add(
            (cost(lambda: coordinator.get(EXPORT)), cost(start) - cost(lambda: coordinator.get(EXPORT)) - 1)
        )
        make.client(cast.palu)
    assert len(counts) == 1
    assert max(*counts.pop()) <= 8


def test_the_list_of_downloads_costs_the_same_for_one_and_three(coordinator, cast):
    counts = set()
    for number in range(3):
        asked(cast.coordinator, f"category=CB&n={number}")
        counts.add(cost(lambda: coordinator.get(reverse("downloads"))))
    assert len(counts) == 1
    assert counts.pop() <= 8


def test_a_file_whose_worker_died_is_made_again_but_not_for_ever(coordinator, cast):
    job = asked(cast.coordinator)
    rows = ExportJob._base_manager.filter(pk=job.pk)
    slow = claim(rows)
    assert not export_jobs.run_next()
    rows.update(claimed_at=timezone.now() - datetime.timedelta(hours=1))
    assert worked().status == "ready"
    name = rows.get().sealed_file.name
    export_jobs.run(slow)  # it was only slow: what it makes is dropped
    assert rows.get().sealed_file.name == name
    other = asked(cast.coordinator)
    ExportJob._base_manager.filter(pk=other.pk).update(attempts=export_jobs.EXPORT_ATTEMPTS)
    other = worked(other)
    assert (other.status, other.failure) == ("failed", "died")


@pytest.mark.parametrize("change", ["role", "office", "gone"])
def test_the_rights_of_now_decide(coordinator, cast, change):
    early, user = asked(cast.coordinator), cast.coordinator
    early = worked(early)
    assert fetch(coordinator, early).status_code == 200
    late = asked(user)
    if change == "role":
        user.groups.clear()
    elif change == "office":
        type(user).objects.filter(pk=user.pk).update(office=cast.luwuk)
    else:
        type(user).objects.filter(pk=user.pk).update(is_active=False)
    late = worked(late)
    assert (late.status, late.failure) == ("failed", "refused")
    assert fetch(coordinator, early).status_code == {"role": 403, "office": 404, "gone": 302}[change]


def test_what_is_no_longer_visible_is_not_in_the_file(coordinator, cast):
    job = asked(cast.coordinator)
    Client.objects.filter(name="Budi").update(office=cast.luwuk)
    assert worked(job).rows == 1


def test_nobody_else_gets_the_file_and_nobody_after_a_day(coordinator, cast, client):
    job = worked(asked(cast.coordinator))
    path = Path(job.sealed_file.path)
    client.force_login(cast.head)
    assert fetch(client, job).status_code == 404
    assert job.file_name not in client.get(reverse("downloads")).content.decode()
    client.force_login(cast.coordinator)
    with time_machine.travel(timezone.now() + datetime.timedelta(hours=25)):
        client.force_login(cast.coordinator)
        assert fetch(client, job).status_code == 410
        [row] = client.get(reverse("downloads")).context["rows"]
        assert row.is_gone
        assert not row.is_open
        call_command("run_clocks")
        job.refresh_from_db()
        assert (job.status, job.sealed_file.name, path.exists()) == ("expired", "", False)
        assert fetch(client, job).status_code == 410
    with time_machine.travel(timezone.now() + datetime.timedelta(days=31)):
        export_jobs.remove_expired()
    assert not ExportJob._base_manager.exists()
    assert AuditEntry.objects.filter(verb="exported").count() == 0


def test_nobody_fills_the_queue(coordinator, cast):
    for number in range(5):
        asked(cast.coordinator, f"n={number}")
    assert ask(coordinator).status_code == 422
    assert ExportJob._base_manager.count() == 5
    assert ask(coordinator, query="n=4").status_code == 302


def test_a_file_that_cannot_be_made_says_so(coordinator, cast):
    job = worked(
        ask_for_export(
            kind="board-list", query="key=none&format=csv", form_key=uuid.uuid4(), by=cast.coordinator
        )
    )
    assert (job.status, job.failure) == ("failed", "refused")
    assert "Gagal" in coordinator.get(reverse("downloads")).content.decode()


def test_nothing_yet(coordinator):
    assert coordinator.get(reverse("downloads")).status_code == 200
    assert coordinator.get(reverse("download-create", args=["nonsense"])).status_code == 404
    assert coordinator.get(reverse("download-create", args=["sealed-year"]) + "?year=x").status_code == 404


def test_a_long_list_of_a_board_goes_the_same_way(client, cast):
    client.force_login(cast.regional)
    address = client.get(reverse("dashboards:export", args=["csv"]) + "?period=2026")["Location"]
    client.post(address, {"form_key": uuid.uuid4()})
    job = worked()
    assert (job.status, job.file_name.endswith(".csv")) == ("ready", True)
    assert content_of(fetch(client, job)).startswith(b"\xef\xbb\xbf")
