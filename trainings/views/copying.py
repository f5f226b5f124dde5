from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pembinaan.views import FormPage, ListPage
from trainings.actions.copying import copy_training, current_programme
from trainings.forms.copying import CopyTrainingForm
from trainings.models import Training
from trainings.views.planning import OfTraining


class PlansToCopy(ListPage):
    """What other Bapas of the Kanwil have planned: the plan alone, nobody in it, nothing that came of it."""

    model = Training
    permission = "trainings.add_training"
    template_name = "trainings/copy_list.html"
    title = _("Copy from another Bapas")
    searches = True
    empty_text = _("No other Bapas of this Kanwil has an approved training yet.")

    def get_queryset(self):
        user = self.request.user
        rows = Training.objects.copyable_by(user).exclude(office=user.office_id)
        return rows.with_page_facts().with_programme_jp().with_budget_sum().in_date_order()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context["search_form"]["q"].label = _("Title or place")
        return context | {"crumbs": [(_("Trainings"), reverse("trainings:list"))]}


class CopyTraining(OfTraining, FormPage):
    permission = "trainings.add_training"
    form_class = CopyTrainingForm
    template_name = "trainings/copy.html"
    title = _("Copy the training")
    submit_label = _("Copy")
    success_message = _("Copied as a draft. Look through the days, the proposal and the budget.")
    makes = (Training,)

    def get_queryset(self):
        rows = Training.objects.copyable_by(self.request.user)
        return (
            rows.with_page_facts()
            .with_programme_jp()
            .with_budget_sum()
            .select_related("venue", "service_post")
        )

    @property
    def is_own(self):
        return self.source.office_id == self.request.user.office_id

    @property
    def source(self):
        return self.object

    def made_before(self):
        made = super().made_before()
        if made:
            key = self.request.POST["form_key"]
            self.object = Training.objects.visible_to(self.request.user).get(form_key=key)
        return made

    def get_initial(self):
        return {"title": self.source.title, "place": self.source.place if self.is_own else ""}

    def act(self, form):
        training = copy_training(self.source, by=self.request.user, **form.cleaned_data)
        if training.programme_id != self.source.programme_id:
            message = _(
                "The newer version %(number)s of the programme is used; its modules are planned anew."
            )
            messages.info(self.request, message % {"number": training.programme.curriculum_version})
        self.warn_about_agreement(training)
        return training

    def get_cancel_url(self):
        return self.source.get_absolute_url() if self.is_own else reverse("trainings:copy-list")

    def get_context_data(self, **kwargs):
        programme = current_programme(self.source)
        newer = programme if programme.pk != self.source.programme_id else None
        context = super().get_context_data(newer=newer, is_own=self.is_own, **kwargs)
        if not self.is_own:
            crumb = (self.source.title, None)
            context["crumbs"] = [
                context["crumbs"][0],
                (PlansToCopy.title, reverse("trainings:copy-list")),
                crumb,
            ]
        return context
