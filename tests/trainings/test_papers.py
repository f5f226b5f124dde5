"""The papers of a training: drafted from the data, worded, made final."""

import io
from datetime import timedelta

import pypdfium2
import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from docx import Document
from PIL import Image

from pembinaan import dates
from pembinaan.accounts.models import NumberPattern, Signatory, TakenNumber
from pembinaan.audit.models import AuditEntry
from pembinaan.problems import RuleBroken
from pembinaan.records import new_id
from tests import make
from tests.trainings.papers import content_of, final, freeze, line, planned, start, text_of, write
from trainings.actions.attachments import attach_file
from trainings.actions.papers import discard_draft, freeze_paper, start_paper, write_paper
from trainings.documents.papers import BY_KIND
from trainings.documents.papers.composing import compose, facts_today, worded
from trainings.documents.papers.differing import differences
from trainings.documents.papers.warning import wording_warnings
from trainings.models import Attachment, Paper

KINDS = ("proposal", "invitation", "assignment")


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def training(cast):
    return planned(cast)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_drawn_as_pdf_and_docx(cast, training, kind):
    paper = start(training, kind, cast.coordinator)
    draft = compose(paper)
    pdf = draft.pdf()
    found = pypdfium2.PdfDocument(pdf)
    assert found.get_metadata_value("Title").endswith(" – Bawang *goreng* #emph[x]")
    assert found.get_metadata_value("Author") == ""
    assert (b"pdfuaid" in pdf, b"pdfaid" in pdf) == (True, True)
    text = text_of(pdf)
    assert "Bawang *goreng* #emph[x]" in text
    assert f"Palu, {dates_in_words(paper)}" in text
    assert "DRAF" in text
    document = Document(io.BytesIO(draft.docx()))
    about = document.core_properties
    assert about.title.endswith("#emph[x]")
    assert (about.author, about.last_modified_by, about.comments) == ("", "", "")
    assert [each.text for each in document.paragraphs if each.style.name.startswith("Heading")] or kind == (
        "invitation"
    )


def dates_in_words(paper):
    return compose(paper).frame["dated"]


def test_a_final_paper_stays_as_it_is_when_the_data_change(cast, training):
    paper = final(training, "proposal", cast.coordinator)
    content, facts = content_of(paper), paper.facts
    assert "Rp2.500.000" in text_of(content)
    assert "DRAF" not in text_of(content)
    assert differences(paper) == []
    line(training, "Minyak goreng", 40_000)
    training.place = "Balai Desa"
    training.save()
    paper = Paper._base_manager.select_related("training__office").get(pk=paper.pk)
    assert (content_of(paper), paper.facts) == (content, facts)
    with translation.override("en"):
        found = {str(row.label): (row.then, row.now) for row in differences(paper)}
    assert found["total"] == ("Rp2.500.000", "Rp2.580.000")
    assert found["place"] == ("Aula", "Balai Desa")
    assert "Minyak goreng" in found["budget"][1]
    assert "Bawang merah" not in found["budget"][1]


def test_a_new_version_takes_over_the_words_and_the_data_of_today(cast, training):
    paper = write(start(training, "proposal", cast.coordinator), cast.coordinator, result="Dua puluh lulus.")
    first = freeze(paper, cast.coordinator)
    line(training, "Minyak goreng", 40_000)
    second = start(training, "proposal", cast.coordinator)
    assert (second.edition, second.words) == (2, {"result": "Dua puluh lulus."})
    text = text_of(compose(second).pdf())
    assert "Dua puluh lulus." in text
    assert "Minyak goreng" in text
    assert "Minyak goreng" not in text_of(content_of(first))


def test_beginning_twice_leads_to_one_draft(cast, training):
    key = new_id()
    made = [
        start_paper(training=training, kind="proposal", form_key=each, by=cast.coordinator)
        for each in (key, key, new_id())
    ]
    assert len({paper.pk for paper in made}) == 1
    assert Paper.objects.visible_to(cast.coordinator).count() == 1


def test_what_is_final_takes_no_more_words(cast, training):
    paper = final(training, "invitation", cast.coordinator)
    for change in (write, freeze):
        with pytest.raises(RuleBroken) as refusal:
            change(paper, cast.coordinator)
        assert refusal.value.codes == {"frozen"}
    with pytest.raises(RuleBroken):
        discard_draft(paper=paper, version=paper.version, by=cast.coordinator)


def test_an_old_page_changes_nothing(cast, training):
    paper = start(training, "invitation", cast.coordinator)
    write(paper, cast.coordinator, opening="Dengan hormat")
    with pytest.raises(RuleBroken) as refusal:
        write(paper, cast.coordinator, opening="Lain")
    assert refusal.value.codes == {"stale"}


def test_a_number_is_taken_when_the_paper_becomes_final_and_not_before(cast, training):
    NumberPattern.objects.create(kind="letter", pattern="{number:3}/{office}/{month}/{year}")
    paper = start(training, "invitation", cast.coordinator)
    with pytest.raises(RuleBroken):
        freeze_paper(paper=paper, version=paper.version + 1, take_number=True, by=cast.coordinator)
    assert not TakenNumber.objects.exists()
    paper = freeze(paper, cast.coordinator, take_number=True)
    assert paper.number.startswith("001/PALU/")
    assert paper.number in text_of(content_of(paper))


def test_nobody_is_sent_without_a_name(cast, training):
    paper = start(training, "assignment", cast.coordinator)
    with pytest.raises(RuleBroken) as refusal:
        freeze(paper, cast.coordinator)
    assert refusal.value.codes == {"nobody_sent"}
    training.instructors.add(make.instructor(make.partner(cast.palu, name="UMKM Sri"), name="Ibu Sri"))
    paper = write(paper, cast.coordinator, staff=[str(cast.counsellor.pk)])
    paper = freeze(paper, cast.coordinator)
    text = text_of(content_of(paper))
    assert (
        "Agus Wijaya" in text,
        "Narasumber, UMKM Sri" in text,
        "Surya Contoh" in text.split("Untuk")[0],
    ) == (
        True,
        True,
        False,
    )
    assert list(paper.facts["facts"]["staff"]) == [str(cast.counsellor.pk)]


def test_who_does_not_sign_on_that_day_cannot_be_chosen(cast, training):
    today = dates.today(cast.palu)
    begins = {"valid_from": today - timedelta(days=9)}
    acting = Signatory.objects.create(
        office=cast.palu, name="Wakil, S.H.", acting="plh", post="Kepala Bapas", valid_until=today, **begins
    )
    paper = start(training, "invitation", cast.coordinator)
    values = {"words": {}, "dated_on": today + timedelta(days=1), "number": "", "signatory": acting}
    with pytest.raises(RuleBroken) as refusal:
        write_paper(paper=paper, values=values, version=paper.version, by=cast.coordinator)
    assert refusal.value.codes == {"signatory_not_in_force"}
    values["dated_on"] = today
    paper = write_paper(paper=paper, values=values, version=paper.version, by=cast.coordinator)
    assert "Plh. Kepala Bapas, Wakil, S.H." in text_of(compose(paper).pdf())


def test_the_list_of_names_goes_with_the_letter_only_where_it_is_wanted(cast, training):
    make.enrolment(training, make.client(cast.palu, name="Abdul Rahim"))
    make.enrolment(training, make.client(cast.palu, name="Kenari Rahasia", restricted_flag=True))
    paper = start(training, "invitation", cast.head)
    assert "Abdul Rahim" not in str(compose(paper).kept)
    paper = write(paper, cast.coordinator, with_names=True)
    text = text_of(compose(paper).pdf())
    assert "1 Abdul Rahim 2 Peserta terbatas" in text
    assert "Kenari" not in text


def test_the_letter_says_nothing_of_who_the_reader_is(cast, training):
    text = text_of(compose(start(training, "invitation", cast.coordinator)).pdf()).lower()
    assert not [word for word in ("klien", "pidana", "bimbingan", "napi") if word in text]


def test_the_trail_names_nobody(cast, training):
    person = make.enrolment(training, make.client(cast.palu, name="Abdul Rahim", counsellor=cast.counsellor))
    paper = start(training, "guidance", cast.counsellor, enrolment=person)
    paper = write(paper, cast.counsellor, advice="Abdul Rahim rajin")
    freeze(paper, cast.counsellor)
    entries = AuditEntry.objects.filter(target_id=str(training.pk))
    assert sorted(entry.verb for entry in entries) == ["changed", "changed", "created"]
    assert not [entry for entry in entries if "Abdul" in f"{entry.target_name}{entry.changes}"]


def test_the_individual_report_is_filled_in(cast, training):
    client = make.client(cast.palu, name="Abdul Rahim", birth_place="Palu", counsellor=cast.counsellor)
    person = make.enrolment(training, client)
    session = training.sessions.first()
    training.sessions.filter(pk=session.pk).update(status="held")
    make.mark(session, person, cast.coordinator)
    paper = start(training, "guidance", cast.counsellor, enrolment=person)
    drawn = compose(paper)
    text = text_of(drawn.pdf())
    assert "1. Nama: Abdul Rahim" in text
    assert "10. Bimbingan ke" in text
    assert "Modul 1" in text
    assert "Modul 2" not in text
    assert "Pembimbing Kemasyarakatan, Agus Wijaya" in text
    assert "Abdul" not in drawn.title
    document = Document(io.BytesIO(drawn.docx()))
    rows = [[cell.text for cell in row.cells] for row in document.tables[1].rows]
    assert rows[0] == ["Hari, tanggal", "Judul", "Isi", "Lama"]
    assert rows[1][1:] == ["Modul 1", "–", "4 JP"]


def test_a_report_is_written_only_by_those_who_may_know_the_client(cast, training):
    person = make.enrolment(training, make.client(cast.palu, restricted_flag=True))
    with pytest.raises(RuleBroken) as refusal:
        start(training, "guidance", cast.coordinator, enrolment=person)
    assert refusal.value.codes == {"unknown_person"}


def test_every_kind_speaks_for_itself(cast, training):
    """The interface of a kind: its words cover its sections, and everything survives being kept."""
    person = make.enrolment(training)
    for kind in BY_KIND:
        of = {"enrolment": person} if kind == "guidance" else {}
        paper = Paper(training=training, kind=kind, dated_on=training.starts_on, **of)
        drawn = compose(paper)
        assert drawn.facts == facts_today(paper) or kind in ("assignment", "invitation")
        assert drawn.blocks[0]["is"]


@pytest.mark.parametrize("kind", ["proposal", "invitation", "assignment", "guidance"])
def test_more_rows_ask_no_more_of_the_database(cast, training, kind):
    person = make.enrolment(training)
    of = {"enrolment": person} if kind == "guidance" else {}
    counts = []
    for more in (1, 2):
        for each in range(more):
            line(training, f"Bahan {more}{each}", 1000)
            make.enrolment(training)
            training.instructors.add(make.instructor(make.partner(cast.palu)))
            session = make.session(training, number=10 * more + each, day=training.starts_on, hours=(8, 12))
            make.mark(session, person, cast.coordinator)
        paper = Paper(training=training, kind=kind, dated_on=training.starts_on, **of)
        with CaptureQueriesContext(connection) as queries:
            facts_today(paper)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 7


def test_photos_are_read_from_what_is_sealed_and_a_removed_one_is_told(cast, training):
    out = io.BytesIO()
    Image.new("RGB", (80, 60), "teal").save(out, "JPEG")
    about = {"caption": "Bawang goreng", "shows_people": False, "in_report": True, "people": []}
    photo = attach_file(
        training=training,
        file=ContentFile(out.getvalue(), name="a.jpg"),
        kind="photo",
        about=about,
        form_key=new_id(),
        by=cast.coordinator,
    )
    paper = freeze(start(training, "report", cast.coordinator), cast.coordinator)
    document = Document(io.BytesIO(compose(paper).docx()))
    assert "Bawang goreng" in [shape._inline.docPr.get("descr") for shape in document.inline_shapes][-1]
    Attachment._base_manager.filter(pk=photo.pk).update(removed_at=timezone.now())
    words = [each.text for each in Document(io.BytesIO(compose(paper).docx())).paragraphs]
    assert [text for text in words if "tidak lagi tersimpan" in text]
    assert content_of(paper).startswith(b"%PDF")


def test_no_date_of_the_paper_makes_a_child_an_adult(cast, training):
    today = dates.today(cast.palu)
    child = make.client(cast.palu, name="Kenari Kecil", birth_date=today - timedelta(days=17 * 365))
    make.enrolment(training, child)
    paper = start(training, "invitation", cast.coordinator)
    for day in (today, today + timedelta(days=3650), today - timedelta(days=30)):
        paper.dated_on = day
        assert facts_today(paper)["names"] == [["1", "Peserta terbatas"]]


def test_a_named_participant_and_open_brackets_are_told(cast):
    training = make.training(cast.palu, title="Las", sessions=1)
    make.enrolment(training, make.client(cast.palu, name="Abdul Rahim"))
    with translation.override("en"):
        news = start(training, "press", cast.coordinator)
        [brackets] = wording_warnings(news)
        assert "Quote of the leadership" in brackets.message
        assert "Hope" not in brackets.message
        words = dict.fromkeys(worded(news, facts_today(news)), "Selesai.")
        news = write(news, cast.coordinator, **words | {"story": "Menurut ABDUL RAHIM, mudah."})
        [named] = wording_warnings(news)
        assert (named.code, "What happened" in named.message) == ("named", True)
        assert "Rahim" not in named.message
        news = write(news, cast.coordinator, **words)
        assert wording_warnings(news) == []
        report = start(training, "report", cast.coordinator)
        report = write(report, cast.coordinator, advice="Abdul Rahim [baik].")
        assert [one.code for one in wording_warnings(report)] == ["named"]
        letter = start(training, "invitation", cast.coordinator)
        assert wording_warnings(write(letter, cast.coordinator, copies="Abdul Rahim [x]")) == []
