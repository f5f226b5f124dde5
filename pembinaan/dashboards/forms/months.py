"""Sending a month, deciding on it, and notes on its figures."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pembinaan.accounts.roles import Role
from pembinaan.dashboards.policy import MAX_NOTE
from pembinaan.dates import month, parse_month
from pembinaan.forms import Form, KeyedForm
from pembinaan.text import multi_line, single_line
from trainings.indicators import CARDS

WITHOUT_NAMES = _("Without names of clients: colleagues of other offices read it, too.")


def words(label, *, rows=3, most=MAX_NOTE, **more):
    return forms.CharField(
        label=label,
        max_length=most,
        widget=forms.Textarea({"rows": rows}),
        validators=[multi_line],
        **{"help_text": WITHOUT_NAMES} | more,
    )


class SubmitForm(Form):
    note = words(_("Note to the Kanwil"), most=2000, required=False)


class VersionForm(Form):
    version = forms.IntegerField(widget=forms.HiddenInput)


class ReturnForm(VersionForm):
    reason = words(_("What is to be changed"), most=2000)


class NoteForm(KeyedForm):
    office = forms.ModelChoiceField(None, label=_("Office"), empty_label=None)
    month = forms.ChoiceField(label=_("Month"))
    indicator = forms.ChoiceField(label=_("Indicator"))
    text = words(_("Note"))

    def __init__(self, *args, offices, months, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["office"].queryset = offices
        self.fields["month"].choices = [(f"{day:%Y-%m}", month(day)) for day in months]
        self.fields["indicator"].choices = [(card.key, card.name) for card in CARDS]

    def clean_month(self):
        return parse_month(self.cleaned_data["month"])


class ReplyForm(KeyedForm):
    text = words(_("Reply"))


class SaveViewForm(KeyedForm):
    name = forms.CharField(label=_("Name"), max_length=80, validators=[single_line])
    shared_with = forms.ChoiceField(
        label=_("Share with"),
        choices=[("", _("Nobody")), *Role.choices],
        required=False,
        help_text=_("Everybody of this role in the office can open it."),
    )
