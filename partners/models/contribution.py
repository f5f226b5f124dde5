from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partners.choices import ContributionKind
from partners.models.partner import Partner, shared_in_region
from partners.querysets import ContributionQuerySet
from pembinaan.accounts.models import Office
from pembinaan.numbers import count
from pembinaan.records import Record
from pembinaan.scoping import ScopedModel
from pembinaan.text import Line


class Contribution(Record, ScopedModel):
    """What a partner gave to an office, in rupiah, in kind or both (bantuan mitra)."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name=_("office"))
    partner = models.ForeignKey(
        Partner, models.PROTECT, related_name="contributions", verbose_name=_("partner")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=ContributionKind)
    day = models.DateField(_("date"))
    rupiah = models.BigIntegerField(_("worth in rupiah"), null=True, blank=True)
    quantity = models.DecimalField(_("quantity"), max_digits=10, decimal_places=2, null=True, blank=True)
    unit = Line(_("unit"), max_length=30, blank=True)
    note = Line(_("what it was"), max_length=200, blank=True)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        ordering = ["-day", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=ContributionKind.values), name="contribution_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(rupiah__gte=0) | Q(rupiah__isnull=True, quantity__isnull=False),
                name="contribution_has_measure",
                violation_error_message=_("Give the worth in rupiah or the quantity."),
            ),
            models.CheckConstraint(
                condition=Q(quantity__isnull=True) | Q(quantity__gt=0), name="contribution_quantity_positive"
            ),
        ]
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")

    def __str__(self):
        return f"{self.get_kind_display()} {self.day}"

    @property
    def amount(self):
        """2,5 kg; a whole number without decimals."""
        return f"{count(self.quantity)} {self.unit}" if self.quantity is not None else ""

    @classmethod
    def visibility(cls, user):
        return shared_in_region(user)
