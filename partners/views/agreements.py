"""Agreements of a partner: every Bapas of the Kanwil records its own."""

from django.http import Http404
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from partners import actions
from partners.forms import AgreementForm, RenewalForm
from partners.models import Agreement
from partners.rules import own_record_problems, sharing_problems
from partners.views.parts import NewPart, OldPart, PartPage
from pembinaan.uploads import file_response
from pembinaan.views import CreatePage, ScopedPage


class Shared:
    """Anybody's partner, as long as it is of the same Kanwil."""

    def ownership_problems(self):
        return sharing_problems(self.request.user.office, self.partner)


class OwnRecord:
    """The office that recorded it changes it."""

    def get_queryset(self):
        return super().get_queryset().select_related("office")

    def ownership_problems(self):
        return own_record_problems(self.request.user.office, self.object)


class AgreementCreate(Shared, NewPart):
    form_class = AgreementForm
    title = _("Add agreement")
    add = staticmethod(actions.add_agreement)


class AgreementUpdate(OwnRecord, OldPart):
    model = Agreement
    form_class = AgreementForm
    title = _("Change agreement")
    change = staticmethod(actions.change_agreement)


class AgreementRenew(OwnRecord, PartPage, CreatePage):
    """The present agreement names the page; the form makes the next one."""

    model = Agreement
    form_class = RenewalForm
    title = _("Renew agreement")
    template_name = "partners/renew.html"
    makes = (Agreement,)

    def get_queryset(self):
        return super().get_queryset().select_related("partner__office", "renewed_by")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": None, "old": self.object}

    def act(self, form):
        values, key = form.cleaned_data, form.cleaned_data["form_key"]
        actions.renew_agreement(self.object, values, form_key=key, by=self.request.user)


class AgreementFile(ScopedPage, View):
    model = Agreement
    permission = "partners.view_partner"

    def get(self, request, *args, **kwargs):
        if not self.object.file:
            raise Http404
        return file_response(self.object.file, self.object.file_name)
