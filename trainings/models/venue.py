from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partners.models import Partner
from pembinaan.accounts.models import Office, Region, ServicePost
from pembinaan.records import Record
from pembinaan.scoping import ScopedModel
from pembinaan.text import Block, Line


class Venue(Record, ScopedModel):
    """A room or a workshop that one session at a time can use."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name=_("office"))
    name = Line(_("name"), max_length=120)
    address = Block(_("address"), blank=True)
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("regency or city")
    )
    service_post = models.ForeignKey(
        ServicePost, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("service post")
    )
    partner = models.ForeignKey(
        Partner, models.PROTECT, null=True, blank=True, related_name="venues", verbose_name=_("partner")
    )
    seats = models.PositiveSmallIntegerField(_("seats"), null=True, blank=True)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "name"],
                name="venue_once_per_office",
                violation_error_code="name_taken",
                violation_error_message=_("A room with this name is already listed."),
            ),
            models.CheckConstraint(condition=~Q(name=""), name="venue_has_name"),
            models.CheckConstraint(
                condition=Q(seats__isnull=True) | Q(seats__gte=1), name="venue_seats_positive"
            ),
        ]
        verbose_name = _("room")
        verbose_name_plural = _("rooms")

    def __str__(self):
        return self.name
