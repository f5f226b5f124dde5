"""A paper sheet keyed in as one line: "3T15, 7I keluarga, 12-14A, sisanya H"."""

import re
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from pembinaan.text import fold, squeeze
from trainings.choices import CAME, NEEDS_REASON, Mark
from trainings.rules.attendance import answer_to, unrecorded
from trainings.sheet import REFUSED, Entry, Said

LETTERS = {"h": Mark.PRESENT, "t": Mark.LATE, "i": Mark.EXCUSED, "s": Mark.SICK, "a": Mark.ABSENT}
REST = re.compile(r"(?:sisanya|sisa|lainnya|rest)\s*([a-z])", re.IGNORECASE)
PIECE = re.compile(
    r"(?P<first>[0-9]{1,5})(?:\s*[-–]\s*(?P<last>[0-9]{1,5}))?\s*(?P<letter>[a-z])(?![a-z])"
    r"\s*(?P<late>[0-9]{1,5})?(?:\s*[-–]\s*(?P<early>[0-9]{1,5}))?\s*(?P<reason>[^0-9]*)",
    re.IGNORECASE,
)
MAX_TEXT = 5_000
MAX_SPAN = 500


@dataclass(frozen=True)
class Slip:
    """Something on the line that is not understood, and where it stands."""

    position: int
    text: str
    message: Any


@dataclass
class Line:
    """What was read: marks by row number, in their order, and what was not understood."""

    said: dict = field(default_factory=dict)
    rest: str = ""
    slips: list = field(default_factory=list)

    def add(self, number, said, position, text):
        known = self.said.setdefault(number, said)
        if known != said:
            message = _("Row %(number)s stands there twice with different marks.") % {"number": number}
            self.slips.append(Slip(position, text, message))


def line_of(text, reasons=(), usual_reason=None):
    """Read the whole line. `reasons` are on offer; `usual_reason` is the id for whoever has none named."""
    line = Line()
    if len(text) > MAX_TEXT:
        message = _("The line holds at most %(most)s characters.") % {"most": MAX_TEXT}
        line.slips.append(Slip(0, "", message))
        return line
    for found in re.finditer(r"[^,;\n]+", text):
        part = found[0].strip()
        if part:
            position = found.start() + len(found[0]) - len(found[0].lstrip())
            if message := _read(line, part, position, list(reasons), usual_reason):
                line.slips.append(Slip(position, part, message))
    return line


def _read(line, part, position, reasons, usual_reason):
    """Take one part into the line, or say why not."""
    if rest := REST.fullmatch(part):
        return _read_rest(line, rest[1].lower())
    piece = PIECE.fullmatch(part)
    if piece is None:
        return _("Not understood. Write the row number and then the letter, such as 3T15.")
    mark = LETTERS.get(piece["letter"].lower())
    if mark is None:
        return _unknown(piece["letter"])
    first, last = int(piece["first"]), int(piece["last"] or piece["first"])
    if not first <= last < first + MAX_SPAN:
        return _("From a smaller to a larger row number, such as 3-7H.")
    if piece["late"] and mark != Mark.LATE:
        return _("Minutes late belong to T alone.")
    if piece["early"] and mark not in CAME:
        return _("Minutes before the end belong to H and T alone.")
    reason, message = _reason_in(squeeze(piece["reason"]), mark, reasons, usual_reason)
    if message:
        return message
    late = int(piece["late"]) if piece["late"] else None if mark == Mark.LATE else 0
    said = Said(mark, late, int(piece["early"] or 0), reason)
    for number in range(first, last + 1):
        line.add(number, said, position, part)
    return None


def _read_rest(line, letter):
    mark = LETTERS.get(letter)
    if mark is None:
        return _unknown(letter)
    if mark in (*NEEDS_REASON, Mark.LATE):
        return _("The rest can be H or A.")
    if line.rest not in ("", mark):
        return _("The rest stands there twice with different marks.")
    line.rest = mark
    return None


def _unknown(letter):
    return _("The letter %(letter)s is not known; use H, T, I, S or A.") % {"letter": letter.upper()}


def _reason_in(words, mark, reasons, usual_reason):
    """(id, problem): the reason that the words begin to spell, or the usual one."""
    if mark not in NEEDS_REASON:
        return None, _("A reason belongs to I and S alone.") if words else None
    if not words:
        # With one reason on offer there is nothing to choose.
        usual = usual_reason or (reasons[0].pk if len(reasons) == 1 else None)
        return usual, None if usual else _("Add the reason, such as: %(example)s") % {
            "example": ", ".join(str(reason) for reason in reasons[:3]) or "–"
        }
    found = _spelled(fold(words), reasons)
    if len(found) == 1:
        return found[0].pk, None
    if found:
        names = ", ".join(str(reason) for reason in found)
        return None, _("Several reasons begin so: %(names)s") % {"names": names}
    return None, _("The reason “%(words)s” is not on offer.") % {"words": words}


def _spelled(words, reasons):
    spellings = {reason: [fold(reason.code), fold(reason.name), fold(reason.name_en)] for reason in reasons}
    exact = [reason for reason, names in spellings.items() if words in names]
    return exact or [
        reason for reason, names in spellings.items() if any(name.startswith(words) for name in names)
    ]


def entries_of(line, session, rows, versions):
    """Entries for the rows named and, for the rest, for whoever has no mark yet.

    `rows`: by number, as they are now; `versions`: as they were shown, so that newer marks are not lost.
    """
    said = dict(line.said)
    if line.rest:
        rest = [row.number for row in unrecorded(session, rows.values()) if row.number not in said]
        said |= dict.fromkeys(rest, Said(line.rest))
    return [Entry(number, what, versions.get(number, 0)) for number, what in sorted(said.items())]


def answers_to(entries, session, rows, now):
    """What would become of each, without writing anything."""
    return [answer_to(entry, rows.get(entry.number), session, now) for entry in entries]


def is_sound(line, answers):
    """Whether everything on the line can be stored."""
    return not line.slips and all(answer.code not in REFUSED for answer in answers)
