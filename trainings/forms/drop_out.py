from django import forms
from django.utils.translation import gettext_lazy as _

from pembinaan.forms import KeyedForm
from pembinaan.text import single_line
from trainings.choices import WarningAnswer


class AnswerForm(KeyedForm):
    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    answer = forms.ChoiceField(label=_("What was done?"), choices=WarningAnswer, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Note"),
        max_length=200,
        required=False,
        validators=[single_line],
        help_text=_("Why, if nothing needs to be done."),
    )
