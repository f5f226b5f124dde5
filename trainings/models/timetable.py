from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pembinaan.accounts.models.user import NOTHING
from pembinaan.records import Record, new_id
from pembinaan.scoping import ScopedModel
from pembinaan.text import Line
from trainings.choices import AskedBy
from trainings.models.enrolment import Enrolment
from trainings.models.session import Session


class SessionChange(ScopedModel):
    """That a session was moved, cancelled or restored: who asked, why, from when to when."""

    class Kind(models.TextChoices):
        MOVED = "moved", _("moved")
        CANCELLED = "cancelled", _("cancelled")
        RESTORED = "restored", _("restored")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    session = models.ForeignKey(Session, models.CASCADE, related_name="timetable_changes")
    batch = models.UUIDField()
    """The same for all sessions that one step changed."""
    kind = models.CharField(max_length=10, choices=Kind)
    asked_by = models.CharField(_("asked by"), max_length=12, choices=AskedBy, blank=True)
    reason = Line(_("reason"), max_length=200, blank=True)
    old_starts_at = models.DateTimeField()
    new_starts_at = models.DateTimeField()
    old_place = Line(max_length=120, blank=True)
    new_place = Line(max_length=120, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    by_name = Line(max_length=200)

    office_lookup = "session__training__office"

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["moved", "cancelled", "restored"]), name="session_change_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(asked_by__in=[*AskedBy.values, ""]), name="session_change_asked_by_known"
            ),
        ]
        verbose_name = _("change of the timetable")
        verbose_name_plural = _("changes of the timetable")

    def __str__(self):
        return f"{self.session_id} {self.kind}"


class CatchUp(models.Model):
    """That a participant is expected in a catch-up session, for a session that was missed."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="catching_up")
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="catch_ups")
    missed = models.ForeignKey(Session, models.PROTECT, related_name="caught_up")

    class Meta:
        ordering = ["session", "enrolment__number"]
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "missed"], name="catch_up_once_per_missed"),
            models.UniqueConstraint(fields=["session", "enrolment"], name="catch_up_once_per_session"),
            models.CheckConstraint(condition=~Q(session=F("missed")), name="catch_up_of_another_session"),
        ]

    def __str__(self):
        return f"{self.enrolment_id} {self.missed_id}"


class CalendarFeed(Record, ScopedModel):
    """The secret address at which a calendar program fetches a user's sessions; only its hash is kept."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    secret_hash = models.BinaryField(max_length=32, unique=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    last_used_at = models.DateTimeField(_("last fetched"), null=True, blank=True)

    office_lookup = "user__office"

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(revoked_at__isnull=True), name="calendar_feed_one_per_user"
            )
        ]
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")

    def __str__(self):
        return str(self.user)

    @classmethod
    def visibility(cls, user):
        return Q(user=user.pk) if user.pk else NOTHING
