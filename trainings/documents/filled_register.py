"""The register of a session as it was filled in: marks in words, minutes, totals."""

from collections import Counter

from trainings.choices import CAME, Mark
from trainings.documents import blocks as b
from trainings.documents.drawing import pdf
from trainings.documents.paper import DOTS, day_and_hours, label_of, signed_at
from trainings.documents.papers.base import in_indonesian
from trainings.documents.register import sheet_code
from trainings.policy import JP_MINUTES

HEAD = ("No", "Nama", "Kehadiran", "Terlambat (menit)", "Pulang awal (menit)", "Diikuti (menit)")
UNRECORDED = "Belum dicatat"


def filled_register_pdf(session, people, head, *, instructors=(), officer=""):
    """`people`: of everybody expected the row and the name; `head`: the letterhead on the day."""
    title = f"Daftar hadir – {session.training.title}, {label_of(session)}"
    return pdf(filled_register(session, people, head, instructors, officer), title=title)


@in_indonesian
def filled_register(session, people, head, instructors=(), officer=""):
    training = session.training
    facts = [
        ("Pelatihan", training.title),
        ("Sesi", f"{label_of(session)} ({session.jp} JP)"),
        ("Hari, tanggal", day_and_hours(session)),
        ("Tempat", session.place or training.place),
        *([("Instruktur", ", ".join(instructors))] if instructors else []),
        ("Kode lembar", sheet_code(session)),
        ("Keadaan", state_of(session)),
    ]
    rows = [row_of(session, row, name) for row, name in people]
    total = sum(followed(session, row.said) for row, _name in people)
    if rows:
        rows.append(["", "Jumlah", "", "", "", total])
    return [
        b.letterhead(head),
        b.title("DAFTAR HADIR TERISI"),
        b.pairs(facts),
        b.table(HEAD, rows, widths=(4, 22, 14, 11, 11, 10), right=(3, 4, 5)),
        b.table(("Kehadiran", "Jumlah"), totals(people), caption="Rekapitulasi", widths=(3, 1), right=(1,)),
        b.signed(signed_at(training.office, session.day), [("Petugas", officer or DOTS, "")]),
    ]


def state_of(session):
    if session.attested_at is None:
        return "Belum ditutup"
    return f"Ditutup oleh {session.attested_by_name}"


def row_of(session, row, name):
    said = row.said
    mark = str(Mark(said.mark).label) if said.mark else UNRECORDED
    minutes = [said.minutes_late or "–", said.minutes_early or "–"] if said.mark in CAME else ["–", "–"]
    return [row.number, name, mark, *minutes, followed(session, said)]


def followed(session, said):
    missed = (said.minutes_late or 0) + (said.minutes_early or 0)
    return max(session.jp * JP_MINUTES - missed, 0) if said.mark in CAME else 0


def totals(people):
    counted = Counter(row.said.mark for row, _name in people)
    rows = [[str(mark.label), counted[mark]] for mark in Mark]
    if counted[""]:
        rows.append([UNRECORDED, counted[""]])
    return [*rows, ["Jumlah", len(people)]]
