"""Word and Excel files that people hand in: what they are, and nothing in them that acts by itself."""

import io
import zipfile
import zlib
from xml.parsers import expat

from django.utils.translation import gettext_lazy as _

from pembinaan.zips import Counted, is_bomb

MAIN_PARTS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
TYPES = "[content_types].xml"
MAX_UNPACKED = 100 << 20
MAX_LIST = 1 << 20
STEP = 1 << 20
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    EOFError,
    OSError,
    RuntimeError,
    NotImplementedError,
    ValueError,
)

FAULTS = {
    "broken": _("The file is damaged or incomplete."),
    "bomb": _("The file unpacks to far more than a document needs."),
    "protected": _("The file is protected with a password. Save it without one and try again."),
    "macro": _("The document holds macros. Save it without them, or as PDF."),
    "embedded": _("The document holds other files or programs. Save it as PDF and send that."),
    "external": _("The document fetches something from outside. Save it as PDF and send that."),
}
PARTS = {
    "macro": ("vbaproject", "vbadata", "xl/macrosheets/"),
    "embedded": ("/embeddings/", "/activex/", "oleobject"),
    "external": ("xl/externallinks/", "xl/connections.xml", "xl/querytables/"),
}
"""What the name of a part gives away."""
CONTENT = {"macro": ("macroenabled", "vbaproject"), "embedded": ("oleobject", "activex")}
"""What the kind of a part gives away."""
RELATIONS = {
    "vbaproject": "macro",
    "wordvbadata": "macro",
    "xlmacrosheet": "macro",
    "oleobject": "embedded",
    "package": "embedded",
    "control": "embedded",
    "afchunk": "embedded",
}
"""What the kind of a relation between parts gives away."""
LINKS = ("http://", "https://", "mailto:", "#")
"""Where a link may lead: it is followed by a reader, not by the program."""


class Fault(Exception):
    """`args[0]` is a key of FAULTS."""


def office_kind(content):
    """docx or xlsx, by the main part; None for another archive, docx for one that cannot be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = {plain(name) for name in archive.namelist()}
    except DAMAGED:
        return "docx"
    if TYPES not in names:
        return None
    return next((kind for kind, part in MAIN_PARTS.items() if part in names), None)


def fault_of(content):
    """A key of FAULTS, or nothing."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            check_directory(archive.infolist())
            check_parts(archive)
    except Fault as fault:
        return fault.args[0]
    except DAMAGED:
        return "broken"
    return ""


def plain(name):
    return name.lower().replace("\\", "/")


def check_directory(entries):
    names = [plain(entry.filename) for entry in entries]
    if is_bomb(entries, MAX_UNPACKED):
        raise Fault("bomb")
    if any(entry.flag_bits & 1 for entry in entries):
        raise Fault("protected")
    if len(set(names)) < len(names):
        raise Fault("broken")
    for name in names:
        refuse_signs(f"/{name}", PARTS)


def refuse_signs(text, table):
    for fault, signs in table.items():
        if any(sign in text for sign in signs):
            raise Fault(fault)


def check_parts(archive):
    left = MAX_UNPACKED
    for entry in archive.infolist():
        name = plain(entry.filename)
        with archive.open(entry) as part:
            counted = Counted(part, left, Fault("bomb"))
            if name == TYPES or name.endswith(".rels"):
                check_list(name, counted.read(MAX_LIST))
            while counted.read(STEP):
                pass
            left = counted.left


def check_list(name, text):
    """The kinds of the parts, or the relations of one of them."""
    if len(text) == MAX_LIST:
        raise Fault("bomb")
    for attributes in attributes_in(text):
        if name == TYPES:
            refuse_signs(attributes.get("ContentType", "").lower(), CONTENT)
        else:
            check_relation(attributes)


def check_relation(attributes):
    name = attributes.get("Type", "").strip().lower().rpartition("/")[2]
    target = attributes.get("Target", "").strip().lower()
    if name in RELATIONS:
        raise Fault(RELATIONS[name])
    if attributes.get("TargetMode", "").strip().lower() != "external":
        return
    if not (name == "hyperlink" and target.startswith(LINKS)):
        raise Fault("external")


def attributes_in(text):
    """Those of every element; read as Word reads them, whatever the letters are encoded in."""
    found = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda _tag, attributes: found.append(attributes)
    parser.StartDoctypeDeclHandler = refuse_doctype
    parser.Parse(text, True)
    return found


def refuse_doctype(*_about):
    """Office programs never write one; it could name things elsewhere, or grow."""
    raise Fault("broken")
