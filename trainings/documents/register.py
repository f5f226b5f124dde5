"""The register of a session on paper: who signs where, and the code that leads back to the sheet."""

import json
from base64 import b32encode
from hashlib import sha256
from pathlib import Path

import typst
from django.utils import translation
from django.utils.translation import gettext

from pembinaan import dates

SOURCE = Path(__file__).with_name("register.typ")
WALK_INS = 3
"""Blank rows for people who come without being on the list."""
DOTS = "(" + "." * 36 + ")"


def sheet_code(session):
    """Short and always the same: what stands on the paper leads to the sheet on the screen."""
    letters = b32encode(sha256(session.pk.bytes).digest()).decode()
    return f"S{session.number}-{letters[:4]}-{letters[4:8]}"


def register_pdf(session, people, *, instructors=(), officer="", public=False):
    """The register as PDF. `people` are pairs of row number and name, in their order."""
    return drawn(register_data(session, people, instructors, officer, public), pdf_standards=["ua-1"])


def drawn(data, **options):
    """Fonts come with the program: the page looks the same on every machine."""
    inputs = {"data": json.dumps(data)}
    return typst.compile(str(SOURCE), sys_inputs=inputs, ignore_system_fonts=True, **options)


def register_data(session, people, instructors=(), officer="", public=False):
    """What the page holds. It is in Indonesian, whatever language the reader's screen has."""
    training = session.training
    office = training.office
    with translation.override("id"):
        day = dates.weekday(session.day)
        label = gettext("Session %(number)s") % {"number": session.number}
        first, last = dates.local(session.starts_at, office), dates.local(session.ends_at, office)
        hours = f"{first:%H.%M}–{last:%H.%M} {dates.zone_label(office)}"
        signed_at = f"{office.city or office.name}, {dates.day(session.day)}"
    facts = [
        ("Pelatihan", training.title),
        ("Sesi", label),
        ("Hari, tanggal", f"{day}, pukul {hours}"),
        ("Tempat", session.place or training.place),
    ]
    if instructors and not public:
        facts.append(("Instruktur", ", ".join(instructors)))
    return {
        "public": public,
        "title": "DAFTAR PESERTA" if public else "DAFTAR HADIR",
        # On a notice board nobody needs to read from which office the people come.
        "letterhead": [] if public else lines(office.letterhead) or [office.full_name.upper()],
        "address": [] if public else lines(office.address),
        "training": training.title,
        "session": label,
        "facts": facts,
        "people": [{"number": number, "name": name} for number, name in people],
        "blanks": 0 if public else WALK_INS,
        "signed_at": signed_at,
        "instructor": instructors[0] if len(instructors) == 1 else DOTS,
        "officer": officer or DOTS,
        "code": sheet_code(session),
    }


def lines(text):
    return [line.strip() for line in text.splitlines() if line.strip()]
