from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from clients.actions.consents import give_consent, note_proof_download, withdraw_consent
from clients.choices import Purpose
from clients.forms.consents import ConsentForm, WithdrawForm
from clients.models import Consent
from clients.views.parts import ClientPart, crumbs_of
from pembinaan.uploads import file_response
from pembinaan.views import ActionPage, DetailPage, FormPage, ScopedPage


class ConsentList(ClientPart, DetailPage):
    template_name = "clients/consents.html"
    part = "consents"

    def get_context_data(self, **kwargs):
        consents = list(self.client.consents.all())
        valid = {consent.purpose for consent in consents if consent.is_valid}
        missing = [label for value, label in Purpose.choices if value not in valid]
        may_download = any(map(self.request.user.has_perm, ConsentFile.permission))
        return super().get_context_data(
            consents=consents, missing=missing, may_download=may_download, **kwargs
        )


class GiveConsent(ClientPart, FormPage):
    permission = "clients.record_consent"
    form_class = ConsentForm
    part = "consents"
    makes = (Consent,)
    title = _("Record a consent")
    success_message = _("The consent is recorded.")

    def get_form_kwargs(self):
        given = {consent.purpose for consent in self.client.consents.all() if consent.is_valid}
        open_purposes = [value for value in Purpose.values if value not in given]
        return super().get_form_kwargs() | {"client": self.client, "open_purposes": open_purposes}

    def act(self, form):
        give_consent(client=self.client, by=self.request.user, **form.cleaned_data)

    def get_success_url(self):
        return reverse("clients:consents", args=[self.client.pk])


class WithdrawConsent(ActionPage):
    model = Consent
    permission = "clients.record_consent"
    form_class = WithdrawForm
    title = _("Record the withdrawal")
    text = _("What was done before the withdrawal stays lawful; from that day on it stops.")
    submit_label = _("Record the withdrawal")
    success_message = _("The withdrawal is recorded.")

    def get_queryset(self):
        return super().get_queryset().select_related("client__office")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"consent": self.object}

    def act(self, form):
        return withdraw_consent(consent=self.object, by=self.request.user, **form.cleaned_data)

    def get_success_url(self):
        return reverse("clients:consents", args=[self.object.client_id])

    def get_context_data(self, **kwargs):
        facts = [self.object.client.name, self.object.get_purpose_display()]
        return super().get_context_data(crumbs=crumbs_of(self.object.client), facts=facts, **kwargs)


class ConsentFile(ScopedPage, View):
    """The proof leaves as a download; who took it is recorded."""

    model = Consent
    permission = ("clients.record_consent", "clients.view_restricted")

    def get(self, request, *args, **kwargs):
        if not self.object.proof_file:
            raise Http404
        response = file_response(self.object.proof_file, self.object.proof_name)
        note_proof_download(consent=self.object, by=request.user)
        return response
