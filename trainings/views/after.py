"""What the pages after the sessions share: a training with its crumbs."""

from django.urls import reverse
from django.utils.translation import gettext as _

from pembinaan.context import address
from trainings.models import Training


class TrainingPart:
    """A page about one training; rows that name people exist only within its Bapas."""

    model = Training

    def get_queryset(self):
        return super().get_queryset().select_related("office", "programme")

    @property
    def training(self):
        return self.object

    def get_context_data(self, **kwargs):
        crumbs = [
            (_("Trainings"), address("trainings:list")),
            (self.training.title, self.training.get_absolute_url()),
        ]
        return super().get_context_data(training=self.training, crumbs=crumbs, **kwargs)


def results_url(training):
    return reverse("trainings:results", args=[training.pk])
