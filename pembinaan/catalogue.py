"""Compiles gettext catalogues (.po to .mo) without gettext's own tools, which a bare machine lacks."""

import ast
import os
import re
import struct
import tempfile
from pathlib import Path

LINE = re.compile(r'(?:(msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?)\s+)?(".*")')
MAGIC, HEADER_SIZE = 0x950412DE, 28


class CatalogueError(ValueError):
    pass


def compile_outdated(folders):
    """Compile every catalogue in these locale folders whose .mo is missing or older; return those."""
    catalogues = [po for folder in folders for po in sorted(Path(folder).glob("*/LC_MESSAGES/*.po"))]
    outdated = [po for po in catalogues if is_outdated(po)]
    for po in outdated:
        write(po.with_suffix(".mo"), mo_bytes(messages(po.read_text("utf-8"), po)))
    return outdated


def is_outdated(po):
    mo = po.with_suffix(".mo")
    return not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime


def write(path, content):
    # A process that starts meanwhile must read the old file or the new one, never half of one.
    handle, half = tempfile.mkstemp(dir=path.parent)
    with open(handle, "wb") as file:
        file.write(content)
    os.chmod(half, 0o644)
    os.replace(half, path)


def messages(text, source="catalogue"):
    """Finished translations of a .po text, keyed and joined as the .mo format wants them."""
    found = {}
    for entry in entries(text, source):
        if entry.key in found:
            raise CatalogueError(f"{source}:{entry.line}: this message stands here a second time")
        if entry.is_usable:
            found[entry.key] = "\0".join(entry.translations)
    return found


def entries(text, source):
    entry = Entry()
    for number, line in enumerate(map(str.strip, text.splitlines()), start=1):
        if entry.translations and line.startswith(("#", "msgctxt", "msgid")):
            yield entry
            entry = Entry()
        if line.startswith("#,"):
            entry.fuzzy = "fuzzy" in line
        elif line and not line.startswith("#"):
            entry.add(line, number, source)
    if entry.translations:
        yield entry


class Entry:
    def __init__(self):
        self.fields, self.field, self.fuzzy, self.line = {}, None, False, 0

    def add(self, line, number, source):
        found = LINE.fullmatch(line)
        self.field = found and (found[1] or self.field)
        if not self.field:
            raise CatalogueError(f"{source}:{number}: this line is not understood: {line}")
        self.line = self.line or number
        # Escapes in a .po file are those of C, which Python's own strings share.
        self.fields[self.field] = self.fields.get(self.field, "") + ast.literal_eval(found[2])

    @property
    def key(self):
        context = f"{self.fields['msgctxt']}\4" if "msgctxt" in self.fields else ""
        plural = f"\0{self.fields['msgid_plural']}" if "msgid_plural" in self.fields else ""
        return context + self.fields["msgid"] + plural

    @property
    def translations(self):
        return [text for field, text in sorted(self.fields.items()) if field.startswith("msgstr")]

    @property
    def is_usable(self):
        """A fuzzy entry is somebody's guess, except the header, whose plural rule is always needed."""
        return all(self.translations) and (not self.fuzzy or self.key == "")


def mo_bytes(found):
    """A header, the two tables of (length, offset) sorted by key, then the texts, each ended by zero."""
    pairs = sorted((key.encode(), text.encode()) for key, text in found.items())
    table_size = 8 * len(pairs)
    offset, tables, texts = HEADER_SIZE + 2 * table_size, b"", b""
    for column in zip(*pairs, strict=True):
        for text in column:
            tables += struct.pack("<II", len(text), offset + len(texts))
            texts += text + b"\0"
    header = struct.pack("<7I", MAGIC, 0, len(pairs), HEADER_SIZE, HEADER_SIZE + table_size, 0, 0)
    return header + tables + texts
