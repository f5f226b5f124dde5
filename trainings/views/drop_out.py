"""Participants who may drop out: who, why, and what was done about it."""

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from pembinaan import dates
from pembinaan.views import FormPage, ScopedPage
from trainings.actions.drop_out import answer_warning
from trainings.actions.ladder import reminder_url
from trainings.choices import WarningAnswer
from trainings.dropping_out import judged, of_whom, warned, with_facts
from trainings.forms.drop_out import AnswerForm
from trainings.models import DropOutAnswer, Enrolment, Session
from trainings.policy import DROP_OUT_FROM_SESSIONS, DROP_OUT_MISSED
from trainings.views.session_page import RECORD

READ = (RECORD, "trainings.approve_training")
NUMBERS = {"missed": DROP_OUT_MISSED, "sessions": DROP_OUT_FROM_SESSIONS}


class DropOutList(ScopedPage, TemplateView):
    """A PK answers for the own clients, coordinator and head for all of the office."""

    permission = READ
    template_name = "trainings/drop_out_list.html"
    title = _("Participants who may drop out")

    def may(self):
        return super().may() and self.request.user.sees_people

    def get_context_data(self, **kwargs):
        user = self.request.user
        day, own = dates.today(user.office), user.has_perm("trainings.nominate_client")
        found = warned(user, day, own=own)
        for one in found:
            if one.answer:
                one.answer["label"] = WarningAnswer(one.answer["answer"]).label
        return super().get_context_data(
            open=[one for one in found if not one.answer],
            answered=[one for one in found if one.answer],
            may_record=user.has_perm(RECORD),
            numbers=NUMBERS,
            crumbs=[(_("Trainings"), reverse("trainings:list"))],
            **kwargs,
        )


class AnswerWarning(FormPage):
    model = Enrolment
    permission = RECORD
    form_class = AnswerForm
    makes = (DropOutAnswer,)
    template_name = "trainings/drop_out_answer.html"
    success_message = _("The answer is recorded; a new fact opens the warning again.")

    def get_object(self):
        user = self.request.user
        day = dates.today(user.office)
        rows = Enrolment.objects.visible_to(user).filter(of_whom(user, day), training__office=user.office_id)
        person = with_facts(rows.filter(pk=self.kwargs["enrolment"], training=self.kwargs["pk"])).first()
        if person is None:
            raise Http404
        self.warned = judged(person)
        return person

    def get_title(self):
        return self.object.name_for(self.request.user, dates.today(self.request.user.office))

    def get_initial(self):
        return {"seen": self.warned.fingerprint}

    def act(self, form):
        answer_warning(enrolment=self.object, by=self.request.user, **form.cleaned_data)

    def form_invalid(self, form):
        # After a refusal that told of new facts, answering once more is meant.
        form.data = form.data.copy()
        form.data["seen"] = self.warned.fingerprint
        return super().form_invalid(form)

    def get_success_url(self):
        return reverse("trainings:drop-out-list")

    def chat(self):
        user, client = self.request.user, self.object.client
        if not client.is_open_to(user, dates.today(user.office)):
            return ""
        sessions = Session.objects.visible_to(user).taking_place().filter(training=self.object.training)
        ahead = sessions.filter(day__gte=dates.today(user.office)).select_related("training__office")
        return reminder_url(client, ahead.order_by("starts_at").first())

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            one=self.warned,
            numbers=NUMBERS,
            chat_url=self.chat(),
            crumbs=[(_("Participants who may drop out"), self.get_success_url())],
            facts=[self.object.training.title],
            **kwargs,
        )
