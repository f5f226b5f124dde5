import io
import zipfile
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from PIL import Image

from pembinaan.uploads import check_upload, file_response

PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"


def picture(kind="JPEG", size=(40, 20), mode="RGB", **more):
    out = io.BytesIO()
    Image.new(mode, size, "red").save(out, kind, **more)
    return out.getvalue()


def upload(name, content):
    return SimpleUploadedFile(name, content)


def refusal(name, content, **more):
    with pytest.raises(ValidationError) as refused:
        check_upload(upload(name, content), **more)
    return refused.value.code


def test_a_pdf_is_kept_as_it_is():
    clean = check_upload(upload("surat.pdf", PDF))
    assert clean.read() == PDF
    assert clean.name == "surat.pdf"


def test_a_photo_loses_what_the_camera_noted_and_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by 90 degrees
    exif[0x010F] = "SecretCamera"
    clean = check_upload(upload("foto.JPG", picture(exif=exif)))
    content = clean.read()
    assert b"SecretCamera" not in content
    drawn = Image.open(io.BytesIO(content))
    assert drawn.size == (20, 40)
    assert not drawn.getexif()


def test_a_png_keeps_its_transparency_and_loses_its_text():
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("Comment", "kept secret")
    content = check_upload(upload("gambar.png", picture("PNG", mode="RGBA", pnginfo=info))).read()
    assert b"kept secret" not in content
    assert Image.open(io.BytesIO(content)).mode == "RGBA"


def test_bytes_behind_the_picture_are_dropped():
    hidden = b"<script>alert(1)</script>"
    assert hidden not in check_upload(upload("foto.jpg", picture() + hidden)).read()


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("kosong.pdf", b"", "empty"),
        ("gambar.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "wrong_kind"),
        ("halaman.html", PDF, "wrong_kind"),
        ("surat.pdf", b"MZ" + PDF, "wrong_kind"),
        ("surat.pdf", PDF[:40], "broken"),
        ("foto.jpg", picture()[:200], "broken"),
        ("foto.jpg", b"\xff\xd8\xff" + b"x" * 500, "broken"),
        ("skrip.pdf", PDF.replace(b"/Catalog", b"/Catalog /OpenAction << /S /JavaScript >>"), "active"),
        ("skrip.pdf", PDF.replace(b"/Catalog", b"/Catalog /OpenAction << /S /J#61vaScript >>"), "active"),
    ],
)
def test_what_is_refused(name, content, code):
    assert refusal(name, content) == code


def test_a_script_inside_a_packed_object_stream_is_found():
    packed = zlib.compress(b"<< /S /JavaScript /JS (app.alert) >>")
    stream = b"2 0 obj << /Type /ObjStm /Filter /FlateDecode >> stream\n" + packed + b"\nendstream endobj\n"
    assert refusal("skrip.pdf", PDF.replace(b"trailer", stream + b"trailer")) == "active"


def test_size_in_bytes_and_in_pixels_is_limited():
    assert refusal("besar.pdf", PDF, max_bytes=10) == "too_large"
    assert refusal("bom.png", picture("PNG", size=(9000, 9000))) == "too_many_pixels"


def test_only_the_wanted_kinds():
    assert refusal("foto.png", picture("PNG"), kinds=("pdf",)) == "wrong_kind"


EVERY = ("pdf", "jpeg", "png", "docx", "xlsx")
RELS = "word/_rels/document.xml.rels"
OFFICE_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def word(parts=()):
    """A real document, with parts put in or put in another's place."""
    import docx

    made, out = docx.Document(), io.BytesIO()
    made.add_paragraph("Materi pelatihan")
    made.save(out)
    return with_parts(out.getvalue(), dict(parts))


def excel(parts=()):
    import openpyxl

    made, out = openpyxl.Workbook(), io.BytesIO()
    made.active["A1"] = "Nilai"
    made.save(out)
    return with_parts(out.getvalue(), dict(parts))


def with_parts(content, parts):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, part in parts.items():
            new.writestr(name, part)
    return out.getvalue()


def relation(kind, target, mode=' TargetMode="External"', encoding="utf-8"):
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?><Relationships>'
        f'<Relationship Id="rId99" Type="{OFFICE_RELATION}/{kind}" Target="{target}"{mode}/></Relationships>'
    )
    return text.encode(encoding)


def test_ordinary_documents_are_kept_as_they_are_where_they_are_wanted():
    link = relation("hyperlink", "https://example.org/resep")
    for name, content in (("a.docx", word()), ("a.xlsx", excel()), ("a.docx", word(parts={RELS: link}))):
        clean = check_upload(upload(name, content), kinds=EVERY)
        assert (clean.read(), clean.name) == (content, name)
        assert refusal(name, content) == "wrong_kind"
    assert check_upload(upload("a.docx", excel()), kinds=EVERY).name == "a.xlsx"


HOSTILE_PARTS = {
    "macro": {"word/vbaProject.bin": b"MZ"},
    "embedded": {"word/embeddings/oleObject1.bin": b"MZ"},
    "external": {"xl/externalLinks/externalLink1.xml": b"<x/>"},
}
HOSTILE_RELATIONS = [
    ("external", relation("attachedTemplate", "https://example.org/jahat.dotm")),
    ("external", relation("attachedTemplate", "https://example.org/jahat.dotm", encoding="utf-16")),
    ("external", relation("attachedTemplate", "x", ' TargetMode="&#69;xternal"')),
    ("external", relation("image", "https://example.org/pixel.png")),
    ("external", relation("hyperlink", "file://server/share")),
    ("embedded", relation("oleObject", "embed.bin", "")),
    ("embedded", relation("aFChunk", "page.html", "")),
    ("macro", relation("vbaProject", "a.bin", "")),
    ("broken", b'<!DOCTYPE a [<!ENTITY b "c">]><Relationships/>'),
    ("broken", b"<Relationships"),
    ("bomb", b"<Relationships>" + b" " * (2 << 20) + b"</Relationships>"),
]


def test_documents_that_act_by_themselves_are_refused():
    for code, parts in HOSTILE_PARTS.items():
        assert refusal("a.docx", word(parts=parts), kinds=EVERY) == code
    for code, part in HOSTILE_RELATIONS:
        assert refusal("a.docx", word(parts={RELS: part}), kinds=EVERY) == code, part[:200]
    with zipfile.ZipFile(io.BytesIO(word())) as archive:
        kinds = archive.read("[Content_Types].xml")
    enabled = kinds.replace(b"wordprocessingml.document.main", b"ms-word.document.macroEnabled.main")
    assert kinds != enabled
    assert refusal("a.docx", word(parts={"[Content_Types].xml": enabled}), kinds=EVERY) == "macro"


def lying(content):
    """The same, its directory telling of parts a byte long."""
    at = content.index(b"PK\x01\x02")
    return content[: at + 24] + (1).to_bytes(4, "little") + content[at + 28 :]


def test_archives_that_grow_are_refused():
    empty = bytes(120 << 20)
    bomb = word(parts={"word/media/image1.png": empty})
    many = word(parts={f"word/media/{number}.png": b"" for number in range(1001)})
    for content, code in (
        (bomb, "bomb"),
        (many, "bomb"),
        (lying(word()), "broken"),
        (word()[:900], "broken"),
    ):
        assert refusal("a.docx", content, kinds=EVERY) == code
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("program.exe", b"MZ")
    assert refusal("a.docx", out.getvalue(), kinds=EVERY) == "wrong_kind"


def test_files_of_two_kinds_are_the_picture_alone_or_refused():
    page = b"<html><script>alert(1)</script></html>"
    assert b"<script>" not in check_upload(upload("a.jpg", picture() + page)).read()
    assert b"<script>" not in check_upload(upload("a.jpg", picture(comment=page))).read()
    assert refusal("a.gif", b"GIF89a/*" + b" " * 90 + b"*/=1;alert(1)") == "wrong_kind"
    assert refusal("a.png", b"GIF89a/*" + b" " * 90 + b"*/=1;alert(1)") == "wrong_kind"
    assert refusal("a.png", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>") == "wrong_kind"
    assert refusal("a.pdf", PDF + page + b" " * 3000) == "broken"
    assert refusal("a.pdf", word(), kinds=EVERY[:3]) == "wrong_kind"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\folder\\surat izin.PDF", "surat izin.pdf"),
        ('a"b\r\nX: 1.pdf', "a b X 1.pdf"),
        (".pdf", None),
        ("x" * 300 + ".pdf", "x" * 100 + ".pdf"),
    ],
)
def test_names_are_made_harmless(given, kept):
    file = ContentFile(PDF, name=given)
    if kept is None:
        with pytest.raises(ValidationError):
            check_upload(file)
    else:
        assert check_upload(file).name == kept


def test_a_download_is_an_attachment_that_nobody_guesses_about():
    response = file_response(ContentFile(PDF), "surat é.pdf")
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''surat%20%C3%A9.pdf"
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_lost_file_is_not_found(tmp_path):
    from django.core.files.storage import FileSystemStorage
    from django.db.models.fields.files import FieldFile, FileField

    field = FileField(storage=FileSystemStorage(tmp_path))
    with pytest.raises(Http404):
        file_response(FieldFile(None, field, "gone"), "gone.pdf")
    with pytest.raises(Http404):
        file_response(FieldFile(None, field, ""), "none.pdf")
