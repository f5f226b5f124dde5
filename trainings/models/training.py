from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partners.models import Instructor, Partner
from pembinaan.accounts.models import Office, ServicePost, StrategicProgramme
from pembinaan.records import Record
from pembinaan.scoping import ScopedModel
from pembinaan.text import Block, Line, fold
from trainings.choices import TrainingStatus
from trainings.models.programme import Programme
from trainings.models.reason import Reason
from trainings.models.venue import Venue
from trainings.policy import MAX_CAPACITY
from trainings.querysets import TrainingQuerySet


class Training(Record, ScopedModel):
    """One run of a programme (kegiatan, angkatan)."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name=_("office"))
    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="trainings", verbose_name=_("programme")
    )
    title = Line(_("title"), max_length=160)
    search_text = models.CharField(max_length=300, editable=False)
    partner = models.ForeignKey(
        Partner, models.PROTECT, null=True, blank=True, related_name="trainings", verbose_name=_("partner")
    )
    instructors = models.ManyToManyField(
        Instructor, blank=True, related_name="+", verbose_name=_("instructors")
    )
    place = Line(_("place"), max_length=120)
    service_post = models.ForeignKey(
        ServicePost, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("service post")
    )
    venue = models.ForeignKey(
        Venue, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("room")
    )
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    capacity = models.PositiveSmallIntegerField(_("seats"))
    strategic_programmes = models.ManyToManyField(
        StrategicProgramme, blank=True, related_name="+", verbose_name=_("strategic programmes")
    )
    note = Block(_("note"), blank=True)
    status = models.CharField(
        _("status"), max_length=10, choices=TrainingStatus, default=TrainingStatus.DRAFT
    )
    status_reason = models.ForeignKey(
        Reason, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("reason")
    )
    status_note = Block(_("note on the status"), blank=True)
    counts_as_guidance = models.BooleanField(_("sessions count as guidance"), default=False)
    counts_as_reporting = models.BooleanField(_("sessions count as reporting for the month"), default=False)
    copied_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    proposed_at = models.DateTimeField(_("proposed"), null=True, blank=True)
    proposed_by_name = Line(max_length=200, blank=True, editable=False)
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)
    approved_by_name = Line(max_length=200, blank=True, editable=False)
    completed_on = models.DateField(_("completed on"), null=True, blank=True)

    objects = TrainingQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "-pk"]
        permissions = [
            ("approve_training", "Can approve trainings"),
            ("complete_training", "Can complete trainings"),
            ("enrol_client", "Can enrol clients"),
            ("nominate_client", "Can nominate clients"),
            ("record_attendance", "Can record attendance"),
            ("record_result", "Can record results"),
            ("record_outcome", "Can record follow-ups"),
            ("reopen_session", "Can reopen locked attendance"),
            ("override_completion", "Can let somebody complete in spite of the rules"),
            ("issue_certificate", "Can issue, replace and revoke certificates"),
            ("write_paper", "Can write the papers of a training"),
            ("record_placement", "Can record vacancies and applications"),
            ("answer_complaint", "Can answer complaints"),
            ("record_voice", "Can record feedback and complaints"),
            ("write_guidance_report", "Can write individual guidance reports"),
        ]
        indexes = [
            models.Index(fields=["office", "-starts_on", "-id"], name="training_by_start"),
            models.Index(fields=["office", "status", "-starts_on"], name="training_by_status"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="training_dates_in_order",
                violation_error_message=_("The last day lies before the first."),
            ),
            models.CheckConstraint(
                condition=Q(capacity__gte=1, capacity__lte=MAX_CAPACITY),
                name="training_capacity_in_range",
                violation_error_message=_("The number of seats must lie between 1 and 500."),
            ),
            models.CheckConstraint(
                condition=Q(status=TrainingStatus.COMPLETED, completed_on__isnull=False)
                | ~Q(status=TrainingStatus.COMPLETED) & Q(completed_on__isnull=True),
                name="training_completed_with_date",
            ),
            models.CheckConstraint(
                condition=Q(status__in=TrainingStatus.values), name="training_status_known"
            ),
        ]
        verbose_name = _("training")
        verbose_name_plural = _("trainings")

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        self.search_text = fold(f"{self.title} {self.place}")[:300]
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("trainings:detail", args=[self.pk])

    @property
    def free_seats(self):
        """Of a row read with_seat_counts()."""
        return max(0, self.capacity - self.seated - self.offered)

    @property
    def is_over(self):
        return self.status in (TrainingStatus.COMPLETED, TrainingStatus.CANCELLED)

    @property
    def is_open_for_enrolment(self):
        return self.status in (TrainingStatus.DRAFT, TrainingStatus.APPROVED, TrainingStatus.RUNNING)
