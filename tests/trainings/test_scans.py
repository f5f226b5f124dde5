"""The signed register comes back as a photo or scan."""

import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from pembinaan import dates
from pembinaan.audit.models import AuditEntry
from pembinaan.records import new_id
from pembinaan.uploads import read_sealed
from tests import make
from trainings.actions.scans import SEALED_AS, attach_scan
from trainings.models import SheetScan

PDF = b"%PDF-1.4\nDaftar hadir\n%%EOF"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def session(cast):
    return make.training(cast.palu).sessions.get()


def address(session, name="sheet-scans", *more):
    return reverse(f"trainings:{name}", args=[session.training_id, session.pk, *more])


def send(client, session, content=PDF, name="Abdul Rahim.pdf", key=None):
    data = {"file": SimpleUploadedFile(name, content), "form_key": str(key or new_id())}
    return client.post(address(session), data)


def attach(session, user, **more):
    values = {"file": ContentFile(PDF, name="daftar.pdf"), "form_key": new_id()}
    return attach_scan(session=session, by=user, **values | more)


def files(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def photo():
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x010F] = "KAMERA-RAHASIA"
    Image.new("RGB", (40, 30), "white").save(out, "JPEG", exif=exif)
    assert b"KAMERA-RAHASIA" in out.getvalue()
    return out.getvalue()


def test_what_is_kept_cannot_be_read_on_the_disk(cast, session, client, media):
    client.force_login(cast.counsellor)
    assert send(client, session).status_code == 302
    scan = SheetScan.objects.visible_to(cast.counsellor).get()
    (stored,) = files(media)
    assert b"Daftar hadir" not in stored.read_bytes()
    assert "Abdul" not in str(stored)
    assert (read_sealed(scan.file, SEALED_AS), scan.size, scan.uploaded_by_name) == (
        PDF,
        len(PDF),
        "Agus Wijaya",
    )


def test_a_photo_loses_what_the_camera_wrote(cast, session, client):
    client.force_login(cast.counsellor)
    send(client, session, photo(), "foto.jpg")
    content = read_sealed(SheetScan.objects.visible_to(cast.counsellor).get().file, SEALED_AS)
    assert content.startswith(b"\xff\xd8\xff")
    assert b"KAMERA-RAHASIA" not in content


@pytest.mark.parametrize(
    ("content", "name"), [(b"", "a.pdf"), (b"MZ", "a.exe"), (b"%PDF-1.4 /JavaScript %%EOF", "a.pdf")]
)
def test_what_is_no_picture_or_plain_pdf_is_refused(cast, session, client, media, content, name):
    client.force_login(cast.counsellor)
    response = send(client, session, content, name)
    assert response.status_code == 422
    assert response.context["form"].errors["file"]
    assert files(media) == []


def test_sending_the_form_again_keeps_one_file(cast, session, client, media):
    client.force_login(cast.counsellor)
    key = new_id()
    assert [send(client, session, key=key).status_code for _time in range(2)] == [302, 302]
    assert attach(session, cast.counsellor, form_key=key).form_key == key
    assert len(files(media)) == SheetScan.objects.visible_to(cast.counsellor).count() == 1
    assert AuditEntry.objects.filter(verb="uploaded").count() == 1


def test_a_failed_writing_leaves_no_file(cast, session, media):
    attach(session, cast.counsellor)
    before = files(media)

    def fail(execute, sql, *rest):
        if sql.startswith("UPDATE") and "sheetscan" in sql:
            raise RuntimeError
        return execute(sql, *rest)

    with connection.execute_wrapper(fail), pytest.raises(RuntimeError):
        attach(session, cast.counsellor)
    assert files(media) == before
    assert SheetScan.objects.visible_to(cast.counsellor).count() == 1


def test_the_file_leaves_as_a_download_named_after_nobody_and_is_noted(cast, session, client):
    scan = attach(session, cast.counsellor, file=ContentFile(PDF, name="Abdul Rahim.pdf"))
    client.force_login(cast.head)
    response = client.get(address(session, "sheet-scan", scan.pk))
    assert b"".join(response.streaming_content) == PDF
    disposition = response["Content-Disposition"]
    assert disposition.startswith("attachment; ")
    assert "Abdul" not in disposition
    assert response["X-Content-Type-Options"] == "nosniff"
    entries = AuditEntry.objects.filter(target_id=str(session.pk)).order_by("at")
    assert [(entry.verb, entry.actor_name) for entry in entries] == [
        ("uploaded", "Agus Wijaya"),
        ("viewed", "Surya Contoh"),
    ]
    assert not any("Abdul" in f"{entry.changes}{entry.target_name}" for entry in entries)


def test_a_scan_is_found_at_its_own_session_alone(cast, session, client):
    other = make.training(cast.palu).sessions.get()
    scan = attach(other, cast.counsellor)
    client.force_login(cast.counsellor)
    assert client.get(address(session, "sheet-scan", scan.pk)).status_code == 404
    default_storage.delete(scan.file.name)
    assert client.get(address(other, "sheet-scan", scan.pk)).status_code == 404


def test_the_head_reads_and_attaches_nothing(cast, session, client, media):
    client.force_login(cast.head)
    assert "<input" not in client.get(address(session)).content.decode().split("<main")[1]
    assert send(client, session).status_code == 403
    assert files(media) == []


def test_a_locked_sheet_takes_a_scan(cast, client, media):
    training = make.training(cast.palu, status="completed", completed_on=dates.today(cast.palu))
    client.force_login(cast.coordinator)
    assert send(client, training.sessions.get()).status_code == 302
    assert len(files(media)) == 1


def test_more_files_ask_no_more_of_the_database(cast, session, client):
    client.force_login(cast.counsellor)
    client.get(address(session))
    counts = []
    for more in (1, 2):
        for _each in range(more):
            attach(session, cast.counsellor)
        with CaptureQueriesContext(connection) as queries:
            client.get(address(session))
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 10
