"""Somebody in the place of somebody else, and somebody to another training."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pembinaan import dates
from pembinaan.forms import Form, KeyedForm
from pembinaan.text import single_line
from trainings.choices import EnrolmentStatus, ReasonKind, SessionStatus
from trainings.models import Enrolment, Reason, Session, Training


class NamedChoice(forms.ModelChoiceField):
    """Names as the reader may know them."""

    user = today = None

    def label_from_instance(self, row):
        return f"{row.number} · {row.name_for(self.user, self.today)}"


class SessionChoice(forms.ModelChoiceField):
    def label_from_instance(self, session):
        return f"{session.label} · {session.when}"


class SwapForm(Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    session = SessionChoice(
        label=_("From the day of"), queryset=Session.objects.none(),
        help_text=_("The one leaves before it, the other takes the seat from that day."),
    )  # fmt: skip
    reserve = NamedChoice(
        label=_("Who sits in"), queryset=Enrolment.objects.none(),
        help_text=_("In the order of the waiting list."),
    )  # fmt: skip
    reason = forms.ModelChoiceField(label=_("Reason for leaving"), queryset=Reason.objects.none())
    note = forms.CharField(
        label=_("Note"), max_length=150, required=False, validators=[single_line],
        help_text=_("Say why when somebody who has waited longer is passed over."),
    )  # fmt: skip

    def __init__(self, *args, training, user, **kwargs):
        super().__init__(*args, **kwargs)
        today = dates.today(training.office)
        sessions = Session.objects.visible_to(user).filter(training=training, day__gte=today)
        sessions = sessions.exclude(status=SessionStatus.CANCELLED).select_related("training__office")
        self.fields["session"].queryset = sessions.order_by("starts_at")
        people = Enrolment.objects.visible_to(user).filter(training=training, status=EnrolmentStatus.WAITING)
        reserve = self.fields["reserve"]
        reserve.queryset = people.select_related("client").order_by("requested_at", "number")
        reserve.user, reserve.today = user, today
        self.fields["reason"].queryset = Reason.objects.offered(ReasonKind.LEFT)


class TrainingChoice(forms.ModelChoiceField):
    def label_from_instance(self, training):
        return f"{training.title} · {dates.day_range(training.starts_on, training.ends_on)}"


class TransferForm(KeyedForm):
    version = forms.IntegerField(widget=forms.HiddenInput)
    training = TrainingChoice(label=_("To the training"), queryset=Training.objects.none())
    on = forms.DateField(label=_("Last day here"))
    reason = forms.ModelChoiceField(label=_("Reason for leaving"), queryset=Reason.objects.none())
    note = forms.CharField(label=_("Note"), max_length=150, required=False, validators=[single_line])

    def __init__(self, *args, training, user, **kwargs):
        super().__init__(*args, **kwargs)
        others = Training.objects.visible_to(user).filter(office=training.office_id).exclude(pk=training.pk)
        today = dates.today(training.office)
        self.fields["training"].queryset = (
            others.being_planned_or_run().filter(ends_on__gte=today).in_date_order()
        )
        self.fields["reason"].queryset = Reason.objects.offered(ReasonKind.LEFT)
        self.fields["on"].initial = min(today, training.ends_on)
