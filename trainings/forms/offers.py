from django import forms
from django.utils.translation import gettext_lazy as _

from pembinaan.forms import Form
from pembinaan.text import single_line


class AnswerForm(Form):
    note = forms.CharField(label=_("Note"), max_length=150, required=False, validators=[single_line])

    def __init__(self, *args, needs_note, **kwargs):
        super().__init__(*args, **kwargs)
        if needs_note:
            self.fields["note"].label, self.fields["note"].required = _("Why"), True
