"""Clients on the way into work: each with its stage, its history and the next steps."""

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from clients.models import Client
from clients.views.parts import crumbs_of
from pembinaan import dates
from pembinaan.views import ActionPage, DetailPage, FormPage, ListPage
from trainings.actions.placements import move_application, suggest
from trainings.choices import Stage
from trainings.forms.placements import ForVacancyForm, StepForm
from trainings.forms.placements_filter import PlacementFilter, VacancyFilter
from trainings.matching import applications_of
from trainings.models import Application, Vacancy
from trainings.moves import move_named, moves_from
from trainings.rules.placements import kept_from
from trainings.stages import PLACE, STAGE_MOVES
from trainings.views.placements_vacancies import READ


class OfApplications:
    """The record of the client must be open to the reader."""

    model = Application
    permission = READ

    def may(self):
        return super().may() and self.request.user.sees_people

    def get_queryset(self):
        return applications_of(self.request.user)


class PlacementList(OfApplications, ListPage):
    template_name = "trainings/application_list.html"
    title = _("Placements")
    filterset_class = PlacementFilter
    empty_text = _("Whoever is suggested for a vacancy stands here, up to having kept the job.")

    def get_queryset(self):
        return super().get_queryset().order_by("-stage_on", "-pk")

    def get_context_data(self, **kwargs):
        return super().get_context_data(crumbs=[(_("Trainings"), reverse("trainings:list"))], **kwargs)


class ApplicationPart(OfApplications):
    def get_title(self):
        return self.object.client.name

    def address(self):
        return reverse("trainings:application", args=[self.object.pk])

    def get_success_url(self):
        return self.address()

    def crumbs(self):
        vacancy = self.object.vacancy
        return [
            (_("Vacancies"), reverse("trainings:vacancy-list")),
            (vacancy.title, vacancy.get_absolute_url()),
        ]


class ApplicationPage(ApplicationPart, DetailPage):
    template_name = "trainings/application.html"

    def get_context_data(self, **kwargs):
        user, found = self.request.user, self.object
        today = dates.today(found.vacancy.office)
        asks_later = found.stage == Stage.STARTED and kept_from(found) > today
        moves = moves_from(STAGE_MOVES, found.stage, user)
        return super().get_context_data(
            application=found,
            vacancy=found.vacancy,
            steps=found.steps.all(),
            moves=[move for move in moves if not (asks_later and move.target == Stage.KEPT)],
            kept_from=kept_from(found) if found.stage == Stage.STARTED else None,
            today=today,
            crumbs=self.crumbs(),
            **kwargs,
        )


class MoveApplication(ApplicationPart, ActionPage):
    permission = PLACE
    form_class = StepForm
    success_message = _("The step is recorded.")

    def get_object(self):
        self.move = move_named(STAGE_MOVES, self.kwargs["move"])
        if self.move is None:
            raise Http404
        return super().get_object()

    def get_title(self):
        return f"{self.move.label}: {super().get_title()}"

    def get(self, request, *args, **kwargs):
        if self.object.stage not in self.move.sources:
            messages.warning(request, _("This step is not possible now."))
            return HttpResponseRedirect(self.address())
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"move": self.move}

    def get_initial(self):
        return {"version": self.object.version, "on": dates.today(self.object.vacancy.office)}

    def act(self, form):
        move_application(
            application=self.object, move=self.move.name, by=self.request.user, **form.cleaned_data
        )

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            crumbs=self.crumbs(), text=self.move.help_text, submit_label=self.move.label, **kwargs
        )


class SuggestClient(FormPage):
    """From the page of a client, for one of the open vacancies."""

    model = Client
    permission = PLACE
    form_class = ForVacancyForm
    title = _("Suggest for a vacancy")
    template_name = "trainings/application_suggest.html"
    submit_label = _("Suggest")
    success_message = _("The client is on the list of the vacancy.")

    @cached_property
    def vacancies(self):
        rows = Vacancy.objects.visible_to(self.request.user).select_related("partner")
        return list(VacancyFilter({}, rows.order_by("title", "pk"), request=self.request).rows)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"vacancies": self.vacancies}

    def act(self, form):
        suggest(clients=[self.object.pk], by=self.request.user, **form.cleaned_data)

    def get_success_url(self):
        return reverse("trainings:client-history", args=[self.object.pk])

    def get_context_data(self, **kwargs):
        crumbs = crumbs_of(self.object)
        return super().get_context_data(crumbs=crumbs, vacancies=self.vacancies, **kwargs)
