"""Category, guidance basis, education and work as offices write them, turned into codes."""

import re

from .text import plain, remembered

CATEGORIES = {
    "PB": "pb|pembebasan bersyarat|bebas bersyarat|pembebasan bersyarat pb|pb pembebasan bersyarat",
    "CB": "cb|cuti bersyarat|cuti bersyarat cb|cb cuti bersyarat",
    "CMB": "cmb|cuti menjelang bebas|cuti menjelang bebas cmb|cmb cuti menjelang bebas",
    "ASIMILASI": "asimilasi|asimilasi rumah|asimilasi di rumah|asimilasi pihak ketiga|asm|asimilasi kerja|"
    "asimilasi dengan pihak ketiga",
    "PIDANA_BERSYARAT": "pidana bersyarat|pidana percobaan|pidber|pidana bersyarat percobaan",
    "PIDANA_PENGAWASAN": "pidana pengawasan|pengawasan|pidwas",
    "PIDANA_KERJA_SOSIAL": "pidana kerja sosial|kerja sosial|pks|pidkersos|kersos",
    "ANAK_DIVERSI": "anak diversi|diversi|diversi anak|anak kesepakatan diversi|kesepakatan diversi|"
    "anak penetapan diversi|penetapan diversi",
    "ANAK_PUTUSAN": "anak putusan|putusan anak|anak putusan pengadilan|anak pidana dengan syarat|"
    "pidana dengan syarat|anak pidana bersyarat|anak pelatihan kerja|pelatihan kerja|pidana pelatihan kerja|"
    "anak pidana pelatihan kerja|anak pengawasan|anak pidana pengawasan|dikembalikan ke orang tua|"
    "anak dikembalikan ke orang tua|akot|anak kembali ke orang tua|tindakan",
    "ANAK_INTEGRASI": "anak integrasi|integrasi anak|anak pb|anak cb|anak cmb|anak asimilasi|pb anak|cb anak|"
    "cmb anak|asimilasi anak|anak pembebasan bersyarat|anak cuti bersyarat|anak cuti menjelang bebas|"
    "pembebasan bersyarat anak|cuti bersyarat anak",
    "BIMBINGAN_LANJUTAN": "bimbingan lanjutan|lanjutan|bimbingan tambahan",
}
CATEGORY_CODES = {spelling: code for code, text in CATEGORIES.items() for spelling in text.split("|")}
CATEGORY_CODES |= {code.lower().replace("_", " "): code for code in CATEGORIES}

BASES = (
    ("court_order", re.compile(r"\bpenetapan")),
    ("court_ruling", re.compile(r"\bputusan|\bvonis")),
    ("head", re.compile(r"\b(?:kabapas|kepala bapas|ka bapas|kalapas|kepala lapas|ka lapas|karutan)\b")),
    ("minister", re.compile(r"\b(?:sk|menteri|menkumham|menimipas|kepmen|ditjenpas|dirjenpas)\b|^pas\b")),
)

EDUCATION = {
    "none": "tidak sekolah|belum sekolah|tidak tamat sd|tts|tidak bersekolah|buta huruf|ts|belum tamat sd",
    "primary": "sd|mi|paket a|sekolah dasar|sd sederajat|sr|tamat sd|sdlb",
    "lower": "smp|mts|paket b|sltp|smp sederajat|tamat smp|smplb",
    "upper": "sma|smk|ma|man|stm|smea|paket c|slta|sma sederajat|smu|tamat sma|smalb|sma smk|slta sederajat",
    "diploma": "d1|d2|d3|d i|d ii|d iii|diploma|diploma iii|diploma 3|akademi",
    "degree": "s1|s2|s3|d4|d iv|s 1|s 2|sarjana|strata 1|strata i|magister|strata 2|s i|diploma iv",
}
EDUCATION_CODES = {spelling: code for code, text in EDUCATION.items() for spelling in text.split("|")}

NOT_WORKING = re.compile(
    r"^(?:tidak|belum|tdk|blm) (?:bekerja|kerja|ada)\b|^(?:pengangguran|nganggur|menganggur)$"
)
AT_WORK = re.compile(r"^(?:ya|sudah|bekerja|kerja|aktif bekerja|sudah bekerja)$")


@remembered
def category_code(text: str) -> str | None:
    words = plain(text)
    return CATEGORY_CODES.get(words) or CATEGORY_CODES.get(_joined(words))


def _joined(words: str) -> str:
    """Single letters are an abbreviation: "p b" is "pb", "anak c m b" is "anak cmb"."""
    return re.sub(r"(?<=\b\w) (?=\w\b)", "", words)


@remembered
def basis_code(text: str) -> str | None:
    words = plain(text)
    return next((code for code, pattern in BASES if pattern.search(words)), None)


@remembered
def education_code(text: str) -> str | None:
    words = plain(text)
    return EDUCATION_CODES.get(words) or EDUCATION_CODES.get(_joined(words))


@remembered
def is_working(text: str) -> bool | None:
    """Whether a work status says yes, no or neither."""
    words = plain(text)
    if NOT_WORKING.search(words) or words == "tidak":
        return False
    return True if AT_WORK.match(words) else None
