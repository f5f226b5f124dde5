"""The news draft: facts of the event, quotes left open, nobody named who took part."""

import json
import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pembinaan.accounts.models import Acting, Signatory, StrategicProgramme
from pembinaan.accounts.signing import Head
from tests import make
from tests.trainings import after
from trainings.documents.papers import press
from trainings.documents.papers.base import Frame
from trainings.models import Training
from trainings.tallying import refresh_tally

NEWS = date(2025, 9, 1)
LATER = date(2025, 9, 3)
FRAME = Frame(Head("Bapas Kelas I Palu", [], []), "", "3 September 2025", (), "Palu")
TOPICS = ("Memilih bawang", "Mengiris", "Menggoreng", "Mengemas", "HPP dan pasar")


def words_of(training):
    facts = press.facts_of(training, LATER)
    assert json.loads(json.dumps(facts)) == facts
    return {section.name: section.text for section in press.sections(facts)}


def told(training):
    return json.dumps(press.blocks(press.facts_of(training, LATER), words_of(training), FRAME))


def signatory(office, **more):
    values = {"office": office, "post": "Kepala Bapas Kelas I Palu", "valid_from": date(2024, 1, 1)}
    return Signatory.objects.create(**values | more)


@pytest.fixture
def training(cast):
    """Three participants, five topics in one session."""
    programme = make.programme(jps=(8, 1, 1, 1, 1))
    for module, title in zip(programme.modules.all(), TOPICS, strict=True):
        programme.modules.filter(pk=module.pk).update(title=title)
    partner = make.partner(cast.palu, name="UMKM Bawang Goreng Sigi", owner_name="Sri")
    facts = {"title": "Pelatihan Pembuatan Bawang Goreng", "place": "Aula Bapas Palu", "partner": partner}
    made = after.held(cast, "P", "P", "A", day=NEWS, programme=programme, **facts)
    session = made.sessions.get()
    for module in programme.modules.all()[1:]:
        session.parts.create(module=module, jp=1)
    made.instructors.add(make.instructor(partner, name="Sri"))
    refresh_tally(made.pk)
    return made


def test_it_opens_with_who_what_where_and_when(training):
    words = words_of(training)
    assert words["headline"] == "Gandeng UMKM Bawang Goreng Sigi, Bapas Palu Latih 3 Klien"
    assert words["lead"] == (
        "Palu, INFO_PAS – Balai Pemasyarakatan (Bapas) Kelas I Palu menggelar Pelatihan Pembuatan Bawang "
        "Goreng bagi 3 Klien Pemasyarakatan di Aula Bapas Palu, Senin (1/9). "
        "Kegiatan ini menggandeng UMKM Bawang Goreng Sigi."
    )
    assert words["story"] == (
        "Pelatihan di Aula Bapas Palu ini diikuti 3 Klien. Pemilik UMKM Bawang Goreng Sigi, Sri, bertindak "
        "sebagai instruktur dan membimbing peserta mulai dari memilih bawang, mengiris, menggoreng, "
        "mengemas, hingga HPP dan pasar selama 4 JP."
    )
    assert words["end"].endswith("Kontributor: Humas Bapas Kelas I Palu")


def test_quotes_are_left_in_brackets(cast, training):
    words = words_of(training)
    assert words["leader"] == "“[kutipan pimpinan],” ujar [jabatan dan nama pimpinan]."
    assert words["instructor"] == "“[kutipan instruktur],” ujar Sri."
    assert words["head"] == "“[kutipan Kepala Bapas],” ujar [nama Kepala Bapas]."


def test_the_head_is_whoever_led_the_office_on_the_day_of_the_event(cast, training):
    signatory(cast.palu, name="Hendra Lasimpo")
    assert words_of(training)["head"].endswith("Kepala Bapas Kelas I Palu, Hendra Lasimpo.")
    signatory(cast.palu, name="Tata Usaha", acting=Acting.AN, own_post="Kasubag TU")
    signatory(
        cast.palu, name="Surya Putra", acting=Acting.PLH, valid_from=date(2025, 8, 25), valid_until=NEWS
    )
    assert words_of(training)["head"].endswith("Plh. Kepala Bapas Kelas I Palu, Surya Putra.")


def test_the_ministerial_programme_comes_with_its_years(training):
    assert words_of(training)["programme"].startswith("[kaitan dengan program kementerian")
    for name in ("Produk UMKM", "Ketahanan pangan"):
        row = StrategicProgramme.objects.create(
            name=f"Program Akselerasi: {name}", first_year=2024, last_year=2025
        )
        training.strategic_programmes.add(row)
    assert words_of(training)["programme"] == (
        "Kegiatan ini sejalan dengan Program Akselerasi Menteri Imigrasi dan Pemasyarakatan (2024–2025), "
        "khususnya “Ketahanan pangan” dan “Produk UMKM”."
    )


def test_no_client_is_named(training):
    people = after.people(training)
    make.enrolment(training, guest_name="Wagino")
    refresh_tally(training.pk)
    text = told(training)
    names = [person.client.name for person in people] + ["Wagino"]
    assert [name for name in names if re.search(rf"\b{name}\b", text)] == []
    assert "3 Klien dan 1 peserta tamu" in text


def test_the_headline_has_twelve_words_at_most(training):
    training.partner.name = "Koperasi Serba Usaha Wanita Maju Bersama Kabupaten Sigi Biromaru"
    training.title = "Pelatihan " + "Bawang " * 12
    headline = words_of(training)["headline"]
    assert headline == "Bapas Palu Latih 3 Klien"


def test_of_an_empty_plan_it_says_that_it_is_planned(cast):
    training = make.training(cast.palu, day=NEWS, sessions=0, programme=make.programme(jps=(1,) * 12))
    words = words_of(training)
    assert "merencanakan pelatihan Program" in words["lead"]
    assert words["story"].startswith(
        "Pelatihan di Aula ini diikuti [jumlah] Klien. Instruktur [nama] membimbing"
    )
    assert "modul 7, hingga 5 topik lain." in words["story"]
    assert "None" not in told(training)


def test_several_days_are_told_from_the_first_to_the_last(cast):
    training = after.held(cast, "P P P", day=NEWS)
    assert "Senin (1/9) hingga Rabu (3/9)" in words_of(training)["lead"]


def test_more_people_and_sessions_ask_no_more_of_the_database(cast):
    counts = []
    for number in (1, 3):
        made = after.held(cast, *[" ".join("P" * number)] * number, day=NEWS)
        made = Training.objects.select_related("office", "programme", "partner").get(pk=made.pk)
        with CaptureQueriesContext(connection) as queries:
            words_of(made)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 6
