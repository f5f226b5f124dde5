"""The coded reasons that every office starts with; admins add to them and rename them."""

from trainings.choices import ReasonKind

_HEALTH_HINT = "Surat dokter atau keterangan puskesmas"

# code: (name, name in English, hint, acceptable); only an absence asks whether the reason is acceptable.
REASONS = {
    ReasonKind.ABSENCE: {
        "work": ("Pekerjaan", "Work", "Keterangan atasan atau jadwal kerja", True),
        "family": ("Keluarga", "Family", "Misalnya duka, kelahiran atau merawat keluarga", True),
        "transport": ("Transportasi", "Transport", "Misalnya kendaraan rusak atau jalan terputus", False),
        "reporting": ("Wajib lapor", "Reporting duty", "Wajib lapor pada jam yang sama", True),
        "court": ("Sidang", "Court hearing", "Panggilan sidang atau pemeriksaan", True),
        "health": ("Kesehatan", "Health", _HEALTH_HINT, True),
        "other": ("Lainnya", "Other", "Tulis alasannya pada catatan", False),
    },
    ReasonKind.SESSION_CANCELLED: {
        "instructor": ("Instruktur berhalangan", "Instructor not available", "", True),
        "venue": ("Tempat tidak dapat dipakai", "Venue not available", "", True),
        "weather": ("Cuaca atau bencana", "Weather or disaster", "", True),
        "materials": ("Bahan atau alat belum ada", "Materials or tools missing", "", True),
        "too-few": ("Peserta terlalu sedikit", "Too few participants", "", True),
        "duty": ("Kegiatan dinas lain", "Other official duty", "", True),
        "other": ("Lainnya", "Other", "Tulis alasannya pada catatan", True),
    },
    ReasonKind.POSTPONED: {
        "budget": ("Anggaran belum tersedia", "Budget not available yet", "Misalnya revisi DIPA", True),
        "partner": ("Mitra belum siap", "Partner not ready", "", True),
        "too-few": ("Peserta belum cukup", "Not enough participants yet", "", True),
        "schedule": ("Jadwal bertabrakan", "Schedule clash", "", True),
        "disaster": ("Cuaca atau bencana", "Weather or disaster", "", True),
        "other": ("Lainnya", "Other", "Tulis alasannya pada catatan", True),
    },
    ReasonKind.CANCELLED: {
        "budget": ("Efisiensi atau pengalihan anggaran", "Budget cut or moved", "", True),
        "partner": ("Mitra mengundurkan diri", "Partner withdrew", "", True),
        "too-few": ("Peserta tidak cukup", "Not enough participants", "", True),
        "merged": ("Digabung dengan pelatihan lain", "Merged with another training", "", True),
        "other": ("Lainnya", "Other", "Tulis alasannya pada catatan", True),
    },
    ReasonKind.PASSED_OVER: {
        "not-reached": ("Tidak dapat dihubungi", "Could not be reached", "", True),
        "declined": ("Tidak bersedia", "Declined", "", True),
        "working": ("Bekerja pada jam pelatihan", "Works at the time of the training", "", True),
        "health": ("Kesehatan", "Health", "", True),
        "counsellor": ("Pertimbangan PK", "Judgement of the PK", "Tulis alasannya pada catatan", True),
        "other": ("Lainnya", "Other", "Tulis alasannya pada catatan", True),
    },
    ReasonKind.LEFT: {
        "found-work": ("Mendapat pekerjaan", "Found work", "Catat juga sebagai hasil", True),
        "withdrew": ("Mengundurkan diri", "Withdrew", "", True),
        "no-shows": ("Berulang kali tidak hadir", "Repeatedly absent", "", True),
        "conduct": ("Melanggar tata tertib", "Broke the rules", "", True),
        "health": ("Kesehatan", "Health", _HEALTH_HINT, True),
        "moved": ("Pindah atau dilimpahkan ke Bapas lain", "Moved or transferred", "", True),
        "ended": ("Masa bimbingan berakhir", "Guidance ended", "", True),
        "revoked": ("Integrasi dicabut", "Release revoked", "", True),
        "died": ("Meninggal dunia", "Died", "", True),
        "other": ("Lainnya", "Other", "Tulis alasannya pada catatan", True),
    },
}

NEEDS_EVIDENCE = {(ReasonKind.ABSENCE, "court"), (ReasonKind.ABSENCE, "health")}
"""A summons and a sick note exist on paper; without them in time the absence is one without notice."""
