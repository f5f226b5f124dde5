"""Partners of the demo's offices with their people and agreements."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from uuid import uuid4

from partners.actions import (
    add_agreement,
    add_contact,
    add_contribution,
    add_instructor,
    add_licence,
    add_partner,
    change_partner,
    renew_agreement,
)
from partners.choices import AgreementKind, ContributionKind, Kind, LicenceKind
from partners.models import Partner
from pembinaan.accounts.models import Region


@dataclass(frozen=True)
class Term:
    """An agreement; days count from today, a date stands for itself."""

    kind: str
    starts: int | date
    ends: int
    scope: str = "Pelatihan keterampilan bagi klien"
    renews: bool = False
    """The agreement before it."""


@dataclass(frozen=True)
class Business:
    key: str
    place: str
    name: str
    kind: str
    owner: str
    region: str
    offers: str
    teachers: tuple = ()
    terms: tuple = ()
    active: bool = True


PKS, MOU = AgreementKind.PKS, AgreementKind.MOU
SIGI = "sigi"

BUSINESSES = (
    Business(
        SIGI, "palu", "UMKM Bawang Goreng Sigi", Kind.UMKM, "Sri", "72.10",
        "Bawang goreng, pengemasan, pemasaran", ("Sri",),
        (Term(PKS, date(2025, 8, 11), 420, "Instruktur, tempat praktik dan titip jual bawang goreng"),),
    ),
    Business(
        "busana", "palu", "LPK Tunas Karya", Kind.LPK, "Hartati", "72.71",
        "Menjahit, permak, tata rias", ("Hartati", "Nurjanah"), (Term(PKS, -709, 21),),
    ),
    Business(
        "barber", "palu", "Pangkas Rambut Maju Jaya", Kind.UMKM, "Rahman", "72.71",
        "Pangkas rambut", ("Rahman",), (Term(PKS, -655, 75),),
    ),
    Business(
        "las", "palu", "Bengkel Las Teknik Mandiri", Kind.UMKM, "Ferdinan", "72.71",
        "Las listrik, pagar, kanopi", ("Ferdinan",), (Term(PKS, -770, -40),),
    ),
    Business(
        "roti", "palu", "Koperasi Wanita Nosarara", Kind.COOPERATIVE, "Rosdiana", "72.71",
        "Roti dan kue, sambal roa", ("Rosdiana", "Sitti Hawa"), (Term(MOU, -400, 330),),
    ),
    Business(
        "hp", "palu", "Konter Seluler Palu Barat", Kind.UMKM, "Syahril", "72.71", "Servis HP", ("Syahril",),
    ),
    Business(
        "tani", "palu", "Kelompok Tani Biromaru", Kind.POKMAS, "Lukas", "72.10",
        "Sayuran, hidroponik", ("Lukas",), (Term(PKS, -931, -201), Term(PKS, -200, 530, renews=True)),
    ),
    Business(
        "blk", "palu", "UPT Pelatihan Kerja Palu", Kind.BLK, "Kepala UPT", "72.71",
        "Servis AC, las, barista, sertifikasi", ("Arifin", "Melati"), (Term(MOU, -300, 800),),
    ),
    Business(
        "bank", "palu", "Bank Daerah, program CSR", Kind.BANK, "", "72.71",
        "Modal alat, pendampingan KUR", (), (Term(MOU, 12, 742, "Bantuan alat dan akses KUR"),),
    ),
    Business(
        "keripik", "palu", "UMKM Keripik Pisang Tadulako", Kind.UMKM, "Yuni", "72.03",
        "Keripik pisang", ("Yuni",), (Term(PKS, -900, -170),), active=False,
    ),
    Business(
        "roa", "luwuk", "UMKM Sambal Roa Banggai", Kind.UMKM, "Aminah", "72.01",
        "Sambal roa, abon ikan", ("Aminah",), (Term(PKS, -420, 310),),
    ),
    Business(
        "maleo", "luwuk", "Kelompok Tani Maleo", Kind.POKMAS, "Simson", "72.01",
        "Hidroponik", ("Simson",), (Term(PKS, -350, 15),),
    ),
    Business(
        "cuci", "luwuk", "Cuci Motor Luwuk Jaya", Kind.UMKM, "Hendrik", "72.01",
        "Cuci kendaraan", ("Hendrik",),
    ),
    Business(
        "laundry", "semarang", "Laundry Bersih Ungaran", Kind.UMKM, "Titik", "33.22",
        "Laundry kiloan", ("Titik",), (Term(PKS, -500, 230),),
    ),
    Business(
        "sablon", "semarang", "LPK Sablon Nusantara", Kind.LPK, "Bagyo", "33.74",
        "Sablon, konveksi", ("Bagyo",), (Term(PKS, -250, 480),),
    ),
    Business(
        "satria", "purwokerto", "Pangkas Rambut Satria", Kind.UMKM, "Warsito", "33.02",
        "Pangkas rambut", ("Warsito",), (Term(PKS, -330, 400),),
    ),
    Business(
        "pokmas", "purwokerto", "Pokmas Lipas Banyumas Sejahtera", Kind.POKMAS, "Darsono", "33.02",
        "Cuci kendaraan, salon mobil", ("Darsono",), (Term(PKS, -280, -12),),
    ),
)  # fmt: skip

SIZES = {
    SIGI: {"size_basis": "sales", "size_rupiah": 480_000_000, "kbli_code": "10799", "kbli_edition": "2020"},
    "las": {"size_basis": "capital", "size_rupiah": 1_750_000_000},
}
LICENCES = {
    SIGI: ((LicenceKind.NIB, "0800000000017", None), (LicenceKind.HALAL, "ID-CONTOH-0017", 55)),
    "barber": ((LicenceKind.NIB, "0800000000031", None),),
    "roa": ((LicenceKind.HALAL, "ID-CONTOH-0111", -9),),
}
GIFTS = {
    SIGI: (
        (ContributionKind.INSTRUCTOR, -300, 3_000_000, "Honor instruktur ditanggung mitra"),
        (ContributionKind.MATERIALS, -290, 1_250_000, "Bawang dan minyak"),
        (ContributionKind.BUY_BACK, -60, 4_800_000, "Titip jual hasil lulusan"),
    ),
    "bank": ((ContributionKind.CAPITAL, -45, 25_000_000, "Paket alat untuk lulusan"),),
}
"""What was given so many days ago."""


def make_partners(world):
    """{key: partner}, listed by the coordinators of their offices."""
    numbers = count(1)
    return {business.key: _listed(world, business, numbers) for business in BUSINESSES}


def _listed(world, business, numbers):
    by, number = world.user("coordinator", business.place), next(numbers)
    partner = add_partner(_facts(business), form_key=uuid4(), by=by)
    _people(partner, business, number, by)
    agreement = None
    for order, term in enumerate(business.terms, start=1):
        values = _agreement(world, term, number, order)
        bind, what = (renew_agreement, agreement) if term.renews else (add_agreement, partner)
        agreement = bind(what, values, form_key=uuid4(), by=by)
    _papers(world, partner, business.key, by)
    if not business.active:
        partner = Partner.objects.get(pk=partner.pk)
        values = {"is_active": False, "note": "Usaha sedang berhenti berproduksi"}
        change_partner(partner, values, version=partner.version, by=by)
    return partner


def _papers(world, partner, key, by):
    for kind, licence, ends in LICENCES.get(key, ()):
        until = world.today + timedelta(ends) if ends is not None else None
        values = {"kind": kind, "number": licence, "valid_until": until}
        add_licence(partner, values, form_key=uuid4(), by=by)
    for kind, ago, rupiah, note in GIFTS.get(key, ()):
        values = {"kind": kind, "day": world.today + timedelta(ago), "rupiah": rupiah, "note": note}
        add_contribution(partner, values, form_key=uuid4(), by=by)


def _facts(business):
    return SIZES.get(business.key, {}) | {
        "name": business.name,
        "kind": business.kind,
        "owner_name": business.owner,
        "region": Region.objects.get(pk=business.region),
        "offers": business.offers,
    }


def _people(partner, business, number, by):
    """Telephone numbers of the free range 0800, which reach nobody."""
    if business.owner:
        phone = f"62800{number:05}001"
        values = {"name": business.owner, "position": "Pemilik", "phone": phone, "email": ""}
        add_contact(partner, values, form_key=uuid4(), by=by)
    for order, name in enumerate(business.teachers, start=2):
        values = {"name": name, "skills": business.offers, "phone": f"62800{number:05}{order:03}"}
        add_instructor(partner, values, form_key=uuid4(), by=by)


def _agreement(world, term, number, order):
    starts = term.starts if isinstance(term.starts, date) else world.today + timedelta(term.starts)
    return {
        "kind": term.kind,
        "number": f"WP.{number:02}-PK.08.05-{order}/{starts.year}",
        "partner_number": f"{number:03}/{term.kind.upper()}/{starts.year}",
        "signed_on": min(starts, world.today),
        "starts_on": starts,
        "ends_on": world.today + timedelta(term.ends),
        "scope": term.scope,
        "file_name": "",
    }
