"""What is drawn from blocks: the same in PDF and DOCX, readable for everybody, and never markup."""

import io

import pypdfium2
import pytest
import typst
from docx import Document
from docx.oxml.ns import qn
from PIL import Image

from pembinaan.accounts.signing import Head
from tests.trainings.papers import text_of
from trainings.documents import blocks as b
from trainings.documents.drawing import drawn, pdf
from trainings.documents.word import docx

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30"><rect width="60" height="20"/></svg>'
LONG = "Muhammad Rizky Ramadhan bin Abdul Karim Tangkudung Lasimpo"
ROWS = [[place, LONG if place % 2 else "Ani", "Rp1.250.000"] for place in range(1, 41)]
PAPER = [
    b.letterhead(Head("Bapas", ["KEMENTERIAN", "BAPAS KELAS I PALU"], ["Jalan Contoh 1"])),
    b.title("SURAT TUGAS", "Nomor: 1"),
    b.heading("Menimbang"),
    b.text("Satu #emph[x]\nbaris dua\n\n*Dua*"),
    b.items(["a", "b"], ordered=True),
    b.pairs([("Tempat", "Aula")]),
    b.table(["No", "Nama", "Jumlah"], ROWS, caption="Daftar", right=(2,)),
    b.table(["No", "Nama"], []),
    b.page_break(),
    b.signed("Palu, 1 September 2025", [("a.n. Kepala\nKasubsi", "Surya", "198001012005011001")]),
]


def picture():
    out = io.BytesIO()
    Image.new("RGB", (2000, 900), "teal").save(out, "JPEG")
    return out.getvalue()


def test_a_pdf_is_tagged_titled_and_numbered():
    content = pdf(PAPER, title="Surat tugas – Las")
    document = pypdfium2.PdfDocument(content)
    assert (document.get_metadata_value("Title"), document.get_metadata_value("Author")) == (
        "Surat tugas – Las",
        "",
    )
    assert all(tag in content for tag in (b"/StructTreeRoot", b"pdfuaid", b"pdfaid"))
    text = text_of(content)
    assert "Satu #emph[x]" in text
    assert "*Dua*" in text
    assert text.count("No Nama Jumlah") == 2
    assert f"Halaman {len(document)} dari {len(document)}" in text
    assert "NIP 198001012005011001" in text
    assert "DRAF" not in text


def test_a_picture_without_words_for_it_is_refused():
    for block in (b.chart(SVG, ""), b.photo("1", "")):
        with pytest.raises(typst.TypstError, match="missing alt text"):
            pdf([b.title("A"), block], title="A", photos={"1": picture()})


def test_pictures_are_drawn_and_a_lost_one_is_told():
    blocks = [b.title("A"), b.chart(SVG, "grafik"), b.photo("1", "foto"), b.photo("2", "foto", "Aula.")]
    content = pdf(blocks, title="A", photos={"1": picture()})
    assert content.count(b"/Subtype /Image") + content.count(b"/Subtype/Image") >= 1
    assert "Aula. (Foto ini tidak lagi tersimpan.)" in text_of(content)
    document = Document(io.BytesIO(docx(blocks, title="A", photos={"1": picture()})))
    assert [shape._inline.docPr.get("descr") for shape in document.inline_shapes] == ["grafik", "foto"]
    assert "Aula. (Foto ini tidak lagi tersimpan.)" in [each.text for each in document.paragraphs]


def test_the_docx_has_real_headings_and_head_rows_that_repeat():
    document = Document(io.BytesIO(docx(PAPER, title="Surat tugas – Las", draft=True)))
    styles = [(each.style.name, each.text) for each in document.paragraphs if "Heading" in each.style.name]
    assert styles == [("Heading 1", "SURAT TUGAS"), ("Heading 2", "Menimbang")]
    table = document.tables[1]
    assert len(table.rows) == 41
    assert [cell.text for cell in table.rows[1].cells] == ["1", LONG, "Rp1.250.000"]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert "DRAF" in document.sections[0].header.paragraphs[0].text
    about = document.core_properties
    assert (about.title, about.author, about.comments) == ("Surat tugas – Las", "", "")


def test_a_signature_never_stands_alone_on_a_page():
    """Whatever the length of the words before it."""
    signed = b.signed("Palu, 1 September 2025", [("Kepala", "Surya", "")])
    for lines in range(36, 50, 2):
        words = b.text("\n\n".join(f"Baris {number}" for number in range(lines)))
        last = b.text("Demikian.")
        content = pdf([b.title("A"), words, last, signed], title="A")
        pages = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(content)]
        assert [page for page in pages if "Surya" in page and "Demikian." not in page] == []


def test_a_chart_and_a_photo_keep_to_their_page():
    blocks = [b.title("A")] + [b.photo("1", "foto", "Kegiatan")] * 6
    found = drawn(blocks, title="A", photos={"1": picture()}, format="png", ppi=20)
    assert len(found) == 3
