from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from clients.actions.trail import note_search
from clients.models import Client
from pembinaan import dates
from pembinaan.views import ActionPage, DetailPage, FormPage, ListPage
from trainings.actions.enrolment import add_guest, default_start, enrol_many, nominate_many
from trainings.actions.moves import move_enrolment
from trainings.eligibility import eligible_for, ends_before_last_follow_up
from trainings.filters import CandidateFilter
from trainings.forms.enrolment import ChosenForm, GuestForm
from trainings.forms.moves import EnrolmentMoveForm
from trainings.models import Enrolment, Training
from trainings.moves import ENROLMENT_MOVES, move_named
from trainings.overview import MAY_PICK, Overview
from trainings.views.planning import OfTraining


class Picking(OfTraining):
    """Who gives seats enrols; who may only put clients forward nominates, with a reason."""

    permission = MAY_PICK

    @property
    def is_nominating(self):
        return not self.request.user.has_perm("trainings.enrol_client")

    def get_object(self):
        rows = Training.objects.visible_to(self.request.user).filter(pk=self.kwargs["pk"])
        training = rows.with_page_facts().with_seat_counts().with_last_day().first()
        if training is None:
            raise Http404
        return training


class Candidates(Picking, ListPage):
    template_name = "trainings/candidates.html"
    title = _("Choose participants")
    filterset_class = CandidateFilter
    searches = True
    empty_text = _("No client of the office can take part: see who is on the list already.")

    def get_queryset(self):
        clients = Client.objects.visible_to(self.request.user)
        if not self.object.is_open_for_enrolment:
            return clients.none()
        return eligible_for(self.object, clients).with_page_facts().in_name_order()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(
            is_nominating=self.is_nominating,
            form=ChosenForm(user=self.request.user, nominating=self.is_nominating),
            **kwargs,
        )
        for client in context["rows"]:
            client.ends_early = ends_before_last_follow_up(client, self.object.last_day)
        if context["words"]:
            note_search(hits=context["page"].total, by=self.request.user)
        return context


class EnrolChosen(Picking, FormPage):
    """Takes the ticks of the list of candidates. Where somebody is refused, every row is answered."""

    http_method_names = ["post"]
    form_class = ChosenForm
    template_name = "trainings/answers.html"
    title = _("Choose participants")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user, "nominating": self.is_nominating}

    def form_valid(self, form):
        self.answers = []
        response = super().form_valid(form)
        if any(answer.problems for answer in self.answers):
            return self.render_to_response(self.get_context_data(answers=self.answers, form=None))
        return response

    def form_invalid(self, form):
        for errors in form.errors.values():
            messages.error(self.request, errors[0])
        return HttpResponseRedirect(reverse("trainings:candidates", args=[self.object.pk]))

    def act(self, form):
        chosen, by = {"training": self.object, "clients": form.clients}, self.request.user
        if self.is_nominating:
            self.answers = nominate_many(**chosen, reason=form.cleaned_data["reason"], by=by)
        else:
            self.answers = enrol_many(**chosen, starts_on=form.cleaned_data["starts_on"], by=by)

    def get_success_message(self):
        if any(answer.problems for answer in self.answers):
            return ""
        return " ".join(told(self.answers)) or _("Nobody was added.")


def told(answers):
    """How many got what, in words."""
    count = {name: sum(a.outcome == name for a in answers) for name in ("enrolled", "waiting", "nominated")}
    words = {
        "enrolled": ngettext("%(n)s has a seat.", "%(n)s have a seat.", count["enrolled"]),
        "waiting": ngettext("%(n)s waits.", "%(n)s wait.", count["waiting"]),
        "nominated": ngettext("%(n)s is nominated.", "%(n)s are nominated.", count["nominated"]),
    }
    return [words[name] % {"n": number} for name, number in count.items() if number]


class AddGuest(OfTraining, FormPage):
    permission = "trainings.enrol_client"
    form_class = GuestForm
    template_name = "trainings/form.html"
    title = _("Add a guest")

    def act(self, form):
        self.guest = add_guest(training=self.object, by=self.request.user, **form.cleaned_data)

    def get_success_message(self):
        status = self.guest.get_status_display().lower()
        return _("The guest is on the list: %(status)s.") % {"status": status}


class OfEnrolment(OfTraining):
    """The address names the training and one participant of it."""

    def get_object(self):
        training = super().get_object()
        rows = Enrolment.objects.visible_to(self.request.user).select_related("client", "leave_reason")
        self.enrolment = rows.filter(training=training, pk=self.kwargs["enrolment"]).first()
        if self.enrolment is None:
            raise Http404
        self.enrolment.training = training
        return training

    def get_title(self):
        return self.enrolment.name_for(self.request.user, dates.today(self.object.office))


class EnrolmentPage(OfEnrolment, DetailPage):
    permission = ("trainings.enrol_client", "trainings.nominate_client", "trainings.approve_training")
    template_name = "trainings/enrolment.html"

    def get_context_data(self, **kwargs):
        overview = Overview(self.object, self.request.user)
        return super().get_context_data(
            person=overview.participant(self.enrolment), history=self.enrolment.moves.all(), **kwargs
        )


class MoveEnrolment(OfEnrolment, ActionPage):
    form_class = EnrolmentMoveForm
    template_name = "trainings/move.html"

    def get_object(self):
        self.move = move_named(ENROLMENT_MOVES, self.kwargs["move"])
        if self.move is None:
            raise Http404
        return super().get_object()

    @property
    def permission(self):
        return self.move.permission

    def get_title(self):
        return f"{self.move.label}: {super().get_title()}"

    def get(self, request, *args, **kwargs):
        if self.enrolment.status not in self.move.sources:
            messages.warning(request, _("This step is not possible now."))
            return HttpResponseRedirect(self.object.get_absolute_url())
        return super().get(request, *args, **kwargs)

    def get_initial(self):
        return {"version": self.enrolment.version}

    def get_form_kwargs(self):
        today, last = dates.today(self.object.office), self.object.ends_on
        first = today if today <= last else default_start(self.object, self.object.starts_on)
        return super().get_form_kwargs() | {
            "move": self.move,
            "first_day": first,
            "last_day": min(today, last),
        }

    def act(self, form):
        move_enrolment(
            enrolment=self.enrolment, move=self.move.name, by=self.request.user, **form.cleaned_data
        )

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            text=self.move.help_text,
            danger=self.move.name == "leave",
            submit_label=self.move.label,
            **kwargs,
        )
