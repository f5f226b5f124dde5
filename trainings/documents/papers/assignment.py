"""Letter of assignment (surat tugas) of staff of the office, and of instructors as speakers."""

from django.utils.translation import gettext_lazy as _

from pembinaan.accounts.models import Signatory, User
from trainings.choices import PaperKind
from trainings.documents import blocks as b
from trainings.documents.event import called, teachers_of
from trainings.documents.papers.base import Section, about, lines_of, signed

KIND = PaperKind.ASSIGNMENT
STAFF = "staff"
"""Among the words: the ids of the staff who are sent."""
LABELS = {"staff": _("staff"), "instructors": _("instructors")}
HEAD = ("No", "Nama", "NIP", "Pangkat/golongan", "Jabatan")


def facts_of(training, day, enrolment=None):
    """`staff` holds everybody of the office, by id; told() leaves those who are sent."""
    ranks = dict(
        Signatory.objects.on(day)
        .filter(office=training.office)
        .exclude(user=None)
        .values_list("user", "rank")
    )
    users = User.objects.filter(office=training.office, is_active=True).order_by("name", "pk")
    teachers = teachers_of(training).select_related("partner").order_by("name", "pk")
    return about(training, day) | {
        "staff": {str(user.pk): row_of(user, ranks) for user in users},
        "instructors": [[teacher.name, teacher.partner.name] for teacher in teachers],
    }


def row_of(user, ranks):
    return [user.name, user.employee_number or "–", ranks.get(user.pk) or "–", user.title or "–"]


def told(facts, words):
    chosen = set(words.get(STAFF, ()))
    return facts | {"staff": {pk: row for pk, row in facts["staff"].items() if pk in chosen}}


def sections(facts):
    return [
        Section("considering", _("Considering (Menimbang), one a line"), considering_of(facts), 4),
        Section("basis", _("Basis (Dasar), one a line"), basis_of(facts), 4),
        Section("tasks", _("For (Untuk), one a line"), tasks_of(facts), 5),
        Section("copies", _("Copies to, one a line"), "", 3),
    ]


def considering_of(facts):
    return (
        f"bahwa untuk kelancaran pelaksanaan {called(facts['training'])} pada {facts['days']}, "
        "perlu menugaskan pegawai sebagaimana tersebut di bawah ini."
    )


def basis_of(facts):
    return (
        "Undang-Undang Nomor 22 Tahun 2022 tentang Pemasyarakatan\n"
        f"Rencana kegiatan {called(facts['training'])} {facts['office']}"
    )


def tasks_of(facts):
    return (
        f"melaksanakan {called(facts['training'])} pada {facts['days']} di {facts['place']}\n"
        "menyampaikan laporan tertulis setelah kegiatan selesai\n"
        "melaksanakan tugas ini dengan penuh tanggung jawab"
    )


def blocks(facts, words, frame):
    drawn = [
        b.letterhead(frame.head),
        b.title("SURAT TUGAS", f"Nomor: {frame.number or '………………………'}"),
        b.heading("Menimbang"),
        *listed(words["considering"]),
        b.heading("Dasar"),
        *listed(words["basis"]),
        b.title("MEMERINTAHKAN"),
        b.heading("Kepada"),
        b.table(HEAD, people_of(facts), widths=(3, 14, 13, 12, 14)),
        b.heading("Untuk"),
        *listed(words["tasks"]),
        signed(frame),
    ]
    copies = lines_of(words["copies"])
    return [*drawn, b.text("Tembusan:"), b.items(copies, ordered=True)] if copies else drawn


def listed(words):
    """A single reason needs no number."""
    rows = lines_of(words)
    return [b.items(rows, ordered=True)] if len(rows) > 1 else [b.text("\n\n".join(rows))]


def people_of(facts):
    speakers = [[name, "–", "–", f"Narasumber, {partner}"] for name, partner in facts["instructors"]]
    rows = [*facts["staff"].values(), *speakers]
    return [[place, *row] for place, row in enumerate(rows, start=1)]
