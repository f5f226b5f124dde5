from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.actions.keep_apart import keep_apart, lift_pair
from clients.actions.trail import note_search
from clients.forms.keep_apart import PairForm
from clients.models import Client, KeepApart
from clients.views.parts import ClientPart, crumbs_of, may_keep_apart
from pembinaan.dates import today
from pembinaan.forms import Form, SearchForm
from pembinaan.views import ActionPage, DetailPage, FormPage

FOUND = 20
"""More than so many: the words are too wide."""


def name_for(client, user):
    return client.name if client.is_open_to(user, today(client.office)) else _("Protected person")


class OfPair(ClientPart):
    """For the PK of the client and for the head."""

    part = "apart"

    def may(self):
        return super().may() and may_keep_apart(self.client, self.request.user)


class KeptApart(OfPair, DetailPage):
    """The pairs of a client; the search for the other one is posted, so that no name stands in an address."""

    template_name = "clients/keep_apart.html"

    def post(self, request, *args, **kwargs):
        return self.get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        form = SearchForm(self.request.POST if self.request.method == "POST" else None)
        form["q"].label = _("Name, alias or register number")
        words = form.cleaned_data["q"].strip() if form.is_valid() else ""
        context = {"search_form": form, "words": words, "pairs": self.pairs(), "most": FOUND}
        return super().get_context_data(**context | (self.found(words) if words else {}) | kwargs)

    def pairs(self):
        user = self.request.user
        pairs = KeepApart.objects.visible_to(user).of(self.client)
        return [(pair, name_for(pair.other_than(self.client), user)) for pair in pairs]

    def found(self, words):
        rows = Client.objects.visible_to(self.request.user).active().exclude(pk=self.client.pk)
        rows = list(rows.matching(words).with_page_facts().in_name_order()[: FOUND + 1])
        note_search(hits=len(rows), by=self.request.user)
        return {"found": rows[:FOUND], "has_more": len(rows) > FOUND}


class AddPair(OfPair, FormPage):
    form_class = PairForm
    title = gettext_lazy("Keep apart")
    submit_label = gettext_lazy("Keep apart")
    success_message = gettext_lazy("The two are kept apart.")
    makes = (KeepApart,)

    @cached_property
    def other(self):
        rows = Client.objects.visible_to(self.request.user).exclude(pk=self.client.pk)
        found = rows.select_related("office").filter(pk=self.kwargs["other"]).first()
        if found is None:
            raise Http404
        return found

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"client": self.client, "other": self.other}

    def act(self, form):
        keep_apart(client=self.client, other=self.other, by=self.request.user, **form.cleaned_data)

    def get_success_url(self):
        return reverse("clients:keep-apart", args=[self.client.pk])

    def get_context_data(self, **kwargs):
        return super().get_context_data(facts=[self.client.name, self.other.name], **kwargs)


class LiftPair(ActionPage):
    model = KeepApart
    permission = "clients.view_client"
    form_class = Form
    title = gettext_lazy("Lift the separation")
    text = gettext_lazy("From now on both may be given seats in one training.")
    submit_label = gettext_lazy("Lift")
    success_message = gettext_lazy("The separation is lifted.")

    def get_queryset(self):
        return super().get_queryset().select_related("first__office", "second__office")

    @cached_property
    def client(self):
        """The one of the two from whose page the reader came, as far as can be told: an own client first."""
        pair, user = self.object, self.request.user
        return pair.second if not may_keep_apart(pair.first, user) else pair.first

    def act(self, form):
        return lift_pair(pair=self.object, by=self.request.user)

    def get_success_url(self):
        return reverse("clients:keep-apart", args=[self.client.pk])

    def get_context_data(self, **kwargs):
        names = [name_for(one, self.request.user) for one in (self.object.first, self.object.second)]
        return super().get_context_data(crumbs=crumbs_of(self.client), facts=names, **kwargs)
