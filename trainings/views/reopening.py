"""A recorder asks to open a locked sheet; the head decides."""

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pembinaan.views import ActionPage, ListPage
from trainings.actions.reopening import decide_reopening, request_reopening
from trainings.forms.locks import DecisionForm, ReopenRequestForm
from trainings.models import ReopenRequest
from trainings.views.session_page import RECORD
from trainings.views.session_steps import SessionStep

REOPEN = "trainings.reopen_session"


class ReopenRequestPage(SessionStep):
    template_name = "trainings/reopen_request.html"
    form_class = ReopenRequestForm
    title = _("Ask to open the sheet")
    text = _("The head of the Bapas decides. The sheet then opens for some days.")
    submit_label = _("Send the request")
    success_message = _("The head has been asked.")

    def act(self, form):
        self.run(request_reopening, **form.cleaned_data)
        return self.object

    def run(self, action, **values):
        """As for the other steps, but what comes back is the request."""
        return action(session=self.object, by=self.request.user, **values)

    def get_context_data(self, **kwargs):
        earlier = ReopenRequest.objects.visible_to(self.request.user).filter(session=self.object)
        return super().get_context_data(earlier=earlier.order_by("-created_at")[:10], **kwargs)


class ReopenRequestsPage(ListPage):
    """Requests of the own Bapas, those that wait first."""

    model = ReopenRequest
    permission = (REOPEN, RECORD)
    template_name = "trainings/reopen_requests.html"
    title = _("Requests to open sheets")
    empty_text = _("No request is waiting.")

    def get_queryset(self):
        rows = super().get_queryset().select_related("session__training__office")
        return rows.filter(decision="").order_by("-created_at", "-pk")

    def get_context_data(self, **kwargs):
        return super().get_context_data(may_decide=self.request.user.has_perm(REOPEN), **kwargs)


class ReopenDecidePage(ActionPage):
    model = ReopenRequest
    permission = REOPEN
    form_class = DecisionForm
    title = _("Request to open a sheet")
    submit_label = _("Save the decision")
    success_message = _("The decision is saved.")

    def get_queryset(self):
        return super().get_queryset().select_related("session__training__office")

    def act(self, form):
        values = form.cleaned_data
        decide_reopening(
            request=self.object,
            granted=values["granted"] == "yes",
            note=values["note"],
            by=self.request.user,
        )

    def get_success_url(self):
        return reverse("trainings:reopen-requests")

    def get_context_data(self, **kwargs):
        request = self.object
        if request is None:
            raise Http404
        session = request.session
        text = _("%(name)s asks: %(note)s") % {"name": request.requested_by_name, "note": request.note}
        facts = [session.training.title, session.label, session.when]
        return super().get_context_data(text=text, facts=facts, **kwargs)
