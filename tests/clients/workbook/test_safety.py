"""Hostile and mistaken files are refused before the reader unpacks them, each with its own reason."""

import io
import struct
import time
import zipfile

import pytest
from django.core.exceptions import ValidationError

from clients.workbook.detect import detect
from clients.workbook.refusal import REFUSALS, WorkbookRefused
from clients.workbook.safety import OLE, check_upload

from .books import BOOK_RELATIONS, CONTENT_TYPES, GOOD, HEADINGS, MAIN, SAMPLE, book, packed, sheet_of


def named(content: bytes, name="klien.xlsx"):
    file = io.BytesIO(content)
    file.name = name
    return file


def refused(file, **limits) -> str:
    with pytest.raises(WorkbookRefused) as refusal:
        check_upload(file, **limits)
    assert refusal.value.messages == [str(REFUSALS[refusal.value.code])]
    return refusal.value.code


def test_an_ordinary_workbook_passes_and_is_rewound(tmp_path):
    path = book(tmp_path / "klien.xlsx", {"Klien": [HEADINGS, GOOD]})
    check_upload(path)
    with path.open("rb") as file:
        check_upload(file)
        assert file.tell() == 0


def test_a_refusal_is_a_validation_error():
    assert issubclass(WorkbookRefused, ValidationError)


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "klien.xlsx", "empty"),
        (b"No Reg;Nama\r\nD/1;Budi\r\n", "klien.xlsx", "text"),
        ("\ufeffNo Reg;Nama\nD/1;Sitti Aïsyah\n".encode(), "klien.xlsx", "text"),
        ("No Reg\tNama\n".encode("utf-16"), "klien.xlsx", "text"),
        (b"<html><table><tr><td>x</td></tr></table></html>", "klien.xls", "text"),
        (OLE + bytes(600), "klien.xls", "old_xls"),
        (OLE + bytes(600) + "Workbook".encode("utf-16-le"), "klien.xlsx", "old_xls"),
        (OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "klien.xlsx", "encrypted"),
        (OLE + bytes(600), "klien.xlsx", "encrypted"),
        (b"%PDF-1.7\x00\x01", "klien.xlsx", "not_workbook"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "klien.xlsx", "not_workbook"),
        (b"PK\x03\x04 not really", "klien.xlsx", "corrupt"),
    ],
)
def test_what_is_no_workbook_at_all(content, name, code):
    assert refused(named(content, name)) == code


def test_a_workbook_cut_short_or_overwritten_is_damaged():
    whole = SAMPLE.read_bytes()
    assert refused(named(whole[: len(whole) // 2])) == "corrupt"
    start = whole.index(b"xl/worksheets/sheet1.xml") + 2000
    assert refused(named(whole[:start] + bytes(3000) + whole[start + 3000 :])) == "corrupt"


def test_another_kind_of_zip_is_no_workbook():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert refused(file) == "not_workbook"


@pytest.mark.parametrize(
    "parts",
    [
        {"xl/vbaProject.bin": b"\x00"},
        {
            "[Content_Types].xml": CONTENT_TYPES.replace(
                "application/xml", "vnd.ms-excel.sheet.macroEnabled.main+xml"
            )
        },
    ],
)
def test_macros(parts):
    assert refused(packed(parts)) == "macro"


def test_the_name_of_a_macro_file_is_enough():
    file = packed({})
    file.name = "KLIEN.XLSM"
    assert refused(file) == "macro"


def test_limits_of_the_caller():
    assert refused(SAMPLE, max_bytes=10_000) == "too_large"
    assert refused(SAMPLE, max_unpacked=100_000) == "bomb"
    assert refused(SAMPLE, max_rows=1_000) == "too_many_rows"


def test_too_many_members():
    assert refused(packed({f"xl/media/{n}.png": b"" for n in range(10_000)})) == "bomb"


def test_a_bomb_is_refused_at_once_by_its_ratio():
    file = packed({"xl/media/x.bin": bytes(100 << 20)})
    begun = time.process_time()
    assert refused(file) == "bomb"
    assert time.process_time() - begun < 0.5


def test_sizes_that_lie_are_counted():
    """Both places where the size is written say 1000 bytes; 5 MB come out."""
    content = packed({"xl/worksheets/sheet1.xml": sheet_of(" " * (5 << 20))}).getvalue()
    real = struct.pack("<L", len(sheet_of(" " * (5 << 20))))
    assert content.count(real) == 2
    assert refused(named(content.replace(real, struct.pack("<L", 1000))), max_unpacked=1 << 20) in (
        "bomb",
        "corrupt",
    )


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "docProps/core.xml"]
)
@pytest.mark.parametrize(
    "definition",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE x SYSTEM "file:///etc/passwd">',
        '<!ENTITY x SYSTEM "http://example.org/x">',
    ],
)
def test_definitions_in_any_part(part, definition):
    assert refused(packed({part: f'<?xml version="1.0"?>{definition}<x/>'})) == "doctype"


def test_a_definition_across_two_steps_or_in_another_encoding_is_seen():
    late = sheet_of("<row/>" * ((1 << 20) // 6 - 12)) + '<!DOCTYPE x SYSTEM "y">' + " " * 100
    assert refused(packed({"xl/worksheets/sheet1.xml": late})) == "doctype"
    assert refused(packed({"xl/workbook.xml": "<!DOCTYPE x>".encode("utf-16")})) == "corrupt"


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (
            '<row r="1"><c r="A1"><v>1</v></c></row><row r="90000"><c r="XFD90000"><v>1</v></c></row>',
            "too_wide",
        ),
        ('<row r="1"><c r="A1"><v>1</v></c><c x=">" r="XFD90000"><v>1</v></c></row>', "too_wide"),
        ("<row r='1'><c r='A1'><v>1</v></c><c r = 'XFD90000'><v>1</v></c></row>", "too_wide"),
        ('<row r="1048576"><c r="A1048576"><v>1</v></c></row>', "too_many_rows"),
        ('<row r="1048576"><c><v>1</v></c></row>', "too_many_rows"),
        ('<row r="1"><c r="ZZZZZZZZZZ99999999999999"><v>1</v></c></row>', "corrupt"),
    ],
)
def test_a_cell_far_away_would_fill_the_memory(rows, code):
    assert refused(packed({"xl/worksheets/sheet1.xml": sheet_of(rows)})) == code


def test_far_cells_that_only_carry_a_format_are_harmless():
    formatted = '<row r="1048576" s="1"><c r="A1048576" s="3"/></row>'
    rows = '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="3"/></row>' + formatted
    file = packed({"xl/worksheets/sheet1.xml": sheet_of(rows)})
    check_upload(file)
    assert [layout.sheet for layout in detect(file)] == ["A"]


def test_a_size_that_the_sheet_only_claims_is_harmless():
    claim = f'<worksheet xmlns="{MAIN}"><dimension ref="A1:XFD1048576"/><sheetData/></worksheet>'
    file = packed({"xl/worksheets/sheet1.xml": claim})
    check_upload(file)
    assert detect(file)[0].skipped_reason == "empty"


def strings(text: str, count=1) -> str:
    return f'<sst xmlns="{MAIN}" uniqueCount="{count}"><si><t>{text}</t></si></sst>'


@pytest.mark.parametrize(
    "cell", ['<c t="s"><v>0</v></c>', '<c t="s"><v>+0</v></c>', "<c t='s'><v >&#48;</v ></c>"]
)
def test_one_long_text_in_every_cell_would_fill_the_memory(cell):
    rows = f"<row>{cell * 50}</row>" * 400
    parts = {"xl/sharedStrings.xml": strings("x" * 10_000), "xl/worksheets/sheet1.xml": sheet_of(rows)}
    assert refused(packed(parts)) == "bomb"


def test_one_long_text_used_once_is_harmless():
    rows = '<row><c t="s"><v>0</v></c></row>' + "<row><c><v>45000</v></c></row>" * 20_000
    parts = {"xl/sharedStrings.xml": strings("x" * 10_000), "xl/worksheets/sheet1.xml": sheet_of(rows)}
    assert check_upload(packed(parts)) is None


def test_a_count_of_texts_that_lies_would_fill_the_memory():
    assert refused(packed({"xl/sharedStrings.xml": strings("x", count=4_000_000_000)})) == "corrupt"


def test_a_sheet_smuggled_in_under_another_name_is_refused():
    relations = BOOK_RELATIONS.replace("worksheets/sheet1.xml", "media/image1.png")
    assert refused(packed({"xl/_rels/workbook.xml.rels": relations})) == "corrupt"
    encoded = BOOK_RELATIONS.replace("sheet1.xml", "sheet1&#46;png")
    assert refused(packed({"xl/_rels/workbook.xml.rels": encoded})) == "corrupt"


def test_foreign_data_of_excel_itself_is_no_obstacle():
    foreign = {"customXml/item1.xml": "<?xml version='1.0'?><Data/>".encode("utf-16")}
    assert check_upload(packed(foreign)) is None


@pytest.mark.parametrize(
    "parts",
    [
        {"xl/workbook.xml": "<workbook"},
        {"xl/workbook.xml": "not xml at all"},
        {"xl/worksheets/sheet1.xml": sheet_of('<row r="1"><c r="A0"><v>1</v></c></row>')},
        {"xl/worksheets/sheet1.xml": sheet_of('<row r="1"><c r="A1" t="s"><v>99</v></c></row>')},
    ],
)
def test_damage_that_only_the_reader_notices_is_a_refusal_too(parts):
    file = packed(parts)
    check_upload(file)
    with pytest.raises(WorkbookRefused) as caught:
        detect(file)
    assert caught.value.code == "corrupt"
