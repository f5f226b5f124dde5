"""Which trainings the demo's offices hold, held and mean to hold; days count from today."""

from dataclasses import dataclass, replace
from datetime import date, time
from enum import Enum, auto

from pembinaan.demo.registers import NEWS_DAY, NEWS_SEATS


class Fate(Enum):
    """How far a training has come."""

    COMPLETED = auto()
    OVER = auto()
    """All sessions are held, nobody has completed it yet."""
    RUNNING = auto()
    TODAY = auto()
    APPROVED = auto()
    DRAFT = auto()
    POSTPONED = auto()
    CANCELLED = auto()


MORNING, AFTERNOON = (time(8), time(12)), (time(13), time(15, 15))
HALF_DAYS, WHOLE_DAYS, WORKSHOP_DAYS = (MORNING,), (MORNING, AFTERNOON), ((time(8), time(16)),)
"""08.00–12.00 holds 5 JP, with the afternoon 8, a day in a workshop 10."""

FOOD, PRODUCTS = "pangan", "Produk UMKM"


@dataclass(frozen=True)
class Plan:
    place: str
    programme: str
    title: str
    partner: str
    starts: int | date
    fate: Fate
    venue: str = "Aula Bapas"
    slots: tuple = WHOLE_DAYS
    seats: int = 20
    people: int = 20
    """Who is put on the list; beyond the seats they wait."""
    nominated: int = 0
    guests: tuple = ()
    restricted: int = 0
    """How many of the people are children or protected."""
    strategic: str = ""
    """Part of a ministerial programme's name; left out in years in which it does not run."""
    reason: str = ""
    note: str = ""

    @property
    def trade(self):
        """The same for all forms of a programme: 'bawang' for one day and for three."""
        return self.programme.partition("-")[0]


NEWS = Plan(
    "palu",
    "bawang-goreng-5",
    "Pelatihan Pembuatan Bawang Goreng",
    "sigi",
    NEWS_DAY,
    Fate.COMPLETED,
    venue="Aula Bapas Palu",
    seats=NEWS_SEATS,
    people=NEWS_SEATS,
    strategic=PRODUCTS,
    note="Dibuka Pelaksana Harian Kepala Bapas Palu, Surya Putra. Pemilik UMKM Bawang Goreng Sigi, Sri, "
    "menjadi instruktur. Sejalan dengan 13 Program Akselerasi: mendukung produk UMKM yang berkualitas.",
)

RUTAN = "Rutan Kelas IIB Banyumas"
GUESTS = tuple((name, RUTAN) for name in ("Wagino", "Sudir", "Tarmuji", "Legiman"))

PALU = Plan("palu", "", "", "", 0, Fate.COMPLETED, venue="Aula Bapas Palu")
LUWUK = replace(PALU, place="luwuk", venue="Aula Bapas Luwuk", people=14, seats=16)
SEMARANG = replace(LUWUK, place="semarang", venue="Aula Bapas Semarang", people=12)
PURWOKERTO = replace(SEMARANG, place="purwokerto", venue="Aula Bapas Purwokerto")


def completed(where, programme, title, partner, starts, **more):
    return replace(where, programme=programme, title=title, partner=partner, starts=starts, **more)


PLANS = (
    NEWS,
    completed(PALU, "pangkas-rambut", "Pangkas Rambut", "barber", -396, seats=14, people=14),
    completed(PALU, "roti-dan-kue", "Roti dan Kue", "roti", -292, seats=24, people=24, restricted=2,
              strategic=FOOD),
    completed(LUWUK, "sambal-roa", "Sambal Roa dan Manajemen Usaha", "roa", -244, strategic=FOOD),
    completed(PALU, "servis-hp", "Servis Telepon Genggam", "hp", -206, seats=12, people=12),
    completed(SEMARANG, "laundry", "Usaha Laundry", "laundry", -184),
    completed(PURWOKERTO, "pangkas-rambut", "Pangkas Rambut", "satria", -158, slots=HALF_DAYS, guests=GUESTS),
    completed(LUWUK, "hidroponik", "Sayuran Hidroponik", "maleo", -132, strategic=FOOD),
    completed(PALU, "las-listrik", "Las Listrik SMAW", "las", -128, venue="Bengkel Las Teknik Mandiri",
              slots=WORKSHOP_DAYS, seats=12, people=12),
    completed(PALU, "sabun-minyak-jelantah", "Sabun dari Minyak Jelantah", "", -98, slots=HALF_DAYS),
    completed(SEMARANG, "sablon", "Sablon dan Konveksi", "sablon", -80),
    completed(PURWOKERTO, "cuci-kendaraan", "Cuci dan Salon Kendaraan", "pokmas", -42),
    completed(LUWUK, "cuci-kendaraan", "Cuci dan Salon Kendaraan", "cuci", -38),
    completed(PALU, "hidroponik", "Sayuran Hidroponik", "tani", -36, venue="Griya Abhipraya Kabelota",
              restricted=1, strategic=FOOD),
    completed(PALU, "stempel-dan-plat", "Stempel dan Plat Nomor", "", -13, seats=12, people=12),
    completed(PALU, "servis-ac", "Servis AC", "blk", -22, fate=Fate.CANCELLED, people=6, reason="budget",
              note="Anggaran dialihkan"),
    completed(PALU, "menjahit", "Menjahit Dasar", "busana", -24, fate=Fate.RUNNING, slots=HALF_DAYS,
              venue="Griya Abhipraya Mokopido", seats=16, people=16),
    completed(LUWUK, "sabun-minyak-jelantah", "Sabun dari Minyak Jelantah", "", -6, fate=Fate.OVER,
              slots=HALF_DAYS, people=12),
    completed(PALU, "bawang-goreng", "Pembuatan Bawang Goreng, Angkatan 2", "sigi", 0, fate=Fate.TODAY,
              restricted=1),
    completed(PALU, "pangkas-rambut", "Pangkas Rambut, Angkatan 2", "barber", 7, fate=Fate.APPROVED,
              seats=12, people=15, nominated=3, slots=HALF_DAYS),
    completed(LUWUK, "roti-dan-kue", "Roti dan Kue", "roti", 9, fate=Fate.APPROVED, people=14, nominated=2),
    completed(PALU, "sambal-roa", "Sambal Roa dan Manajemen Usaha", "roti", 23, fate=Fate.DRAFT, people=8,
              nominated=4),
    completed(PURWOKERTO, "stempel-dan-plat", "Stempel dan Plat Nomor", "", 16, fate=Fate.DRAFT, people=0),
    completed(PALU, "barista", "Barista", "blk", 40, fate=Fate.POSTPONED, people=0, nominated=3, seats=16,
              reason="partner", note="Mesin espresso mitra sedang diperbaiki"),
)  # fmt: skip
