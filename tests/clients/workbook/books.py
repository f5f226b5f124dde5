"""Workbooks made for a test."""

import datetime
import io
import zipfile
from pathlib import Path

from xlsxwriter import Workbook

from clients.workbook.detect import detect
from clients.workbook.rows import read_rows

SAMPLE = Path(__file__).parents[2] / "data" / "klien_bapas_palu.xlsx"
HEADINGS = ["No. Register", "Nama Klien", "NIK", "L/P", "Tanggal Lahir", "Jenis Klien", "Mulai", "Berakhir"]
GOOD = ["D/1", "Budi bin Ali", "7210011503830001", "L", "15/03/1983", "PB", "01/02/2025", "01/02/2026"]

CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
ROOT_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{RELATED}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
BOOK = (
    f'<workbook xmlns="{MAIN}" xmlns:r="{RELATED}"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets>'
    "</workbook>"
)
BOOK_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{RELATED}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{RELATED}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
)


def book(path, sheets: dict, *, hidden=(), merged=()):
    """`sheets`: name to rows; None leaves a cell out; `merged`: (sheet, range, text)."""
    with Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as workbook:
        day = workbook.add_format({"num_format": "dd/mm/yyyy"})
        for name, rows in sheets.items():
            sheet = workbook.add_worksheet(name)
            for at, row in enumerate(rows):
                _write(sheet, at, row, day)
            for owner, area, text in merged:
                if owner == name:
                    sheet.merge_range(area, text)
            if name in hidden:
                sheet.hide()
    return path


def _write(sheet, at, row, day):
    for column, value in enumerate(row):
        if isinstance(value, datetime.date):
            sheet.write_datetime(at, column, value, day)
        elif value is not None:
            sheet.write(at, column, value)


def parsed(path):
    return list(read_rows(path, detect(path)))


def read_one(path, headings: dict):
    """The single row of a sheet with a register, a name and these further columns."""
    columns = {"No Reg": "D/1", "Nama": "Budi", **headings}
    book(path, {"Klien": [list(columns), list(columns.values())]})
    (row,) = parsed(path)
    return row


def packed(parts: dict) -> io.BytesIO:
    """A zip archive that looks like a workbook, with these parts put in or changed."""
    file = io.BytesIO()
    file.name = "klien.xlsx"
    whole = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": ROOT_RELATIONS,
        "xl/workbook.xml": BOOK,
        "xl/_rels/workbook.xml.rels": BOOK_RELATIONS,
        "xl/worksheets/sheet1.xml": sheet_of('<row r="1"><c r="A1"><v>1</v></c></row>'),
        **parts,
    }
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in whole.items():
            archive.writestr(name, content)
    return file


def sheet_of(rows: str) -> str:
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
