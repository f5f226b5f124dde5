"""Asking to open a locked sheet, the head's answer, and a correction beside a final sheet."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pembinaan.forms import Form, KeyedForm
from pembinaan.text import multi_line, single_line
from trainings.choices import Mark, ReasonKind
from trainings.models import Reason
from trainings.sheet import Said

CLEARED = "-"


def why(label, **more):
    widget = forms.Textarea({"rows": 3})
    return forms.CharField(label=label, max_length=500, widget=widget, validators=[multi_line], **more)


class ReopenRequestForm(KeyedForm):
    note = why(_("Reason"), help_text=_("The head reads it before deciding."))


class DecisionForm(Form):
    granted = forms.ChoiceField(
        label=_("Decision"),
        choices=[("yes", _("Open the sheet")), ("no", _("Decline"))],
        widget=forms.RadioSelect,
    )
    note = why(_("Note"), required=False, help_text=_("Needed when the request is declined."))


class AmendForm(KeyedForm):
    number = forms.TypedChoiceField(label=_("Participant"), coerce=int)
    mark = forms.ChoiceField(
        label=_("Should be"), choices=[("", "---------"), *Mark.choices, (CLEARED, _("Not recorded"))]
    )
    minutes_late = forms.IntegerField(label=_("Minutes late"), min_value=0, max_value=9999, required=False)
    reason = forms.ModelChoiceField(label=_("Reason"), queryset=Reason.objects.none(), required=False)
    remark = forms.CharField(label=_("Remark"), max_length=200, required=False, validators=[single_line])
    note = why(_("Why it is amended"))

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        named = [(person.number, f"{person.number:02} · {person.name} · {person.text}") for person in people]
        self.fields["number"].choices = [("", "---------"), *named]
        self.fields["reason"].queryset = Reason.objects.offered(ReasonKind.ABSENCE)

    def said(self):
        values = self.cleaned_data
        reason = values["reason"]
        mark = "" if values["mark"] == CLEARED else values["mark"]
        return Said(mark, values["minutes_late"] or 0, 0, reason and reason.pk, values["remark"])
