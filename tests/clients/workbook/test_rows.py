import datetime

import pytest

from clients.workbook.detect import detect
from clients.workbook.headings import FIELDS
from clients.workbook.problems import ERRORS, MESSAGES, WARNINGS, RowProblem
from clients.workbook.refusal import WorkbookRefused
from clients.workbook.rows import read_rows

from .books import GOOD, HEADINGS, book, parsed, read_one


@pytest.fixture
def path(tmp_path):
    return tmp_path / "klien.xlsx"


def rows_of(path, *rows, headings=HEADINGS, **options):
    return parsed(book(path, {"Klien": [headings, *rows]}, **options))


def codes(problems):
    return [problem.code for problem in problems]


def changed(**cells):
    return [cells.get(heading, value) for heading, value in zip(HEADINGS, GOOD, strict=True)]


def test_a_good_row(path):
    (row,) = rows_of(path, GOOD)
    assert (row.sheet, row.row, row.errors, row.warnings) == ("Klien", 2, [], [])
    assert row.values == {
        "register_number": "D/1",
        "name": "Budi bin Ali",
        "aliases": [],
        "sex": "L",
        "birth_date": datetime.date(1983, 3, 15),
        "nik": "7210011503830001",
        "category": "PB",
        "guidance_start": datetime.date(2025, 2, 1),
        "guidance_end": datetime.date(2026, 2, 1),
    }


def test_all_problems_of_a_row_are_reported(path):
    bad = ["", "", 7210011503830001, "X", "31/02/1990", "Titipan", "01/02/2025", "01/02/2024"]
    (row,) = rows_of(path, bad)
    assert codes(row.errors) == [
        "no_register",
        "no_name",
        "bad_date",
        "unknown_category",
        "end_before_start",
    ]
    assert codes(row.warnings) == ["unknown_sex", "nik_unusable"]
    assert [problem.column for problem in row.errors] == ["A", "B", "E", "F", "H"]
    assert row.values["nik"] is None
    assert row.raw["nik"] == "7210011503830001"


@pytest.mark.parametrize("again", ["D/1", " d/1 ", "D/1\u00a0"])
def test_a_register_number_seen_higher_up_is_a_duplicate_even_on_another_sheet(path, again):
    repeated = [again, *GOOD[1:]]
    book(path, {"A": [HEADINGS, GOOD], "B": [HEADINGS, repeated, ["D/2", *GOOD[1:]]]})
    assert [(row.sheet, codes(row.errors)) for row in parsed(path)] == [
        ("A", []),
        ("B", ["duplicate_register"]),
        ("B", []),
    ]


def test_a_row_with_other_errors_still_claims_its_register_number(path):
    first, second = rows_of(path, changed(**{"Tanggal Lahir": "31/02/1990"}), GOOD)
    assert codes(first.errors) == ["bad_date"]
    assert codes(second.errors) == ["duplicate_register"]


def test_an_empty_category_is_unknown_and_says_so(path):
    (row,) = rows_of(path, changed(**{"Jenis Klien": ""}))
    assert codes(row.errors) == ["unknown_category"]
    assert row.errors[0].message == str(MESSAGES["no_category"])


def test_a_term_of_one_day_is_no_error(path):
    (row,) = rows_of(path, changed(Mulai="01/02/2026"))
    assert row.errors == []


@pytest.mark.parametrize(
    "line",
    [
        [],
        [None, " ", "-"],
        [None, "JUMLAH", 1507],
        ["Jumlah", None, 3],
        ["TOTAL", "1.507 orang"],
        [None, "Sub Total", 5],
        ["Mengetahui,", "Palu, 16 Desember 2025"],
        [None, "Kepala,"],
        [None, None, None, None, None, None, "Palu, 16 Desember 2025"],
        ["NIP. 197001011990011001"],
        [None, "Drs. Fulan"],
        ["No. Register", "Nama Klien", "NIK", "L/P"],
        ["(2)", "(3)", "(4)", "(5)"],
        ["1", "2", "3", "4", "5", "6", "7", "8"],
    ],
)
def test_blanks_totals_signatures_and_repeated_headings_are_no_rows(path, line):
    rows = rows_of(path, line, GOOD, line)
    assert [(row.row, row.errors) for row in rows] == [(3, [])]


@pytest.mark.parametrize("name", ["An Nisa", "A.N. Putra", "Kepala Desa Budi", "Total"])
def test_a_register_number_makes_a_client_of_any_name(path, name):
    rows = rows_of(path, ["D/1", name], headings=["No Reg", "Nama", "Alamat"])
    assert [row.values["name"] for row in rows] == [name]


def test_numbered_lines_without_content_are_no_rows_but_a_numbered_name_is(path):
    rows = rows_of(path, [1, "", ""], [2, "", "Budi"], headings=["No", "No Reg", "Nama"])
    assert [(row.row, codes(row.errors)) for row in rows] == [(3, ["no_register"])]


@pytest.mark.parametrize(
    "line", [["", "Ani", "0812"], ["", "Ani", "0812 3456 7890", "Dolo"], ["", "", "0812", "Dolo", "Las"]]
)
def test_a_client_without_register_number_is_not_lost(path, line):
    headings = ["No Reg", "Nama", "No HP", "Kecamatan", "Minat"]
    rows = rows_of(path, line, ["D/1", "Budi"], headings=headings)
    assert [row.row for row in rows] == [2, 3]
    assert "no_register" in codes(rows[0].errors)


def test_below_the_total_two_signatures_side_by_side_are_no_row(path):
    lines = [["D/1", "Budi"], ["", "Jumlah", 1], ["", "Kasubsi", "Kepala"], ["", "Drs. A", "Drs. B"]]
    assert [row.row for row in rows_of(path, *lines, headings=["No Reg", "Nama", "Alamat"])] == [2]


def test_a_subtotal_does_not_end_the_list(path):
    lines = [["D/1", "Budi"], ["", "Jumlah", 1], ["D/2", "Ani"], ["", "Oka", "Dolo"]]
    assert [row.row for row in rows_of(path, *lines, headings=["No Reg", "Nama", "Alamat"])] == [2, 4, 5]


def test_a_register_number_alone_is_a_row_without_a_name(path):
    (row,) = rows_of(path, ["D/0302/PB/2023"])
    assert codes(row.errors) == ["no_name", "unknown_category"]


def test_cells_merged_downwards_count_for_every_row_but_persons_stay_apart(path):
    headings = ["No Reg", "Nama", "Nama PK"]
    lines = [["D/1", "Budi", None], ["D/2", "Ani", None], ["D/3", "Oka", "Luh"]]
    first, second, third = rows_of(path, *lines, headings=headings, merged=[("Klien", "C2:C3", "Agus")])
    assert [row.values["counsellor"] for row in (first, second, third)] == ["Agus", "Agus", "Luh"]


def test_a_merged_name_is_not_repeated(path):
    headings = ["No Reg", "Nama", "Kecamatan"]
    first, second = rows_of(
        path,
        ["D/1", None, "Palolo"],
        ["D/2", None, "Dolo"],
        headings=headings,
        merged=[("Klien", "B2:B3", "Budi")],
    )
    assert (codes(first.errors), codes(second.errors)) == ([], ["no_name"])


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"TTL": "Palu, 28-09-1987"}, {"birth_place": "Palu", "birth_date": datetime.date(1987, 9, 28)}),
        (
            {"TTL": "Palu / 28 September 1987"},
            {"birth_place": "Palu", "birth_date": datetime.date(1987, 9, 28)},
        ),
        ({"TTL": "Palu"}, {"birth_place": "Palu", "birth_date": None}),
        ({"No HP": 81373302218}, {"phone": "6281373302218", "phone_owner": ""}),
        ({"No HP": "089510851387 (istri)"}, {"phone": "6289510851387", "phone_owner": "istri"}),
        ({"No HP": "081373302218/089510851387"}, {"phone": "6281373302218", "phone2": "6289510851387"}),
        ({"Alias": "Ucok, Tono"}, {"aliases": ["Ucok", "Tono"]}),
        ({"Pekerjaan": "Belum bekerja"}, {"occupation": None, "working": False}),
        ({"Pekerjaan": "Ojek"}, {"occupation": "Ojek", "working": True}),
        ({"Pekerjaan": "-"}, {"occupation": None, "working": None}),
        (
            {"Status Bekerja": "Tidak", "Pekerjaan": "eks sopir"},
            {"occupation": "eks sopir", "working": False},
        ),
        ({"Minat": "Las, Barista & Kuliner"}, {"interests": ["Las", "Barista", "Kuliner"]}),
        ({"Kab/Kota": "Kab. Kota Palu"}, {"regency": "72.71"}),
        ({"Pendidikan": "Paket C"}, {"education": "Paket C", "education_code": "upper"}),
        ({"Dasar": "SK Menkumham"}, {"guidance_basis": "SK Menkumham", "guidance_basis_code": "minister"}),
        ({"Tgl Lahir": datetime.date(1987, 9, 28)}, {"birth_date": datetime.date(1987, 9, 28)}),
        ({"Ket": "=1+1"}, {"notes": "=1+1"}),
        ({"Ket": "a\u0085b\u200bc"}, {"notes": "a b c"}),
    ],
)
def test_cells_become_values(path, cells, expected):
    row = read_one(path, cells)
    assert row.errors == []
    assert {key: row.values[key] for key in expected} == expected


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"No HP": "tidak ada nomor"}, "phone_unusable"),
        ({"Kab/Kota": "Atlantis"}, "unknown_regency"),
        ({"L/P": "x"}, "unknown_sex"),
        ({"NIK": "721001150383000"}, "nik_unusable"),
        ({"NIK": "7210011513830001"}, "nik_implausible"),
        ({"NIK": "7210011503830001", "L/P": "P"}, "nik_mismatch"),
        ({"Kecamatan": "x" * 300}, "shortened"),
    ],
)
def test_a_warning_leaves_the_row_good(path, cells, code):
    row = read_one(path, cells)
    assert (row.errors, codes(row.warnings)) == ([], [code])
    assert row.warnings[0].message


def test_an_empty_nik_is_no_warning(path):
    assert read_one(path, {"NIK": "-"}).warnings == []


def test_a_register_number_that_does_not_fit_is_an_error(path):
    (row,) = rows_of(path, ["D/" + "9" * 70, *GOOD[1:]])
    assert codes(row.errors) == ["too_long"]


def test_only_fields_with_a_column_have_a_value(path):
    assert set(read_one(path, {}).values) == {"register_number", "name", "aliases"}


def test_more_rows_than_allowed_are_refused(path):
    book(path, {"Klien": [HEADINGS, *[[f"D/{n}", *GOOD[1:]] for n in range(20)]]})
    with pytest.raises(WorkbookRefused) as caught:
        list(read_rows(path, detect(path), max_rows=10))
    assert caught.value.code == "too_many_rows"


def test_every_code_has_words_and_every_value_fits_in_them():
    assert ERRORS.keys().isdisjoint(WARNINGS)
    for code in MESSAGES:
        assert "%(" not in RowProblem(code, "name", "A", "100 %").message


def test_every_field_has_a_label():
    assert all(str(field.label) for field in FIELDS)
