"""Pictures of the product: drawn anew, sealed, open to who may know the person, each fetching on record."""

import io
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from pembinaan.audit.models import AuditEntry
from tests import make
from trainings.models import ProductPhoto
from trainings.policy import MAX_PRODUCT_PHOTOS


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def person(cast):
    return make.enrolment(make.training(cast.palu), make.client(cast.palu, counsellor=cast.counsellor))


def address(person, name="product-photos", *more):
    return reverse(f"trainings:{name}", args=[person.training_id, person.pk, *more])


def picture(kind="JPEG"):
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x010F] = "KAMERA-RAHASIA"
    Image.new("RGB", (40, 30), "white").save(out, kind, exif=exif)
    return out.getvalue()


def send(client, person, content=None, name="Budi.jpg", **more):
    file = SimpleUploadedFile(name, picture() if content is None else content)
    values = {"file": file, "caption": "Bawang goreng 250 g", "no_face": "on", "form_key": uuid.uuid4()}
    return client.post(address(person), values | more)


def files(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def test_it_is_sealed_listed_and_leaves_under_a_name_of_nobody(cast, client, person, media):
    client.force_login(cast.coordinator)
    key = uuid.uuid4()
    for _time in range(2):
        assert send(client, person, form_key=key).url == address(person)
    photo = ProductPhoto.objects.visible_to(cast.coordinator).get()
    (stored,) = files(media)
    assert b"\xff\xd8\xff" not in stored.read_bytes()[:200]
    assert "Bawang goreng 250 g" in client.get(address(person)).content.decode()
    answer = client.get(address(person, "product-photo", photo.pk))
    assert answer["Content-Disposition"].startswith('attachment; filename="produk-')
    assert "Budi" not in answer["Content-Disposition"]
    content = b"".join(answer.streaming_content)
    assert Image.open(io.BytesIO(content)).size == (40, 30)
    assert b"KAMERA-RAHASIA" not in content
    entries = AuditEntry.objects.about(person).order_by("at")
    assert [entry.verb for entry in entries] == ["uploaded", "viewed"]
    assert "Bawang" not in str([entry.changes for entry in entries])


@pytest.mark.parametrize(
    "spoilt",
    [
        {"no_face": ""},
        {"caption": ""},
        {"content": b"%PDF-1.4\n%%EOF", "name": "a.pdf"},
        {"content": b"\xff\xd8\xff"},
    ],
)
def test_what_is_not_a_picture_or_not_looked_at_is_refused(cast, client, person, media, spoilt):
    client.force_login(cast.coordinator)
    assert send(client, person, **spoilt).status_code == 422
    assert not ProductPhoto.objects.exists()
    assert files(media) == []


def test_there_is_room_for_some(cast, client, person):
    client.force_login(cast.coordinator)
    for _number in range(MAX_PRODUCT_PHOTOS):
        assert send(client, person).status_code == 302
    assert send(client, person).status_code == 422


def test_it_is_taken_away_with_its_content(cast, client, person, media, django_capture_on_commit_callbacks):
    client.force_login(cast.counsellor)
    send(client, person)
    photo = ProductPhoto.objects.visible_to(cast.counsellor).get()
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(address(person, "product-photo-remove", photo.pk)).url == address(person)
    assert not ProductPhoto.objects.exists()
    assert files(media) == []
    assert AuditEntry.objects.about(person).filter(verb="deleted").count() == 1


def test_those_of_a_restricted_person_are_open_to_pk_and_head_alone(cast, client, person):
    client.force_login(cast.counsellor)
    send(client, person)
    photo = ProductPhoto.objects.visible_to(cast.counsellor).get()
    type(person.client).objects.filter(pk=person.client_id).update(restricted_flag=True)
    for user, status in (
        (cast.coordinator, 404),
        (cast.counsellor, 200),
        (cast.head, 200),
        (cast.sibling, 404),
    ):
        client.force_login(user)
        assert client.get(address(person)).status_code == status
        assert client.get(address(person, "product-photo", photo.pk)).status_code == status
    assert send(client, person).status_code == 404
    # Of another participant the picture does not exist.
    other = make.enrolment(person.training)
    client.force_login(cast.head)
    assert client.get(address(other, "product-photo", photo.pk)).status_code == 404
    assert send(client, other).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_queries_stay(cast, client, person, count, django_assert_num_queries):
    client.force_login(cast.coordinator)
    for _number in range(count):
        send(client, person)
    client.get(address(person))
    with django_assert_num_queries(6):
        client.get(address(person))
