"""The certificate as a file: what stands on it, who can read it, and the code that leads to its check."""

import io
import re

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from pembinaan.uploads import read_sealed
from tests.trainings.certified import (
    certificate_of,
    completed,
    graduate,
    practised,
    raw_of,
    signatory,
    text_of,
)
from trainings.actions.certificates import SEALED_AS
from trainings.documents.certificate import certificate_pdf, drawn, file_name, page_data, qr_of
from trainings.documents.paper import typeset
from trainings.models import Certificate
from trainings.policy import BANNED_WORDS
from trainings.rules.certificates import banned_in

pytestmark = pytest.mark.django_db
A4_LANDSCAPE = (842, 595)


@pytest.fixture
def certificate(cast):
    training, (person,) = completed(cast.palu, 1)
    practised(training, person, cast.coordinator)
    return certificate_of(training, person, cast.coordinator)


def content_of(certificate):
    return read_sealed(certificate.file, SEALED_AS)


def picture_of(content, dpi):
    return pypdfium2.PdfDocument(content)[0].render(scale=dpi / 72).to_pil().convert("RGB")


def codes_in(picture):
    return [found.text for found in zxingcpp.read_barcodes(picture)]


def test_the_code_leads_to_the_check_from_print_and_from_a_poor_picture(certificate):
    content = content_of(certificate)
    address = certificate.facts["address_of_check"]
    assert address.endswith(f"/c/{certificate.code}/")
    assert codes_in(picture_of(content, 150)) == [address]
    poor = io.BytesIO()
    picture_of(content, 72).save(poor, "JPEG", quality=75)
    assert codes_in(Image.open(poor)) == [address]
    assert certificate.facts["check"] in text_of(content)


def test_it_is_two_landscape_pages_that_everybody_can_read(certificate):
    content = content_of(certificate)
    pages = pypdfium2.PdfDocument(content)
    assert [tuple(map(round, page.get_size())) for page in pages] == [A4_LANDSCAPE] * 2
    for sign in (b"/StructTreeRoot", b"/Lang", b"pdfuaid", b"pdfaid", b"/OutputIntents"):
        assert sign in content
    meta = pages.get_metadata_dict()
    assert certificate.number in meta["Title"]
    assert certificate.enrolment.printed_name not in str(meta)


def test_all_fonts_are_in_the_file(certificate):
    raw = raw_of(content_of(certificate))
    described = len(re.findall(rb"/Type\s*/FontDescriptor\b", raw))
    assert described == len(re.findall(rb"/FontFile[23]?\s+\d", raw)) > 1


def test_a_picture_without_words_for_it_is_refused(tmp_path, certificate):
    source = tmp_path / "plain.typ"
    source.write_text(
        '#let data = json(bytes(sys.inputs.data))\n#set document(title: "x")\n'
        '#image(bytes(data.qr), format: "svg")\n'
    )
    with pytest.raises(RuntimeError, match="alt"):
        typeset(source, {"qr": qr_of("https://x.test/")}, pdf_standards=["ua-1"])


def test_a_neutral_one_gives_nothing_away(cast, client, settings):
    """Whatever the training, its people and its place are called in the application."""
    training, people = completed(
        cast.palu, 1, title="Pelatihan Klien Pemasyarakatan Bapas Palu", place="Lapas Kelas IIA"
    )
    settings.CHECK_URL = "https://periksa.example.org"
    certificate = certificate_of(training, people[0], cast.coordinator)
    content = content_of(certificate)
    text = text_of(content)
    assert [word for word in BANNED_WORDS if word in text.lower()] == []
    assert banned_in(str(pypdfium2.PdfDocument(content).get_metadata_dict())) is None
    packed = re.search(rb"<x:xmpmeta.*?</x:xmpmeta>", raw_of(content), re.DOTALL)[0].decode()
    assert banned_in(packed) is None
    assert banned_in(file_name(certificate.number)) is None
    page = client.get(f"/c/{certificate.code}/")
    told = page.content.decode() + str(page.headers)
    assert [word for word in (*BANNED_WORDS, "pembinaan") if word in told.lower()] == []


def test_an_address_that_says_too_much_is_refused(cast, settings):
    settings.CHECK_URL = "https://pembinaan.example.org"
    training, people = completed(cast.palu, 1)
    with pytest.raises(Exception, match="pembinaan"):
        certificate_of(training, people[0], cast.coordinator)
    assert not Certificate.objects.exists()


@pytest.mark.parametrize("face", ["neutral", "official"])
def test_long_names_and_twelve_modules_stay_on_two_pages(certificate, face):
    long = {
        "name": "Muhammad Abdurrahman Wahid Alamsyah binti Sulaiman Al-Farisi",
        "training": "Pengolahan hasil pertanian dan perikanan serta pemasaran digital " * 2
        + "bagi usaha kecil",
        "modules": [
            {"title": f"Materi {n} " + "pengolahan " * 6, "jp": 4, "result": "4 dari 4 langkah"}
            for n in range(12)
        ],
    }
    if face == "official":
        long |= {
            "letterhead": ["KEMENTERIAN"] * 4,
            "address": ["Jalan"] * 2,
            "born": "Lahir di Palu, 5 Mei 1990",
        }
    content = certificate_pdf(certificate.facts | long)
    assert len(pypdfium2.PdfDocument(content)) == 2
    text = text_of(content)
    assert long["name"] in text
    assert "Jumlah" in text
    one_word = text_of(certificate_pdf(certificate.facts | {"name": "Sukarno"}))
    assert "Sukarno" in one_word


def test_a_sample_says_so(certificate):
    data = page_data(certificate.facts, sample=True)
    assert "CONTOH" in text_of(drawn(data, pdf_standards=["ua-1", "a-2a"]))
    assert "CONTOH" not in text_of(content_of(certificate))


def test_who_signs_twice_signs_once(cast):
    training, people = completed(cast.palu, 1)
    training.partner.owner_name = "Moh. Taufan"
    training.partner.save()
    certificate = certificate_of(training, people[0], cast.coordinator)
    assert [one["name"] for one in certificate.facts["signatures"]] == ["Moh. Taufan"]


def test_markup_in_words_is_shown_as_it_is(cast):
    training, _people = completed(cast.palu, 0)
    signatory(cast.palu)
    person = graduate(training, printed_name="Abdul *Rahim* #emph[x] $y$")
    text = text_of(content_of(certificate_of(training, person, cast.coordinator)))
    assert "Abdul *Rahim* #emph[x] $y$" in text


def test_the_file_names_nobody():
    assert file_name("0007/SERT/PALU/IX/2025") == "Sertifikat 0007-SERT-PALU-IX-2025.pdf"
