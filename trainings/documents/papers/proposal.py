"""Proposal of a training: Kerangka Acuan Kerja (KAK) and, on its own page, Rencana Anggaran Biaya (RAB)."""

from django.utils.translation import gettext_lazy as _

from pembinaan.numbers import amount, rupiah
from trainings.choices import BudgetSource, PaperKind
from trainings.documents import blocks as b
from trainings.documents.event import called
from trainings.documents.papers.base import (
    UNKNOWN,
    Section,
    about,
    began,
    labelled,
    schedule_of,
    sessions_of,
    signed,
)
from trainings.models import BudgetLine, Proposal
from trainings.needs import Budget

KIND = PaperKind.PROPOSAL
LABELS = {
    "budget": _("budget"),
    "sums": _("sums by source"),
    "total": _("total"),
    "jp": "JP",
    "schedule": _("timetable"),
    "output_code": _("output code (KRO/RO)"),
}
PARTS = ("need", "background", "purpose", "beneficiaries", "strategy", "result", "output_code")
BUDGET_HEAD = ("No", "Uraian", "Sumber dana", "Akun", "Volume", "Satuan", "Harga satuan", "Jumlah")
BUDGET_WIDTHS = (5, 17, 10, 8, 9.5, 8, 13, 14)


def facts_of(training, day, enrolment=None):
    written = Proposal._base_manager.filter(training=training).first()
    budget = Budget(BudgetLine._base_manager.filter(training=training).order_by("order", "pk"))
    return (
        about(training, day)
        | {name: getattr(written, name, "") for name in PARTS}
        | {
            "jp": sum(module.jp for module in training.programme.modules.all()),
            "schedule": schedule_of(training, sessions_of(training)),
            "budget": [row_of(line) for line in budget.lines],
            "sums": [
                [str(BudgetSource(source).label), rupiah(sums.planned)] for source, sums in budget.sources
            ],
            "total": rupiah(budget.total.planned),
        }
    )


def row_of(line):
    source = str(line.get_source_display())
    price = [rupiah(line.unit_price), rupiah(line.planned)]
    return [line.name, source, line.account or "–", amount(line.quantity), line.unit, *price]


def sections(facts):
    return [
        Section("header", _("Header, one fact a line"), header_of(facts), 11),
        Section("background", _("Background and legal basis"), background_of(facts), 8),
        Section("purpose", _("Purpose"), facts["purpose"] or purpose_of(facts), 5),
        Section("beneficiaries", _("Beneficiaries"), facts["beneficiaries"] or people_of(facts), 4),
        Section("strategy", _("Strategy and stages"), facts["strategy"] or strategy_of(facts), 7),
        Section("time", _("Time"), time_of(facts), 3),
        Section("result", _("Expected result"), facts["result"] or result_of(facts), 4),
        Section("cost", _("Cost"), cost_of(facts), 3),
    ]


def header_of(facts):
    rows = {
        "Kementerian/Lembaga": "Kementerian Imigrasi dan Pemasyarakatan",
        "Unit eselon I": "Direktorat Jenderal Pemasyarakatan",
        "Satuan kerja": facts["office"],
        "Program": UNKNOWN,
        "Sasaran program": UNKNOWN,
        "Indikator kinerja program": UNKNOWN,
        "Kegiatan": "5252 – " + UNKNOWN,
        "Indikator kinerja kegiatan": UNKNOWN,
        "KRO/RO": facts["output_code"] or UNKNOWN,
        "Volume": str(facts["seats"]),
        "Satuan": "orang",
    }
    return "\n".join(f"{label}: {value}" for label, value in rows.items())


def background_of(facts):
    basis = (
        "Dasar hukum: Undang-Undang Nomor 22 Tahun 2022 tentang Pemasyarakatan dan peraturan pelaksanaannya."
    )
    return "\n\n".join(part for part in (facts["need"], facts["background"] or basis) if part)


def purpose_of(facts):
    return (
        f"{began(facts['training'])} dimaksudkan untuk membekali peserta dengan keterampilan kerja. "
        "Tujuannya agar peserta mampu bekerja atau berusaha secara mandiri setelah pelatihan."
    )


def people_of(facts):
    return f"Penerima manfaat adalah {facts['seats']} orang peserta di wilayah kerja {facts['office']}."


def strategy_of(facts):
    partner = f" bersama {facts['partner']}" if facts["partner"] else ""
    return (
        f"Pelatihan dilaksanakan secara langsung{partner}, dengan materi {facts['programme']} "
        f"sebanyak {facts['jp']} JP.\n\n"
        "Tahap persiapan: penetapan peserta, instruktur, tempat dan bahan.\n\n"
        "Tahap pelaksanaan: penyampaian materi dan praktik, pencatatan kehadiran.\n\n"
        "Tahap evaluasi: penilaian peserta, penyerahan sertifikat, pemantauan setelah pelatihan."
    )


def time_of(facts):
    number = len(facts["schedule"])
    sessions = f", {number} sesi" if number else ""
    return f"Kegiatan dilaksanakan pada {facts['days']} di {facts['place']}{sessions}."


def result_of(facts):
    return f"Sebanyak {facts['seats']} orang peserta menyelesaikan {called(facts['training'])}."


def cost_of(facts):
    if not facts["budget"]:
        return "Rincian biaya belum disusun."
    sources = "; ".join(f"{source} {total}" for source, total in facts["sums"])
    return (
        f"Biaya yang diperlukan sebesar {facts['total']} ({sources}), sebagaimana rincian anggaran terlampir."
    )


def blocks(facts, words, frame):
    parts = (
        ("A. Latar belakang dan dasar hukum", "background"),
        ("B. Maksud dan tujuan", "purpose"),
        ("C. Penerima manfaat", "beneficiaries"),
        ("D. Strategi dan tahapan", "strategy"),
        ("E. Kurun waktu pelaksanaan", "time"),
        ("F. Keluaran yang diharapkan", "result"),
        ("G. Biaya yang diperlukan", "cost"),
    )
    drawn = [
        b.letterhead(frame.head),
        b.title("KERANGKA ACUAN KERJA (KAK)", under(facts, frame)),
        b.pairs(labelled(words["header"])),
    ]
    for heading, name in parts:
        drawn += [b.heading(heading), b.text(words[name])]
        if name == "time" and facts["schedule"]:
            drawn.append(timetable(facts))
    return [*drawn, signed(frame), b.page_break(), *budget_blocks(facts, frame)]


def under(facts, frame):
    return f"{facts['training']}\nNomor: {frame.number}" if frame.number else facts["training"]


def timetable(facts):
    head = ("Sesi", "Hari, tanggal", "Pukul", "Tempat")
    return b.table(head, facts["schedule"], widths=(4, 14, 12, 16))


def budget_blocks(facts, frame):
    rows = [[place, *row] for place, row in enumerate(facts["budget"], start=1)]
    if rows:
        rows.append(["", "Jumlah", "", "", "", "", "", facts["total"]])
    drawn = [
        b.letterhead(frame.head),
        b.title("RENCANA ANGGARAN BIAYA (RAB)", facts["training"]),
        b.table(BUDGET_HEAD, rows, widths=BUDGET_WIDTHS, right=(4, 6, 7)),
    ]
    if len(facts["sums"]) > 1:
        caption = "Rekapitulasi menurut sumber dana"
        drawn.append(b.table(("Sumber dana", "Jumlah"), facts["sums"], caption=caption, right=(1,)))
    return [*drawn, b.text(f"Jumlah biaya seluruhnya: {facts['total']}."), signed(frame)]
