"""The waiting list with what was offered to whom, and the answers."""

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pembinaan import dates
from pembinaan.views import ActionPage, DetailPage
from trainings.actions.offers import answer_offer
from trainings.forms.offers import AnswerForm
from trainings.models import Enrolment, SeatOffer
from trainings.rules.offers import ENDINGS, ending_named, may_end
from trainings.views.planning import OfTraining
from trainings.waiting import line_of


class WaitingPage(OfTraining, DetailPage):
    permission = ("trainings.enrol_client", "trainings.nominate_client", "trainings.approve_training")
    template_name = "trainings/waiting.html"
    title = _("Waiting list")

    def get_queryset(self):
        return super().get_queryset().with_seat_counts()

    def get_context_data(self, **kwargs):
        user, today = self.request.user, dates.today(self.object.office)
        line = line_of(self.object, Enrolment.objects.visible_to(user).filter(training=self.object))
        for place in line:
            client = place.row.client
            place.name = place.row.name_for(user, today)
            place.is_open = client is None or client.is_open_to(user, today)
            open_ = place.is_offered and not self.object.is_over
            place.endings = [e for e in ENDINGS if open_ and may_end(e, user, place.row)]
        upcoming = [place for place in line if place.is_in_line and not place.problems]
        return super().get_context_data(
            line=line, next_place=upcoming[0] if upcoming else None, now=timezone.now(), **kwargs
        )


class AnswerOffer(OfTraining, ActionPage):
    form_class = AnswerForm
    template_name = "trainings/move.html"
    success_message = _("The answer is recorded.")

    def get_object(self):
        self.ending = ending_named(self.kwargs["answer"])
        rows = SeatOffer.objects.visible_to(self.request.user).select_related("enrolment__client")
        training = super().get_object()
        self.offer = rows.filter(pk=self.kwargs["offer"], enrolment__training=training).first()
        if self.offer is None or self.ending is None:
            raise Http404
        self.offer.enrolment.training = training
        return training

    def may(self):
        return may_end(self.ending, self.request.user, self.offer.enrolment)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"needs_note": self.ending.needs_note}

    def act(self, form):
        answer_offer(
            offer=self.offer, answer=self.ending.name, by=self.request.user, note=form.cleaned_data["note"]
        )

    def get_title(self):
        name = self.offer.enrolment.name_for(self.request.user, dates.today(self.object.office))
        return f"{self.ending.label}: {name}"

    def get_success_url(self):
        return reverse("trainings:waiting", args=[self.object.pk])

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            text=self.ending.help_text,
            danger=self.ending.name != "accept",
            submit_label=self.ending.label,
            **kwargs,
        )
