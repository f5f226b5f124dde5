from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from partners.models import Agreement
from pembinaan.drafts import KeepsDraft
from pembinaan.views import ActionPage, CreatePage, DetailPage, FormPage, ListPage, UpdatePage
from trainings.actions.planning import change_training, move_training, plan_training, remake_timetable
from trainings.choices import TrainingStatus
from trainings.clashing import open_clashes
from trainings.filters import TrainingFilter
from trainings.forms.moves import MoveForm
from trainings.forms.planning import PlanForm, TimetableForm, TrainingForm
from trainings.models import Training
from trainings.moves import TRAINING_MOVES, move_named
from trainings.overview import Overview
from trainings.rules.planning import agreement_warnings, approval_notes


class OfTraining:
    """A page about one training, or one of its parts."""

    model = Training

    def get_queryset(self):
        return super().get_queryset().with_page_facts()

    def get_context_data(self, **kwargs):
        crumbs = [(_("Trainings"), reverse("trainings:list"))]
        if self.object:
            crumbs.append((self.object.title, self.object.get_absolute_url()))
        return super().get_context_data(**{"crumbs": crumbs, "training": self.object} | kwargs)

    def warn_about_agreement(self, training):
        known = Agreement.objects.visible_to(self.request.user).filter(partner=training.partner_id)
        for warning in agreement_warnings(training.partner, known, training.starts_on, training.ends_on):
            messages.warning(self.request, warning.message)


class TrainingList(ListPage):
    model = Training
    permission = "trainings.view_training"
    title = _("Trainings")
    template_name = "trainings/list.html"
    filterset_class = TrainingFilter
    empty_text = _("Plan the first one from the catalogue of programmes.")

    def get_queryset(self):
        return super().get_queryset().select_related("office", "partner").with_seat_counts().in_date_order()

    def get_context_data(self, **kwargs):
        is_local = self.request.user.office.is_local
        return super().get_context_data(shows_office=not is_local, **kwargs)


class TrainingDetail(OfTraining, DetailPage):
    permission = "trainings.view_training"
    template_name = "trainings/detail.html"
    stages = (TrainingStatus.DRAFT, TrainingStatus.APPROVED, TrainingStatus.RUNNING, TrainingStatus.COMPLETED)

    def get_queryset(self):
        rows = super().get_queryset().with_seat_counts().with_programme_jp()
        return rows.select_related("service_post", "status_reason")

    def get_context_data(self, **kwargs):
        training = self.object
        reached = self.stages.index(training.status) if training.status in self.stages else None
        return super().get_context_data(
            crumbs=[(_("Trainings"), reverse("trainings:list"))],
            overview=Overview(
                training, self.request.user, by_number=self.request.GET.get("order") == "number"
            ),
            strategic=training.strategic_programmes.all(),
            stages=[(stage.label, number) for number, stage in enumerate(self.stages)],
            reached=reached,
            **kwargs,
        )


class PlanTraining(KeepsDraft, OfTraining, CreatePage):
    permission = "trainings.add_training"
    form_class = PlanForm
    template_name = "trainings/form.html"
    title = _("Plan a training")
    submit_label = _("Save the plan")
    success_message = _("The training is planned. It waits for approval.")

    def get_initial(self):
        return {"programme": self.request.GET.get("programme")}

    def act(self, form):
        training = plan_training(
            office=self.request.user.office,
            values=form.values,
            slots=form.chosen_slots,
            form_key=form.cleaned_data["form_key"],
            by=self.request.user,
        )
        self.warn_about_agreement(training)
        return training

    def get_cancel_url(self):
        return reverse("trainings:list")


class ChangeTraining(KeepsDraft, OfTraining, UpdatePage):
    permission = "trainings.change_training"
    form_class = TrainingForm
    template_name = "trainings/form.html"
    title = _("Change the training")

    def act(self, form):
        training = change_training(
            training=self.object,
            values=form.values,
            version=form.cleaned_data["version"],
            by=self.request.user,
        )
        self.warn_about_agreement(training)
        return training


class RemakeTimetable(OfTraining, FormPage):
    permission = "trainings.change_training"
    form_class = TimetableForm
    template_name = "trainings/form.html"
    title = _("Make the timetable anew")
    submit_label = _("Make the timetable")
    success_message = _("The timetable is made.")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"training": self.object}

    def act(self, form):
        names = ("starts_on", "ends_on", "version")
        given = {name: form.cleaned_data[name] for name in names}
        return remake_timetable(training=self.object, slots=form.slots, by=self.request.user, **given)


class MoveTraining(OfTraining, ActionPage):
    """Asks for a step between statuses to be confirmed, by the name of the move."""

    form_class = MoveForm
    template_name = "trainings/move.html"

    def get_object(self):
        self.move = move_named(TRAINING_MOVES, self.kwargs["move"])
        if self.move is None or self.move.target == TrainingStatus.COMPLETED:
            raise Http404
        return super().get_object()

    @property
    def permission(self):
        return self.move.permission

    def get(self, request, *args, **kwargs):
        if self.object.status not in self.move.sources:
            messages.warning(request, _("This step is not possible now."))
            return HttpResponseRedirect(self.object.get_absolute_url())
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"move": self.move, "has_clashes": bool(self.clashes)}

    @cached_property
    def clashes(self):
        """What must be solved or accepted before an approval."""
        return open_clashes(self.object)[0] if self.move.target == TrainingStatus.APPROVED else []

    def get_initial(self):
        return {"version": self.object.version}

    def act(self, form):
        return move_training(
            training=self.object, move=self.move.name, by=self.request.user, **form.cleaned_data
        )

    def get_title(self):
        return self.move.label

    def get_success_message(self):
        return _("The training is now: %(status)s.") % {"status": self.object.get_status_display().lower()}

    def get_context_data(self, **kwargs):
        notes = self.notes() if self.move.target == TrainingStatus.APPROVED else []
        return super().get_context_data(
            text=self.move.help_text,
            danger=self.move.name == "cancel",
            submit_label=self.move.label,
            notes=notes,
            **kwargs,
        )

    def notes(self):
        overview = Overview(self.get_queryset().with_seat_counts().get(pk=self.object.pk), self.request.user)
        seated = overview.training.seated
        notes = approval_notes(
            self.object, sessions=len(overview.taking_place), jp=overview.jp, participants=seated
        )
        # With sessions the missing agreement is one of the clashes.
        return [*notes, *(self.clashes if overview.taking_place else overview.agreement_notes)]
