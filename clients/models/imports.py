from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from clients.models.client import Client
from clients.policy import IMPORT_IN_REQUEST_ROWS
from clients.workbook.refusal import REFUSALS
from pembinaan.accounts.models import Office
from pembinaan.accounts.models.user import NOTHING
from pembinaan.records import Record
from pembinaan.scoping import ScopedModel
from pembinaan.text import Line

UNEXPECTED = _("The work on this file has failed. Nothing of it was saved; please try again.")


class ImportBatch(Record, ScopedModel):
    """One workbook on its way into the register; it is also the job row of the job process."""

    class Status(models.TextChoices):
        UPLOADED = "uploaded", _("Uploaded")
        CHECKED = "checked", _("Checked")
        QUEUED = "queued", _("Waiting for the job process")
        RUNNING = "running", _("Running")
        DONE = "done", _("Saved")
        FAILED = "failed", _("Failed")
        UNDONE = "undone", _("Undone")

    class Task(models.TextChoices):
        DETECT = "detect", _("Looking for the columns")
        CHECK = "check", _("Checking the rows")
        SAVE = "save", _("Saving the rows")
        UNDO = "undo", _("Undoing the import")

    office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name=_("office"))
    file_name = Line(_("file"), max_length=200)
    digest = models.CharField(max_length=64, editable=False)
    sealed_file = models.FileField(upload_to="imports", blank=True)
    """Encrypted; deleted once the batch is saved or discarded."""
    layouts = models.JSONField(default=list)
    samples = models.BinaryField(null=True, editable=False)
    """Encrypted JSON: the first cells of each column, shown while the columns are chosen."""
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.UPLOADED)
    task = models.CharField(max_length=10, choices=Task, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    """In whose name the task is done."""
    progress = models.PositiveIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True, blank=True)
    counts = models.JSONField(default=dict)
    failure = Line(_("reason"), max_length=40, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )
    saved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["office", "-created_at"], name="import_batch_by_office"),
            models.Index(
                fields=["created_at"],
                name="import_batch_to_do",
                condition=Q(status__in=["queued", "running"]),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    status__in=["uploaded", "checked", "queued", "running", "done", "failed", "undone"]
                ),
                name="import_batch_status_known",
            )
        ]
        verbose_name = _("import")
        verbose_name_plural = _("imports")

    def __str__(self):
        return self.file_name

    def get_absolute_url(self):
        return reverse("clients:import-preview", args=[self.pk])

    @classmethod
    def visibility(cls, user):
        return Q(office=user.office_id) if user.sees_people else NOTHING

    def updated_clients(self):
        """Ids of the clients that were in the register and have changed."""
        return self.rows.filter(outcome=ImportRow.Outcome.UPDATED).values_list("client", flat=True)

    def written_clients(self):
        """Ids of the clients that it has made or changed."""
        written = (ImportRow.Outcome.CREATED, ImportRow.Outcome.UPDATED)
        return self.rows.filter(outcome__in=written).values_list("client", flat=True)

    @property
    def is_small(self):
        return self.counts.get("rows", IMPORT_IN_REQUEST_ROWS + 1) <= IMPORT_IN_REQUEST_ROWS

    @property
    def is_under_way(self):
        return self.status in (self.Status.QUEUED, self.Status.RUNNING)

    @property
    def is_saved(self):
        return self.status in (self.Status.DONE, self.Status.UNDONE)

    @property
    def failure_message(self):
        return REFUSALS.get(self.failure, UNEXPECTED) if self.failure else ""


class ImportRow(ScopedModel):
    """What became of one row; unchanged rows are only counted. One row may leave several of these."""

    class Outcome(models.TextChoices):
        CREATED = "created", _("new")
        UPDATED = "updated", _("updated")
        KEPT = "kept", _("differs, not overwritten")
        REJECTED = "rejected", _("kept aside")
        WARNED = "warned", _("saved with a warning")
        MISSING = "missing", _("not in the file")
        LEFT = "left", _("not undone")

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="rows")
    sheet = models.CharField(_("sheet"), max_length=60, blank=True)
    row = models.PositiveIntegerField(_("row"), default=0)
    outcome = models.CharField(_("result"), max_length=10, choices=Outcome)
    client = models.ForeignKey(Client, models.SET_NULL, null=True, related_name="+")
    register_number = Line(_("register number"), max_length=60, blank=True)
    problems = models.JSONField(default=list)
    """[{code, field, column}] without any personal value."""
    sealed = models.BinaryField(null=True)
    """Encrypted JSON: the original cells of a rejected row, or the values before and after an update."""

    office_lookup = "batch__office"

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["batch", "outcome", "id"], name="import_row_by_outcome")]
        verbose_name = _("import row")
        verbose_name_plural = _("import rows")

    def __str__(self):
        return f"{self.sheet} {self.row}"

    @classmethod
    def visibility(cls, user):
        return Q(batch__office=user.office_id) if user.sees_people else NOTHING
