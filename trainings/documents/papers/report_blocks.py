"""How the activity report is laid out: cover, four chapters, enclosures."""

from datetime import date

from clients.choices import Sex
from pembinaan.dates import short_day
from pembinaan.numbers import count, rupiah
from trainings.choices import Mark, PaperState, Test
from trainings.documents import blocks, charts
from trainings.documents.figures import MISSING
from trainings.documents.papers.report_words import UNRECORDED, rate, share
from trainings.indicators import ATTENDANCE, CERTIFIED, PASSED, TRAINED

MARKS = {
    Mark.PRESENT: "Hadir",
    Mark.LATE: "Terlambat",
    Mark.EXCUSED: "Izin",
    Mark.SICK: "Sakit",
    Mark.ABSENT: "Tanpa kabar",
    MISSING: "Belum dicatat",
}
SEXES = {Sex.MALE: "Laki-laki", Sex.FEMALE: "Perempuan", "": "Jenis kelamin tidak dicatat"}
CARDS = (
    (TRAINED, "Menyelesaikan pelatihan", "peserta yang memperoleh tempat"),
    (PASSED, "Lulus (kompeten, kehadiran mencukupi)", "peserta yang hadir sejak sesi pertama atau lulus"),
    (CERTIFIED, "Memegang sertifikat yang berlaku", "lulusan"),
)
TESTS = {Test.PRE: "Pre-test", Test.POST: "Post-test", "gain": "Kenaikan (yang mengikuti keduanya)"}
PAPERS = {
    "proposal": "Kerangka Acuan Kegiatan (KAK) dan RAB",
    "invitation": "Surat undangan",
    "assignment": "Surat tugas",
}
MOST_BARS = 16
"""Sessions that the drawing shows one by one; of more it shows the kinds of marks."""


def cover(facts, frame):
    rows = [
        ("Penyelenggara", facts["office"]),
        ("Mitra", facts["partner"] or "tanpa mitra"),
        ("Tanggal", facts["days"]),
        ("Tempat", facts["place"]),
        ("Nomor laporan", frame.number or "…………………………"),
        ("Tanggal laporan", frame.dated),
    ]
    return [
        blocks.letterhead(frame.head),
        blocks.title("LAPORAN KEGIATAN", facts["training"]),
        blocks.pairs(rows),
        blocks.page_break(),
    ]


def introduction(words):
    return [
        blocks.heading("BAB I PENDAHULUAN"),
        blocks.heading("A. Latar belakang", 2),
        blocks.text(words["background"]),
        blocks.heading("B. Dasar hukum", 2),
        blocks.items([line for line in words["basis"].splitlines() if line.strip()], ordered=True),
        blocks.heading("C. Maksud dan tujuan", 2),
        blocks.text(words["purpose"]),
        blocks.heading("D. Ruang lingkup", 2),
        blocks.text(words["scope"]),
    ]


def conduct(facts):
    figures = facts["figures"]
    time_and_place = [
        ("Tanggal", facts["days"]),
        ("Tempat", facts["place"]),
        ("Sesi", f"{figures['sessions_held']} terlaksana dari {len(facts['schedule'])} yang dijadwalkan"),
        ("Jam pelajaran", f"{figures['jp_held']} JP terlaksana (1 JP = 45 menit)"),
    ]
    return [
        blocks.heading("BAB II PELAKSANAAN"),
        blocks.heading("A. Waktu dan tempat", 2),
        blocks.pairs(time_and_place),
        blocks.heading("B. Peserta", 2),
        *participants(facts),
        blocks.heading("C. Instruktur", 2),
        *instructors(facts),
        blocks.heading("D. Materi", 2),
        *topics(facts),
        blocks.heading("E. Jadwal", 2),
        *timetable(facts["schedule"], facts["place"]),
        blocks.heading("F. Anggaran", 2),
        *budget(facts["money"]),
    ]


def missing(what):
    return [blocks.text(f"{what} {UNRECORDED}.")]


def participants(facts):
    figures = facts["figures"]
    if not figures["enrolled"]:
        return missing("Peserta")
    rows = [(SEXES[sex], n) for sex, n in figures["by_sex"].items() if n]
    if guests := figures["enrolled"] - figures["clients"]:
        rows.append(("Peserta tamu", guests))
    return [
        blocks.text(f"Tersedia {facts['seats']} tempat; {figures['enrolled']} peserta terdaftar."),
        blocks.table(
            ("Peserta", "Jumlah"), [*rows, ("Jumlah", figures["enrolled"])], widths=(3, 1), right=(1,)
        ),
    ]


def instructors(event):
    if not event["instructors"]:
        return missing("Instruktur")
    partner = f", {event['partner']}" if event["partner"] else ""
    return [blocks.items([f"{name}{partner}" for name in event["instructors"]])]


def topics(event):
    if not event["topics"]:
        return missing("Materi")
    rows = [(place, title, jp) for place, (title, jp) in enumerate(event["topics"], start=1)]
    total = ("", "Jumlah", sum(jp for _title, jp in event["topics"]))
    return [blocks.table(("No", "Materi", "JP"), [*rows, total], widths=(1, 12, 2), right=(0, 2))]


def timetable(schedule, place):
    if not schedule:
        return [blocks.text("Jadwal sesi belum disusun.")]
    rows = [
        (row["number"], row["day"], row["clock"], "; ".join(row["topics"]) or UNRECORDED, state(row, place))
        for row in schedule
    ]
    head = ("Sesi", "Hari, tanggal", "Pukul", "Materi", "Keterangan")
    return [blocks.table(head, rows, widths=(1.2, 4, 3, 6, 3))]


def state(row, place):
    """Whether it took place, and where, when not in the place of the training."""
    if row["cancelled"]:
        return f"tidak terlaksana: {row['cancelled']}"
    done = "terlaksana" if row["held"] else UNRECORDED
    elsewhere = f" di {row['place']}" if row["place"] not in ("", place) else ""
    return f"{done}{elsewhere}{' (susulan)' if row['catch_up'] else ''}"


def budget(money):
    made = []
    if money["planned"] is None:
        made += missing("Anggaran")
    else:
        rows = [*money["sources"], ("Jumlah", money["planned"], money["spent"])]
        cells = [(name, rupiah(plan), amount(spent)) for name, plan, spent in rows]
        made.append(blocks.table(("Sumber", "Rencana", "Realisasi"), cells, widths=(3, 2, 2), right=(1, 2)))
    if money["gifts"]:
        rows = [
            (partner, " ".join(filter(None, (kind, quantity))), amount(worth))
            for partner, kind, quantity, worth in money["gifts"]
        ]
        caption = "Bantuan mitra yang dicatat untuk kegiatan ini"
        head, total = ("Mitra", "Bantuan", "Nilai"), ("Jumlah", "", rupiah(money["given"]))
        made.append(blocks.table(head, [*rows, total], caption=caption, widths=(3, 3, 2), right=(2,)))
    return made


def amount(value):
    return UNRECORDED if value is None else rupiah(value)


def results(facts, words):
    return [
        blocks.heading("BAB III HASIL DAN EVALUASI"),
        blocks.heading("A. Kehadiran", 2),
        *attendance(facts),
        blocks.heading("B. Nilai", 2),
        *scores(facts["scores"], facts["figures"]["enrolled"]),
        blocks.heading("C. Kelulusan", 2),
        *passing(facts),
        blocks.heading("D. Kendala", 2),
        blocks.text(words["obstacles"]),
    ]


def attendance(facts):
    if not facts["sheets"]:
        return missing("Kehadiran")
    attended = share(facts["figures"]["cards"][ATTENDANCE.key], "JP")
    text = (
        f"Tingkat kehadiran: {attended}. Yang dihitung ialah JP sesi yang terlaksana kali peserta saat itu, "
        "tanpa ketidakhadiran yang alasannya diterima."
    )
    kinds = [kind for kind in MARKS if kind != MISSING or facts["figures"]["marks"][MISSING]]
    rows = [
        (
            f"{sheet['number']} ({short_day(date.fromisoformat(sheet['day']))})",
            *_counts(sheet["marks"], kinds),
        )
        for sheet in facts["sheets"]
    ]
    total = ("Jumlah", *_counts(facts["figures"]["marks"], kinds))
    head = ("Sesi", *(MARKS[kind] for kind in kinds), "Jumlah")
    widths = (3, *(2 for _kind in kinds), 2)
    right = range(1, len(head))
    table = blocks.table(head, [*rows, total], caption="Kehadiran per sesi", widths=widths, right=right)
    return [blocks.text(text), table, drawing(facts)]


def sheet_name(sheet):
    return f"{sheet['number']} ({short_day(date.fromisoformat(sheet['day']))})"


def _counts(marks, kinds):
    counts = [marks[kind] for kind in kinds]
    return [*counts, sum(counts)]


def drawing(facts):
    if len(facts["sheets"]) <= MOST_BARS:
        rows, about = [(f"Sesi {s['number']}", *came(s["marks"])) for s in facts["sheets"]], "hadir per sesi"
    else:
        marks = facts["figures"]["marks"]
        rows = [(name, marks[kind], sum(marks.values())) for kind, name in MARKS.items() if marks[kind]]
        about = "catatan kehadiran menurut jenisnya"
    return blocks.chart(charts.bars(rows), charts.told(rows, about), f"Diagram: {about}")


def came(marks):
    return marks[Mark.PRESENT] + marks[Mark.LATE], sum(marks.values())


def scores(found, enrolled):
    if not any(test["n"] for test in found.values()):
        return missing("Nilai pre-test dan post-test")
    rows = [
        (name, tenth(found[test]["mean"]), f"{found[test]['n']} dari {enrolled}")
        for test, name in TESTS.items()
    ]
    return [blocks.table(("Tes", "Rata-rata", "Jumlah peserta (n)"), rows, widths=(4, 2, 2), right=(1, 2))]


def tenth(value):
    return UNRECORDED if value is None else count(value)


def passing(facts):
    if not facts["completed_on"]:
        return [blocks.text("Pelatihan belum diselesaikan; kelulusan belum dicatat.")]
    rows = []
    for card, name, of in CARDS:
        part, whole = facts["figures"]["cards"][card.key]
        rows.append((name, count(part), f"{count(whole)} {of}", rate(part, whole)))
    head = ("Hasil", "Jumlah", "Dari", "Persentase")
    return [blocks.table(head, rows, widths=(5, 2, 5, 2), right=(1, 3))]


def closing(facts, words, frame):
    return [
        blocks.heading("BAB IV PENUTUP"),
        blocks.heading("A. Kesimpulan", 2),
        blocks.text(words["conclusion"]),
        blocks.heading("B. Saran", 2),
        blocks.text(words["advice"]),
        blocks.heading("C. Tindak lanjut", 2),
        blocks.text(words["follow_up"]),
        blocks.signed(frame.place_and_day, frame.signatories),
    ]


def enclosures(facts):
    found, figures = facts["enclosed"], facts["figures"]
    rows = [(name, paper(found["papers"][kind])) for kind, name in PAPERS.items()]
    certified, passed = figures["cards"][CERTIFIED.key]
    held = figures["sessions_held"]
    rows += [
        ("Daftar hadir", f"{held} sesi; {found['scans']} dengan pindaian bertanda tangan"),
        ("Foto kegiatan", f"{found['photos']} foto; {len(facts['photos'])} ditampilkan"),
        ("Sertifikat", f"{count(certified)} dari {count(passed)} lulusan" if passed else UNRECORDED),
        ("SPJ dan kuitansi", f"{found['receipts']} berkas" if found["receipts"] else "belum ada"),
    ]
    numbered = [(place, *row) for place, row in enumerate(rows, start=1)]
    table = blocks.table(("No", "Dokumen", "Keterangan"), numbered, widths=(1, 6, 6))
    return [blocks.page_break(), blocks.heading("LAMPIRAN"), table, *pictures(facts["photos"])]


def paper(status):
    return {PaperState.FROZEN: "ada", PaperState.DRAFT: "draf"}.get(status, "belum dibuat")


def pictures(photos):
    for place, photo in enumerate(photos, start=1):
        caption = photo["caption"] or "Dokumentasi kegiatan"
        yield blocks.photo(photo["id"], f"Foto kegiatan: {caption}", f"Foto {place}. {caption}")
