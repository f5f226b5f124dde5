import io
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
