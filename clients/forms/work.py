from django import forms
from django.utils.translation import gettext_lazy as _

from clients.choices import Work
from clients.rules.work import work_problems
from pembinaan.dates import today
from pembinaan.forms import KeyedForm
from pembinaan.problems import add_problems
from pembinaan.text import single_line


class WorkForm(KeyedForm):
    status = forms.ChoiceField(label=_("Work status"), choices=Work, widget=forms.RadioSelect)
    occupation = forms.CharField(
        label=_("Kind of work"), max_length=120, required=False, validators=[single_line]
    )
    on = forms.DateField(label=_("As of"))

    def __init__(self, *args, client, **kwargs):
        super().__init__(*args, **kwargs)
        self.client = client
        self.fields["on"].initial = today(client.office)

    def clean(self):
        cleaned = super().clean()
        status, on = cleaned.get("status"), cleaned.get("on")
        if status and on:
            add_problems(
                self, work_problems(self.client, status=status, on=on, today=today(self.client.office))
            )
        return cleaned
