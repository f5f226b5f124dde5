from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pembinaan.accounts.models.office import Office
from pembinaan.records import Record
from pembinaan.scoping import ScopedModel
from pembinaan.text import Line


def export_path(job, _filename):
    return f"exports/{job.pk}"


class ExportJob(Record, ScopedModel):
    """A file too large to be made while somebody waits; the job process makes it, for this person alone."""

    class Status(models.TextChoices):
        QUEUED = "queued", _("Waiting to be made")
        RUNNING = "running", _("Being made")
        READY = "ready", _("Ready")
        FAILED = "failed", _("Failed")
        EXPIRED = "expired", _("No longer kept")

    class Failure(models.TextChoices):
        REFUSED = "refused", _("The account may no longer have this file.")
        DIED = "died", _("The work on this file has broken off several times.")
        UNEXPECTED = "unexpected", _("The work on this file has failed. Please ask for it again.")

    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name=_("office"))
    """Of the person when the file was asked for."""
    kind = models.SlugField(max_length=40, editable=False)
    query = models.TextField(blank=True, editable=False)
    """The filters as they stood in the address."""
    language = models.CharField(max_length=10, editable=False)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.QUEUED)
    failure = models.CharField(max_length=10, choices=Failure, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sealed_file = models.FileField(upload_to=export_path, blank=True, max_length=200)
    file_name = Line(_("file"), max_length=120, blank=True)
    filters = models.JSONField(default=list)
    """In words."""
    rows = models.PositiveIntegerField(_("rows"), default=0)
    size = models.PositiveIntegerField(default=0)
    expires_at = models.DateTimeField(_("valid until"), null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["asked_by", "-created_at"], name="export_job_by_person"),
            models.Index(
                fields=["created_at"],
                name="export_job_to_do",
                condition=Q(status__in=["queued", "running"]),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["queued", "running", "ready", "failed", "expired"]),
                name="export_job_status_known",
            ),
            models.CheckConstraint(
                condition=~Q(status="ready") | Q(expires_at__isnull=False) & ~Q(sealed_file=""),
                name="export_job_ready_with_file",
            ),
        ]
        verbose_name = _("made file")
        verbose_name_plural = _("made files")

    def __str__(self):
        return self.file_name or self.kind

    def get_absolute_url(self):
        return reverse("downloads")

    @classmethod
    def visibility(cls, user):
        """Own ones alone, and only while the person works for the same office."""
        return Q(asked_by=user.pk, office=user.office_id)

    @property
    def is_under_way(self):
        return self.status in (self.Status.QUEUED, self.Status.RUNNING)
