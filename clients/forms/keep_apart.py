from django import forms
from django.utils.translation import gettext_lazy as _

from clients.models import KeepApart
from clients.rules.keep_apart import pair_problems
from pembinaan.dates import today
from pembinaan.forms import KeyedForm
from pembinaan.problems import add_problems


class PairForm(KeyedForm):
    note = KeepApart._meta.get_field("note").formfield(
        label=_("Why"), help_text=_("Only the PK of one of the two and the head can read it.")
    )
    until = forms.DateField(
        label=_("Kept apart until"), required=False, help_text=_("Empty: until it is lifted.")
    )

    def __init__(self, *args, client, other, **kwargs):
        super().__init__(*args, **kwargs)
        self.client, self.other = client, other

    def clean(self):
        cleaned = super().clean()
        day = today(self.client.office)
        add_problems(self, pair_problems(self.client, self.other, until=cleaned.get("until"), today=day))
        return cleaned
