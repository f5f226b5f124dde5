"""Files of a training: photos, receipts, signed papers and material."""

import io
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from clients.models import Consent
from pembinaan import dates
from pembinaan.audit.models import AuditEntry
from pembinaan.problems import RuleBroken
from pembinaan.records import new_id
from pembinaan.uploads import read_sealed
from tests import make
from tests.project.test_uploads import PDF, excel, picture, word
from trainings.actions.attachments import SEALED_AS, attach_file, describe_attachment, remove_attachment
from trainings.models import Attachment
from trainings.photos import attachments_of, for_report
from trainings.policy import MAX_ATTACHMENTS
from trainings.rules.attachments import Pictured, photo_problems, room_problems


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def training(cast):
    return make.training(cast.palu)


def address(training, name="attachments", *more):
    return reverse(f"trainings:{name}", args=[training.pk, *more])


def send(client, training, *files, key=None, **more):
    values = {
        "kind": "photo",
        "caption": "Memotong bawang",
        "shows_people": "no",
        "form_key": str(key or new_id()),
    }
    uploads = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post(address(training), values | {"files": uploads} | more)


def attach(training, user, kind="photo", file=None, **more):
    about = {"caption": "Foto", "shows_people": bool(more.get("people")), "people": [], "in_report": False}
    file = file or ContentFile(picture(), name="foto.jpg")
    return attach_file(
        training=training, file=file, kind=kind, about=about | more, form_key=new_id(), by=user
    )


def consent(person, **more):
    values = {"purpose": "photo_press", "given_on": dates.today(), "proof": "signed", "client": person.client}
    return Consent.objects.create(**values | more)


def stored(media):
    return [path for path in media.rglob("*") if path.is_file()]


def rows():
    return Attachment._base_manager.order_by("created_at", "pk")


def test_photos_are_kept_sealed_and_lose_what_the_camera_wrote(cast, training, client, media):
    client.force_login(cast.coordinator)
    exif = Image.Exif()
    exif[0x010F] = "KAMERA-RAHASIA"
    exif.get_ifd(0x8825)[1] = "N"  # where it was taken
    taken = picture(exif=exif)
    assert b"KAMERA-RAHASIA" in taken
    response = send(client, training, ("Abdul Rahim.jpg", taken), ("dua.png", picture("PNG")))
    assert response["Location"] == address(training)
    first, second = rows()
    assert [(row.name, row.kind, row.shows_people) for row in (first, second)] == [
        ("Abdul Rahim.jpg", "photo", False),
        ("dua.png", "photo", False),
    ]
    content = read_sealed(first.file, SEALED_AS)
    assert b"KAMERA-RAHASIA" not in content
    assert not Image.open(io.BytesIO(content)).getexif()
    assert len(stored(media)) == 2
    assert not any(b"JFIF" in path.read_bytes() or "Abdul" in str(path) for path in stored(media))
    entries = AuditEntry.objects.filter(verb="uploaded")
    assert len(entries) == 2
    assert not any("Abdul" in f"{e.changes}{e.target_name}" or "bawang" in str(e.changes) for e in entries)


HOSTILE = {
    "gambar.svg": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "gambar.png": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "gambar.gif": b"GIF89a/*" + b" " * 90 + b"*/=1;alert(1)",
    "skrip.pdf": PDF.replace(b"/Catalog", b"/Catalog /OpenAction << /S /JavaScript >>"),
    "kosong.pdf": b"",
    "program.exe": PDF,
    "makro.docx": lambda: word({"word/vbaProject.bin": b"MZ"}),
    "luar.xlsx": lambda: excel({"xl/externalLinks/externalLink1.xml": b"<x/>"}),
    "bom.docx": lambda: word({"word/media/image1.png": bytes(120 << 20)}),
    "piksel.png": lambda: picture("PNG", size=(7000, 6000), mode="1"),
}


def test_hostile_files_are_refused_in_words_and_leave_nothing(cast, training, client, media):
    client.force_login(cast.coordinator)
    files = [(name, made() if callable(made) else made) for name, made in HOSTILE.items()]
    response = send(client, training, *files, kind="other")
    assert response.status_code == 422
    told = [str(error) for error in response.context["form"].errors["files"]]
    assert [line.partition(":")[0] for line in told] == list(HOSTILE)
    assert all(len(line.partition(":")[2]) > 10 for line in told)
    assert not rows()
    assert stored(media) == []
    assert not AuditEntry.objects.filter(verb="uploaded").exists()


def test_one_bad_file_does_not_lose_the_others(cast, training, client, media):
    client.force_login(cast.coordinator)
    files = [("satu.pdf", PDF), ("dua.exe", b"MZ"), ("tiga.docx", word())]
    page = client.get(send(client, training, *files, kind="material")["Location"])
    told = [str(message) for message in page.context["messages"]]
    assert len(told) == 2
    assert told[0].startswith("dua.exe: ")
    assert [row.name for row in rows()] == ["satu.pdf", "tiga.docx"]
    assert len(stored(media)) == 2


def test_office_files_are_no_receipts_and_a_sending_has_limits(cast, training, client, monkeypatch):
    client.force_login(cast.coordinator)
    assert send(client, training, ("a.docx", word()), kind="receipt").status_code == 422
    assert send(client, training).context["form"].errors["files"]
    many = [(f"{number}.pdf", PDF) for number in range(11)]
    assert send(client, training, *many, kind="other").context["form"].errors["files"]
    large = PDF + b"%" * (10 * 2**20) + b"%%EOF"
    assert send(client, training, ("a.pdf", large), kind="other").context["form"].errors["files"]
    assert not rows()


def test_the_form_sent_again_keeps_each_file_once(cast, training, client, media):
    client.force_login(cast.coordinator)
    key, other = new_id(), picture(size=(9, 9))
    for files in ([("a.jpg", picture())], [("a.jpg", picture())], [("b.jpg", other), ("a.jpg", picture())]):
        assert send(client, training, *files, key=key).status_code == 302
    assert sorted(row.name for row in rows()) == ["a.jpg", "b.jpg"]
    assert len(stored(media)) == 2
    assert AuditEntry.objects.filter(verb="uploaded").count() == 2


def test_a_failed_writing_leaves_no_file(cast, training, media):
    def fail(execute, sql, *rest):
        if sql.startswith("UPDATE") and "attachment" in sql:
            raise RuntimeError
        return execute(sql, *rest)

    with connection.execute_wrapper(fail), pytest.raises(RuntimeError):
        attach(training, cast.coordinator)
    assert (stored(media), list(rows())) == ([], [])


def test_a_full_training_takes_no_more():
    assert not list(room_problems(MAX_ATTACHMENTS - 1))
    assert [problem.code for problem in room_problems(MAX_ATTACHMENTS)] == ["no_room"]


def codes(*people, name="a.jpg", kind="photo", shows_people=True, in_report=True):
    facts = {"name": name, "kind": kind, "shows_people": shows_people, "in_report": in_report}
    return [(problem.code, problem.field) for problem in photo_problems(people=people, **facts)]


def test_who_may_be_shown_in_the_report():
    yes, no = Pictured(1, 1, "A", False, True), Pictured(4, 4, "B", False, False)
    hidden = Pictured(5, 5, "C", True, True)
    barred = ("not_shown", "in_report")
    assert codes(yes) == codes(shows_people=False) == codes(no, hidden, in_report=False) == []
    assert codes(yes, no, hidden) == [barred, barred]
    assert codes() == [("nobody_named", "people")]
    assert codes(yes, name="a.pdf") == [("no_picture", "in_report")]
    assert codes(kind="receipt", shows_people=False) == [("no_photo", "in_report")]
    problems = photo_problems(name="a.jpg", kind="photo", shows_people=True, people=[no], in_report=True)
    assert next(problems).message.endswith("4")


def test_the_page_tells_for_each_why_and_the_action_asks_again(cast, training, client):
    people = [make.enrolment(training) for _each in range(2)]
    consent(people[0])
    consent(people[1], withdrawn_on=dates.today())
    client.force_login(cast.coordinator)
    shown = {"shows_people": "yes", "people": [str(p.pk) for p in people], "in_report": "on"}
    response = send(client, training, ("a.jpg", picture()), **shown)
    (told,) = response.context["form"].errors["in_report"]
    assert "2" in told
    with pytest.raises(RuleBroken):
        attach(training, cast.coordinator, people=[people[1].pk], in_report=True)
    with pytest.raises(RuleBroken):
        attach(training, cast.coordinator, people=[make.enrolment(make.training(cast.palu)).pk])
    shown["people"] = [str(people[0].pk)]
    assert send(client, training, ("a.jpg", picture()), **shown).status_code == 302
    (made,) = rows()
    assert (made.in_report, list(made.people.all())) == (True, [people[0]])
    assert not client.get(address(training)).context["files"][0].is_barred
    # A consent that is withdrawn later takes the photo out again.
    Consent._base_manager.filter(client=people[0].client).update(withdrawn_on=dates.today(cast.palu))
    assert client.get(address(training)).context["files"][0].is_barred


def test_the_list_for_the_camera_names_who_has_not_consented(cast, training, client):
    for name, more in (
        ("Sudah Setuju", {}),
        ("Belum Setuju", {}),
        ("Anak Terlindung", {"restricted_flag": True, "register_number": "D/7777"}),
    ):
        person = make.enrolment(training, make.client(cast.palu, name=name, **more))
        if name != "Belum Setuju":
            consent(person)
    for user, known in ((cast.coordinator, False), (cast.head, True)):
        client.force_login(user)
        response = client.get(address(training))
        page = response.content.decode()
        assert [person.number for person, _why in response.context["not_shown"]] == [2, 3]
        assert "Belum Setuju" in page
        assert ("Anak Terlindung" in page) == known
        assert "D/7777" not in page


def test_a_photo_with_a_restricted_person_is_for_those_who_may_know_them(cast, training, client, media):
    person = make.enrolment(training, make.client(cast.palu, restricted_flag=True))
    made = attach(training, cast.coordinator, caption="Rahasia", people=[person.pk])
    found = {}
    for user in (cast.coordinator, cast.counsellor, cast.head):
        client.force_login(user)
        page = client.get(address(training)).content.decode()
        status = client.get(address(training, "attachment-file", made.pk)).status_code
        found[user.username] = (status, "Rahasia" in page)
    assert found == {
        "coordinator.palu": (404, False),
        "counsellor.palu": (404, False),
        "head.palu": (200, True),
    }
    person.client.counsellor = cast.counsellor
    person.client.save()
    client.force_login(cast.counsellor)
    assert client.get(address(training, "attachment-file", made.pk)).status_code == 200
    # Who may not open it can still take it away.
    client.force_login(cast.coordinator)
    assert client.get(address(training, "attachment-describe", made.pk)).status_code == 404
    assert client.post(address(training, "attachment-remove", made.pk)).status_code == 302


def test_who_was_a_child_in_the_training_is_one_on_its_photos(cast, client, media):
    today = dates.today(cast.palu)
    training = make.training(cast.palu, day=today - timedelta(days=40))
    grown = make.client(cast.palu, birth_date=dates.years_before(today - timedelta(days=9), 18))
    person = make.enrolment(training, grown)
    consent(person)
    made = attach(training, cast.coordinator, people=[person.pk])
    client.force_login(cast.coordinator)
    assert client.get(address(training, "attachment-file", made.pk)).status_code == 404
    with pytest.raises(RuleBroken):
        attach(training, cast.coordinator, people=[person.pk], in_report=True)


def test_it_leaves_as_a_download_named_after_nobody_and_is_noted(cast, training, client):
    made = attach(training, cast.coordinator, "receipt", ContentFile(PDF, name="Abdul Rahim.pdf"))
    client.force_login(cast.counsellor)
    response = client.get(address(training, "attachment-file", made.pk))
    assert b"".join(response.streaming_content) == PDF
    disposition = response["Content-Disposition"]
    assert disposition.startswith("attachment; ")
    assert "Abdul" not in disposition
    assert response["X-Content-Type-Options"] == "nosniff"
    entry = AuditEntry.objects.filter(verb="viewed").get()
    assert (entry.target_id, entry.changes) == (str(training.pk), {"attachment": ["", str(made.pk)]})
    assert client.get(address(make.training(cast.palu), "attachment-file", made.pk)).status_code == 404


def test_removing_deletes_the_file_and_keeps_who_did_it(
    cast, training, client, media, django_capture_on_commit_callbacks
):
    made = attach(training, cast.coordinator)
    client.force_login(cast.coordinator)
    with django_capture_on_commit_callbacks() as waiting:
        assert client.post(address(training, "attachment-remove", made.pk)).status_code == 302
    assert len(stored(media)) == 1
    for callback in waiting:
        callback()
    assert stored(media) == []
    made.refresh_from_db()
    assert (bool(made.removed_at), made.removed_by_name) == (True, "Rina Anggreni")
    entry = AuditEntry.objects.latest("at")
    assert (entry.verb, entry.changes) == ("changed", {"attachment": [str(made.pk), ""]})
    for name in ("attachment-file", "attachment-remove", "attachment-describe"):
        assert client.get(address(training, name, made.pk)).status_code == 404
    with pytest.raises(RuleBroken):
        remove_attachment(attachment=made, by=cast.coordinator)


def test_it_is_described_anew_when_a_consent_arrives(cast, training, client):
    person = make.enrolment(training)
    made = attach(training, cast.coordinator, people=[person.pk])
    client.force_login(cast.coordinator)
    url = address(training, "attachment-describe", made.pk)
    values = client.get(url).context["form"].initial | {"caption": "Baru", "in_report": "on"}
    assert client.post(url, values).status_code == 422
    consent(person)
    assert client.post(url, values).status_code == 302
    made.refresh_from_db()
    assert (made.caption, made.in_report, made.version) == ("Baru", True, 2)
    stale = client.post(url, values)
    assert (stale.status_code, made.version) == (422, 2)
    assert stale.context["form"]["version"].value() == 2
    receipt = attach(training, cast.coordinator, "receipt", ContentFile(PDF, name="a.pdf"))
    url = address(training, "attachment-describe", receipt.pk)
    assert "people" not in client.get(url).context["form"].fields
    assert client.post(url, {"caption": "Nota", "version": 1}).status_code == 302
    about = {"caption": "Nota", "shows_people": False, "people": [], "in_report": True}
    with pytest.raises(RuleBroken):
        describe_attachment(attachment=receipt, version=2, about=about, by=cast.coordinator)


def test_others_read_and_attach_nothing(cast, training, client, media):
    client.force_login(cast.counsellor)
    assert 'type="file"' not in client.get(address(training)).content.decode()
    assert send(client, training, ("a.jpg", picture())).status_code == 403
    assert stored(media) == []


def test_more_files_and_people_ask_no_more_of_the_database(cast, training, client):
    client.force_login(cast.coordinator)
    client.get(address(training))
    counts = []
    for more in (1, 2):
        for _each in range(more):
            attach(training, cast.coordinator, people=[make.enrolment(training).pk])
        with CaptureQueriesContext(connection) as queries:
            client.get(address(training))
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 10


def test_form_list_and_report_judge_a_photo_alike(cast, training, client):
    """Consent that begins later, nobody named, a guest, and one who agreed."""
    today = dates.today(cast.palu)
    later, agreed = (make.enrolment(training, make.client(cast.palu)) for _each in range(2))
    guest = make.enrolment(training, guest_name="Tamu")
    consent(later, given_on=today + timedelta(days=1))
    consent(agreed)
    for people in ([later], [guest], [agreed, later], []):
        photo = attach(training, cast.coordinator, people=[str(person.pk) for person in people])
        Attachment.objects.filter(pk=photo.pk).update(in_report=True, shows_people=True)
    photo = attach(training, cast.coordinator, people=[str(agreed.pk)], in_report=True)
    with pytest.raises(RuleBroken):
        attach(training, cast.coordinator, people=[str(later.pk)], in_report=True)
    found = for_report(attachments_of(training, today), training, today)
    assert found == [photo]
    client.force_login(cast.coordinator)
    files = client.get(address(training)).context["files"]
    assert [file.pk for file in files if not file.is_barred] == [photo.pk]
