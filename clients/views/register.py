import uuid

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from clients.actions.register import change_client, register_client, registered_before
from clients.actions.trail import note_search
from clients.choices import Purpose
from clients.filters import ClientFilter
from clients.forms.client import ChangeForm, ClientForm
from clients.models import Client
from clients.policy import ENDING_SOON_DAYS
from clients.views.parts import AfterSaving, ClientPart
from pembinaan.context import address
from pembinaan.dates import today
from pembinaan.drafts import KeepsDraft
from pembinaan.views import CreatePage, DetailPage, ListPage, UpdatePage


class ClientList(ListPage):
    model = Client
    permission = "clients.view_client"
    title = _("Clients")
    template_name = "clients/list.html"
    filterset_class = ClientFilter
    searches = True
    empty_text = _("Register clients one by one, or bring in the workbook you keep them in today.")

    def get_queryset(self):
        return super().get_queryset().with_page_facts().in_name_order()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(
            facts=[self.request.user.office], import_url=address("clients:import-list"), **kwargs
        )
        context["search_form"]["q"].label = _("Name, alias, register number or whole NIK")
        if context["words"]:
            note_search(hits=context["page"].total, by=self.request.user)
        return context


class ClientDetail(ClientPart, DetailPage):
    template_name = "clients/detail.html"
    part = "summary"

    def get_context_data(self, **kwargs):
        client, day = self.client, today(self.request.user.office)
        # The latest consent for each purpose is the one that counts.
        latest = {consent.purpose: consent for consent in reversed(client.consents.all())}
        after_term = latest.get(Purpose.AFTER_TERM)
        return super().get_context_data(
            age=client.age_on(day),
            days=client.days_in_words,
            reached=[region.name for region in client.reachable_regions.all()],
            purposes=[(label, latest.get(value)) for value, label in Purpose.choices],
            ends_soon=client.ends_within(ENDING_SOON_DAYS, day),
            needs_after_term=not (after_term and after_term.is_valid),
            **kwargs,
        )


class RegisterClient(KeepsDraft, AfterSaving, CreatePage):
    model = Client
    permission = "clients.add_client"
    form_class = ClientForm
    template_name = "clients/form.html"
    title = _("Register a client")
    submit_label = _("Register")
    success_message = _("The client is registered.")

    def post(self, request, *args, **kwargs):
        # The same form sent twice leads to the record it has made, not to its own duplicate.
        self.object = self._registered_before(request.POST.get("form_key"))
        if self.object:
            return HttpResponseRedirect(self.get_success_url())
        return super().post(request, *args, **kwargs)

    def _registered_before(self, key):
        try:
            return registered_before(uuid.UUID(key or ""), self.request.user.office)
        except ValueError:
            return None

    def act(self, form):
        return register_client(
            office=self.request.user.office,
            values=form.values,
            nik=form.new_nik,
            form_key=form.cleaned_data["form_key"] or uuid.uuid4(),
            by=self.request.user,
        )

    def get_cancel_url(self):
        return reverse("clients:list")

    def get_context_data(self, **kwargs):
        crumbs = [(_("Clients"), reverse("clients:list")), (_("Register"), None)]
        return super().get_context_data(crumbs=crumbs, **kwargs)


class ChangeClient(KeepsDraft, AfterSaving, ClientPart, UpdatePage):
    permission = "clients.change_client"
    form_class = ChangeForm
    template_name = "clients/form.html"
    part = "form"
    title = _("Change the record")

    def act(self, form):
        return change_client(
            client=self.object,
            values=form.values,
            nik=form.new_nik,
            version=form.cleaned_data["version"],
            by=self.request.user,
        )

    def get_cancel_url(self):
        return self.object.get_absolute_url()
