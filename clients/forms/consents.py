from django import forms
from django.utils.translation import gettext_lazy as _

from clients.choices import Proof, Purpose
from clients.rules.consent import consent_problems, withdrawal_problems
from pembinaan.dates import today
from pembinaan.forms import Form, KeyedForm
from pembinaan.problems import add_problems
from pembinaan.text import multi_line
from pembinaan.uploads import check_upload


def note_field(label, **options):
    return forms.CharField(
        label=label,
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        validators=[multi_line],
        **{"required": False} | options,
    )


class ConsentForm(KeyedForm):
    purpose = forms.ChoiceField(label=_("Purpose"), choices=Purpose, widget=forms.RadioSelect)
    given_on = forms.DateField(label=_("Given on"))
    proof = forms.ChoiceField(label=_("Proof"), choices=Proof, widget=forms.RadioSelect)
    file = forms.FileField(
        label=_("File of the proof"),
        required=False,
        help_text=_("PDF or photo, at most 5 MB. Place and camera are taken out of photos."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )
    note = note_field(_("Note"))

    def __init__(self, *args, client, open_purposes, **kwargs):
        super().__init__(*args, **kwargs)
        self.client = client
        self.fields["purpose"].choices = [choice for choice in Purpose.choices if choice[0] in open_purposes]
        self.fields["given_on"].initial = today(client.office)
        if client.is_child_on(today(client.office)):
            self.fields["proof"].initial = Proof.GUARDIAN

    def clean_file(self):
        file = self.cleaned_data["file"]
        return check_upload(file) if file else None

    def clean(self):
        cleaned = super().clean()
        if "given_on" in cleaned and "proof" in cleaned:
            problems = consent_problems(
                self.client,
                given_on=cleaned["given_on"],
                proof=cleaned["proof"],
                note=cleaned.get("note", ""),
                today=today(self.client.office),
            )
            add_problems(self, problems)
        return cleaned


class WithdrawForm(Form):
    on = forms.DateField(label=_("Withdrawn on"))
    note = note_field(_("Note"))

    def __init__(self, *args, consent, **kwargs):
        super().__init__(*args, **kwargs)
        self.consent = consent
        self.fields["on"].initial = today(consent.client.office)

    def clean(self):
        cleaned = super().clean()
        if on := cleaned.get("on"):
            day = today(self.consent.client.office)
            add_problems(self, withdrawal_problems(self.consent, on=on, today=day))
        return cleaned
