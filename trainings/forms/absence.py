"""Excuse, decision on an absence, step after absences."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from pembinaan import dates
from pembinaan.forms import KeyedForm
from pembinaan.text import single_line
from pembinaan.uploads import check_upload
from trainings.choices import NEEDS_REASON, BarrierKind, Mark, ReasonKind, Rung
from trainings.models import Reason
from trainings.policy import LETTER_REPLY_DAYS

MARKS = [(mark.value, mark.label) for mark in map(Mark, NEEDS_REASON)]


def line(label, **options):
    return forms.CharField(
        label=label, max_length=200, validators=[single_line], **{"required": False} | options
    )


class ReasonField(forms.ModelChoiceField):
    def label_from_instance(self, reason):
        return f"{reason} ({reason.hint})" if reason.hint else str(reason)


class ExcuseForm(KeyedForm):
    mark = forms.ChoiceField(label=_("Excused or sick?"), choices=MARKS, widget=forms.RadioSelect)
    reason = ReasonField(label=_("Reason"), queryset=Reason.objects.none())
    note = line(_("What was said"))
    evidence = forms.FileField(
        label=_("Proof"),
        required=False,
        help_text=_("PDF or photo, at most 5 MB. It can follow until the day named above."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].queryset = Reason.objects.offered(ReasonKind.ABSENCE)

    def clean_evidence(self):
        file = self.cleaned_data["evidence"]
        return check_upload(file) if file else None


class BarrierForm(KeyedForm):
    kind = forms.ChoiceField(
        label=_("What kept the person away?"), choices=BarrierKind, widget=forms.RadioSelect
    )
    plan = line(_("What is done"), help_text=_("Empty: what is usually done about it."))
    due_on = forms.DateField(label=_("Until"), required=False, help_text=_("Empty: in 7 days."))
    no_action = forms.BooleanField(label=_("Nothing is done about it"), required=False)
    note = line(_("Note"), help_text=_("Why, if nothing is done."))


class StepForm(KeyedForm):
    reply_by = forms.DateField(label=_("Answer awaited until"))
    note = line(_("Note"))

    def __init__(self, *args, rung, office, **kwargs):
        super().__init__(*args, **kwargs)
        if rung == Rung.LETTER:
            self.fields["reply_by"].initial = dates.today(office) + timedelta(days=LETTER_REPLY_DAYS)
        else:
            del self.fields["reply_by"]
