"""Vacancies of an office, and whom they are suggested to."""

from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from pembinaan import dates
from pembinaan.forms import Form
from pembinaan.paging import page_of_ranked
from pembinaan.views import ActionPage, CreatePage, DetailPage, FormPage, ListPage, UpdatePage
from trainings.actions.placements import FIELDS, add_vacancy, change_vacancy, close_vacancy, suggest
from trainings.forms.placements import SuggestForm, VacancyForm
from trainings.forms.placements_filter import VacancyFilter
from trainings.matching import applications_of, candidates, with_sharing
from trainings.models import Vacancy
from trainings.rules.placements import is_open
from trainings.stages import HOLDS_OPENING, PLACE

READ = (PLACE, "trainings.approve_training")


class OfVacancies:
    model = Vacancy
    permission = PLACE

    def may(self):
        return super().may() and self.request.user.sees_people

    def get_queryset(self):
        return super().get_queryset().select_related("partner", "region", "office")

    def crumbs(self):
        found = [(_("Vacancies"), reverse("trainings:vacancy-list"))]
        return [*found, (self.object.title, self.object.get_absolute_url())] if self.object else found

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"crumbs": self.crumbs()} | kwargs)


class VacancyList(OfVacancies, ListPage):
    permission = READ
    template_name = "trainings/vacancy_list.html"
    title = _("Vacancies")
    filterset_class = VacancyFilter
    empty_text = _("Work that partners and other employers offer is noted here.")

    def get_queryset(self):
        return super().get_queryset().order_by("-created_at", "-pk")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(crumbs=[(_("Trainings"), reverse("trainings:list"))], **kwargs)
        rows = applications_of(self.request.user).filter(vacancy__in=[row.pk for row in context["rows"]])
        stages = list(rows.values_list("vacancy", "stage"))
        today = dates.today(self.request.user.office)
        for row in context["rows"]:
            mine = [stage for vacancy, stage in stages if vacancy == row.pk]
            row.listed, row.is_open = len(mine), is_open(row, today)
            row.placed = len([stage for stage in mine if stage in HOLDS_OPENING])
        return context


class VacancyPage(OfVacancies, DetailPage):
    permission = READ
    template_name = "trainings/vacancy_detail.html"

    def get_context_data(self, **kwargs):
        user, vacancy = self.request.user, self.object
        rows = with_sharing(applications_of(user).filter(vacancy=vacancy)).order_by("stage_on", "pk")
        return super().get_context_data(
            vacancy=vacancy,
            is_open=is_open(vacancy, dates.today(vacancy.office)),
            applications=rows,
            hidden=vacancy.applications.exclude(pk__in=rows.values("pk")).count(),
            may_place=user.has_perm(PLACE),
            crumbs=self.crumbs()[:-1],
            **kwargs,
        )


class KeepVacancy(OfVacancies):
    form_class = VacancyForm

    def values(self, form):
        return {name: form.cleaned_data[name] for name in FIELDS}


class AddVacancy(KeepVacancy, CreatePage):
    title = _("Add a vacancy")
    success_message = _("The vacancy is added.")
    makes = (Vacancy,)

    def act(self, form):
        return add_vacancy(self.values(form), form_key=form.cleaned_data["form_key"], by=self.request.user)

    def get_success_url(self):
        return self.object.get_absolute_url() if self.object else reverse("trainings:vacancy-list")

    def get_cancel_url(self):
        return reverse("trainings:vacancy-list")


class ChangeVacancy(KeepVacancy, UpdatePage):
    def act(self, form):
        version = form.cleaned_data["version"]
        return change_vacancy(self.object, self.values(form), version=version, by=self.request.user)


class CloseVacancy(OfVacancies, ActionPage):
    """Closing, or opening again: the address says which."""

    form_class = Form
    success_message = ""

    @property
    def closes(self):
        return self.kwargs["step"] == "close"

    def get_object(self):
        if self.kwargs["step"] not in ("close", "reopen"):
            raise Http404
        return super().get_object()

    def get_title(self):
        return _("Close the vacancy") if self.closes else _("Open the vacancy again")

    def act(self, form):
        return close_vacancy(vacancy=self.object, close=self.closes, by=self.request.user)

    def get_context_data(self, **kwargs):
        text = _("Nobody can be suggested any more. Who works there already is followed all the same.")
        text = text if self.closes else _("Clients can be suggested again.")
        return super().get_context_data(text=text, submit_label=self.get_title(), **kwargs)


class Candidates(OfVacancies, FormPage):
    """Graduates of fitting trainings first; nothing of it leaves the system."""

    form_class = SuggestForm
    template_name = "trainings/vacancy_candidates.html"
    title = _("Suggest clients")
    submit_label = _("Suggest the ticked")

    @cached_property
    def found(self):
        return candidates(self.object, self.request.user)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"offered": self.found}

    def act(self, form):
        chosen = form.cleaned_data["client"]
        self.number = suggest(vacancy=self.object, clients=chosen, by=self.request.user)

    def get_success_message(self):
        message = ngettext("%(n)s client is suggested.", "%(n)s clients are suggested.", self.number)
        return message % {"n": self.number}

    def get_context_data(self, **kwargs):
        page = page_of_ranked(self.found, self.request.GET)
        opened = is_open(self.object, dates.today(self.object.office))
        return super().get_context_data(
            vacancy=self.object, rows=page.rows, page=page, is_open=opened, **kwargs
        )
