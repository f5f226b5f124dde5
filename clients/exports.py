"""The register as a workbook: text stays text, numbers of identity stay masked, and it says who took it."""

from datetime import date

from django.utils.translation import gettext as _

from clients.choices import Category, Education, Sex, Status, Work
from clients.models.client import NIK_CONTEXT, masked
from pembinaan.crypto import open_sealed
from pembinaan.exports import Export

CHUNK = 5_000


def masked_seal(sealed):
    return masked(open_sealed(sealed, NIK_CONTEXT).decode()) if sealed else ""


def labels(choices):
    """Looked up once, not translated anew for each of 20,000 rows."""
    names = {value: str(label) for value, label in choices.choices}
    return lambda value: names.get(value, value)


def columns():
    """(heading, path, how its value is shown, width)"""
    return [
        (_("Register number"), "register_number", str, 20),
        (_("Name"), "name", str, 32),
        (_("Aliases"), "aliases", str, 18),
        (_("Sex"), "sex", labels(Sex), 12),
        (_("Date of birth"), "birth_date", None, 13),
        (_("NIK"), "nik_sealed", masked_seal, 18),
        (_("Phone"), "phone", str, 16),
        (_("Whose phone"), "phone_owner", str, 14),
        (_("Address"), "address", str, 32),
        (_("Regency or city"), "region__name", str, 22),
        (_("Category"), "category", labels(Category), 22),
        (_("Guidance starts"), "guidance_start", None, 13),
        (_("Guidance ends"), "guidance_end", None, 13),
        (_("Status"), "status", labels(Status), 12),
        (_("PK"), "counsellor__name", str, 22),
        (_("Work status"), "work", labels(Work), 18),
        (_("As of"), "work_since", None, 13),
        (_("Work"), "occupation", str, 22),
        (_("Education"), "education", labels(Education), 20),
        (_("Interests"), "interests", str, 24),
    ]


def write_clients(rows, *, filters, by, at):
    """A finished temporary file, its size and its rows. `filters`: their words, for the second sheet."""
    export = Export(_("Clients"), by=by, at=at)
    count = _clients_sheet(export, rows)
    filtered = "; ".join(filters) or _("Under guidance")
    export.add_about([(_("Rows"), str(count)), (_("Filters"), filtered)])
    return *export.finished(), count


def _clients_sheet(export, rows):
    shown = columns()
    sheet = export.add_sheet(_("Clients"), [(heading, width) for heading, _path, _show, width in shown])
    converters, count = [show for _heading, _path, show, _width in shown], 0
    found = rows.values_list(*(path for _heading, path, _show, _width in shown))
    for count, values in enumerate(found.iterator(chunk_size=CHUNK), start=1):
        for place, (value, show) in enumerate(zip(values, converters, strict=True)):
            if isinstance(value, date):
                sheet.write_datetime(count, place, value, export.day)
            elif value:
                export.write_text(sheet, count, place, show(value))
    return count
