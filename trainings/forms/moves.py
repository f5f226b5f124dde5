"""What a step between statuses asks: a coded reason where the table of moves says so, a day, a note."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pembinaan.forms import Form
from pembinaan.text import multi_line, single_line
from trainings.choices import EnrolmentStatus
from trainings.models import Reason


class MoveForm(Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.ModelChoiceField(label=_("Reason"), queryset=Reason.objects.none())
    note = forms.CharField(
        label=_("Note"), max_length=2000, required=False, validators=[multi_line],
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def __init__(self, *args, move, **kwargs):
        super().__init__(*args, **kwargs)
        if move.reason_kind:
            self.fields["reason"].queryset = Reason.objects.offered(move.reason_kind)
        else:
            del self.fields["reason"]


class EnrolmentMoveForm(MoveForm):
    on = forms.DateField(label=_("Takes part from"))
    note = forms.CharField(label=_("Note"), max_length=150, required=False, validators=[single_line])
    field_order = ["version", "reason", "on", "note"]

    def __init__(self, *args, move, first_day, last_day, **kwargs):
        super().__init__(*args, move=move, **kwargs)
        if move.target == EnrolmentStatus.LEFT:
            self.fields["on"].label, self.fields["on"].initial = _("Last day"), last_day
        elif move.target == EnrolmentStatus.ENROLLED and move.name != "resume":
            self.fields["on"].initial = first_day
        else:
            del self.fields["on"]
