"""The columns an office may have, and how their headings are spelled."""

import difflib
import re
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from .spellings import SPELLINGS
from .text import plain, remembered

TYPO_CUTOFF = 0.88
SHORTEST_TYPO = 6
IN_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")


@dataclass(frozen=True)
class Field:
    key: str
    label: str
    required: bool = False
    max_length: int | None = None

    @property
    def spellings(self) -> tuple[str, ...]:
        return SPELLINGS[self.key]


FIELDS = (
    Field("register_number", _("Register number"), required=True, max_length=60),
    Field("name", _("Name"), required=True, max_length=150),
    Field("aliases", _("Aliases")),
    Field("sex", _("Sex")),
    Field("birth", _("Place and date of birth")),
    Field("birth_place", _("Place of birth"), max_length=80),
    Field("birth_date", _("Date of birth")),
    Field("nik", _("NIK")),
    Field("phone", _("Phone")),
    Field("phone2", _("Second phone")),
    Field("address", _("Address"), max_length=500),
    Field("village", _("Village"), max_length=100),
    Field("district", _("District"), max_length=100),
    Field("regency", _("Regency or city")),
    Field("category", _("Category")),
    Field("guidance_basis", _("Basis of guidance"), max_length=80),
    Field("guidance_start", _("Start of guidance")),
    Field("guidance_end", _("End of guidance")),
    Field("counsellor", _("Probation counsellor"), max_length=120),
    Field("education", _("Education"), max_length=100),
    Field("work_status", _("Work status"), max_length=100),
    Field("occupation", _("Occupation"), max_length=120),
    Field("interests", _("Training interests")),
    Field("guarantor", _("Guarantor"), max_length=120),
    Field("guarantor_phone", _("Guarantor's phone")),
    Field("notes", _("Notes"), max_length=1000),
    Field("sequence", _("Sequence number")),
)
BY_KEY = {field.key: field for field in FIELDS}
REQUIRED = tuple(field.key for field in FIELDS if field.required)

BY_SPELLING = {spelling: key for key, spellings in SPELLINGS.items() for spelling in spellings}


@remembered
def field_for(heading: str) -> str | None:
    """The key of the field a heading names, small typing errors forgiven."""
    for text in (heading, IN_BRACKETS.sub(" ", heading)):
        if key := BY_SPELLING.get(plain(text)):
            return key
    return _nearest(plain(heading))


def is_spelling(heading: str) -> bool:
    return plain(heading) in BY_SPELLING


def _nearest(words: str) -> str | None:
    """Only spellings of about the same length and beginning are compared: a hostile sheet has many cells."""
    if len(words) < SHORTEST_TYPO or any(character.isdigit() for character in words):
        return None
    near = [text for text in _BY_INITIAL.get(words[0], ()) if abs(len(text) - len(words)) <= 2]
    close = difflib.get_close_matches(words, near, n=1, cutoff=TYPO_CUTOFF)
    return BY_SPELLING[close[0]] if close else None


_BY_INITIAL: dict[str, list[str]] = {}
for _spelling in BY_SPELLING:
    if len(_spelling) >= SHORTEST_TYPO:
        _BY_INITIAL.setdefault(_spelling[0], []).append(_spelling)
