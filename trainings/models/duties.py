from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pembinaan.accounts.models.user import NOTHING
from pembinaan.records import Record
from pembinaan.scoping import ScopedModel
from pembinaan.text import Line
from trainings.choices import BudgetSource, PaymentState
from trainings.models.enrolment import Enrolment
from trainings.models.session import Session


class TransportPayment(Record, ScopedModel):
    """Transport money of one participant for one session. Once paid it never changes."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="transport_payments")
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="transport_payments")
    rupiah = models.PositiveIntegerField(_("rupiah"))
    source = models.CharField(_("source"), max_length=10, choices=BudgetSource)
    state = models.CharField(_("state"), max_length=5, choices=PaymentState, default=PaymentState.DUE)
    receipt = Line(_("receipt number"), max_length=60, blank=True)
    paid_on = models.DateField(_("paid on"), null=True, blank=True)
    paid_by_name = Line(max_length=200, blank=True, editable=False)
    note = Line(_("note"), max_length=160, blank=True)

    office_lookup = "session__training__office"

    class Meta:
        ordering = ["session", "enrolment__number"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "enrolment"],
                condition=~Q(state=PaymentState.VOID),
                name="transport_paid_once",
                violation_error_message=_("Transport money for this session is already in the ledger."),
            ),
            models.CheckConstraint(condition=Q(rupiah__gte=1), name="transport_has_amount"),
            models.CheckConstraint(
                condition=Q(source__in=BudgetSource.values), name="transport_source_known"
            ),
            models.CheckConstraint(
                condition=Q(state=PaymentState.PAID, paid_on__isnull=False) & ~Q(receipt="")
                | Q(state__in=[PaymentState.DUE, PaymentState.VOID], paid_on__isnull=True),
                name="transport_paid_with_receipt",
                violation_error_message=_("Give the date and the receipt number."),
            ),
        ]
        verbose_name = _("transport money")
        verbose_name_plural = _("transport money")

    def __str__(self):
        return f"{self.enrolment} {self.rupiah}"

    @classmethod
    def visibility(cls, user):
        return Q(session__training__office=user.office_id) if user.sees_people else NOTHING
