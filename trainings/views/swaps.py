"""Steps of a participant that concern somebody or something else as well."""

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from pembinaan.forms import Form
from pembinaan.views import ActionPage
from trainings.actions.pauses import drop_pause
from trainings.actions.swaps import swap_in_reserve, transfer
from trainings.forms.swaps import SwapForm, TransferForm
from trainings.models import Enrolment, Pause
from trainings.views.enrolment import OfEnrolment


class StepAside(OfEnrolment, ActionPage):
    """A step that frees the participant's seat in favour of another one."""

    permission = "trainings.enrol_client"
    template_name = "trainings/move.html"
    label = ""

    def get_title(self):
        return f"{self.label}: {super().get_title()}"

    def get_initial(self):
        return {"version": self.enrolment.version}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"training": self.object, "user": self.request.user}

    def get_context_data(self, **kwargs):
        return super().get_context_data(submit_label=self.label, **kwargs)


class Swap(StepAside):
    form_class = SwapForm
    label = _("Replace with a reserve")
    text = _("The participant leaves and somebody from the waiting list takes the seat. Marks stay.")
    success_message = _("The seat has changed hands.")

    def act(self, form):
        swap_in_reserve(enrolment=self.enrolment, by=self.request.user, **form.cleaned_data)


class Transfer(StepAside):
    form_class = TransferForm
    label = _("Move to another training")
    text = _("The participant leaves here and joins there. What was recorded stays here.")
    makes = (Enrolment,)

    def act(self, form):
        self.joined = transfer(enrolment=self.enrolment, by=self.request.user, **form.cleaned_data)

    def get_success_message(self):
        status = self.joined.get_status_display().lower()
        return _("Moved to “%(training)s”: %(status)s.") % {
            "training": self.joined.training,
            "status": status,
        }


class DropPause(OfEnrolment, ActionPage):
    permission = "trainings.enrol_client"
    form_class = Form
    text = _("The pause has not begun. The participant stays expected on these days.")
    submit_label = _("Remove the pause")
    success_message = _("The pause is removed.")

    def get_object(self):
        training = super().get_object()
        rows = Pause.objects.visible_to(self.request.user).filter(enrolment=self.enrolment)
        self.pause = rows.filter(pk=self.kwargs["pause"]).first()
        if self.pause is None:
            raise Http404
        return training

    def get_title(self):
        return f"{self.submit_label}: {super().get_title()}"

    def act(self, form):
        drop_pause(pause=self.pause, by=self.request.user)
