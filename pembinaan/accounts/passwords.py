import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from pembinaan.text import fold

WORDS = {"pembinaan", "bapas", "pemasyarakatan", "kanwil", "ditjenpas", "password", "sandi"}
REST = 8
"""What must remain of a password once the words that everybody would guess are taken out of it."""


class ContextWordValidator:
    """Refuses passwords built from the words that everybody here would try first."""

    def validate(self, password, user=None):
        plain = fold(password).replace(" ", "")
        rest = plain
        for word in sorted(WORDS | words_around(user), key=len, reverse=True):
            rest = rest.replace(word, "")
        if rest != plain and len(rest) < REST:
            raise ValidationError(_("This password is built from a word of the office."), code="context_word")

    def get_help_text(self):
        return _("The password is not built from words such as Bapas, Pembinaan or the office's town.")


def words_around(user):
    """The parts of the person's and the office's names."""
    if user is None or not user.office_id:
        return set()
    office = user.office
    named = fold(" ".join([user.username, user.name, office.name, office.code, office.city]))
    return {word for word in re.split(r"\s", named) if len(word) >= 4}
