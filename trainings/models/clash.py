from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pembinaan.records import new_id
from pembinaan.scoping import ScopedModel
from pembinaan.text import Line
from trainings.choices import Subject
from trainings.models.session import Session
from trainings.models.training import Training


class Booking(models.Model):
    """That a session holds a client, an instructor or a room from start to end.

    Only sessions that take place have rows. They are rewritten by the action that changes a session, its
    people or a status; PostgreSQL refuses two that overlap (exclusion constraint in the migration).
    """

    session = models.ForeignKey(Session, models.CASCADE, related_name="bookings")
    subject = models.CharField(max_length=10, choices=Subject)
    subject_id = models.UUIDField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["subject", "subject_id", "starts_at"], name="booking_by_subject")]
        constraints = [
            models.UniqueConstraint(fields=["session", "subject", "subject_id"], name="booking_once"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="booking_times_in_order"),
            models.CheckConstraint(condition=Q(subject__in=Subject.values), name="booking_subject_known"),
        ]

    def __str__(self):
        return f"{self.subject} {self.subject_id} {self.starts_at}"


class Override(ScopedModel):
    """That a clash was seen and accepted with a reason. Append-only.

    `fingerprint` is made of the facts that clash: once they change, the warning stands open again.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    training = models.ForeignKey(Training, models.PROTECT, related_name="overrides")
    code = models.SlugField(max_length=30)
    fingerprint = models.CharField(max_length=64, editable=False)
    message = Line(_("warning"), max_length=300)
    reason = Line(_("reason"), max_length=200)
    at = models.DateTimeField(auto_now_add=True)
    by_name = Line(max_length=200)

    office_lookup = "training__office"

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["training", "fingerprint"], name="override_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="override_has_reason"),
        ]
        verbose_name = _("accepted clash")
        verbose_name_plural = _("accepted clashes")

    def __str__(self):
        return self.message
