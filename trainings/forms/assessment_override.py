from django import forms
from django.utils.translation import gettext_lazy as _

from pembinaan.forms import Form, KeyedForm
from pembinaan.text import multi_line


class OverrideForm(KeyedForm):
    note = forms.CharField(
        label=_("Reason"),
        help_text=_("It is kept with the decision and in the history."),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        validators=[multi_line],
    )


class WithdrawForm(Form):
    """Only a confirmation."""
