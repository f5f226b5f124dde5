"""The pages of an import: who may, what they cost, and what they show."""

import gzip
import io
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from clients.models import Client, ImportBatch
from pembinaan.accounts.roles import Role
from pembinaan.audit.models import AuditEntry
from tests.cast import person
from tests.clients.importing import checked, file_of, saved, uploaded
from tests.clients.workbook.books import GOOD, HEADINGS, SAMPLE, packed

BAD = {"No. Register": "D/2", "Tanggal Lahir": "31/02/1990", "NIK": None}
CHILD = {"No. Register": "A/1", "Nama Klien": "Anak Rahasia", "Jenis Klien": "Diversi", "NIK": None}


@pytest.fixture
def browse(client, cast):
    client.force_login(cast.coordinator)
    return client


def page_url(name, batch, *more):
    return reverse(f"clients:{name}", args=[batch.pk, *more])


def send(browse, file, key=None):
    data = {"file": file, "form_key": key or uuid.uuid4()}
    return browse.post(reverse("clients:import"), data)


def posted_mapping(browse, batch, **changes):
    form = browse.get(page_url("import-mapping", batch)).context["form"]
    data = {name: field.initial or "" for name, field in form.fields.items()}
    data = {name: value for name, value in (data | changes).items() if value not in (False, None)}
    return browse.post(page_url("import-mapping", batch), data)


def test_from_the_file_to_the_register(browse, cast):
    with SAMPLE.open("rb") as file:
        answer = send(browse, file)
    batch = ImportBatch.objects.get()
    assert answer.url == page_url("import-mapping", batch)
    assert posted_mapping(browse, batch).url == page_url("import-preview", batch)
    preview = browse.get(page_url("import-preview", batch))
    batch.refresh_from_db()
    assert (batch.status, batch.counts["good"], batch.counts["errors"]) == ("checked", 1490, 23)
    assert len(gzip.compress(preview.content)) <= 30_000
    assert not Client.objects.exists()
    assert browse.post(page_url("import-save", batch)).url == page_url("import-preview", batch)
    assert Client.objects.filter(office=cast.palu).count() == 1490
    assert browse.get(page_url("import-preview", batch)).status_code == 200


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("klien.xlsx", b"", "kosong|empty"),
        ("klien.csv", b"No,Nama\n1,Budi\n", "CSV"),
        ("klien.xls", bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 64, "xls"),
        ("klien.xlsx", packed({"xl/vbaProject.bin": "x"}).getvalue(), "makro|macro"),
        ("klien.xlsx", b"PK\x03\x04 half", "rusak|damaged"),
    ],
)
def test_a_refused_file_is_told_beside_its_field(browse, name, content, said):
    answer = send(browse, SimpleUploadedFile(name, content))
    assert answer.status_code == 422
    (error,) = answer.context["form"].errors["file"]
    assert any(word in error for word in said.split("|"))
    assert not ImportBatch.objects.exists()


def test_the_same_form_sent_twice_makes_one_import(browse):
    key = uuid.uuid4()
    first, second = send(browse, file_of({}), key), send(browse, file_of({}), key)
    assert first.url == second.url
    assert ImportBatch.objects.count() == 1


def test_the_very_same_file_is_said_to_be_saved_already_and_may_go_on(browse, cast):
    content = file_of({}).getvalue()
    saved(cast.coordinator, SimpleUploadedFile("a.xlsx", content))
    answer = browse.post(
        reverse("clients:import"),
        {"file": SimpleUploadedFile("b.xlsx", content), "form_key": uuid.uuid4()},
        follow=True,
    )
    assert [message.level_tag for message in answer.context["messages"]] == ["warning"]
    assert answer.status_code == 200


def test_the_columns_show_no_whole_nik(browse, cast):
    batch = uploaded(cast.coordinator, file_of({}))
    page = browse.get(page_url("import-mapping", batch)).content.decode()
    assert "Budi bin Ali" in page
    assert GOOD[2] not in page
    stored = ImportBatch.objects.values().get()
    assert "Budi" not in str(stored["layouts"])
    assert b"Budi" not in bytes(stored["samples"])


def test_a_column_can_be_corrected_and_a_sheet_left_out(browse, cast):
    sheets = {"A": [["Nomor Induk", "Nama", "Jenis Klien"], ["D/1", "Budi", "PB"]], "B": [HEADINGS, GOOD]}
    batch = uploaded(cast.coordinator, file_of(sheets=sheets))
    posted_mapping(browse, batch, **{"0-0": "register_number", "read-0": "on", "read-1": False})
    batch.refresh_from_db()
    assert (batch.status, batch.counts["good"]) == ("checked", 1)
    assert [layout["skipped_reason"] for layout in batch.layouts] == [None, "left_out"]


@pytest.mark.parametrize("changes", [{"read-0": False}, {"0-3": "name"}, {"0-0": ""}])
def test_a_mapping_that_makes_no_sense_is_told(browse, cast, changes):
    batch = uploaded(cast.coordinator, file_of({}))
    assert posted_mapping(browse, batch, **changes).status_code == 422
    batch.refresh_from_db()
    assert batch.status == "uploaded"


def test_a_preview_names_the_cell_but_neither_the_person_nor_the_nik(browse, cast):
    batch = checked(cast.coordinator, file_of({}, BAD, CHILD))
    page = browse.get(page_url("import-preview", batch)).content.decode()
    assert "D/2" in page
    assert "(E)" in page
    assert "Anak Rahasia" not in page
    assert GOOD[2] not in page
    assert "Budi bin Ali" in page  # as a sample of what will be saved


def test_kept_rows_of_a_protected_client_show_no_name_to_who_may_not_open_it(browse, cast, client):
    saved(cast.coordinator, file_of(CHILD))
    child = Client.objects.get()
    child.birth_place = "Palu"
    child.save()
    batch = saved(cast.coordinator, file_of({}))
    url = page_url("import-preview", batch) + "?show=missing"
    page = browse.get(url).content.decode()
    assert "A/1" in page
    assert "Anak Rahasia" not in page
    client.force_login(person("kedua.peran", cast.palu, Role.COORDINATOR, Role.HEAD))
    assert "Anak Rahasia" in client.get(url).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_cost_the_same_at_any_length(browse, cast, count):
    bad = [BAD | {"No. Register": f"D/{n}"} for n in range(10, 10 + count)]
    batch = checked(cast.coordinator, file_of({}, *bad))
    browse.get(reverse("clients:import-list"))  # notes once a minute that the session is in use
    assert queries(browse, "get", page_url("import-preview", batch)) == 7
    assert queries(browse, "get", reverse("clients:import-list")) == 5
    assert queries(browse, "get", page_url("import-mapping", batch)) == 4
    again = {"file": file_of({}, *bad), "form_key": uuid.uuid4()}
    assert queries(browse, "post", reverse("clients:import"), again) <= 8


def queries(browse, method, url, data=None):
    with CaptureQueriesContext(connection) as captured:
        assert getattr(browse, method)(url, data).status_code in (200, 302)
    return sum("SAVEPOINT" not in query["sql"] for query in captured.captured_queries)


def test_problems_are_paged_and_filtered(browse, cast):
    bad = [BAD | {"No. Register": f"D/{n}"} for n in range(10, 60)]
    batch = checked(cast.coordinator, file_of({"NIK": "123"}, *bad))
    url = page_url("import-preview", batch)
    first = browse.get(url).context
    assert [len(first["rows"]), first["page"].before] == [40, None]
    second = browse.get(url, {"after": first["page"].after}).context
    assert len(second["rows"]) == 11
    warned = browse.get(url, {"show": "warned"}).context["rows"]
    assert [item.row.register_number for item in warned] == ["D/1"]


def test_the_rows_kept_aside_are_downloaded_and_that_is_recorded(browse, cast):
    batch = saved(cast.coordinator, file_of({}, BAD, {"No. Register": "D/3"}))
    assert browse.get(page_url("import-rejects", batch)).status_code == 405
    answer = browse.post(page_url("import-rejects", batch))
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert rows[0][:8] == HEADINGS
    assert [row[0] for row in rows[1:]] == ["D/2", "D/3"]
    assert rows[1][4] == "31/02/1990"
    assert rows[2][2] == GOOD[2]
    assert answer["Content-Disposition"].startswith("attachment")
    assert AuditEntry.objects.get(verb="exported").changes == {"rows": ["", 2]}


def test_an_import_is_undone_after_a_question(browse, cast):
    batch = saved(cast.coordinator, file_of({}))
    assert browse.get(page_url("import-undo", batch)).status_code == 200
    assert Client.objects.exists()
    browse.post(page_url("import-undo", batch))
    assert not Client.objects.exists()
    assert browse.get(page_url("import-preview", batch)).status_code == 200


def test_a_difference_is_decided_on_the_page(browse, cast):
    saved(cast.coordinator, file_of({}))
    Client.objects.update(name="Nama Baru")
    batch = saved(cast.coordinator, file_of({"Nama Klien": "Nama Berkas"}))
    row = batch.rows.get()
    page = browse.get(page_url("import-preview", batch)).content.decode()
    assert "Nama Baru" in page
    assert "Nama Berkas" in page
    browse.post(page_url("import-take", batch, row.pk), {"field": "name"})
    assert Client.objects.get().name == "Nama Berkas"
    assert browse.post(page_url("import-take", batch, row.pk), {"field": "name"}).status_code == 404


def test_a_cancelled_import_is_gone(browse, cast):
    batch = checked(cast.coordinator, file_of({}))
    assert browse.post(page_url("import-discard", batch)).url == reverse("clients:import-list")
    assert not ImportBatch.objects.exists()


def test_a_large_import_waits_for_the_job_process(browse, cast, monkeypatch):
    monkeypatch.setattr("clients.models.imports.IMPORT_IN_REQUEST_ROWS", 1)
    batch = checked(cast.coordinator, file_of({}, BAD))
    browse.post(page_url("import-save", batch))
    page = browse.get(page_url("import-preview", batch)).content.decode()
    assert 'hx-trigger="every 2s"' in page
    assert not Client.objects.exists()
    assert browse.post(page_url("import-save", batch)).status_code == 422


PAGES = ["import-preview", "import-mapping", "import-save", "import-undo", "import-discard"]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    ("who", "status"), [("sibling", 404), ("regional", 404), ("clerk", 403), ("counsellor", 403)]
)
def test_an_import_belongs_to_who_may_import_in_its_office(client, cast, name, who, status):
    batch = checked(cast.coordinator, file_of({}))
    client.force_login(getattr(cast, who))
    assert client.get(page_url(name, batch)).status_code == status
    assert client.post(page_url(name, batch)).status_code == status


@pytest.mark.parametrize(("who", "status"), [("coordinator", 200), ("counsellor", 403), ("regional", 403)])
def test_only_who_may_import_sees_the_list(client, cast, who, status):
    client.force_login(getattr(cast, who))
    assert client.get(reverse("clients:import-list")).status_code == status
    assert client.get(reverse("clients:import")).status_code == status
