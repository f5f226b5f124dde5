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
    "duplicate_nik": _("The NIK already belongs to another active client."),
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
WITHOUT_VALUE = {
    "duplicate_register": _("The register number stands higher up in the file already."),
    "bad_date": _("The date does not exist."),
    "end_before_start": _("The guidance ends before it starts."),
    "unknown_category": _("The category of client is missing or not known."),
    "phone_unusable": _("The phone number is not usable. The client is saved without it."),
    "unknown_regency": _("This is not the name of one regency or city."),
    "unknown_sex": _("The sex is neither L nor P."),
}
"""For lists that keep no personal value."""


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

    @property
    def general_message(self) -> str:
        return str(WITHOUT_VALUE.get(self.code) or MESSAGES[self.code])
