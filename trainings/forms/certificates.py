from django import forms
from django.utils.translation import gettext_lazy as _

from pembinaan import dates
from pembinaan.forms import Form, KeyedForm
from pembinaan.text import multi_line, single_line
from pembinaan.views import as_uuid
from trainings.certifying import Terms, instructor_signers, office_signers, partner_signers
from trainings.choices import Face
from trainings.documents.certificate_facts import proposed_title

NOBODY = ("", _("nobody"))


class PeopleField(forms.MultipleChoiceField):
    """Ids of participants; whether each may have a certificate is decided under lock."""

    def valid_value(self, value):
        return as_uuid(value) is not None


class IssueForm(KeyedForm):
    people = PeopleField(
        label=_("Participants"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one participant.")},
    )
    face = forms.ChoiceField(
        label=_("Face"),
        choices=Face,
        widget=forms.RadioSelect,
        help_text=_("The neutral face names no office and no guidance; the official one needs consent."),
    )
    issued_on = forms.DateField(label=_("Date of issue"))
    title = forms.CharField(
        label=_("Title of the training as printed"), max_length=160, validators=[single_line]
    )
    partner_signer = forms.ChoiceField(label=_("Signs for the partner"), required=False)
    instructor = forms.ChoiceField(
        label=_("Signs as instructor"), required=False, help_text=_("On the neutral face.")
    )
    signatory = forms.ChoiceField(
        label=_("Signs for the office"), required=False, help_text=_("On the official face.")
    )

    def __init__(self, *args, training, people=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.training = training
        self.fields["people"].choices = people
        today = dates.today(training.office)
        self.signers = {
            "partner_signer": partner_signers(training),
            "instructor": instructor_signers(training),
            "signatory": office_signers(training.office, self._day() or today),
        }
        for name, signers in self.signers.items():
            self.fields[name].choices = [*((one.key, one.label) for one in signers), NOBODY]
            self.initial.setdefault(name, signers[0].key if signers else "")
        self.initial.setdefault("face", Face.NEUTRAL if training.partner else Face.OFFICIAL)
        self.initial.setdefault("title", proposed_title(training, self.initial["face"]))
        self.initial.setdefault("issued_on", today)
        self.initial.setdefault("people", [value for value, _label in people])

    def _day(self):
        field = self.fields["issued_on"]
        try:
            return field.clean(self.data["issued_on"]) if self.is_bound else None
        except (forms.ValidationError, KeyError):
            return None

    @property
    def terms(self):
        given = self.cleaned_data
        other = "signatory" if given["face"] == Face.OFFICIAL else "instructor"
        found = [self._signer(name) for name in ("partner_signer", other)]
        left, right = found
        if left and right and left.name and left.name == right.name:
            found = [left]
        signers = tuple(signer for signer in found if signer)
        return Terms(given["face"], given["issued_on"], given["title"], signers)

    def _signer(self, name):
        return next((one for one in self.signers[name] if one.key == self.cleaned_data[name]), None)


class StateForm(Form):
    """A step with a certificate: its day and why."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    on = forms.DateField(label=_("Date"))
    note = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}), validators=[multi_line]
    )


class ReplaceForm(KeyedForm):
    on = forms.DateField(label=_("Date of the new certificate"))
    note = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}), validators=[multi_line]
    )


class HandOverForm(Form):
    on = forms.DateField(label=_("Handed over on"))
    certificates = PeopleField(
        label=_("Certificates"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one certificate.")},
    )

    def __init__(self, *args, certificates=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["certificates"].choices = certificates
        self.initial.setdefault("certificates", [value for value, _label in certificates])


class CheckForm(Form):
    """What whoever holds a certificate reads from it."""

    number = forms.CharField(label=_("Number of the certificate"), max_length=100, validators=[single_line])
    day = forms.IntegerField(
        label=_("Day of the date of issue"),
        min_value=1,
        max_value=31,
        help_text=_("Two digits, for example 09 of 9 September."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": "2", "autocomplete": "off"}),
    )
