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


class ClientLines:
    """Remembers whether the list has ended: under a total or a signature, names alone are no clients."""

    def __init__(self):
        self.ended = False

    def accepts(self, texts: dict[str, str], others: list[str]) -> bool:
        """`texts` are the cells of known columns by field, `others` those of the remaining columns."""
        register, name = texts.get("register_number", ""), texts.get("name", "")
        count = sum(1 for key, text in texts.items() if text and key != "sequence")
        if not count:
            return False
        if _closes(texts, others, register, count):
            self.ended = True
            return False
        if register and name:
            self.ended = False
            return not _repeats_headings(register, name)
        return self._is_incomplete_client(texts, register, name, count)

    def _is_incomplete_client(self, texts, register, name, count) -> bool:
        if _is_numbered(texts) or count > FEW + self.ended:
            return True
        if register:
            return _has_digit(register)
        return bool(name) and count == FEW and not self.ended


def _is_numbered(texts) -> bool:
    return texts.get("sequence", "").rstrip(".").isdecimal()


def _has_digit(text: str) -> bool:
    return any(character.isdecimal() for character in text)


def _closes(texts, others, register, count) -> bool:
    """A total or part of a signature."""
    if not register and any(map(TOTAL.match, (texts.get("sequence", ""), texts.get("name", ""), *others))):
        return True
    if count > FEW or _is_numbered(texts):
        return False
    if _has_digit(register):
        return bool(SIGNATURE.match(register))
    return any(SIGNATURE.match(text) or TOTAL.match(text) for text in texts.values() if text)


def _repeats_headings(register: str, name: str) -> bool:
    """The heading printed again on each page, or the line (1) (2) (3) under it."""
    if COLUMN_NUMBER.fullmatch(register) and COLUMN_NUMBER.fullmatch(name):
        return True
    return not _has_digit(register) and (field_for(register), field_for(name)) == REQUIRED
