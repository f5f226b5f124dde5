"""Own clients put forward for trainings of the Bapas beside: of these only the plan is seen, nobody in it."""

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from clients.actions.trail import note_search
from clients.models import Client
from pembinaan import dates
from pembinaan.views import FormPage, ListPage
from trainings.actions.enrolment import nominate_many
from trainings.choices import TrainingStatus
from trainings.eligibility import eligible_for
from trainings.forms.enrolment import ChosenForm
from trainings.models import Enrolment, Training
from trainings.overview import MAY_PICK
from trainings.views.choosing import told
from trainings.views.planning import OfTraining

OPEN = (TrainingStatus.APPROVED, TrainingStatus.RUNNING)


def open_beside(user):
    """Approved trainings of the other Bapas of the Kanwil that still go on."""
    rows = Training.objects.copyable_by(user).exclude(office=user.office_id)
    rows = rows.filter(status__in=OPEN, ends_on__gte=dates.today(user.office))
    return rows.with_page_facts().with_programme_jp()


class SiblingList(ListPage):
    model = Training
    permission = MAY_PICK
    template_name = "trainings/siblings.html"
    title = _("Trainings of the Bapas beside")
    searches = True
    empty_text = _("No other Bapas of this Kanwil has an open training now.")

    def get_queryset(self):
        return open_beside(self.request.user).order_by("starts_on", "pk")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context["search_form"]["q"].label = _("Title or place")
        return context | {"crumbs": [(_("Trainings"), reverse("trainings:list"))]}


class OfSibling(OfTraining):
    """The training is another Bapas's; whoever works here only puts forward, with a reason."""

    permission = MAY_PICK

    def get_object(self):
        training = open_beside(self.request.user).filter(pk=self.kwargs["pk"]).first()
        if training is None:
            raise Http404
        return training

    def get_title(self):
        return self.object.title

    def get_context_data(self, **kwargs):
        crumbs = [
            (_("Trainings"), reverse("trainings:list")),
            (SiblingList.title, reverse("trainings:sibling-list")),
        ]
        return super().get_context_data(**{"crumbs": crumbs} | kwargs)

    def address(self):
        return reverse("trainings:sibling", args=[self.object.pk])


class SiblingCandidates(OfSibling, ListPage):
    template_name = "trainings/sibling.html"
    searches = True
    empty_text = _("No client of the office can take part.")

    def get_queryset(self):
        clients = Client.objects.visible_to(self.request.user)
        return eligible_for(self.object, clients).with_page_facts().in_name_order()

    def get_context_data(self, **kwargs):
        user, today = self.request.user, dates.today(self.object.office)
        mine = Enrolment.objects.visible_to(user).filter(training=self.object).select_related("client")
        context = super().get_context_data(
            own=[(row, row.name_for(user, today)) for row in mine.order_by("number")],
            form=ChosenForm(user=user, nominating=True),
            **kwargs,
        )
        if context["words"]:
            note_search(hits=context["page"].total, by=user)
        return context


class NominateChosen(OfSibling, FormPage):
    """Takes the ticks. Where somebody is refused, every row is answered."""

    http_method_names = ["post"]
    form_class = ChosenForm
    template_name = "trainings/sibling_answers.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user, "nominating": True}

    def form_valid(self, form):
        self.answers = []
        response = super().form_valid(form)
        if any(answer.problems for answer in self.answers):
            return self.render_to_response(self.get_context_data(answers=self.answers, form=None))
        return response

    def form_invalid(self, form):
        for errors in form.errors.values():
            messages.error(self.request, errors[0])
        return HttpResponseRedirect(self.address())

    def act(self, form):
        reason = form.cleaned_data["reason"]
        self.answers = nominate_many(
            training=self.object, clients=form.clients, reason=reason, by=self.request.user
        )

    def get_success_message(self):
        return " ".join(told(self.answers))

    def get_success_url(self):
        return self.address()
