"""One excuse, one absence, one step: the forms, and the buttons of the list."""

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from pembinaan import dates
from pembinaan.problems import RuleBroken
from pembinaan.uploads import sealed_response
from pembinaan.views import FormPage, ScopedPage
from trainings.absences import with_unexcused
from trainings.actions.barriers import finish_barrier, handle_absence
from trainings.actions.excuses import SEALED_AS, bring_excuse, decide_excuse, note_evidence_download
from trainings.actions.ladder import reminder_url, take_step
from trainings.choices import Rung
from trainings.forms.absence import BarrierForm, ExcuseForm, StepForm
from trainings.models import Barrier, Enrolment, Excuse, LadderStep, Session
from trainings.rules.absence import proved_by
from trainings.views.absence_list import may_read
from trainings.views.session_page import RECORD, SessionPage


class BackToWork:
    """Leads back to the list that the button or the form stands in."""

    part = ""

    def work_url(self, training_id):
        of_training = self.request.POST.get("back", self.request.GET.get("back")) == "training"
        name, parts = ("trainings:absences", [training_id]) if of_training else ("trainings:absence-list", [])
        own = "&whose=mine" if self.request.POST.get("whose") == "mine" else ""
        return f"{reverse(name, args=parts)}?part={self.part}{own}"


class RowPage(SessionPage, FormPage):
    """A form about the row of one person on a sheet."""

    def get_object(self):
        session = super().get_object()
        people = session.training.enrolments.with_names().filter(number=self.kwargs["number"])
        self.person = people.first()
        if self.person is None:
            raise Http404
        return session

    def get_context_data(self, **kwargs):
        user = self.request.user
        name = self.person.name_for(user, dates.today(user.office))
        facts = [name, self.object.when]
        return super().get_context_data(**{"crumbs": self.crumbs(), "facts": facts} | kwargs)


class ExcusePage(RowPage):
    title = gettext_lazy("Record an excuse")
    form_class = ExcuseForm
    makes = (Excuse,)
    template_name = "trainings/absence_excuse.html"
    success_message = gettext_lazy("The excuse is recorded and waits for a decision.")

    def act(self, form):
        self.run(bring_excuse, number=self.kwargs["number"], **form.cleaned_data)

    def get_success_url(self):
        return self.address()

    def get_context_data(self, **kwargs):
        return super().get_context_data(until=proved_by(self.object), **kwargs)


class BarrierPage(BackToWork, RowPage):
    title = gettext_lazy("Decide on an absence")
    form_class = BarrierForm
    makes = (Barrier,)
    part = "absences"
    success_message = gettext_lazy("The decision is recorded.")

    def act(self, form):
        self.run(handle_absence, number=self.kwargs["number"], **form.cleaned_data)

    def get_success_url(self):
        return self.work_url(self.object.training_id)


class Tap(BackToWork, ScopedPage, View):
    """A button that acts at once; what stands against it is said on the list."""

    http_method_names = ("post",)
    permission = RECORD
    message = ""

    def get_queryset(self):
        return super().get_queryset().select_related("session")

    def post(self, request, *args, **kwargs):
        try:
            self.act()
            messages.success(request, self.message)
        except RuleBroken as refusal:
            for text in refusal.messages:
                messages.error(request, text)
        return HttpResponseRedirect(self.work_url(self.object.session.training_id))


class DecideExcuse(Tap):
    model = Excuse
    part = "excuses"

    def act(self):
        accept = self.request.POST.get("decision") == "accept"
        if not accept and self.request.POST.get("decision") != "decline":
            return
        note = self.request.POST.get("note", "")[:200]
        decide_excuse(excuse=self.object, accept=accept, note=note, by=self.request.user)
        self.message = _("The excuse is accepted.") if accept else _("The excuse is declined.")


class FinishBarrier(Tap):
    model = Barrier
    part = "barriers"
    message = gettext_lazy("The barrier is removed.")

    def act(self):
        finish_barrier(barrier=self.object, by=self.request.user)


class ExcuseProof(ScopedPage, View):
    """The proof leaves as a download; who took it is recorded."""

    model = Excuse
    permission = (RECORD, "trainings.reopen_session")

    def get_queryset(self):
        return super().get_queryset().select_related("enrolment__client", "session__training__office")

    def get(self, request, *args, **kwargs):
        excuse = self.object
        if not excuse.evidence or not may_read(
            excuse.enrolment, request.user, dates.today(request.user.office)
        ):
            raise Http404
        name = f"izin-{excuse.pk}.{excuse.evidence_name.rpartition('.')[2]}"
        response = sealed_response(excuse.evidence, SEALED_AS, name)
        note_evidence_download(excuse=excuse, by=request.user)
        return response


class StepPage(BackToWork, FormPage):
    model = Enrolment
    permission = RECORD
    form_class = StepForm
    makes = (LadderStep,)
    part = "steps"
    template_name = "trainings/absence_step.html"
    submit_label = gettext_lazy("Record as done")
    success_message = gettext_lazy("The step is recorded.")

    def get_object(self):
        user = self.request.user
        rows = with_unexcused(Enrolment.objects.visible_to(user).filter(training__office=user.office_id))
        ids = {"training": self.kwargs["pk"], "pk": self.kwargs["enrolment"]}
        person = rows.filter(**ids).select_related("client", "training__office").first()
        if person is None or self.kwargs["rung"] not in Rung.values:
            raise Http404
        return person

    def get_title(self):
        return Rung(self.kwargs["rung"]).label

    def get_form_kwargs(self):
        office = self.object.training.office
        return super().get_form_kwargs() | {"rung": self.kwargs["rung"], "office": office}

    def act(self, form):
        take_step(enrolment=self.object, rung=self.kwargs["rung"], by=self.request.user, **form.cleaned_data)

    def get_success_url(self):
        return self.work_url(self.object.training_id)

    def chat(self):
        """A chat with a neutral text, for those who may know the number."""
        user, client = self.request.user, self.object.client
        if client is None or not client.is_open_to(user, dates.today(user.office)):
            return ""
        sessions = Session.objects.visible_to(user).taking_place().filter(training=self.object.training)
        following = sessions.filter(day__gte=dates.today(user.office)).select_related("training__office")
        return reminder_url(client, following.order_by("starts_at").first())

    def get_context_data(self, **kwargs):
        user, person = self.request.user, self.object
        crumbs = [(_("Absences to deal with"), f"{reverse('trainings:absence-list')}?part=steps")]
        name = person.name_for(user, dates.today(user.office))
        chat_url = self.chat() if self.kwargs["rung"] == Rung.REMINDER else ""
        facts = {"crumbs": crumbs, "facts": [name, person.training.title], "chat_url": chat_url}
        return super().get_context_data(**facts | kwargs)
