"""Names, sex and citizen numbers."""

import datetime
import re

ALIAS = re.compile(r"\s*(?:\b(?:alias|als|aka|a\.k\.a)\b\.?|@)\s*:?\s*", re.IGNORECASE)
SPLIT_NAMES = re.compile(r"\s*(?:[,;/]|\bdan\b)\s*", re.IGNORECASE)
NIK_MARKS = re.compile(r"[\s'’‘`´.\-]+")
NIK = re.compile(r"[0-9]{16}")
WOMEN_ADD = 40

SEXES = {
    **dict.fromkeys(("l", "lk", "laki", "laki laki", "lelaki", "pria", "cowok", "m", "male"), "L"),
    **dict.fromkeys(("p", "pr", "perempuan", "wanita", "w", "f", "female"), "P"),
}


def aliases_in(name: str) -> list[str]:
    """The other names inside a whole name such as "X bin Y als. Z"."""
    _first, *others = ALIAS.split(name)
    return [alias for alias in others if alias]


def alias_list(text: str) -> list[str]:
    return [name for part in ALIAS.split(text) for name in SPLIT_NAMES.split(part) if name]


def read_nik(value) -> str:
    """The sixteen digits, or nothing: a number cell has kept only fifteen of them, whatever it shows."""
    digits = NIK_MARKS.sub("", value) if isinstance(value, str) else ""
    return digits if NIK.fullmatch(digits) else ""


def nik_is_plausible(nik: str) -> bool:
    day, month, serial = int(nik[6:8]), int(nik[8:10]), nik[12:]
    return (1 <= day <= 31 or 41 <= day <= 71) and 1 <= month <= 12 and serial != "0000"


def nik_fits(nik: str, birth: datetime.date | None, sex: str | None) -> bool:
    """Whether the birth date and the sex hidden in the number are those of the row."""
    is_woman = int(nik[6:8]) > WOMEN_ADD
    if sex and (sex == "P") != is_woman:
        return False
    day = int(nik[6:8]) - WOMEN_ADD * is_woman
    return not birth or (nik[8:12] == f"{birth:%m%y}" and day == birth.day)
