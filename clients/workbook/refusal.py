"""Why a file is turned away before anything of it is read."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "empty": _("The file is empty."),
    "too_large": _("The file is too large. Split the list over several files."),
    "text": _("This is a CSV or text file. Open it in Excel and save it as an Excel workbook (.xlsx)."),
    "old_xls": _("This is an old Excel file (.xls). Open it in Excel and save it as .xlsx."),
    "encrypted": _("The workbook is protected with a password. Save it without a password and try again."),
    "macro": _("The workbook contains macros. Save it as an ordinary workbook (.xlsx) and try again."),
    "not_workbook": _("This is not an Excel workbook (.xlsx)."),
    "corrupt": _("The workbook is damaged or incomplete. Open it in Excel, save it again and try that file."),
    "doctype": _("The workbook contains definitions that Excel never writes, so it is not read."),
    "bomb": _("The workbook unpacks to far more data than a client list needs, so it is not read."),
    "too_many_rows": _(
        "The workbook has too many rows. Delete unused rows or split the list into several files."
    ),
    "too_wide": _("The workbook has filled cells far outside the list. Delete them and try again."),
}


class WorkbookRefused(ValidationError):
    """The whole file is turned away; `code` is a key of REFUSALS."""

    def __init__(self, code, message=None):
        super().__init__(message or REFUSALS[code], code=code)
