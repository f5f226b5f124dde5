from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from pembinaan.exports import xlsx_response
from pembinaan.views import DetailPage, ScopedPage
from trainings.actions.trail import note_export
from trainings.models import Training
from trainings.needs import by_kind, needed
from trainings.needs_export import write_needs
from trainings.views.planning import OfTraining

PARTICIPANTS = "participants"


class OfNeeds(OfTraining):
    """What the programme's list comes to: for all seats, or for those who have one."""

    permission = "trainings.view_training"

    def get_queryset(self):
        return super().get_queryset().with_seat_counts()

    @property
    def is_for_participants(self):
        return self.request.GET.get("for") == PARTICIPANTS

    @property
    def people(self):
        return self.object.seated if self.is_for_participants else self.object.capacity

    def groups(self):
        return by_kind(needed(self.object.programme.items.order_by("order"), self.people))


class TrainingItems(OfNeeds, DetailPage):
    template_name = "trainings/items.html"
    title = _("Tools and materials")

    def get_context_data(self, **kwargs):
        groups = self.groups()
        return super().get_context_data(
            groups=groups,
            people=self.people,
            is_for_participants=self.is_for_participants,
            total=sum(group.cost for group in groups),
            unpriced=sum(group.unpriced for group in groups),
            **kwargs,
        )


class ExportItems(OfNeeds, ScopedPage, View):
    model = Training

    def get(self, request, *args, **kwargs):
        training, groups = self.object, self.groups()
        file, size = write_needs(training, groups, people=self.people, by=request.user, at=timezone.now())
        note_export(training=training, rows=sum(len(group.rows) for group in groups), by=request.user)
        name = f"alat-bahan-{slugify(training.title)[:40]}.xlsx"
        return xlsx_response(file, size, name)
