from django import forms
from django.utils.translation import gettext_lazy as _

from pembinaan.forms import KeyedForm
from pembinaan.text import single_line


class CopyTrainingForm(KeyedForm):
    title = forms.CharField(label=_("Title"), max_length=160, validators=[single_line])
    starts_on = forms.DateField(
        label=_("First day"), help_text=_("The timetable begins here; holidays are left out by themselves.")
    )
    place = forms.CharField(label=_("Place"), max_length=120, validators=[single_line])
