import json

import pytest

from clients.workbook.detect import detect
from clients.workbook.layout import SheetLayout, letter
from clients.workbook.rows import read_rows

from .books import GOOD, HEADINGS, book, parsed


@pytest.fixture
def path(tmp_path):
    return tmp_path / "klien.xlsx"


def fields(layout):
    return {column.letter: column.field for column in layout.columns}


def test_the_heading_row_may_stand_below_a_letterhead_and_right_of_the_margin(path):
    rows = [[], ["KEMENTERIAN"], ["DAFTAR KLIEN"], [], [None, None, *HEADINGS], [None, None, *GOOD]]
    (layout,) = detect(book(path, {"Klien": rows}))
    assert (layout.header_rows, layout.first_row) == ([5], 6)
    assert fields(layout)["C"] == "register_number"
    (row,) = parsed(path)
    assert (row.row, row.values["nik"], row.errors) == (6, GOOD[2], [])


def test_columns_may_come_in_any_order(path):
    book(path, {"Klien": [HEADINGS[::-1], GOOD[::-1]]})
    (row,) = parsed(path)
    assert row.values["register_number"] == "D/1"
    assert row.values["guidance_end"].isoformat() == "2026-02-01"
    assert row.is_good


def test_a_heading_of_two_lines_is_read_as_one(path):
    top = ["NO REGISTER", "NAMA", "MASA BIMBINGAN", None, "IDENTITAS", None, "PENJAMIN", None]
    below = [None, None, "Mulai", "s/d", "NIK", "L/P", "Nama", "No HP"]
    (layout,) = detect(book(path, {"Klien": [top, below, ["D/1", "Budi"]]}))
    assert layout.header_rows == [1, 2]
    assert list(fields(layout).values()) == [
        "register_number",
        "name",
        "guidance_start",
        "guidance_end",
        "nik",
        "sex",
        "guarantor",
        "guarantor_phone",
    ]
    assert layout.columns[2].heading == "MASA BIMBINGAN Mulai"


def test_a_line_of_groups_above_the_headings_belongs_to_them(path):
    groups = ["KLIEN", None, "ALAMAT", None, "MASA BIMBINGAN", None]
    own = ["No Reg", "Nama", "Desa/Kelurahan", "Kec.", "Awal", "Akhir"]
    (layout,) = detect(book(path, {"Klien": [groups, own, ["D/1", "Budi"]]}))
    assert layout.header_rows == [1, 2]
    assert list(fields(layout).values())[2:] == ["village", "district", "guidance_start", "guidance_end"]


def test_unknown_headings_are_listed_as_ignored_with_samples(path):
    (layout,) = detect(
        book(path, {"Klien": [["No Reg", "Nama", "Agama"], ["D/1", "A", "x"], ["D/2", "B", "y"]]})
    )
    (ignored,) = layout.ignored
    assert (ignored.letter, ignored.heading, ignored.samples) == ("C", "Agama", ["x", "y"])


def test_the_second_column_of_a_name_is_left_to_the_user_but_a_second_phone_is_one(path):
    (layout,) = detect(
        book(path, {"Klien": [["No Reg", "Nama", "NAMA LENGKAP", "No HP", "WA"], ["D/1", "A"]]})
    )
    assert list(fields(layout).values()) == ["register_number", "name", None, "phone", "phone2"]


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([], "empty"),
        ([["PK", "JUMLAH"], ["Agus", 5]], "no_list"),
        ([["No Register", "Kecamatan"], ["D/1", "Palolo"]], "no_name_column"),
        ([["Nama", "Kecamatan"], ["Budi", "Palolo"]], "no_register_column"),
    ],
)
def test_a_sheet_that_is_no_list_of_clients_is_skipped_with_its_reason(path, rows, reason):
    (layout,) = detect(book(path, {"Rekap": rows}))
    assert (layout.sheet, layout.skipped_reason) == ("Rekap", reason)
    assert str(layout.skipped_message)
    assert parsed(path) == []


def test_a_hidden_sheet_is_skipped(path):
    book(path, {"Klien": [HEADINGS, GOOD], "Lama": [HEADINGS, GOOD]}, hidden=["Lama"])
    assert [layout.skipped_reason for layout in detect(path)] == [None, "hidden"]


def test_a_corrected_layout_survives_json_and_is_read(path):
    book(path, {"Klien": [["Kode", "Nama", "Hal"], ["D/1", "Budi", "CB"]]})
    (layout,) = detect(path)
    corrected = layout.with_fields({0: "register_number", 2: "category"})
    again = SheetLayout.from_json(json.loads(json.dumps(corrected.to_json())))
    assert again == corrected
    (row,) = read_rows(path, [again])
    assert (row.values["register_number"], row.values["category"]) == ("D/1", "CB")


def test_a_needed_column_taken_away_skips_the_sheet(path):
    (layout,) = detect(book(path, {"Klien": [HEADINGS, GOOD]}))
    assert layout.with_fields({1: None}).skipped_reason == "no_name_column"


@pytest.mark.parametrize(("index", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_are_named_as_excel_does(index, name):
    assert letter(index) == name
