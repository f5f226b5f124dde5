"""The zip archive that a workbook is: its directory, and what its parts really unpack to."""

import re

from pembinaan.zips import Counted, is_bomb

from . import grid
from .refusal import WorkbookRefused

MAX_LIST = 1 << 20

RELATIONSHIP = re.compile(rb"<(?:\w+:)?Relationship\s[^<]*")
TARGET = re.compile(rb"\bTarget\s*=\s*[\"']([^\"']*)")


def check_entries(entries, name, max_unpacked):
    names = [entry.filename.lower() for entry in entries]
    if is_bomb(entries, max_unpacked):
        raise WorkbookRefused("bomb")
    if name.endswith((".xlsm", ".xltm")) or any(part.endswith("vbaproject.bin") for part in names):
        raise WorkbookRefused("macro")
    if any(entry.flag_bits & 1 for entry in entries):
        raise WorkbookRefused("encrypted")
    if "xl/workbook.xml" not in names:
        raise WorkbookRefused("not_workbook")
    if len(set(names)) < len(names):
        raise WorkbookRefused("corrupt")


def check_parts(archive, max_unpacked, max_rows):
    scans = {}
    left = max_unpacked
    for entry in archive.infolist():
        with archive.open(entry) as part:
            counted = Counted(part, left, WorkbookRefused("bomb"))
            scans[entry.filename] = _scan(entry.filename, counted, max_rows)
            left = counted.left
    scans = {name: scan for name, scan in scans.items() if scan}
    _check_lists(archive)
    _check_grid(archive, scans, max_rows)
    _check_texts(archive, scans)


def _is_scanned(name: str) -> bool:
    """Whether the reader may come across this part; customXml holds foreign data, even in UTF-16."""
    return name.lower().endswith((".xml", ".rels")) and "customxml" not in name.lower()


def _scan(name, counted, max_rows):
    if _is_scanned(name):
        return grid.PartScan(max_rows).read(counted)
    while counted.read(grid.STEP):
        pass
    return None


def _check_lists(archive):
    """A part left out of the scan must not come back in as a sheet by way of the list of parts."""
    for entry in archive.infolist():
        name = entry.filename.lower()
        if name not in ("[content_types].xml", "xl/_rels/workbook.xml.rels"):
            continue
        with archive.open(entry) as part:
            text = part.read(MAX_LIST)
        if b"macroEnabled" in text:
            raise WorkbookRefused("macro")
        if b"&#" in text or any(map(_smuggles, RELATIONSHIP.findall(text))):
            raise WorkbookRefused("corrupt")


def _smuggles(relationship: bytes) -> bool:
    targets = TARGET.findall(relationship)
    is_read = any(kind in relationship for kind in (b"/worksheet", b"/sharedStrings", b"/styles"))
    return is_read and not all(_is_scanned(target.decode("latin-1")) for target in targets)


def _check_grid(archive, scans, max_rows):
    for name, scan in scans.items():
        if scan.needs_measuring:
            with archive.open(name) as part:
                grid.measure(part, max_rows)


def _check_texts(archive, scans):
    if any(scan.lies_about_strings for scan in scans.values()):
        raise WorkbookRefused("corrupt")
    longest = max((scan.longest_string for scan in scans.values()), default=0)
    if longest * sum(scan.values for scan in scans.values()) <= grid.MAX_TEXT:
        return
    lengths = max((_lengths(archive, name) for name, scan in scans.items() if scan.strings), key=sum)
    for name, scan in scans.items():
        if scan.values and not scan.strings:
            with archive.open(name) as part:
                if grid.text_size(part, lengths) > grid.MAX_TEXT:
                    raise WorkbookRefused("bomb")


def _lengths(archive, name):
    with archive.open(name) as part:
        return grid.string_lengths(part)
