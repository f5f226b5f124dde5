"""Phone numbers as 62…, and whose phone it is when somebody wrote that behind it."""

import re
from typing import NamedTuple

from .text import remembered

NUMBER = re.compile(r"\(?\+?\d(?:[\d().\s-]*\d)?")
SEPARATOR = re.compile(r"[/,;&|]|\bdan\b|\batau\b", re.IGNORECASE)
LABEL = re.compile(
    r"\b(?:no|nomor|hp|wa|whatsapp|telp|tlp|tel|telepon|milik|punya|a\.?n)\b\.?", re.IGNORECASE
)
EDGES = " \t()[]{}<>:;,.=/|-–'\"`"


class Phone(NamedTuple):
    number: str = ""
    owner: str = ""


@remembered
def normal_number(text: str) -> str:
    """62…, 10 to 14 digits; empty if it is no number of Indonesia."""
    digits = re.sub(r"[^0-9]", "", text)
    foreign = text.lstrip("( ").startswith("+") and not digits.startswith("62")
    rest = re.sub(r"^(?:(?:00)?62)?0?", "", digits) if len(digits) > 9 else re.sub(r"^0", "", digits)
    if foreign or not rest or rest[0] not in "23456789" or not 8 <= len(rest) <= 12:
        return ""
    return f"62{rest}"


def read_phones(text: str) -> list[Phone]:
    """Every number in the cell, each with the remark that stands beside it."""
    phones = [_read_one(part) for part in SEPARATOR.split(text)]
    usable = [phone for phone in phones if phone.number]
    return usable or [phone for phone in [_read_one(text)] if phone.number]


def _read_one(text: str) -> Phone:
    match = NUMBER.search(text)
    if not match:
        return Phone()
    number = normal_number(match[0])
    remark = LABEL.sub(" ", text[: match.start()] + " " + text[match.end() :])
    return Phone(number, " ".join(remark.strip(EDGES).split()) if number else "")
