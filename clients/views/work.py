from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from clients.actions.work import record_work_status
from clients.forms.work import WorkForm
from clients.views.parts import ClientPart
from pembinaan.views import FormPage


class WorkPage(ClientPart, FormPage):
    """The history for whoever may read it, and above it the form for whoever may write it."""

    form_class = WorkForm
    template_name = "clients/work.html"
    part = "work"
    success_message = _("The work status is recorded.")

    def post(self, request, *args, **kwargs):
        if not self.may_record():
            raise PermissionDenied
        return super().post(request, *args, **kwargs)

    def may_record(self):
        return self.request.user.has_perm("clients.record_work_status")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"client": self.client}

    def act(self, form):
        record_work_status(client=self.client, by=self.request.user, **form.cleaned_data)

    def get_context_data(self, **kwargs):
        history = self.client.work_statuses.all()
        return super().get_context_data(history=history, may_record=self.may_record(), **kwargs)
