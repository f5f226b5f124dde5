from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pembinaan.accounts.models.office import Office
from pembinaan.records import Record
from pembinaan.scoping import ScopedModel
from pembinaan.text import Line


class Device(Record, ScopedModel):
    """A phone or laptop of the office (perangkat dinas); only such a one may keep a sheet offline."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="devices", verbose_name=_("office"))
    name = Line(_("name of the device"), max_length=60)
    marked_by_name = Line(max_length=200)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    revoked_by_name = Line(max_length=200, blank=True)

    office_lookup = "office"

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "name"],
                condition=Q(revoked_at__isnull=True),
                name="device_name_once_per_office",
                violation_error_message=_("A device of this office already has this name."),
            )
        ]
        verbose_name = _("office device")
        verbose_name_plural = _("office devices")

    def __str__(self):
        return self.name

    @classmethod
    def visibility(cls, user):
        return Q(office=user.office_id)
