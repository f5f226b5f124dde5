"""What can be wrong with a row; the words are made when shown, so they speak the reader's language."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

ERRORS = {
    "no_name": _("The name is missing."),
    "no_register": _("The register number is missing."),
    "duplicate_register": _("The register number %(value)s stands higher up in the file already."),
    "bad_date": _("“%(value)s” is not a date that exists."),
    "end_before_start": _("The guidance ends (%(value)s) before it starts."),
    "unknown_category": _("“%(value)s” is not a known category of client."),
    "no_category": _("The category of client is missing."),
    "too_long": _("The text is too long for this field."),
}
WARNINGS = {
    "nik_unusable": _("The NIK is not usable: it must be text of 16 digits. The client is saved without it."),
    "nik_implausible": _("The NIK holds no possible birth date or serial number. Check it against the card."),
    "nik_mismatch": _("The NIK does not fit the birth date or the sex."),
    "phone_unusable": _("“%(value)s” is not a phone number. The client is saved without it."),
    "unknown_regency": _("“%(value)s” is not the name of one regency or city."),
    "unknown_sex": _("“%(value)s” is neither L nor P."),
    "shortened": _("The text was too long and has been shortened."),
}
MESSAGES = ERRORS | WARNINGS


@dataclass(frozen=True)
class RowProblem:
    """`field` is a key of headings.FIELDS, `column` Excel's letter, `value` the text as typed."""

    code: str
    field: str
    column: str = ""
    value: str = ""

    @property
    def message(self) -> str:
        if self.code == "unknown_category" and not self.value:
            return str(MESSAGES["no_category"])
        return str(MESSAGES[self.code]) % {"value": self.value}
