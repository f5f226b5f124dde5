from django.utils.translation import gettext_lazy as _

from clients.actions.trail import open_nik
from clients.forms.nik import NikForm
from clients.views.parts import ClientPart
from pembinaan.views import FormPage


class OpenNik(ClientPart, FormPage):
    """The full number stands in the answer to this one request and nowhere else."""

    form_class = NikForm
    template_name = "clients/nik.html"
    part = "nik"
    title = _("Open the NIK")
    submit_label = _("Show the NIK")

    def form_valid(self, form):
        nik = open_nik(client=self.client, purpose=form.cleaned_data["purpose"], by=self.request.user)
        return self.render_to_response(self.get_context_data(form=form, nik=nik))
