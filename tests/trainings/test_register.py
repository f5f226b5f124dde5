"""The register on paper."""

import re
from datetime import timedelta

import pypdfium2
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from pembinaan.audit.models import AuditEntry
from tests import make
from trainings.documents.register import drawn, register_data, register_pdf, sheet_code
from trainings.views.register import people_of

LONG = "Muhammad Rizky Ramadhan bin Abdul Karim T"


@pytest.fixture
def session(cast):
    training = make.training(cast.palu, title="Bawang *goreng* #emph[x]")
    return training.sessions.get()


def fill(session, number, **more):
    office = session.training.office
    return [make.enrolment(session.training, make.client(office, **more)) for _each in range(number)]


def get(client, session, query="", name="register-pdf"):
    return client.get(reverse(f"trainings:{name}", args=[session.training_id, session.pk]) + query)


def printed(session, user, **options):
    return [(row.number, name) for row, name in people_of(session, user, **options)]


def text_of(content):
    pages = pypdfium2.PdfDocument(content)
    return " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in pages)


def pages(session, people, **options):
    """Pages of the same document as pictures."""
    found = drawn(register_data(session, people, **options), format="png", ppi=20)
    return len(found) if isinstance(found, list) else 1


def test_it_is_a_tagged_pdf_named_after_nobody(cast, session, client):
    fill(session, 3, name="Abdul Rahim")
    client.force_login(cast.counsellor)
    response = get(client, session)
    content = response.content
    assert content.startswith(b"%PDF-")
    assert (b"/StructTreeRoot" in content, b"/Lang" in content) == (True, True)
    assert response["Content-Type"] == "application/pdf"
    named = re.fullmatch(r'inline; filename="(.*)"', response["Content-Disposition"])[1]
    assert named == f"daftar-hadir-{sheet_code(session)}.pdf"
    entry = AuditEntry.objects.latest("at")
    assert (entry.verb, entry.target_id) == ("exported", str(session.pk))
    assert "Abdul" not in f"{entry.target_name}{entry.changes}"


@pytest.mark.parametrize(("number", "expected"), [(1, 1), (20, 1), (45, 2), (200, 6)])
def test_large_sheets_take_more_pages(session, number, expected):
    people = [(place, LONG) for place in range(1, number + 1)]
    assert pages(session, people) == expected
    assert register_pdf(session, people).startswith(b"%PDF-")


def test_it_speaks_indonesian_and_holds_numbers_and_names_alone(cast, session, client):
    (someone,) = fill(session, 1, name="Abdul Rahim", phone="081234567890", nik="7271010101900001")
    session.teaching.create(instructor=make.instructor(make.partner(cast.palu), name="Ibu Sri"))
    with translation.override("en"):
        people = printed(session, cast.coordinator)
        data = register_data(session, people, ["Ibu Sri"], "Rina Anggreni")
    assert data["people"] == [{"number": someone.number, "name": "Abdul Rahim"}]
    facts = dict(data["facts"])
    assert facts["Sesi"] == "Sesi 1"
    assert re.fullmatch(
        r"(Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu), .*, pukul 08\.00–12\.00 WITA", facts["Hari, tanggal"]
    )
    assert (data["title"], data["instructor"], data["blanks"]) == ("DAFTAR HADIR", "Ibu Sri", 3)
    text = str(data)
    assert not any(secret in text for secret in ("0812", "7271010", "enrolled", "PB"))


def test_whoever_may_not_know_a_name_does_not_print_it(cast, session):
    fill(session, 1, name="Kenari Rahasia", restricted_flag=True)
    ((_number, name),) = printed(session, cast.coordinator)
    assert name.startswith("Peserta terbatas ")
    ((_number, name),) = printed(session, cast.head)
    assert name == "Kenari Rahasia"


def test_on_a_notice_board_nobody_is_restricted_by_name_and_no_office_is_told(cast, session, client):
    fill(session, 1, name="Kenari Rahasia", restricted_flag=True)
    cast.palu.letterhead = "KEMENTERIAN\nBALAI PEMASYARAKATAN"
    people = printed(session, cast.head, public=True)
    assert people == [(1, "Peserta terbatas")]
    data = register_data(session, people, public=True)
    assert (data["letterhead"], data["address"], data["blanks"]) == ([], [], 0)
    assert data["title"] == "DAFTAR PESERTA"
    client.force_login(cast.head)
    assert 'filename="daftar-peserta-' in get(client, session, "?public=1")["Content-Disposition"]


def test_people_who_left_or_wait_do_not_sign(cast, session):
    stays, left, waits = fill(session, 3)
    type(left).objects.filter(pk=left.pk).update(
        status="left", starts_on=session.day, ends_on=session.day, leave_reason=make.reason("left", "moved")
    )
    type(left).objects.filter(pk=waits.pk).update(status="waiting", starts_on=None)
    session.day += timedelta(days=1)
    assert [number for number, _name in printed(session, cast.coordinator)] == [stays.number]


def test_the_code_belongs_to_one_session(session):
    other = make.session(session.training, number=2, day=session.day, hours=(13, 17))
    assert re.fullmatch(r"S1-[A-Z2-7]{4}-[A-Z2-7]{4}", sheet_code(session))
    assert sheet_code(session) == sheet_code(session.training.sessions.get(number=1))
    assert sheet_code(other).split("-", 1)[1] != sheet_code(session).split("-", 1)[1]


def test_the_filled_register_tells_marks_minutes_and_totals(cast, session, client):
    here, late, _silent = fill(session, 3)
    make.mark(session, here, cast.coordinator)
    mark = make.mark(session, late, cast.coordinator)
    type(mark).objects.filter(pk=mark.pk).update(mark="late", minutes_late=20, minutes_early=5)
    client.force_login(cast.head)
    response = get(client, session, name="register-filled")
    text = text_of(response.content)
    assert f"1 {here.client.name} Hadir – – 180" in text
    assert f"2 {late.client.name} Terlambat 20 5 155" in text
    assert "Belum dicatat – – 0 Jumlah 335" in text
    assert "Hadir 1 Terlambat 1 Izin 0 Sakit 0" in text
    assert "Belum dicatat 1 Jumlah 3" in text
    assert "Belum ditutup" in text
    assert sheet_code(session) in response["Content-Disposition"]
    assert AuditEntry.objects.latest("at").changes == {"register": ["", "filled"]}


def test_the_filled_register_withholds_names_as_the_sheet_does(cast, session, client):
    fill(session, 1, name="Kenari Rahasia", restricted_flag=True)
    for user, known in ((cast.coordinator, False), (cast.head, True)):
        client.force_login(user)
        text = text_of(get(client, session, name="register-filled").content)
        assert ("Kenari Rahasia" in text, "Peserta terbatas D/" in text) == (known, not known)


def test_an_empty_sheet_can_be_printed_as_filled_in(cast, session, client):
    client.force_login(cast.coordinator)
    assert "Belum ada data" in text_of(get(client, session, name="register-filled").content)


@pytest.mark.parametrize(
    ("query", "name"), [("", "register-pdf"), ("?public=1", "register-pdf"), ("", "register-filled")]
)
def test_more_people_ask_no_more_of_the_database(cast, session, client, query, name):
    client.force_login(cast.coordinator)
    get(client, session, query, name)
    counts = []
    for more in (1, 2):
        fill(session, more)
        with CaptureQueriesContext(connection) as queries:
            get(client, session, query, name)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12
