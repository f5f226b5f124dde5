from django import forms
from django.utils.translation import gettext_lazy as _

from pembinaan.forms import Form, KeyedForm
from pembinaan.text import single_line


class WalkInNameForm(KeyedForm):
    name = forms.CharField(
        label=_("Name"), max_length=150, validators=[single_line], help_text=_("As the person says it.")
    )


class OriginForm(Form):
    origin = forms.CharField(
        label=_("comes from"),
        max_length=120,
        validators=[single_line],
        help_text=_("For example: Rutan Palu"),
    )
