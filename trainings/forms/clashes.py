from django import forms
from django.utils.translation import gettext_lazy as _

from pembinaan.forms import Form
from pembinaan.text import single_line


class AcceptForm(Form):
    """Ticks of warnings by fingerprint, and one reason for all of them."""

    reason = forms.CharField(label=_("Reason"), max_length=200, validators=[single_line])

    @property
    def ticked(self):
        return self.data.getlist("clash") if self.is_bound else []

    def clean(self):
        if not self.ticked:
            self.add_error(None, _("Tick at least one warning."))
        return super().clean()
