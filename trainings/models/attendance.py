from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pembinaan.accounts.models.user import NOTHING
from pembinaan.scoping import ScopedModel
from pembinaan.text import Line
from trainings.choices import CAME, NEEDS_REASON, Mark, Via
from trainings.models.enrolment import Enrolment
from trainings.models.reason import Reason
from trainings.models.session import Session
from trainings.querysets import AttendanceQuerySet


class MarkFields(models.Model):
    """What is said of one person in one session. An empty mark means: not recorded."""

    mark = models.CharField(_("mark"), max_length=8, choices=Mark, blank=True)
    minutes_late = models.PositiveSmallIntegerField(_("minutes late"), default=0)
    minutes_early = models.PositiveSmallIntegerField(_("minutes left early"), default=0)
    reason = models.ForeignKey(
        Reason, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("reason")
    )
    remark = Line(_("remark"), max_length=200, blank=True)

    class Meta:
        abstract = True


class Attendance(MarkFields, ScopedModel):
    """The current mark of a participant in a session; none or an empty one: not recorded, never absence."""

    session = models.ForeignKey(
        Session, models.PROTECT, related_name="attendances", verbose_name=_("session")
    )
    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, related_name="attendances", verbose_name=_("participant")
    )
    version = models.PositiveIntegerField(default=1)
    marked_at = models.DateTimeField()
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    marked_by_name = Line(max_length=200)

    objects = AttendanceQuerySet.as_manager()
    office_lookup = "session__training__office"

    class Meta:
        ordering = ["session", "enrolment__number"]
        constraints = [
            models.UniqueConstraint(fields=["session", "enrolment"], name="attendance_once_per_session"),
            models.CheckConstraint(condition=Q(mark__in=[*Mark.values, ""]), name="attendance_mark_known"),
            models.CheckConstraint(
                condition=Q(mark__in=NEEDS_REASON, reason__isnull=False)
                | ~Q(mark__in=NEEDS_REASON) & Q(reason__isnull=True),
                name="attendance_reason_when_excused",
            ),
            models.CheckConstraint(
                condition=Q(mark__in=CAME) | Q(minutes_late=0, minutes_early=0),
                name="attendance_minutes_when_there",
            ),
            models.CheckConstraint(
                condition=Q(mark=Mark.LATE, minutes_late__gte=1) | ~Q(mark=Mark.LATE) & Q(minutes_late=0),
                name="attendance_late_has_minutes",
            ),
        ]
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")

    def __str__(self):
        return f"{self.enrolment_id} {self.mark or '-'}"

    @classmethod
    def visibility(cls, user):
        return Q(session__training__office=user.office_id) if user.sees_people else NOTHING


class AttendanceEvent(MarkFields, ScopedModel):
    """Append-only: every mark that was sent, with what it was based on and what became of it."""

    class Answer(models.TextChoices):
        STORED = "stored", _("stored")
        CONFLICT = "conflict", _("conflict")

    id = models.UUIDField(primary_key=True, editable=False)
    """Made by the device: the same event sent twice is stored once."""
    session = models.ForeignKey(Session, models.PROTECT, related_name="events")
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="events")
    base_version = models.PositiveIntegerField()
    version = models.PositiveIntegerField()
    answer = models.CharField(max_length=8, choices=Answer)
    resolved_conflict = models.BooleanField(default=False)
    device_time = models.DateTimeField(null=True)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    by_name = Line(max_length=200)
    via = models.CharField(max_length=8, choices=Via)

    office_lookup = "session__training__office"

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["session", "enrolment", "at"], name="attendance_event_history")]
        constraints = [
            models.CheckConstraint(
                condition=Q(mark__in=[*Mark.values, ""]), name="attendance_event_mark_known"
            )
        ]
        verbose_name = _("attendance event")
        verbose_name_plural = _("attendance events")

    def __str__(self):
        return f"{self.enrolment_id} {self.mark or '-'} v{self.version}"

    @classmethod
    def visibility(cls, user):
        return Q(session__training__office=user.office_id) if user.sees_people else NOTHING
