from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext_lazy as _

from partners.models import Instructor
from pembinaan import dates
from pembinaan.records import Record
from pembinaan.scoping import ScopedModel
from pembinaan.text import Block, Line
from trainings.choices import InstructorRole, SessionStatus
from trainings.models.programme import Module
from trainings.models.reason import Reason
from trainings.models.training import Training
from trainings.models.venue import Venue
from trainings.querysets import SessionQuerySet


class Session(Record, ScopedModel):
    """One meeting, from start to end in one place; it teaches whole modules or parts of them."""

    training = models.ForeignKey(
        Training, models.CASCADE, related_name="sessions", verbose_name=_("training")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    modules = models.ManyToManyField(
        Module, through="SessionModule", related_name="+", verbose_name=_("modules")
    )
    day = models.DateField(_("date"))
    """The office's own date of starts_at; reports count the session in its month."""
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    jp = models.PositiveSmallIntegerField(_("JP"))
    place = Line(_("place"), max_length=120, blank=True)
    venue = models.ForeignKey(
        Venue, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("room")
    )
    counts_as_guidance = models.BooleanField(_("counts as guidance"), default=False)
    counts_as_reporting = models.BooleanField(_("counts as reporting for the month"), default=False)
    status = models.CharField(
        _("status"), max_length=10, choices=SessionStatus, default=SessionStatus.PLANNED
    )
    cancel_reason = models.ForeignKey(
        Reason, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("reason")
    )
    cancel_note = Block(_("note"), blank=True)
    is_catch_up = models.BooleanField(_("catch-up session"), default=False)
    attested_at = models.DateTimeField(_("closed"), null=True, blank=True)
    attested_by_name = Line(max_length=200, blank=True, editable=False)
    reopened_until = models.DateTimeField(_("reopened until"), null=True, blank=True)

    objects = SessionQuerySet.as_manager()
    office_lookup = "training__office"

    class Meta:
        ordering = ["training", "number"]
        indexes = [
            models.Index(fields=["day", "training"], name="session_by_day"),
            models.Index(fields=["venue", "starts_at"], name="session_by_venue"),
            # The sheets that may still wait are few among all.
            models.Index(
                fields=["training", "day"], condition=Q(attested_at__isnull=True), name="session_not_closed"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["training", "number"], name="session_number_once"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="session_times_in_order",
                violation_error_message=_("The session ends before it starts."),
            ),
            models.CheckConstraint(
                condition=Q(jp__gte=1),
                name="session_has_jp",
                violation_error_message=_("A session has at least 1 JP."),
            ),
            models.CheckConstraint(
                condition=Q(status=SessionStatus.CANCELLED, cancel_reason__isnull=False)
                | ~Q(status=SessionStatus.CANCELLED) & Q(cancel_reason__isnull=True),
                name="session_cancelled_with_reason",
                violation_error_message=_("A session that did not happen needs a reason."),
            ),
            models.CheckConstraint(
                condition=Q(attested_at__isnull=True) | Q(status=SessionStatus.HELD),
                name="session_attested_when_held",
            ),
        ]
        verbose_name = _("session")
        verbose_name_plural = _("sessions")

    def __str__(self):
        return f"{self.training} · {self.label}"

    def get_absolute_url(self):
        return reverse("trainings:attendance", args=[self.training_id, self.pk])

    @property
    def label(self):
        return _("Session %(number)s") % {"number": self.number}

    @property
    def when(self):
        """Sen 1 Sep 2025, 08.00–12.00 WITA, on the office's clock."""
        office = self.training.office
        first, last = dates.local(self.starts_at, office), dates.local(self.ends_at, office)
        hours = f"{first:%H.%M}–{last:%H.%M} {dates.zone_label(office)}"
        return f"{formats.date_format(self.day, 'D j M Y')}, {hours}"

    @property
    def minutes(self):
        return int((self.ends_at - self.starts_at).total_seconds() // 60)


class SessionModule(models.Model):
    """How many JP of a module a session teaches."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="parts")
    module = models.ForeignKey(Module, models.PROTECT, related_name="+")
    jp = models.PositiveSmallIntegerField(_("JP"))

    class Meta:
        ordering = ["session", "module__order"]
        constraints = [
            models.UniqueConstraint(fields=["session", "module"], name="session_module_once"),
            models.CheckConstraint(condition=Q(jp__gte=1), name="session_module_has_jp"),
        ]

    def __str__(self):
        return f"{self.module} ({self.jp} JP)"


class SessionInstructor(models.Model):
    session = models.ForeignKey(Session, models.CASCADE, related_name="teaching")
    instructor = models.ForeignKey(Instructor, models.PROTECT, related_name="teaching")
    role = models.CharField(_("role"), max_length=5, choices=InstructorRole, default=InstructorRole.LEAD)

    class Meta:
        ordering = ["session", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "instructor"], name="session_instructor_once")
        ]

    def __str__(self):
        return f"{self.instructor} ({self.get_role_display()})"
