from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clients.choices import Work
from clients.models.client import Client
from pembinaan.records import Record
from pembinaan.scoping import ScopedModel
from pembinaan.text import Line


class WorkStatus(Record, ScopedModel):
    """What a client lived from at a date; the latest one is copied to the client."""

    client = models.ForeignKey(Client, models.PROTECT, related_name="work_statuses", verbose_name=_("client"))
    on = models.DateField(_("as of"))
    status = models.CharField(_("work status"), max_length=20, choices=Work)
    occupation = Line(_("kind of work"), max_length=120, blank=True)
    recorded_by_name = Line(max_length=200, editable=False)

    office_lookup = "client__office"

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["client", "on"],
                name="work_status_once_a_day",
                violation_error_message=_("A work status is already recorded for this date."),
            ),
            models.CheckConstraint(condition=Q(status__in=Work.values), name="work_status_known"),
        ]
        verbose_name = _("work status")
        verbose_name_plural = _("work statuses")

    def __str__(self):
        return f"{self.get_status_display()} · {self.on}"

    @classmethod
    def visibility(cls, user):
        return Q(client__in=Client.objects.visible_to(user))
