"""Tells clients from the other lines of a list: blanks, totals, signatures, repeated headings."""

import re

from .headings import REQUIRED, field_for

TOTAL = re.compile(r"(?:sub ?|grand ?)?(?:jumlah|total|jml)\b", re.IGNORECASE)
SIGNATURE = re.compile(
    r"(?:nip\b|mengetahui|menyetujui|kepala\b|pl[ht]\b|a\.?\s?n\.?\s|an\.|dibuat|disusun|petugas|catatan"
    r"|ket(?:erangan)?\b|pembina|penata|[a-z. ]+,\s*\d{1,2}\s+\w+\s+\d{4})",
    re.IGNORECASE,
)
COLUMN_NUMBER = re.compile(r"\(?\d{1,2}\)?")
FEW = 2


def is_client(texts: dict[str, str], others: list[str]) -> bool:
    """`texts` are the cells of known columns by field, `others` those of the remaining columns."""
    register, name = texts.get("register_number", ""), texts.get("name", "")
    numbered = texts.get("sequence", "").rstrip(".").isdecimal()
    count = sum(1 for key, text in texts.items() if text and key != "sequence")
    if not count or (not register and _is_total(texts, others)):
        return False
    if register and name:
        return not _repeats_headings(register, name) and not _signs(count, numbered, register, name)
    if count > FEW or numbered:
        return True
    return any(c.isdigit() for c in register) and not SIGNATURE.match(register) and not TOTAL.match(register)


def _is_total(texts, others) -> bool:
    return any(
        TOTAL.match(text) for text in (texts.get("sequence", ""), texts.get("name", ""), *others) if text
    )


def _repeats_headings(register: str, name: str) -> bool:
    """The heading printed again on each page, or the line (1) (2) (3) under it."""
    if COLUMN_NUMBER.fullmatch(register) and COLUMN_NUMBER.fullmatch(name):
        return True
    if any(character.isdigit() for character in register):
        return False
    return (field_for(register), field_for(name)) == REQUIRED


def _signs(count: int, numbered: bool, register: str, name: str) -> bool:
    if numbered or count > FEW:
        return False
    return bool(SIGNATURE.match(register) or SIGNATURE.match(name) or TOTAL.match(register))
