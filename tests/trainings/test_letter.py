"""The letter after absences without notice."""

import re
from datetime import date, timedelta

import pypdfium2
import pytest
from django.urls import reverse
from django.utils import translation

from pembinaan import dates
from pembinaan.accounts.models import Letterhead, Signatory
from pembinaan.audit.models import AuditEntry
from tests import make
from trainings.absences import letters_sent, missed_until
from trainings.documents.letter import addressee, drawn, letter_data, signatory
from trainings.models import Attendance, LadderStep

CANARIES = ("7271010101900001", "6281234567890", "Jalan Kenari", "Pasal 363", "D/9999", "PB")
LIST = reverse("trainings:absence-list")


@pytest.fixture
def step(cast):
    return written(cast, name="Abdul Rahim", sex="L")


def written(cast, *, absences=2, **about):
    day = dates.today(cast.palu) - timedelta(days=absences)
    training = make.training(cast.palu, day=day, sessions=absences + 1, title="Bawang *goreng* #emph[x]")
    training.sessions.filter(number__lte=absences).update(status="held")
    person = make.enrolment(training, make.client(cast.palu, **about))
    for session in training.sessions.filter(number__lte=absences):
        make.mark(session, person, cast.coordinator, "absent")
    values = {"taken_on": dates.today(cast.palu), "reply_by": dates.today(cast.palu) + timedelta(days=7)}
    return LadderStep.objects.create(enrolment=person, rung="letter", absences=absences, **values)


def address(step):
    return reverse("trainings:absence-letter", args=[step.pk])


def text_of(content):
    """What stands in the file, page after page, with single blanks."""
    document = pypdfium2.PdfDocument(content)
    return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]


def test_it_asks_for_an_answer_in_indonesian_and_names_the_days(cast, step, client):
    client.force_login(cast.counsellor)
    with translation.override("en"):
        response = client.get(address(step), headers={"accept-language": "en"})
    (text,) = text_of(response.content)
    with translation.override("id"):
        first, second = step.enrolment.training.sessions.filter(status="held")
        for session in (first, second):
            assert f"{session.label} {dates.weekday(session.day)}, pukul 08.00–12.00 WITA" in text
        assert f"paling lambat {dates.weekday(step.reply_by)}" in text
        assert f"Palu, {dates.day(step.taken_on)}" in text
    assert "Yth. Saudara Abdul Rahim" in text
    assert "Bawang *goreng* #emph[x]" in text
    assert "Surya Contoh" in text
    assert response["Content-Disposition"] == f'inline; filename="surat-{step.pk}.pdf"'


def test_it_is_tagged_and_leaves_a_trace_without_a_name(cast, step, client):
    client.force_login(cast.counsellor)
    content = client.get(address(step)).content
    assert (b"/StructTreeRoot" in content, b"/Lang" in content, b"pdfuaid" in content) == (True, True, True)
    entry = AuditEntry.objects.latest("at")
    assert (entry.verb, entry.target_id, entry.changes) == (
        "exported",
        str(step.pk),
        {"rung": ["", "letter"]},
    )
    assert "Abdul" not in f"{entry.target_name}{entry.changes}"


def test_it_tells_a_finder_nothing_but_the_name(cast, client):
    step = written(
        cast,
        name="Abdul Rahim",
        register_number="D/9999/PB/2025",
        nik="7271010101900001",
        phone="6281234567890",
        address="Jalan Kenari 3",
        basis_number="Pasal 363",
    )
    step.note = "Pasal 363"
    step.save()
    client.force_login(cast.counsellor)
    (text,) = text_of(client.get(address(step)).content)
    assert "Abdul Rahim" in text
    assert not [secret for secret in CANARIES if secret in text]
    assert not re.search("klien|bimbingan kemasyarakatan|pidana", text, re.IGNORECASE)


@pytest.mark.parametrize("absences", [1, 8, 9, 200])
def test_it_keeps_to_one_page(cast, absences):
    office = cast.palu
    office.letterhead = (
        "KEMENTERIAN IMIGRASI DAN PEMASYARAKATAN\nDIREKTORAT JENDERAL PEMASYARAKATAN\nBAPAS PALU"
    )
    office.address = "Jalan Contoh No. 1, Palu\nPos-el: contoh@example.org"
    training = make.training(office, title="Pelatihan " + "panjang sekali " * 9)
    step = LadderStep(
        enrolment=make.enrolment(training),
        rung="letter",
        taken_on=training.starts_on,
        reply_by=date(2026, 1, 5),
    )
    pictures = drawn(letter_data(step, [training.sessions.get()] * absences), format="png", ppi=20)
    assert not isinstance(pictures, list) or len(pictures) == 1


def test_only_absences_that_stand_and_were_there_by_then_are_named(cast, step):
    later = step.enrolment.training.sessions.get(number=3)
    make.mark(later, step.enrolment, cast.coordinator, "absent")
    later.status, later.day = "held", step.taken_on + timedelta(days=1)
    later.save()
    assert [session.number for session in missed_until(step)] == [1, 2]
    Attendance.objects.filter(session__number=1).update(mark="present")
    assert [session.number for session in missed_until(step)] == [2]
    Attendance.objects.filter(session__number=2).update(mark="present")
    assert missed_until(step) == []
    assert not letters_sent(cast.counsellor).exists()


def test_only_a_letter_is_one(cast, step, client):
    client.force_login(cast.counsellor)
    LadderStep.objects.update(rung="reminder")
    assert client.get(address(step)).status_code == 404


def test_a_protected_persons_letter_is_for_the_pk_and_the_head(cast, client):
    step = written(cast, name="Nama Terlindung", restricted_flag=True, counsellor=cast.counsellor)
    expected = {cast.counsellor: 200, cast.head: 200, cast.coordinator: 404}
    for user, status in expected.items():
        client.force_login(user)
        assert client.get(address(step)).status_code == status
        page = client.get(f"{LIST}?part=steps").content.decode()
        assert (address(step) in page, "Nama Terlindung" in page) == (status == 200,) * 2
    assert AuditEntry.objects.filter(verb="exported").count() == 2


def test_the_list_leads_to_it_and_is_narrowed_with_the_rest(cast, step, client):
    client.force_login(cast.counsellor)
    assert address(step) in client.get(f"{LIST}?part=steps").content.decode()
    assert address(step) not in client.get(f"{LIST}?part=absences").content.decode()
    assert address(step) not in client.get(f"{LIST}?part=steps&whose=mine").content.decode()
    own, other = step.enrolment.training, make.training(cast.palu)
    for training, found in ((own, True), (other, False)):
        page = client.get(reverse("trainings:absences", args=[training.pk]) + "?part=steps")
        assert (address(step) in page.content.decode()) == found


def test_the_letterhead_is_that_of_the_day_of_the_letter(cast, step, client):
    """The class of an office changes; a letter printed again keeps the one that it had."""
    for day, name in (("2024-01-01", "Bapas Kelas II Palu"), ("2025-01-01", "Bapas Kelas I Palu")):
        Letterhead.objects.create(office=cast.palu, valid_from=day, office_name=name, lines=name.upper())
    client.force_login(cast.counsellor)
    for day, name in ((date(2024, 12, 31), "BAPAS KELAS II PALU"), (date(2025, 1, 1), "BAPAS KELAS I PALU")):
        LadderStep.objects.update(taken_on=day)
        assert letter_data(LadderStep.objects.get(), [])["letterhead"] == [name]
    LadderStep.objects.update(taken_on=dates.today(cast.palu))
    assert "BAPAS KELAS I PALU" in text_of(client.get(address(step)).content)[0]


@pytest.mark.parametrize(
    ("about", "lines"),
    [
        ({"guarantor_name": "Siti Aminah"}, "Yth. Bapak/Ibu Siti Aminah Orang tua/Wali dari Budi di Tempat"),
        ({}, "Yth. Orang tua/Wali dari Budi di Tempat"),
    ],
)
def test_a_childs_letter_goes_to_the_parent_or_guardian(cast, client, about, lines):
    young = dates.years_before(dates.today(cast.palu), 16)
    step = written(cast, name="Budi", sex="L", birth_date=young, counsellor=cast.counsellor, **about)
    client.force_login(cast.counsellor)
    (text,) = text_of(client.get(address(step)).content)
    assert lines in text
    assert "Budi tidak hadir tanpa pemberitahuan" in text
    assert "kami mohon Bapak/Ibu menyampaikan" in text
    assert "Saudara" not in text


def test_who_is_of_age_on_the_day_is_written_to(cast):
    today = dates.today(cast.palu)
    person = make.enrolment(
        make.training(cast.palu), make.client(cast.palu, birth_date=dates.years_before(today, 18), sex="P")
    )
    assert addressee(person, today)["addressed"] == "Saudari"
    assert addressee(person, today - timedelta(days=1))["addressed"] == "Bapak/Ibu"


def sign(office, name, acting="", **more):
    today = dates.today(office)
    days = {"valid_from": today - timedelta(days=9), "valid_until": today + timedelta(days=9)}
    values = {"office": office, "name": name, "acting": acting, "post": "Kepala Bapas"}
    return Signatory.objects.create(**values | days | more)


@pytest.mark.parametrize(
    ("entered", "post", "name"),
    [
        ([], "Kepala", "Surya Contoh"),
        ([("Asli", "")], "Kepala Bapas", "Asli"),
        ([("Asli", ""), ("Wakil", "plh")], "Plh. Kepala Bapas", "Wakil"),
        ([("Asli", ""), ("Kasubsi", "an")], "Kepala Bapas", "Asli"),
        ([("Kasubsi", "an")], "a.n. Kepala Bapas", "Kasubsi"),
        ([("Wakil", "plh"), ("Lain", "plt")], "Kepala", "(...."),
        ([("Asli", ""), ("Kedua", "")], "Kepala Bapas", "(...."),
    ],
)
def test_who_signs(cast, entered, post, name):
    for who, acting in entered:
        sign(cast.palu, who, acting)
    found = signatory(cast.palu, dates.today(cast.palu))
    assert (found["post"], found["name"][: len(name)]) == (post, name)


def test_the_signatory_is_that_of_the_day_of_the_letter(cast, step, client):
    sign(cast.palu, "Kepala Lama", valid_until=step.taken_on - timedelta(days=1))
    sign(cast.palu, "Kepala Baru", valid_from=step.taken_on, employee_number="198001012005011001")
    client.force_login(cast.counsellor)
    (text,) = text_of(client.get(address(step)).content)
    assert "Kepala Bapas, Kepala Baru NIP 198001012005011001" in text
    assert signatory(cast.palu, step.taken_on - timedelta(days=1))["name"] == "Kepala Lama"


def test_who_signs_on_behalf_names_the_own_post(cast, step, client):
    sign(cast.palu, "Kasubsi", "an", own_post="Kepala Subseksi Bimbingan Kerja")
    client.force_login(cast.counsellor)
    (text,) = text_of(client.get(address(step)).content)
    assert "a.n. Kepala Bapas, Kepala Subseksi Bimbingan Kerja, Kasubsi" in text
