from django import forms
from django.utils.translation import gettext_lazy as _

from clients.choices import NikPurpose
from pembinaan.forms import Form


class NikForm(Form):
    purpose = forms.ChoiceField(
        label=_("What for"),
        choices=NikPurpose,
        widget=forms.RadioSelect,
        help_text=_("Your name, the time and the purpose are recorded."),
    )
