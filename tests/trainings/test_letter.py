"""The letter after absences without notice."""

import re
from datetime import date, timedelta
from types import SimpleNamespace

import pypdfium2
import pytest
from django.urls import reverse
from django.utils import translation

from pembinaan import dates
from pembinaan.audit.models import AuditEntry
from tests import make
from trainings.absences import letters_sent, missed_until
from trainings.documents.letter import drawn, letter_data, signatory
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
    pictures = drawn(letter_data(step, [training.sessions.get()] * absences, []), format="png", ppi=20)
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


def head(title, name="Surya Contoh", employee_number=""):
    return SimpleNamespace(title=title, name=name, employee_number=employee_number)


@pytest.mark.parametrize(
    ("heads", "post", "name"),
    [
        ([], "Kepala", "(...."),
        ([head("")], "Kepala", "Surya Contoh"),
        ([head("Kepala Bapas")], "Kepala Bapas", "Surya Contoh"),
        ([head("Kepala Bapas"), head("Plh. Kepala Bapas", "Wakil")], "Plh. Kepala Bapas", "Wakil"),
        ([head("Kepala Bapas"), head("Kepala Bapas", "Lain")], "Kepala", "(...."),
    ],
)
def test_who_signs(heads, post, name):
    found = signatory(heads)
    assert (found["post"], found["name"][: len(name)]) == (post, name)


def test_the_number_of_the_signatory_stands_below(cast):
    assert signatory([head("", employee_number="198001012005011001")])["nip"] == "198001012005011001"
