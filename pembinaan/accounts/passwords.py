from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

WORDS = ("pembinaan", "bapas", "pemasyarakatan", "kanwil", "ditjenpas")


class ContextWordValidator:
    """Refuses passwords built from the words that everybody here would try first."""

    def validate(self, password, user=None):
        plain = password.lower()
        for word in WORDS:
            plain = plain.replace(word, "")
        if len(plain) < 6 and plain != password.lower():
            raise ValidationError(_("This password is built from a word of the office."), code="context_word")

    def get_help_text(self):
        return _("The password is not built from words such as Bapas or Pembinaan.")
