"""How large a part becomes once it is read: the reader holds a full rectangle, every text copied into it.

One cell in the last corner, or one long text used a million times, is a few bytes in the file and gigabytes
in memory, so both are worked out from the packed parts beforehand.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from .refusal import WorkbookRefused

STEP = 1 << 20
MAX_CELLS = 4_000_000
MAX_TEXT = 96 << 20
LONGEST_TAG = 1 << 18
COMMON_COUNT = 1_000_000

FORBIDDEN = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
REFERENCE = re.compile(rb"\br\s*=\s*[\"']([A-Za-z]*)([0-9]+)")
WIDE = rb"(?:A[O-Za-o-z]|[B-Zb-z][A-Za-z]|[A-Za-z]{3})[A-Za-z]*[0-9]"
EMPTY_CELL = re.compile(rb'<c r="[A-Z]+[0-9]+"(?: s="[0-9]+")?\s*/>')
EMPTY_ROW = re.compile(rb"<row [^<>]*?(?:/>|>\s*</row>)")
VALUE_END = re.compile(rb"v\s*>")
VALUE_INDEX = re.compile(rb">\s*([0-9]{1,9})\s*</")
STRING_END = re.compile(rb"</(?:\w+:)?si\s*>")
STRING_COUNT = re.compile(rb"\buniqueCount\s*=\s*[\"']\s*\+?([0-9]+)")


def bodies(stream: BinaryIO, cut: bytes = b"<") -> Iterator[bytes]:
    """The part in steps that never break a tag."""
    tail = b""
    while chunk := stream.read(STEP):
        text = tail + chunk
        at = text.rfind(cut, max(len(text) - LONGEST_TAG, 0))
        at = at if at >= 0 else text.rfind(b"<")
        if len(text) - at > LONGEST_TAG:
            raise WorkbookRefused("corrupt")
        at = max(at, 0)
        tail = text[at:]
        yield text[:at]
    yield tail


def column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


class PartScan:
    """What one step-by-step pass over a part tells; cheap, and only ever too pessimistic."""

    def __init__(self, max_rows: int):
        self.max_rows = max_rows
        lead, *others = str(max_rows)
        tall = rb"[A-Za-z]*(?:[%s-9][0-9]{%d}|[0-9]{%d})" % (lead.encode(), len(others), len(others) + 2)
        # One literal letter in front keeps this fast; an attribute in an unusual spelling is measured too.
        self._far = re.compile(rb'r(?:\s+=|=[^"]|="(?:%s|%s))' % (WIDE, tall))
        self.size = self.rows = self.values = self.strings = self.longest = self.declared = 0
        self.far = False
        self._open_string = 0

    def read(self, stream: BinaryIO):
        for body in bodies(stream):
            self._look(body)
        return self

    def _look(self, body: bytes):
        if b"\x00" in body:
            raise WorkbookRefused("corrupt")
        if FORBIDDEN.search(body):
            raise WorkbookRefused("doctype")
        self.size += len(body)
        self.rows += body.count(b"<row") + body.count(b":row")
        self.values += len(VALUE_END.findall(body))
        self.far = self.far or bool(self._far.search(body))
        if b"uniqueCount" in body:
            self.declared = max(map(int, STRING_COUNT.findall(body)), default=0)
        self._measure_strings(body)

    def _measure_strings(self, body: bytes):
        """The longest shared text so far; one that runs over a step is added up."""
        pieces = STRING_END.split(body)
        self.strings += len(pieces) - 1
        self.longest = max(self.longest, self._open_string + len(pieces[0]), *map(len, pieces[1:]))
        self._open_string = len(pieces[-1]) + (self._open_string if len(pieces) == 1 else 0)

    @property
    def longest_string(self) -> int:
        return self.longest if self.strings else 0

    @property
    def needs_measuring(self) -> bool:
        return self.far or self.rows > self.max_rows

    @property
    def lies_about_strings(self) -> bool:
        return self.declared > max(2 * self.strings, COMMON_COUNT)


def measure(stream: BinaryIO, max_rows: int):
    """Refuses a sheet whose filled rectangle is too large; cells that only carry a format are free."""
    height = width = 0
    for body in bodies(stream, b"<row"):
        filled = EMPTY_ROW.sub(b"", EMPTY_CELL.sub(b"", body))
        for letters, digits in set(REFERENCE.findall(filled)):
            if len(letters) > 3 or len(digits) > 7:
                raise WorkbookRefused("corrupt")
            width = max(width, column_number(letters))
            height = max(height, int(digits or 0))
    if height > max_rows:
        raise WorkbookRefused("too_many_rows")
    if height * width > MAX_CELLS:
        raise WorkbookRefused("too_wide")


def string_lengths(stream: BinaryIO) -> list[int]:
    lengths, begun = [], 0
    for body in bodies(stream):
        first, *others = STRING_END.split(body)
        begun += len(first)
        for piece in others:
            lengths.append(begun)
            begun = len(piece)
    return lengths


def text_size(stream: BinaryIO, lengths: list[int]) -> int:
    """Bytes of text once every cell has its own copy; a value not understood here counts as the longest."""
    size = ends = known = 0
    for body in bodies(stream):
        indexes = list(map(int, VALUE_INDEX.findall(body)))
        known += len(indexes)
        ends += len(VALUE_END.findall(body))
        size += sum(lengths[index] for index in indexes if index < len(lengths))
    return size + max(ends // 2 - known, 0) * max(lengths, default=0)
