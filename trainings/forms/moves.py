"""What a step between statuses asks: a coded reason where the table of moves says so, a day, a note."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pembinaan.forms import Form
from pembinaan.text import multi_line, single_line
from trainings.choices import EnrolmentStatus
from trainings.models import Reason


def override_reason():
    return forms.CharField(
        label=_("Reason to keep it in spite of the warnings"),
        max_length=200,
        required=False,
        validators=[single_line],
    )


class MoveForm(Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.ModelChoiceField(label=_("Reason"), queryset=Reason.objects.none())
    note = forms.CharField(
        label=_("Note"), max_length=2000, required=False, validators=[multi_line],
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    override_reason = override_reason()

    def __init__(self, *args, move, has_clashes=False, **kwargs):
        super().__init__(*args, **kwargs)
        if not has_clashes:
            del self.fields["override_reason"]
        if move.reason_kind:
            self.fields["reason"].queryset = Reason.objects.offered(move.reason_kind)
        else:
            del self.fields["reason"]


class EnrolmentMoveForm(MoveForm):
    on = forms.DateField(label=_("Takes part from"))
    until = forms.DateField(
        label=_("Pauses until"), required=False, help_text=_("Empty: until the participant resumes.")
    )
    note = forms.CharField(label=_("Note"), max_length=150, required=False, validators=[single_line])
    field_order = ["version", "reason", "on", "until", "note"]

    def __init__(self, *args, move, first_day, last_day, today, **kwargs):
        super().__init__(*args, move=move, **kwargs)
        day = self.fields["on"]
        if move.name != "pause":
            del self.fields["until"]
        if move.target == EnrolmentStatus.LEFT:
            day.label, day.initial = _("Last day"), last_day
        elif move.name == "pause":
            day.label, day.initial = _("Pauses from"), today
            self.fields["note"].label, self.fields["note"].required = _("Why"), True
        elif move.name == "resume":
            day.label, day.initial = _("Expected again from"), today
        elif move.target == EnrolmentStatus.ENROLLED:
            day.initial = first_day
        else:
            del self.fields["on"]
