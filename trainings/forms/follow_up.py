"""The 60-second form of a follow-up: two taps for most people, the rest folded away."""

from crispy_forms.layout import Div, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from clients.choices import EndReason
from pembinaan import dates
from pembinaan.forms import ModelForm
from pembinaan.problems import add_problems
from pembinaan.text import single_line
from pembinaan.uploads import check_upload
from trainings.actions.follow_up import FIELDS, consents_to_contact
from trainings.choices import (
    AT_WORK,
    IN_BUSINESS,
    NOT_AT_WORK,
    Blocker,
    Channel,
    Compliance,
    IncomeBand,
    OutcomeStatus,
    Reoffence,
    SalesChannel,
)
from trainings.models import Outcome
from trainings.rules.follow_up import attempt_problems, outcome_problems, tidied

REVOKED = (EndReason.NEW_OFFENCE, EndReason.BROKE_CONDITIONS)
REFUSED = "refused"
"""Offered beside the statuses: one tap says both that nothing is known and why."""
TRIED = [(value, label) for value, label in Channel.choices if value != Channel.UNREACHED]


class More(Div):
    """Folded away until somebody opens it, or until something in it needs correcting."""

    template = "trainings/more.html"


def when(field, *values):
    return f"{field}:{','.join(values)}"


class OutcomeForm(ModelForm):
    channel = forms.ChoiceField(
        label=_("How was the contact made?"), choices=Channel, widget=forms.RadioSelect
    )
    tried = forms.ChoiceField(
        label=_("What was tried?"), choices=TRIED, widget=forms.RadioSelect, required=False
    )
    give_up = forms.BooleanField(
        label=_("Close without an answer"),
        required=False,
        help_text=_("Otherwise this is an attempt and the follow-up stays open."),
    )
    status = forms.ChoiceField(
        label=_("What does the client do now?"),
        choices=[*OutcomeStatus.choices, (REFUSED, _("Refuses to be followed up"))],
        widget=forms.RadioSelect,
    )
    blocker = forms.ChoiceField(
        label=_("What blocks?"), choices=[("", _("Not asked")), *Blocker.choices], required=False
    )
    sales_channel = forms.ChoiceField(
        label=_("Sold through"), choices=[("", _("Not asked")), *SalesChannel.choices], required=False
    )
    proof = forms.FileField(
        label=_("Proof"),
        required=False,
        help_text=_("Photo, NIB or a letter: JPEG, PNG or PDF, at most 5 MB."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )
    reason = forms.CharField(label=_("Why it is corrected"), max_length=200, validators=[single_line])
    uses_skill = forms.TypedChoiceField(
        label=_("Uses the skill of the training?"),
        choices=[("True", _("Yes")), ("False", _("No"))],
        coerce=lambda value: value == "True",
        empty_value=None,
        widget=forms.RadioSelect,
        required=False,
    )
    income_band = forms.ChoiceField(
        label=_("Income a month"),
        choices=[*IncomeBand.choices, ("", _("Not asked"))],
        widget=forms.RadioSelect,
        required=False,
    )

    class Meta:
        model = Outcome
        fields = [name for name in FIELDS if name != REFUSED]
        labels = {
            "has_nib": _("Has a NIB"),
            "has_pirt": _("Has a P-IRT"),
            "has_halal": _("Has a halal certificate"),
            "verified_by_visit": _("Seen at a visit"),
            "income": _("Exact amount, in rupiah a month"),
        }
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, follow_up, **kwargs):
        self.follow_up = follow_up
        super().__init__(*args, **kwargs)
        self.today = dates.today(follow_up.enrolment.training.office)
        if self.is_correction:
            del self.fields["tried"], self.fields["give_up"]
            if self.instance.refused:
                self.initial["status"] = REFUSED
        else:
            del self.fields["reason"]
            self.fields["on"].initial = self.today
            if follow_up.enrolment.client.end_reason in REVOKED:
                self.fields["compliance"].initial = Compliance.REVOKED
        if self.is_bound and self["channel"].value() == Channel.UNREACHED:
            self.fields["status"].required = False
        self.helper.layout = self.follow_up_layout()

    @property
    def is_correction(self):
        return not self.instance._state.adding

    def follow_up_layout(self):
        reached = [value for value in Channel.values if value != Channel.UNREACHED]
        unreached = () if self.is_correction else ("tried", "give_up")
        business = (
            "business_name",
            "product",
            "sales_channel",
            "has_nib",
            "has_pirt",
            "has_halal",
            "capital",
        )
        return Layout(
            *(("reason",) if self.is_correction else ()),
            "channel",
            Div(*unreached, data_when=when("channel", Channel.UNREACHED)),
            Div("status", data_when=when("channel", "", *reached)),
            Div("uses_skill", "income_band", data_when=when("status", *AT_WORK, OutcomeStatus.APPRENTICE)),
            Div("blocker", data_when=when("status", *NOT_AT_WORK)),
            More(
                "on",
                Div(*business, data_when=when("status", *IN_BUSINESS)),
                Div("income", "verified_by_visit", "compliance", data_when=when("channel", "", *reached)),
                "reoffence",
                Div(
                    "reoffence_source",
                    data_when=when("reoffence", Reoffence.SUSPECTED, Reoffence.CONVICTED),
                ),
                "proof",
                "note",
            ),
            "version" if self.is_correction else "form_key",
        )

    @property
    def is_attempt(self):
        """Nobody was reached, and the officer will try again."""
        values = self.cleaned_data
        return values["channel"] == Channel.UNREACHED and not (self.is_correction or values["give_up"])

    def clean_proof(self):
        file = self.cleaned_data["proof"]
        return check_upload(file) if file else None

    def clean(self):
        values = super().clean()
        values[REFUSED] = values.get("status") == REFUSED
        if values[REFUSED] or values.get("channel") == Channel.UNREACHED:
            values["status"] = OutcomeStatus.UNKNOWN
        if values.get("channel") and values.get("on"):
            add_problems(self, [found for found in self._problems() if found.field not in self.errors])
        return values

    def _problems(self):
        on = self.cleaned_data["on"]
        facts = {
            "today": self.today,
            "may_contact": consents_to_contact(self.follow_up.enrolment.client, on),
        }
        if self.is_attempt:
            return attempt_problems(self.follow_up, on, **facts)
        return outcome_problems(self.follow_up, self.values(), correcting=self.is_correction, **facts)

    def values(self):
        """The fields of an outcome, tidied."""
        return tidied(
            {
                name: self.cleaned_data.get(name, Outcome._meta.get_field(name).get_default())
                for name in FIELDS
            }
        )
