"""The activity report: figures of the board, nobody named, photos only of those who agreed."""

import json
import re
from datetime import date, timedelta

import pypdfium2
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from clients.models import Consent
from pembinaan import dates
from pembinaan.accounts.signing import Head
from pembinaan.dashboards import periods
from pembinaan.dashboards.board import Board
from tests import make
from tests.trainings import after
from trainings.actions.completion import complete_training
from trainings.documents import charts
from trainings.documents.drawing import pdf
from trainings.documents.figures import figures_of
from trainings.documents.papers import report
from trainings.documents.papers.base import Frame
from trainings.indicators import ATTENDANCE, CARDS, PASSED, TRAINED
from trainings.models import (
    Attachment,
    BudgetLine,
    Enrolment,
    Proposal,
    Score,
    Training,
    TrainingContribution,
    TrainingTally,
)
from trainings.tallying import refresh_tally

NEWS = date(2025, 9, 1)
HEAD = Head("Bapas Kelas I Palu", ["KEMENTERIAN", "BAPAS KELAS I PALU"], ["Jalan Contoh 1"])
FRAME = Frame(HEAD, "W.1/2025", "5 September 2025", (("Plh. Kepala", "Surya Putra", ""),), "Palu")


def told(training, day=None, words=None):
    """All blocks of a new draft."""
    facts = report.facts_of(training, day or dates.today(training.office))
    assert json.loads(json.dumps(facts)) == facts
    texts = {section.name: section.text for section in report.sections(facts)}
    return report.blocks(facts, texts | (words or {}), FRAME)


def text_of(blocks):
    return json.dumps(blocks, ensure_ascii=False)


def table(blocks, caption):
    return next(
        block for block in blocks if block["is"] == "table" and caption in [block["caption"], *block["head"]]
    )


@pytest.fixture
def training(cast):
    """Two sessions of 4 JP: five complete, one of them late and one excused once; one came once only."""
    sheets = ("P P", "P P", "L30 P", "X P", "P P", "P A")
    made = after.held(cast, *sheets, ago=250, title="Pelatihan Pembuatan Bawang Goreng", place="Aula Bapas")
    made.partner = make.partner(cast.palu, name="UMKM Bawang Goreng Sigi", owner_name="Sri")
    made.save()
    made.instructors.add(make.instructor(made.partner, name="Sri"))
    return complete_training(training=made, version=made.version, by=cast.coordinator)


def photo(training, *people, **more):
    values = {"kind": "photo", "caption": "Menggoreng", "name": "a.jpg", "size": 1, "in_report": True}
    made = Attachment.objects.create(training=training, **values | {"shows_people": bool(people)} | more)
    made.people.set(people)
    return made


def consent(client, **more):
    values = {"client": client, "purpose": "photo_press", "given_on": date(2025, 1, 1), "proof": "signed"}
    return Consent.objects.create(**values | more)


def shown(training):
    return [block["attachment"] for block in told(training) if block["is"] == "photo"]


def test_every_figure_is_that_of_the_board(cast, training):
    today = dates.today(cast.palu)
    board = Board(cast.coordinator, periods.parse("12m", today), today, programme=training.programme)
    figures = figures_of(training, today)
    cards = {figure.indicator.key: [figure.numerator, figure.denominator] for figure in board.cards()}
    assert figures["cards"] == cards
    assert cards[TRAINED.key] == [5, 6]
    assert cards[PASSED.key] == [5, 6]
    assert cards[ATTENDANCE.key] == [(12 * 180 - 30 - 180 - 180) / 45, (12 * 180 - 180) / 45]
    assert all(of for _part, of in (cards[card.key] for card in CARDS if not card.is_outcome))
    assert figures["enrolled"] == figures["clients"] == 6
    assert figures["by_sex"] == {"L": 6, "P": 0, "": 0}
    assert figures["jp_held"] == 8
    facts = report.facts_of(training, today)
    sums = {mark: sum(sheet["marks"][mark] for sheet in facts["sheets"]) for mark in figures["marks"]}
    assert sums == figures["marks"]


def test_outcomes_wait_for_the_end_of_their_quarter(cast, training):
    TrainingTally.objects.create(
        training=training, office=cast.palu, month=date(2027, 2, 1), age_group="adult", closed_3=9, placed_3=6
    )
    before = figures_of(training, date(2027, 3, 31))["cards"]["work-3"]
    assert figures_of(training, date(2027, 4, 1))["cards"]["work-3"] == [before[0] + 6, before[1] + 9]


def test_numbers_come_with_what_they_are_of(training):
    blocks = told(training)
    assert table(blocks, "Hasil")["rows"][0][:3] == [
        "Menyelesaikan pelatihan",
        "5",
        "6 peserta yang memperoleh tempat",
    ]
    assert ["Jumlah", "9", "1", "1", "0", "1", "12"] in table(blocks, "Kehadiran per sesi")["rows"]
    assert "39,3 dari 44 JP (89%)" in text_of(blocks)
    chart = next(block for block in blocks if block["is"] == "chart")
    assert "Sesi 1: 5 dari 6; Sesi 2: 5 dari 6" in chart["alt"]
    assert "5/6" in chart["svg"]


def test_it_tells_what_was_taught_where_and_with_whom(training):
    text = text_of(told(training))
    for fact in ("Aula Bapas", "UMKM Bawang Goreng Sigi", "Sri", "Modul 1", "Bapas Kelas I Palu", "W.1/2025"):
        assert fact in text
    assert "LAPORAN KEGIATAN" in text
    assert all(f"BAB {number} " in text for number in ("I", "II", "III", "IV"))


def test_it_is_in_indonesian_whatever_the_screen_speaks(training):
    with translation.override("en"):
        text = text_of(told(training))
    assert re.search(r"(Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu), \d", text)


def test_nobody_is_named(cast, training):
    people = after.people(training)
    Enrolment.objects.filter(pk=people[0].pk).update(note="Pak Kenari", result_note="Pak Kenari")
    make.enrolment(training, guest_name="Wagino Tamu")
    photo(training, caption=f"Karya {people[1].client.name}")
    Proposal.objects.create(
        training=training, need=f"Usul {people[2].client.name}.", purpose="Agar terampil."
    )
    text = text_of(told(training))
    names = [person.client.name for person in people] + ["Wagino Tamu", "Pak Kenari"]
    assert [name for name in names if re.search(rf"\b{name}\b", text)] == []
    assert "Agar terampil." in text
    assert "Dokumentasi kegiatan" in text


def test_a_photo_needs_the_consent_of_everybody_on_it(cast, training):
    first, second = after.people(training)[:2]
    nobody, one, both = photo(training), photo(training, first), photo(training, first, second)
    assert shown(training) == [str(nobody.pk)]
    given = consent(first.client)
    assert shown(training) == [str(nobody.pk), str(one.pk)]
    consent(second.client)
    assert shown(training) == [str(nobody.pk), str(one.pk), str(both.pk)]
    given.withdrawn_on = dates.today(cast.palu)
    given.save()
    assert shown(training) == [str(nobody.pk)]


@pytest.mark.parametrize(
    "more",
    [{"in_report": False}, {"removed_at": timezone.now()}, {"shows_people": True}],
    ids=["not chosen", "removed", "nobody named"],
)
def test_these_photos_are_not_shown(training, more):
    photo(training, **more)
    assert shown(training) == []


def test_nobody_protected_is_shown_even_with_consent(training):
    person, guest = after.people(training)[0], make.enrolment(training, guest_name="Wagino")
    consent(person.client)
    photo(training, guest)
    seen = photo(training, person)
    assert shown(training) == [str(seen.pk)]
    type(person.client).objects.filter(pk=person.client_id).update(restricted_flag=True)
    assert shown(training) == []


def test_a_photo_of_somebody_who_was_a_child_then_stays_out(training):
    person = after.people(training)[0]
    consent(person.client)
    photo(training, person)
    grown = dates.years_before(dates.today(training.office), 18) - timedelta(days=30)
    type(person.client).objects.filter(pk=person.client_id).update(birth_date=grown)
    assert shown(training) == []


def test_scores_and_money_are_summed(cast, training):
    people = after.people(training)
    for person, pre, post in zip(people[:3], (40, 50, 60), (70, 90, None), strict=True):
        score(person, "pre", pre)
        if post is not None:
            score(person, "post", post)
    for order, (source, price, spent) in enumerate((("dipa", 900_000, None), ("dipa", 100_000, 80_000)), 1):
        BudgetLine.objects.create(
            training=training,
            order=order,
            name=f"Baris {order}",
            source=source,
            quantity=3,
            unit="orang",
            unit_price=price,
            spent=spent,
        )
    gift = training.partner.contributions.create(
        office=cast.palu, kind="materials", day=training.starts_on, rupiah=1_250_000, note="Bawang Pak Kenari"
    )
    TrainingContribution.objects.create(training=training, contribution=gift)
    blocks = told(training)
    assert [row[1:] for row in table(blocks, "Tes")["rows"]] == [
        ["50", "3 dari 6"],
        ["80", "2 dari 6"],
        ["35", "2 dari 6"],
    ]
    assert table(blocks, "Sumber")["rows"][-1] == ["Jumlah", "Rp3.000.000", "Rp80.000"]
    assert "Rp1.250.000" in text_of(table(blocks, "Mitra"))
    assert "Kenari" not in text_of(blocks)


def score(person, test, value):
    Score.objects.create(
        enrolment=person, test=test, first=value, scored_at=timezone.now(), scored_by_name="Rina"
    )


def test_of_an_empty_training_it_says_what_is_missing(cast):
    training = make.training(cast.palu, sessions=0, programme=make.programme(jps=(4,)), status="draft")
    text = text_of(told(training))
    for missing in ("Peserta", "Instruktur", "Anggaran", "Kehadiran"):
        assert f"{missing} belum dicatat." in text
    assert "Jadwal sesi belum disusun." in text
    assert "Pelatihan belum diselesaikan" in text
    assert "tanpa mitra" in text
    assert "None" not in text
    assert "%" not in text


def test_what_becomes_of_people_later_stays_out_of_it(cast, training):
    facts = report.facts_of(training, dates.today(cast.palu))
    assert set(facts["figures"]["cards"]) == {"trained", "attendance", "passed", "certified"}
    assert "jumlah kecil" in text_of(told(training))


def test_of_a_training_that_was_called_off_it_says_so(cast):
    training = make.training(cast.palu, status="cancelled")
    assert "berstatus dibatalkan; semula direncanakan pada" in text_of(told(training))


def test_more_people_and_sessions_ask_no_more_of_the_database(cast):
    counts = []
    for number in (1, 3):
        training = after.held(cast, *[" ".join("A" * number)] * number, ago=30)
        for person in after.people(training):
            score(person, "pre", 40)
            consent(person.client)
            photo(training, person)
        training = Training.objects.select_related("office", "programme", "partner").get(pk=training.pk)
        with CaptureQueriesContext(connection) as queries:
            told(training)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12


def test_forty_people_and_long_titles_fit(cast):
    title = "Pelatihan Keterampilan Pengolahan dan Pemasaran Bawang Goreng bagi Klien Pemasyarakatan " * 2
    programme = make.programme(jps=(4,) * 18)
    programme.modules.update(
        title="Mengemas: menimbang, menyegel, label (nama, berat, komposisi, kedaluwarsa)"
    )
    sheets = [" ".join("PALXP"[(n + m) % 5].replace("L", "L30") for m in range(18)) for n in range(40)]
    training = after.held(cast, *sheets, ago=60, title=title[:160], programme=programme, capacity=40)
    refresh_tally(training.pk)
    content = pdf(told(training), title="Laporan kegiatan", photos={})
    document = pypdfium2.PdfDocument(content)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    assert 5 <= len(document) <= 10
    assert "720" in text
    assert "LAMPIRAN" in text


def test_bars_are_plain_and_safe():
    svg = charts.bars([("<Sesi & 1>", 3, 4), ("Sesi 2", 0, 0)])
    assert "&lt;Sesi &amp; 1&gt;" in svg
    assert not re.search(r"class=|style=|<script", svg)
    assert charts.bars([]).startswith("<svg")
