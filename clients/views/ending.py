from django.utils.translation import gettext_lazy as _

from clients.actions.register import end_client, reopen_client
from clients.forms.ending import EndForm, ReopenForm
from clients.views.parts import ClientPart
from pembinaan.views import ActionPage


class EndClient(ClientPart, ActionPage):
    permission = "clients.end_client"
    form_class = EndForm
    part = "ending"
    title = _("End the guidance")
    text = _("Trainings that the client still attends keep the seat and are marked for a decision.")
    submit_label = _("End the guidance")
    success_message = _("The guidance has ended.")
    danger = True

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"client": self.client}

    def act(self, form):
        return end_client(client=self.client, by=self.request.user, **form.cleaned_data)


class ReopenClient(ClientPart, ActionPage):
    permission = "clients.end_client"
    form_class = ReopenForm
    part = "ending"
    title = _("Take back the ending")
    text = _("For an ending recorded by mistake. The reason stays in the history.")
    submit_label = _("Take back the ending")
    success_message = _("The client is under guidance again.")

    def act(self, form):
        return reopen_client(client=self.client, by=self.request.user, **form.cleaned_data)
