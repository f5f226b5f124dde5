from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from partners.choices import LicenceKind
from partners.models.partner import Partner, shared_in_region
from partners.querysets import LicenceQuerySet
from partners.standing import term_of
from pembinaan.records import Record
from pembinaan.scoping import ScopedModel
from pembinaan.text import Line


class Licence(Record, ScopedModel):
    """NIB, P-IRT, halal or another licence of a partner; without an end it does not expire."""

    partner = models.ForeignKey(Partner, models.PROTECT, related_name="licences", verbose_name=_("partner"))
    kind = models.CharField(_("kind"), max_length=5, choices=LicenceKind)
    name = Line(_("name of the licence"), max_length=80, blank=True)
    number = Line(_("number"), max_length=40)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    note = Line(_("note"), max_length=200, blank=True)

    objects = LicenceQuerySet.as_manager()
    office_lookup = "partner__office"

    class Meta:
        ordering = ["kind", "-valid_until", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "kind", "number"],
                name="licence_number_once_per_partner",
                violation_error_message=_("This licence is already recorded."),
            ),
            models.CheckConstraint(condition=Q(kind__in=LicenceKind.values), name="licence_kind_known"),
            models.CheckConstraint(
                condition=~Q(kind=LicenceKind.OTHER) | ~Q(name=""),
                name="licence_other_has_name",
                violation_error_message=_("Name the licence."),
            ),
            models.CheckConstraint(
                condition=Q(issued_on__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_until__gte=F("issued_on")),
                name="licence_dates_in_order",
                violation_error_message=_("The licence ends before it was issued."),
            ),
        ]
        verbose_name = _("licence")
        verbose_name_plural = _("licences")

    def __str__(self):
        return f"{self.name or self.get_kind_display()} {self.number}"

    @classmethod
    def visibility(cls, user):
        return shared_in_region(user, "partner__office")

    def term(self, day):
        """None where it does not expire."""
        return term_of(self.valid_until, day, self.issued_on) if self.valid_until else None
