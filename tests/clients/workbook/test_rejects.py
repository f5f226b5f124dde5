import io

from python_calamine import CalamineWorkbook

from clients.workbook.rejects import write_rejects

from .books import book, parsed

HEADINGS = ["No", "No Reg", "Nama", "NIK", "Tgl Lahir", "Agama", "Jenis Klien"]


def rejected(tmp_path, *lines):
    path = book(tmp_path / "klien.xlsx", {"Klien": [HEADINGS, *lines]})
    file = io.BytesIO()
    write_rejects((row for row in parsed(path) if row.errors), file)
    return file


def test_bad_rows_go_back_as_they_were_with_place_and_reason(tmp_path):
    file = rejected(
        tmp_path,
        [1, "D/1", "Budi", "7210051510840008", "31/02/1990", "=HYPERLINK(1)", "Titipan"],
        [2, "D/2", "Ani", "", "", "", "PB"],
    )
    file.seek(0)
    head, row = CalamineWorkbook.from_filelike(file).get_sheet_by_index(0).to_python()
    assert head[:7] == HEADINGS
    assert row[:7] == [1.0, "D/1", "Budi", "7210051510840008", "31/02/1990", "=HYPERLINK(1)", "Titipan"]
    assert row[7:9] == ["Klien", 2.0]
    assert "31/02/1990" in row[9]
    assert "Titipan" in row[9]


def test_a_corrected_file_can_be_read_again(tmp_path):
    file = rejected(tmp_path, [1, "D/1", "", 7210051510840008, "", "", "CB"])
    (row,) = parsed(file)
    assert [problem.code for problem in row.errors] == ["no_name"]
    assert row.values["register_number"] == "D/1"
    assert [problem.code for problem in row.warnings] == ["nik_unusable"]
