from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clients.models.client import Client
from pembinaan.accounts.models import Office
from pembinaan.accounts.models.user import NOTHING
from pembinaan.records import Record
from pembinaan.scoping import ScopedModel, ScopedQuerySet
from pembinaan.text import Line


class KeepApartQuerySet(ScopedQuerySet):
    def of(self, client):
        """Pairs of one client; those that still hold stand first."""
        rows = self.filter(Q(first=client) | Q(second=client)).select_related(
            "first__office", "second__office"
        )
        return rows.order_by(F("lifted_at").desc(nulls_first=True), "-created_at")


class KeepApart(Record, ScopedModel):
    """Two clients who must not sit in one room (dipisahkan); the smaller id stands first."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name=_("office"))
    first = models.ForeignKey(Client, models.CASCADE, related_name="+", verbose_name=_("client"))
    second = models.ForeignKey(Client, models.CASCADE, related_name="+", verbose_name=_("other client"))
    note = Line(_("why"), max_length=200)
    until = models.DateField(_("until"), null=True, blank=True)
    noted_by_name = Line(max_length=200, blank=True, editable=False)
    lifted_at = models.DateTimeField(_("lifted"), null=True, blank=True)
    lifted_by_name = Line(max_length=200, blank=True, editable=False)

    objects = KeepApartQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["first", "second"],
                condition=Q(lifted_at__isnull=True),
                name="keep_apart_once_per_pair",
                violation_error_message=_("These two are already kept apart."),
            ),
            models.CheckConstraint(
                condition=Q(first__lt=F("second")),
                name="keep_apart_two_people",
                violation_error_message=_("Choose two different people."),
            ),
        ]
        verbose_name = _("pair kept apart")
        verbose_name_plural = _("pairs kept apart")

    def __str__(self):
        # Never the names: this text reaches the audit trail.
        return str(_("Pair kept apart"))

    @classmethod
    def visibility(cls, user):
        """The PK of one of the two, and the head; others learn no more than that a seat is refused."""
        if not user.sees_people:
            return NOTHING
        own = Q() if user.sees_restricted else Q(first__counsellor=user.pk) | Q(second__counsellor=user.pk)
        return Q(office=user.office_id) & own

    def other_than(self, client):
        return self.second if self.first_id == client.pk else self.first

    @property
    def is_lifted(self):
        return self.lifted_at is not None
