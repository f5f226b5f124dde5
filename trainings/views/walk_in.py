"""Somebody who came without standing on the list: found in the register, or noted by name."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from clients.actions.trail import note_search
from clients.models import Client
from pembinaan import dates
from pembinaan.problems import RuleBroken
from pembinaan.views import DetailPage, ListPage, as_uuid
from trainings.actions.walk_in import add_walk_in, reconcile
from trainings.forms.walk_in import OriginForm, WalkInNameForm
from trainings.models import Enrolment
from trainings.views.session_page import RECORD, SessionPage

MOST_FOUND = 12


class RegisterSearch:
    """A search of the own register by POST; a button beside each hit takes that client."""

    words, found, problems = "", None, ()

    def post(self, request, *args, **kwargs):
        step = {"search": self.search, "client": self.take_client, "name": self.take_name}
        if (act := step.get(request.POST.get("do"))) is None:
            return self.again()
        try:
            return act() or self.again()
        except RuleBroken as refusal:
            self.problems = refusal.problems
            return self.again()

    def again(self):
        return self.render_to_response(self.get_context_data(), status=422 if self.problems else 200)

    def search(self):
        self.words = self.request.POST.get("q", "").strip()[:100]
        if self.words:
            user = self.request.user
            rows = Client.objects.visible_to(user).filter(office=user.office_id).active()
            self.found = list(rows.matching(self.words).in_name_order()[:MOST_FOUND])
            note_search(hits=len(self.found), by=user)

    def chosen(self):
        """The client whose button was pressed; one of another office does not exist here."""
        rows = Client.objects.visible_to(self.request.user).filter(office=self.request.user.office_id)
        found = rows.filter(pk=as_uuid(self.request.POST.get("client"))).first()
        if found is None:
            raise Http404
        return found

    def done(self, text, address):
        messages.success(self.request, text)
        return HttpResponseRedirect(address)


class WalkInPage(RegisterSearch, SessionPage, TemplateView):
    template_name = "trainings/walk_in.html"
    title = gettext_lazy("Somebody who is not on the list")
    name_form = None

    def take_client(self):
        form_key = as_uuid(self.request.POST.get("form_key"))
        if form_key is None:
            raise Http404  # not what the page sends, and not safe to do twice
        return self.added(client=self.chosen(), form_key=form_key)

    def take_name(self):
        self.name_form = WalkInNameForm(self.request.POST)
        if self.name_form.is_valid():
            return self.added(**self.name_form.cleaned_data)
        self.problems = ["form"]
        return None

    def added(self, *, form_key, client=None, name=""):
        # One page offers many people under its one key: sent for another person it is another sending.
        key = uuid.uuid5(form_key, str(client.pk) if client else name)
        enrolment = add_walk_in(
            session=self.object, by=self.request.user, form_key=key, client=client, name=name
        )
        text = _("Row %(number)s is added and marked as present.") % {"number": enrolment.number}
        return self.done(text, f"{self.address()}#p{enrolment.number}")

    def get_context_data(self, **kwargs):
        name_form = self.name_form or WalkInNameForm()
        return super().get_context_data(
            training=self.object.training, crumbs=self.crumbs(), words=self.words, found=self.found,
            problems=[p for p in self.problems if p != "form"], name_form=name_form, form_key=uuid.uuid4(),
            **kwargs,
        )  # fmt: skip


class ReconcilePage(RegisterSearch, DetailPage):
    model = Enrolment
    permission = RECORD
    template_name = "trainings/reconcile.html"
    title = gettext_lazy("Who was this participant?")
    origin_form = None

    def get_queryset(self):
        rows = super().get_queryset().filter(training__office=self.request.user.office_id)
        return rows.exclude(guest_name="").select_related("training__office")

    def take_client(self):
        return self.told(client=self.chosen())

    def take_name(self):
        self.origin_form = OriginForm(self.request.POST)
        if self.origin_form.is_valid():
            return self.told(origin=self.origin_form.cleaned_data["origin"])
        self.problems = ["form"]
        return None

    def told(self, **who):
        reconcile(enrolment=self.object, by=self.request.user, **who)
        return self.done(_("The participant is identified."), reverse("trainings:reconcile-list"))

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            training=self.object.training, words=self.words, found=self.found,
            problems=[p for p in self.problems if p != "form"],
            name_form=self.origin_form or OriginForm(), **kwargs,
        )  # fmt: skip


class ReconcileListPage(ListPage):
    """Walk-ins of the own Bapas who are known by name only, the oldest first."""

    model = Enrolment
    permission = RECORD
    template_name = "trainings/reconcile_list.html"
    title = gettext_lazy("Participants to identify")
    empty_text = gettext_lazy("Everybody on the lists is identified.")

    def get_queryset(self):
        rows = super().get_queryset().filter(training__office=self.request.user.office_id)
        return rows.exclude(reconcile_by=None).select_related("training").order_by("reconcile_by", "pk")

    def get_context_data(self, **kwargs):
        return super().get_context_data(today=dates.today(self.request.user.office), **kwargs)
