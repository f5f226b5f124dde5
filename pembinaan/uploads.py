"""Files that people hand in: known by their content, images drawn anew, kept and sent without surprises."""

import io
import os
import re
import zlib
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.http import FileResponse, Http404
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from pembinaan.crypto import open_sealed, seal
from pembinaan.office_files import FAULTS, fault_of, office_kind
from pembinaan.text import squeeze

MAX_BYTES = 5 * 2**20
MAX_PIXELS = 40_000_000
NAME_LENGTH = 100
KINDS = ("pdf", "jpeg", "png")
PICTURES = ("jpeg", "png")
OFFICE = ("docx", "xlsx")
ZIP = b"PK\x03\x04"
MAGIC = {
    "pdf": b"%PDF-",
    "jpeg": b"\xff\xd8\xff",
    "png": b"\x89PNG\r\n\x1a\n",
    "docx": ZIP,
    "xlsx": ZIP,
}
ENDINGS = {
    "pdf": ("pdf",),
    "jpeg": ("jpg", "jpeg"),
    "png": ("png",),
    "docx": ("docx",),
    "xlsx": ("xlsx",),
}
OFFICE_TYPE = "application/vnd.openxmlformats-officedocument"
CONTENT_TYPES = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "png": "image/png",
    "docx": f"{OFFICE_TYPE}.wordprocessingml.document",
    "xlsx": f"{OFFICE_TYPE}.spreadsheetml.sheet",
}

# Scripts, started programs and enclosed files; a name may also spell its letters as #4a.
ACTIVE_PDF = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia)(?![A-Za-z])")
PDF_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
PDF_STREAM = re.compile(rb"/ObjStm.{0,400}?stream\r?\n(.*?)endstream", re.DOTALL)


def check_upload(file, kinds=KINDS, max_bytes=MAX_BYTES):
    """The file's harmless copy, with a safe name of the right ending; ValidationError says what is wrong."""
    if file.size > max_bytes:
        refuse_file("too_large", _("The file is larger than %(limit)s."), limit=filesizeformat(max_bytes))
    if not file.size:
        refuse_file("empty", _("The file is empty."))
    content = file.read()
    kind = kind_of(content, file.name, kinds)
    return ContentFile(cleaned(content, kind), name=safe_name(file.name, kind))


def cleaned(content, kind):
    if kind in PICTURES:
        return redrawn(content, kind)
    return checked_pdf(content) if kind == "pdf" else checked_office_file(content)


def is_picture(name):
    """Of a file that was kept, by the ending that it got then."""
    return PurePath(name).suffix.lstrip(".") in {ENDINGS[kind][0] for kind in PICTURES}


def file_response(stored, name):
    """The stored file as a download; never shown inside the page, whatever it holds."""
    ending = name.rpartition(".")[2]
    try:
        opened = stored.open("rb")
    except (FileNotFoundError, ValueError) as missing:
        raise Http404 from missing
    kind = CONTENT_TYPES.get(ending, "application/octet-stream")
    response = FileResponse(opened, as_attachment=True, filename=name, content_type=kind)
    response["X-Content-Type-Options"] = "nosniff"
    return response


def keep_sealed(record, field, content, context):
    """Write the content, sealed, as the file of a saved record: last of all, a refusal must leave none."""
    file = getattr(record, field)
    old, storage = file.name, file.storage
    name = save_sealed(storage, file.field.generate_filename(record, ""), content, context)
    try:
        type(record)._base_manager.filter(pk=record.pk).update(**{field: name})
    except BaseException:
        storage.delete(name)
        raise
    setattr(record, field, name)
    if old and old != name:
        transaction.on_commit(lambda: storage.delete(old))


def save_sealed(storage, name, content, context):
    """The name under which the sealed content lies on disk, safe from a power cut as well."""
    name = storage.save(name, ContentFile(seal(content, context)))
    with storage.open(name, "rb") as written:
        os.fsync(written.fileno())
    return name


def sealed_response(stored, context, name):
    """The content of a sealed file as a download."""
    try:
        content = ContentFile(read_sealed(stored, context))
    except (FileNotFoundError, ValueError) as missing:
        raise Http404 from missing
    return file_response(content, name)


def read_sealed(stored, context):
    """The content as it was handed in."""
    with stored.open("rb") as file:
        return open_sealed(file.read(), context)


def refuse_file(code, message, **params):
    raise ValidationError(message, code=code, params=params)


def kind_of(content, name, kinds):
    """By the first bytes; the ending must be one of the accepted ones as well."""
    ending = PurePath(name or "").suffix.lstrip(".").lower()
    found = next((kind for kind in kinds if content.startswith(MAGIC[kind])), None)
    if found in OFFICE:
        found = office_kind(content)
    if found not in kinds or ending not in {known for kind in kinds for known in ENDINGS[kind]}:
        accepted = ", ".join(ENDINGS[kind][0].upper() for kind in kinds)
        refuse_file("wrong_kind", _("This kind of file is not accepted; send %(kinds)s."), kinds=accepted)
    return found


def checked_pdf(content):
    if b"%%EOF" not in content[-2048:]:
        refuse_file("broken", _("The file is damaged or incomplete."))
    if any(ACTIVE_PDF.search(part) for part in pdf_parts(content)):
        refuse_file("active", _("The PDF holds scripts or enclosed files. Print it to a new PDF first."))
    return content


def checked_office_file(content):
    if fault := fault_of(content):
        refuse_file(fault, FAULTS[fault])
    return content


def pdf_parts(content):
    """The file itself and its packed object streams, in which the same words could hide."""
    yield plain_names(content)
    for packed in PDF_STREAM.finditer(content):
        try:
            yield plain_names(zlib.decompressobj().decompress(packed[1], MAX_BYTES))
        except zlib.error:
            continue


def plain_names(content):
    return PDF_ESCAPE.sub(lambda escaped: bytes([int(escaped[1], 16)]), content)


def redrawn(content, kind):
    """The picture alone: place, camera and whatever else was attached to it stay behind."""
    try:
        with Image.open(io.BytesIO(content), formats=[kind.upper()]) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                refuse_file("too_many_pixels", _("The picture has too many pixels."))
            return drawn(ImageOps.exif_transpose(picture), kind)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as broken:
        if isinstance(broken, ValidationError):
            raise
        raise ValidationError(_("The file is damaged or incomplete."), code="broken") from broken


def drawn(picture, kind):
    mode = "RGBA" if kind == "png" and picture.has_transparency_data else "RGB"
    clean = Image.new(mode, picture.size)
    clean.paste(picture.convert(mode))
    out = io.BytesIO()
    clean.save(out, kind.upper(), quality=85, optimize=True)
    return out.getvalue()


def safe_name(name, kind):
    """What the sender called it, without signs that a file system or a header could misread."""
    stem = PurePath(str(name).replace("\\", "/")).stem
    letters = "".join(char if char.isalnum() or char in "-_()," else " " for char in stem)
    return f"{squeeze(letters)[:NAME_LENGTH] or 'berkas'}.{ENDINGS[kind][0]}"
