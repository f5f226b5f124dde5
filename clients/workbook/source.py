"""The workbook itself, opened by a reader that knows no exceptions of its own when it panics."""

import os
from contextlib import contextmanager

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from .refusal import WorkbookRefused


@contextmanager
def _damage_refused():
    try:
        yield
    except CalamineError as error:
        raise WorkbookRefused("corrupt") from error
    except BaseException as error:
        # A panic inside the reader arrives as a class below BaseException that cannot be imported.
        if type(error).__name__ == "PanicException":
            raise WorkbookRefused("corrupt") from error
        raise


def open_workbook(source) -> CalamineWorkbook:
    """`source` is a path, a binary file, or a workbook that is open already."""
    if isinstance(source, CalamineWorkbook):
        return source
    with _damage_refused():
        if isinstance(source, str | os.PathLike):
            # Not from_path: it trusts the ending of the name, and offices call a new workbook ".xls" too.
            with open(source, "rb") as file:
                return CalamineWorkbook.from_filelike(file)
        source.seek(0)
        return CalamineWorkbook.from_filelike(source)


def sheet_rows(workbook: CalamineWorkbook, name: str):
    """The sheet, and its rows beginning with Excel's row 1 and column A."""
    with _damage_refused():
        sheet = workbook.get_sheet_by_name(name)
    left = [""] * (sheet.start[1] if sheet.start else 0)
    return sheet, (left + row if left else row for row in sheet.iter_rows())


def worksheets(workbook: CalamineWorkbook):
    """Name of each sheet of cells in order, and whether it is shown."""
    for data in workbook.sheets_metadata:
        if data.typ == SheetTypeEnum.WorkSheet:
            yield data.name, data.visible == SheetVisibleEnum.Visible
