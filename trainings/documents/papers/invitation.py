"""Letter of invitation to a training (surat undangan). It does not say who the reader is: others open it."""

from django.utils.translation import gettext_lazy as _

from pembinaan import dates
from trainings.choices import SEATED, PaperKind
from trainings.documents import blocks as b
from trainings.documents.event import called
from trainings.documents.papers.base import (
    Section,
    about,
    began,
    labelled,
    lines_of,
    schedule_of,
    sessions_of,
    signed,
)
from trainings.models import Enrolment

KIND = PaperKind.INVITATION
LABELS = {"schedule": _("timetable"), "names": _("names")}
WITH_NAMES = "with_names"
"""Among the words: whether the list of names goes with the letter."""
RESTRICTED = "Peserta terbatas"


def facts_of(training, day, enrolment=None):
    return about(training, day) | {
        "schedule": schedule_of(training, sessions_of(training)),
        "names": names_of(training, day),
    }


def names_of(training, day):
    """Number and name in the order of the register. A letter is read by many: restricted names never."""
    # Nobody grows up because the letter is dated ahead.
    day = min(day, dates.today(training.office))
    rows = Enrolment._base_manager.filter(training=training, status__in=SEATED)
    return [
        [str(row.number), name_of(row, day)] for row in rows.select_related("client").order_by("number", "pk")
    ]


def name_of(enrolment, day):
    client = enrolment.client
    if client is None:
        return enrolment.guest_name
    return RESTRICTED if client.is_restricted_on(day) else client.name


def told(facts, words):
    return facts if words.get(WITH_NAMES) else facts | {"names": []}


def sections(facts):
    return [
        Section("nature", _("Nature (sifat)"), "Biasa", 1),
        Section("subject", _("Subject"), f"Undangan mengikuti {called(facts['training'])}", 2),
        Section("addressee", _("Addressee"), "Yth. Peserta pelatihan\ndi Tempat", 2),
        Section("opening", _("Opening"), opening_of(facts), 4),
        Section("event", _("Event, one fact a line"), event_of(facts), 5),
        Section("closing", _("Closing"), closing_of(facts), 4),
        Section("copies", _("Copies to, one a line"), "", 3),
    ]


def opening_of(facts):
    partner = f" bekerja sama dengan {facts['partner']}" if facts["partner"] else ""
    return (
        "Dengan hormat,\n\n"
        f"{facts['office']}{partner} akan menyelenggarakan {called(facts['training'])}. "
        "Sehubungan dengan hal tersebut, kami mengundang Saudara/Saudari untuk hadir pada:"
    )


def event_of(facts):
    rows = [("Acara", began(facts["training"])), ("Catatan", "Membawa kartu tanda penduduk (KTP)")]
    schedule = facts["schedule"]
    if len(schedule) == 1:
        (_number, day, hours, place) = schedule[0]
        rows = [("Hari, tanggal", day), ("Pukul", hours), ("Tempat", place), *rows]
    elif not schedule:
        rows = [("Tanggal", facts["days"]), ("Tempat", facts["place"]), *rows]
    return "\n".join(f"{label}: {value}" for label, value in rows)


def closing_of(_facts):
    return (
        "Apabila berhalangan hadir, mohon memberitahukan kepada kantor kami sebelum kegiatan dimulai.\n\n"
        "Demikian kami sampaikan. Atas perhatian dan kehadiran Saudara/Saudari, kami ucapkan terima kasih."
    )


def blocks(facts, words, frame):
    listed = bool(facts["names"])
    top = [
        ("Nomor", frame.number or "………………………"),
        ("Sifat", words["nature"]),
        ("Lampiran", "1 (satu) berkas" if listed else "–"),
        ("Hal", words["subject"]),
    ]
    drawn = [
        b.letterhead(frame.head),
        b.reference(top, frame.place_and_day),
        b.text(words["addressee"]),
        b.text(words["opening"]),
    ]
    if len(facts["schedule"]) > 1:
        head = ("Sesi", "Hari, tanggal", "Pukul", "Tempat")
        drawn.append(b.table(head, facts["schedule"], widths=(4, 14, 12, 16)))
    drawn += [b.pairs(labelled(words["event"])), b.text(words["closing"]), signed(frame)]
    if copies := lines_of(words["copies"]):
        drawn += [b.text("Tembusan:"), b.items(copies, ordered=True)]
    return drawn + (enclosure(facts, frame) if listed else [])


def enclosure(facts, frame):
    number = f"Nomor: {frame.number}\n" if frame.number else ""
    return [
        b.page_break(),
        b.text(f"Lampiran surat undangan\n{number}Tanggal: {frame.dated}"),
        b.heading("Daftar peserta"),
        b.table(("No", "Nama"), facts["names"], widths=(1, 12)),
        b.text(f"Jumlah: {len(facts['names'])} orang."),
        signed(frame),
    ]
