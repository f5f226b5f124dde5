"""The register of a session on paper: who signs where, and the code that leads back to the sheet."""

from base64 import b32encode
from hashlib import sha256

from trainings.documents.paper import DOTS, day_and_hours, label_of, letterhead_of, signed_at, source, typeset

SOURCE = source("register.typ")
WALK_INS = 3
"""Blank rows for people who come without being on the list."""


def sheet_code(session):
    """Short and always the same: what stands on the paper leads to the sheet on the screen."""
    letters = b32encode(sha256(session.pk.bytes).digest()).decode()
    return f"S{session.number}-{letters[:4]}-{letters[4:8]}"


def register_pdf(session, people, *, instructors=(), officer="", public=False):
    """The register as PDF. `people` are pairs of row number and name, in their order."""
    return drawn(register_data(session, people, instructors, officer, public), pdf_standards=["ua-1"])


def drawn(data, **options):
    return typeset(SOURCE, data, **options)


def register_data(session, people, instructors=(), officer="", public=False):
    """What the page holds. It is in Indonesian, whatever language the reader's screen has."""
    training = session.training
    label = label_of(session)
    facts = [
        ("Pelatihan", training.title),
        ("Sesi", label),
        ("Hari, tanggal", day_and_hours(session)),
        ("Tempat", session.place or training.place),
    ]
    if instructors and not public:
        facts.append(("Instruktur", ", ".join(instructors)))
    # On a notice board nobody needs to read from which office the people come.
    head = {"letterhead": [], "address": []} if public else letterhead_of(training.office, session.day)
    return head | {
        "public": public,
        "title": "DAFTAR PESERTA" if public else "DAFTAR HADIR",
        "training": training.title,
        "session": label,
        "facts": facts,
        "people": [{"number": number, "name": name} for number, name in people],
        "blanks": 0 if public else WALK_INS,
        "signed_at": signed_at(training.office, session.day),
        "instructor": instructors[0] if len(instructors) == 1 else DOTS,
        "officer": officer or DOTS,
        "code": sheet_code(session),
    }
