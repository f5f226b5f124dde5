"""Words of the offices against the codes of the clients."""

import datetime

import pytest

from clients.choices import Basis, Category, Education
from clients.workbook import categories, people
from clients.workbook.regions import regency_code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("PB", "PB"),
        ("pb ", "PB"),
        ("P.B.", "PB"),
        ("P. B", "PB"),
        ("Pembebasan Bersyarat", "PB"),
        ("PEMBEBASAN BERSYARAT (PB)", "PB"),
        ("CB", "CB"),
        ("Cuti Bersyarat", "CB"),
        ("C.M.B.", "CMB"),
        ("Cuti Menjelang Bebas", "CMB"),
        ("Asimilasi", "ASIMILASI"),
        ("Asimilasi Rumah", "ASIMILASI"),
        ("Pidana Bersyarat", "PIDANA_BERSYARAT"),
        ("Pidana Pengawasan", "PIDANA_PENGAWASAN"),
        ("Pidana Kerja Sosial", "PIDANA_KERJA_SOSIAL"),
        ("Diversi", "ANAK_DIVERSI"),
        ("Anak - Diversi", "ANAK_DIVERSI"),
        ("Anak (Putusan)", "ANAK_PUTUSAN"),
        ("Anak PB", "ANAK_INTEGRASI"),
        ("anak c.b.", "ANAK_INTEGRASI"),
        ("Bimbingan Lanjutan", "BIMBINGAN_LANJUTAN"),
        ("Titipan", None),
        ("", None),
    ],
)
def test_categories(text, code):
    assert categories.category_code(text) == code


def test_every_category_is_known_by_its_own_code():
    assert [categories.category_code(code) for code in Category.values] == Category.values


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("SK Menkumham No. PAS-12", Basis.MINISTER),
        ("SK Menteri", Basis.MINISTER),
        ("Putusan Pengadilan Negeri Palu", Basis.COURT_RULING),
        ("Penetapan Pengadilan", Basis.COURT_ORDER),
        ("SK Kabapas", Basis.HEAD),
        ("lain", None),
    ],
)
def test_bases(text, code):
    assert categories.basis_code(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Tidak sekolah", Education.NONE),
        ("SD", Education.PRIMARY),
        ("S.M.P", Education.LOWER),
        ("SMK", Education.UPPER),
        ("Paket C", Education.UPPER),
        ("D-III", Education.DIPLOMA),
        ("S1", Education.DEGREE),
        ("?", None),
    ],
)
def test_education(text, code):
    assert categories.education_code(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Kota Palu", "72.71"),
        ("Kab. Kota Palu", "72.71"),
        ("PALU", "72.71"),
        ("Sigi", "72.10"),
        ("Kab. Sigi", "72.10"),
        ("Kabupaten Sigi, Sulawesi Tengah", "72.10"),
        ("Tolitoli", "72.04"),
        ("Toli-Toli", "72.04"),
        ("Tojo Una-Una", "72.09"),
        ("Banggai Kep.", "72.07"),
        ("parigi moutong", "72.08"),
        ("72.10", "72.10"),
        ("7210", "72.10"),
        ("Kab Bogor", "32.01"),
        ("Kota Bogor", "32.71"),
        ("Jakarta Selatan", "31.74"),
        ("Kotabaru", "63.02"),
        ("Kota Banjar", "32.79"),
        ("Bogor", None),
        ("99.99", None),
        ("Atlantis", None),
    ],
)
def test_regencies(text, code):
    assert regency_code(text) == code


@pytest.mark.parametrize(
    ("cell", "nik"),
    [
        ("7210051510840008", "7210051510840008"),
        ("'7210051510840008", "7210051510840008"),
        ("’7210051510840008 ", "7210051510840008"),
        ("721005 1510840008", "7210051510840008"),
        ("7210.0515.1084.0008", "7210051510840008"),
        (7210051510840008.0, ""),
        (7210051510840008, ""),
        ("721005151084000", ""),
        ("72100515108400081", ""),
        ("72100515108400O8", ""),
        ("٧٢١٠٠٥١٥١٠٨٤٠٠٠٨", ""),
        ("", ""),
    ],
)
def test_nik(cell, nik):
    assert people.read_nik(cell) == nik


@pytest.mark.parametrize(
    ("nik", "birth", "sex", "fits"),
    [
        ("7210051510840008", datetime.date(1984, 10, 15), "L", True),
        ("7210055510840008", datetime.date(1984, 10, 15), "P", True),
        ("7210055510840008", datetime.date(1984, 10, 15), "L", False),
        ("7210051510840008", datetime.date(1984, 10, 16), "L", False),
        ("7210051510840008", None, None, True),
    ],
)
def test_nik_against_birth_and_sex(nik, birth, sex, fits):
    assert people.nik_fits(nik, birth, sex) is fits


@pytest.mark.parametrize(
    ("name", "aliases"),
    [
        ("RUSLI ASWAD ALIAS TONO", ["TONO"]),
        ("Rusli bin Aswad als. Tono alias Ucok", ["Tono", "Ucok"]),
        ("Rusli @ Tono", ["Tono"]),
        ("Rusli a.k.a. Tono", ["Tono"]),
        ("Alsyad Halsa", []),
        ("Budi", []),
    ],
)
def test_aliases(name, aliases):
    assert people.aliases_in(name) == aliases
