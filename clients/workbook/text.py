"""Cells as a person sees them."""

import datetime
import re
import unicodedata
from functools import lru_cache, wraps

SHORT = 100
LONGEST = 2_000
INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u00a0\u200b-\u200f\u2028-\u202f\u2060\u2066-\u2069\ufeff\s]+")
MARKS = re.compile(r"[^a-z0-9]+")
NOTHING = {"", "-", "--", "---", "–", "—", "_", ".", "#n/a", "n/a", "nihil", "null", "none"}


def squeeze(text: str) -> str:
    """Without control characters and with single blanks."""
    return " ".join((text if text.isprintable() else INVISIBLE.sub(" ", text)).split())


def shown(value) -> str:
    """The text of a cell: dates as dd/mm/yyyy, whole numbers without a decimal point."""
    if isinstance(value, str):
        return squeeze(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() else repr(value)
    if isinstance(value, datetime.date):
        return value.strftime("%d/%m/%Y")
    return "" if value is None else str(value)


def filled(value) -> str:
    """The text of a cell, empty where a dash stands for nothing; of an endless one its beginning."""
    text = shown(value[:LONGEST] if isinstance(value, str) else value)
    return "" if len(text) < 6 and text.lower() in NOTHING else text


def plain(text: str) -> str:
    """Lower case, without accents; everything but letters and digits is one blank."""
    if text.isascii():
        return MARKS.sub(" ", text.lower()).strip()
    folded = unicodedata.normalize("NFKD", text.lower())
    return " ".join(
        "".join(c if c.isalnum() else " " for c in folded if not unicodedata.combining(c)).split()
    )


def remembered(function):
    """Caches the answers to short texts only: a hostile sheet would fill the memory with long ones."""
    cached = lru_cache(maxsize=8192)(function)

    @wraps(function)
    def answer(text, *others):
        return (cached if len(text) <= SHORT else function)(text, *others)

    return answer
