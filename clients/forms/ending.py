from django import forms
from django.utils.translation import gettext_lazy as _

from clients.choices import EndReason
from clients.rules.register import ending_problems
from pembinaan.dates import today
from pembinaan.forms import Form
from pembinaan.problems import add_problems
from pembinaan.text import multi_line


class EndForm(Form):
    reason = forms.ChoiceField(label=_("Reason"), choices=EndReason, widget=forms.RadioSelect)
    on = forms.DateField(label=_("Ended on"))
    note = forms.CharField(
        label=_("Note"),
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        validators=[multi_line],
    )

    def __init__(self, *args, client, **kwargs):
        super().__init__(*args, **kwargs)
        self.client = client
        self.fields["on"].initial = today(client.office)

    def clean(self):
        cleaned = super().clean()
        reason, on = cleaned.get("reason"), cleaned.get("on")
        if reason and on:
            add_problems(
                self, ending_problems(self.client, reason=reason, on=on, today=today(self.client.office))
            )
        return cleaned


class ReopenForm(Form):
    note = forms.CharField(
        label=_("Why the ending was wrong"),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        validators=[multi_line],
    )
