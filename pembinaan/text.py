"""Model fields for text: the one place that refuses control characters."""

import re
import unicodedata

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

# C0 and C1 controls and the marks that turn the reading direction break logs, pages and exports;
# halves of surrogate pairs, which only JSON can bring, are no text at all.
_NOWHERE = "\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff"
_FORBIDDEN_IN_LINE = f"\x00-\x1f{_NOWHERE}"
_FORBIDDEN_IN_BLOCK = f"\x00-\x08\x0b\x0c\x0e-\x1f{_NOWHERE}"
_SIGNS = re.compile("[^0-9a-z]+")
_MESSAGE = _("Remove the invisible control characters.")

single_line = RegexValidator(f"[{_FORBIDDEN_IN_LINE}]", _MESSAGE, "control_character", inverse_match=True)
multi_line = RegexValidator(f"[{_FORBIDDEN_IN_BLOCK}]", _MESSAGE, "control_character", inverse_match=True)


class Line(models.CharField):
    default_validators = [single_line]


class Block(models.TextField):
    default_validators = [multi_line]


def squeeze(value):
    """One blank between words, none at the ends."""
    return " ".join(str(value or "").split())


def fold(value):
    """Lower case without accents, letters, digits and single blanks only: for sorting and searching."""
    text = str(value or "")
    if text.isascii():  # most are, and this is ten times as fast
        return _SIGNS.sub(" ", text.lower()).strip()
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(char for char in plain if not unicodedata.combining(char)).lower()
    return squeeze("".join(char if char.isalnum() else " " for char in plain))


def compact(value):
    """Letters and digits alone: register numbers are searched without ./- and blanks."""
    return re.sub(r"[^0-9a-z]", "", fold(value))
