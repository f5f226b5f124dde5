"""What the activity report proposes to say, from its facts. What is not recorded is said to be missing."""

from datetime import date

from pembinaan.dates import add_months, day
from pembinaan.numbers import count, percent
from trainings.choices import BarrierKind, Mark, Point
from trainings.documents.event import called, in_line_with, in_sentence, listed
from trainings.documents.figures import MISSING
from trainings.indicators import ATTENDANCE, CERTIFIED, PASSED, SMALL, TRAINED

UNRECORDED = "belum dicatat"
MOST_TOPICS = 8
"""Of more a sentence tells the number; the table names them all."""
BASIS = (
    "Undang-Undang Nomor 22 Tahun 2022 tentang Pemasyarakatan;",
    "Undang-Undang Nomor 27 Tahun 2022 tentang Pelindungan Data Pribadi;",
    (
        "Peraturan Pemerintah Nomor 31 Tahun 1999 tentang Pembinaan dan Pembimbingan Warga Binaan "
        "Pemasyarakatan;"
    ),
    (
        "Peraturan Menteri Hukum dan HAM Nomor 3 Tahun 2018 tentang Syarat dan Tata Cara Pemberian Remisi, "
        "Asimilasi, Cuti Mengunjungi Keluarga, Pembebasan Bersyarat, Cuti Menjelang Bebas, dan Cuti "
        "Bersyarat, sebagaimana telah beberapa kali diubah, terakhir dengan Nomor 7 Tahun 2022;"
    ),
)
"""What a report of this field rests on; staff change it where a regulation has changed."""
WITH_PARTNER = (
    "Peraturan Pemerintah Nomor 57 Tahun 1999 tentang Kerja Sama Penyelenggaraan Pembinaan dan Pembimbingan "
    "Warga Binaan Pemasyarakatan;"
)
REASON = (
    "Pemasyarakatan tidak hanya melaksanakan pengawasan, tetapi juga pembimbingan, agar Klien mandiri dan "
    "berperan kembali di masyarakat. Pelatihan keterampilan merupakan bagian dari pembimbingan kemandirian."
)
PLANNED = "Rencana kegiatan (KAK dan RAB) yang disetujui Kepala {office}."


def share(pair, unit=""):
    """18 dari 20 peserta (90%); a share of few says so."""
    part, whole = pair
    if not whole:
        return UNRECORDED
    return f"{count(part)} dari {count(whole)}{unit and ' '}{unit} ({rate(part, whole)})"


def rate(part, whole):
    """Of few it says that they are few."""
    if not whole:
        return UNRECORDED
    return f"{percent(part / whole)}{'; jumlah kecil' if whole < SMALL else ''}"


def background(facts):
    plan = facts["proposal"]
    written = "\n\n".join(filter(None, (plan["background"], plan["need"])))
    partner = f" bersama {facts['partner']}" if facts["partner"] else ""
    return (
        f"{written or REASON}\n\n"
        f"Untuk itu {facts['office']} menyelenggarakan {called(facts['training'])}{partner}. "
        f"{in_line_with(facts['strategic'])}"
    ).strip()


def basis(facts):
    cooperation = [WITH_PARTNER] if facts["partner"] else []
    return "\n".join([*BASIS, *cooperation, PLANNED.format(office=facts["office"])])


def purpose(facts):
    if written := facts["proposal"]["purpose"]:
        return written
    topics = [in_sentence(title) for title, _jp in facts["topics"]]
    named = listed(topics) if len(topics) <= MOST_TOPICS else f"{len(topics)} topik"
    taught = f" melalui materi {named}" if topics else ""
    return (
        f"Kegiatan ini dimaksudkan untuk membekali peserta dengan keterampilan kerja dan usaha{taught}.\n\n"
        "Tujuannya agar peserta mempraktikkan setiap materi dan kompetensinya dinilai oleh instruktur."
    )


def scope(facts):
    return (
        f"Laporan ini meliputi pelaksanaan, hasil, dan evaluasi {called(facts['training'])} pada "
        f"{facts['days']} di {facts['place']}: {facts['sessions']} sesi, {facts['jp']} JP, dan "
        f"{len(facts['topics'])} materi. Kehadiran, nilai, dan kelulusan disajikan sebagai jumlah; nama "
        f"peserta terdapat pada daftar hadir yang disimpan di {facts['office']}."
    )


def obstacles(facts):
    return "\n\n".join(_obstacles(facts)) or "Tidak ada kendala yang dicatat."


def _obstacles(facts):
    marks = facts["figures"]["marks"]
    if called_off := [row["cancelled"] for row in facts["schedule"] if row["cancelled"]]:
        reasons = listed(list(dict.fromkeys(map(in_sentence, called_off))))
        yield f"{len(called_off)} sesi tidak terlaksana ({reasons})."
    if facts["reasons"]:
        told = listed([f"{in_sentence(name)} ({number} kali)" for name, number in facts["reasons"]])
        yield f"Ketidakhadiran dengan pemberitahuan dicatat karena {told}."
    if marks[Mark.ABSENT]:
        yield f"Ketidakhadiran tanpa pemberitahuan dicatat {marks[Mark.ABSENT]} kali."
    if facts["barriers"]:
        names = [(str(BarrierKind(kind).label), number) for kind, number in facts["barriers"]]
        told = listed([f"{in_sentence(name)} ({number} kali)" for name, number in names])
        yield f"Hambatan peserta yang dicatat: {told}."
    if marks[MISSING]:
        yield f"Kehadiran belum dicatat pada {marks[MISSING]} tempat di daftar hadir."


def conclusion(facts):
    return " ".join(_conclusion(facts, facts["figures"]))


def _conclusion(event, figures):
    name, cards = called(event["training"]), figures["cards"]
    done = "telah dilaksanakan" if event["held"] else "belum dicatat pelaksanaannya"
    if event["called_off"]:
        done = f"berstatus {in_sentence(event['called_off'])}; semula direncanakan"
    yield f"{name[:1].upper()}{name[1:]} {done} pada {event['days']} di {event['place']}."
    if figures["enrolled"]:
        yield f"Kegiatan diikuti {figures['enrolled']} peserta."
    yield f"Tingkat kehadiran: {share(cards[ATTENDANCE.key], 'JP')}."
    yield f"Menyelesaikan pelatihan: {share(cards[TRAINED.key], 'peserta')}."
    yield f"Lulus: {share(cards[PASSED.key], 'peserta')}."


def advice(facts):
    return "\n\n".join(_advice(facts))


def _advice(facts):
    cards, marks = facts["figures"]["cards"], facts["figures"]["marks"]
    if marks[MISSING]:
        yield "Kehadiran yang belum dicatat dilengkapi."
    if not facts["scores"]["gain"]["n"]:
        yield "Pre-test dan post-test dilaksanakan dan dicatat pada pelatihan berikutnya."
    if facts["money"]["planned"] and facts["money"]["spent"] is None:
        yield "Realisasi anggaran dicatat menurut bukti pengeluaran."
    passed, certified = cards[PASSED.key][0], cards[CERTIFIED.key][0]
    if certified < passed:
        yield f"Sertifikat yang belum diterbitkan ({count(passed - certified)}) segera diterbitkan."
    yield f"Saran panitia dan instruktur: {UNRECORDED}."


def follow_up(facts):
    if not facts["completed_on"]:
        return "Pelatihan belum diselesaikan; jadwal pemantauan ditetapkan setelah pelatihan selesai."
    done = date.fromisoformat(facts["completed_on"])
    later = [f"{day(add_months(done, point))} ({point} bulan)" for point in Point.values if point]
    return (
        "Lulusan dipantau oleh Pembimbing Kemasyarakatan pada saat selesai dan pada "
        f"{listed(later)}. Hasil pemantauan disajikan pada papan kinerja, bukan dalam laporan ini."
    )
