"""Individual guidance report of a participant: for the PK and those who know the client."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from clients.choices import Category
from pembinaan import dates
from trainings.choices import CAME, PaperKind, Result, SessionStatus
from trainings.documents import blocks as b
from trainings.documents.paper import DOTS
from trainings.documents.papers.base import UNKNOWN, Section, about, began, signed
from trainings.models import Attendance, Session, SessionModule

KIND = PaperKind.GUIDANCE
LABELS = {
    "identity": _("identity"),
    "counsellor": _("probation officer (PK)"),
    "attended": _("sessions attended"),
    "held": _("sessions held"),
    "material": _("material"),
    "result": _("result"),
    "ordinal": _("guidance number"),
}


def facts_of(training, day, enrolment=None):
    came = list(
        Attendance._base_manager.filter(enrolment=enrolment, mark__in=CAME)
        .select_related("session")
        .order_by("session__starts_at", "session")
    )
    known, held = enrolment.client, held_for(enrolment)
    return about(training, day) | {
        "identity": identity_of(known),
        "counsellor": counsellor_of(known),
        "attended": len(came),
        "held": max(held, len(came)),
        "material": material_of([mark.session for mark in came]),
        "result": str(Result(enrolment.result).label) if enrolment.result else "",
        "ordinal": earlier(enrolment, training) + 1,
    }


def held_for(enrolment):
    """Sessions that were held while the participant was enrolled; catching up asks for no more."""
    rows = Session._base_manager.filter(training=enrolment.training_id, status=SessionStatus.HELD)
    rows = rows.filter(is_catch_up=False, day__gte=enrolment.starts_on or date.min)
    return rows.filter(day__lte=enrolment.ends_on or date.max).count()


def identity_of(client):
    """Nine of the ten facts of the form; the tenth, which guidance this is, stands among the sections."""
    birth = ", ".join(part for part in (client.birth_place, dates.day(client.birth_date)) if part)
    term = (dates.day(client.guidance_start), dates.day(client.guidance_end))
    rows = [
        ("Nama", client.name),
        ("Nomor register", client.register_number),
        ("Tempat, tanggal lahir", birth),
        ("Jenis kelamin", client.get_sex_display()),
        ("Alamat", " ".join(client.address.split())),
        ("Pendidikan", client.get_education_display()),
        ("Pekerjaan", client.occupation),
        ("Jenis bimbingan", Category(client.category).label),
        ("Masa bimbingan", " s.d. ".join(part or UNKNOWN for part in term)),
    ]
    return [[label, str(value) or UNKNOWN] for label, value in rows]


def printed_name(facts):
    (_label, name), *_more = facts["identity"]
    return name


def counsellor_of(client):
    known = client.counsellor
    if known is None:
        return [client.counsellor_name or DOTS, ""]
    return [known.name, known.employee_number]


def material_of(sessions):
    """Day, title and content of what was followed."""
    parts = SessionModule.objects.filter(session__in=sessions).select_related("module")
    taught = {}
    for part in parts.order_by("session__starts_at", "module__order", "pk"):
        taught.setdefault(part.session_id, []).append(part)
    return [
        [dates.weekday(session.day), part.module.title, part.module.output or "–", f"{part.jp} JP"]
        for session in sessions
        for part in taught.get(session.pk, [])
    ]


def earlier(enrolment, training):
    """How many sessions that count as guidance the client came to before this training."""
    marks = Attendance._base_manager.filter(enrolment__client=enrolment.client_id, mark__in=CAME)
    return marks.filter(session__counts_as_guidance=True, session__day__lt=training.starts_on).count()


def sections(facts):
    return [
        Section("ordinal", _("Guidance number (Bimbingan ke)"), str(facts["ordinal"]), 1),
        Section("content", _("Material of the guidance"), content_of(facts), 6),
        Section("advice", _("Advice"), advice_of(facts), 6),
    ]


def content_of(facts):
    partner = f" bersama {facts['partner']}" if facts["partner"] else ""
    return (
        f"{began(facts['training'])}{partner} di {facts['place']}, {facts['days']}. "
        f"Klien mengikuti {facts['attended']} dari {facts['held']} sesi yang dilaksanakan."
    )


def advice_of(facts):
    if facts["result"] == str(Result.COMPETENT.label):
        return "Klien disarankan menerapkan keterampilan yang diperoleh dan melaporkan hasilnya kepada PK."
    if facts["attended"] < facts["held"]:
        return "Klien disarankan mengikuti materi yang tertinggal dan hadir pada setiap kegiatan berikutnya."
    return "Klien disarankan terus berlatih dan melanjutkan bimbingan sesuai jadwal."


def blocks(facts, words, frame):
    name, nip = facts["counsellor"]
    identity = [*facts["identity"], ["Bimbingan ke", words["ordinal"]]]
    rows = [[f"{place}. {label}", value] for place, (label, value) in enumerate(identity, start=1)]
    head = ("Hari, tanggal", "Judul", "Isi", "Lama")
    drawn = [
        b.letterhead(frame.head),
        b.title("LAPORAN BIMBINGAN", f"Nomor: {frame.number}" if frame.number else ""),
        b.heading("I. Identitas"),
        b.pairs(rows),
        b.heading("II. Materi bimbingan"),
        b.text(words["content"]),
        b.table(head, facts["material"], widths=(13, 15, 14, 5)),
        b.heading("III. Saran"),
        b.text(words["advice"]),
    ]
    return [*drawn, signed(frame, ("Pembimbing Kemasyarakatan", name, nip))]
