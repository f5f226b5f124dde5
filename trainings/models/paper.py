from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pembinaan.accounts.models import Signatory
from pembinaan.records import Record
from pembinaan.scoping import ScopedModel
from pembinaan.text import Line
from trainings.choices import AttachmentKind, PaperKind, PaperState
from trainings.models.enrolment import Enrolment
from trainings.models.locks import within_bapas
from trainings.models.session import Session
from trainings.models.training import Training


def scan_path(scan, _filename):
    return f"sheets/{scan.pk}"


class SheetScan(Record, ScopedModel):
    """A photo or scan of the signed register of a session; its content is sealed on disk."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="scans")
    file = models.FileField(_("file"), upload_to=scan_path, max_length=200)
    name = Line(max_length=120)
    size = models.PositiveIntegerField()
    uploaded_by_name = Line(max_length=200)

    office_lookup = "session__training__office"

    class Meta:
        ordering = ["created_at"]
        verbose_name = _("photo of the register")
        verbose_name_plural = _("photos of registers")

    def __str__(self):
        return f"{self.session_id} {self.pk}"

    @classmethod
    def visibility(cls, user):
        return within_bapas(user, "session__")


def paper_path(paper, _filename):
    return f"papers/{paper.pk}"


class Paper(Record, ScopedModel):
    """A version of an official paper: words from staff, figures from the data; final once frozen."""

    training = models.ForeignKey(Training, models.PROTECT, related_name="papers", verbose_name=_("training"))
    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, null=True, blank=True, related_name="papers", verbose_name=_("participant")
    )
    kind = models.CharField(_("kind of paper"), max_length=12, choices=PaperKind)
    edition = models.PositiveSmallIntegerField(_("version"), default=1)
    state = models.CharField(_("state"), max_length=6, choices=PaperState, default=PaperState.DRAFT)
    words = models.JSONField(default=dict, blank=True)
    """Sections that staff have worded, by name; what is not there is proposed anew from the data."""
    dated_on = models.DateField(_("date of the paper"))
    number = Line(_("number"), max_length=100, blank=True)
    signatory = models.ForeignKey(
        Signatory, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("signatory")
    )
    facts = models.JSONField(null=True, blank=True)
    """Of a frozen paper: everything that it says, signatory and letterhead included."""
    file = models.FileField(_("file"), upload_to=paper_path, max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    frozen_at = models.DateTimeField(_("made final"), null=True, blank=True)
    frozen_by_name = Line(max_length=200, blank=True)

    office_lookup = "training__office"

    class Meta:
        ordering = ["training", "kind", "-edition"]
        constraints = [
            models.UniqueConstraint(
                fields=["training", "kind", "edition"],
                condition=Q(enrolment__isnull=True),
                name="paper_edition_once",
            ),
            models.UniqueConstraint(
                fields=["enrolment", "kind", "edition"],
                condition=Q(enrolment__isnull=False),
                name="paper_edition_once_per_person",
            ),
            models.UniqueConstraint(
                fields=["training", "kind"],
                condition=Q(enrolment__isnull=True, state=PaperState.DRAFT),
                name="paper_one_draft",
                violation_error_message=_("There is already a draft of this paper."),
            ),
            models.UniqueConstraint(
                fields=["enrolment", "kind"],
                condition=Q(enrolment__isnull=False, state=PaperState.DRAFT),
                name="paper_one_draft_per_person",
                violation_error_message=_("There is already a draft of this paper."),
            ),
            models.CheckConstraint(
                condition=Q(kind=PaperKind.GUIDANCE, enrolment__isnull=False)
                | ~Q(kind=PaperKind.GUIDANCE) & Q(enrolment__isnull=True),
                name="paper_person_when_guidance",
            ),
            models.CheckConstraint(
                condition=Q(state=PaperState.DRAFT, facts__isnull=True, frozen_at__isnull=True)
                | Q(state=PaperState.FROZEN, facts__isnull=False, frozen_at__isnull=False) & ~Q(sha256=""),
                name="paper_frozen_with_facts",
            ),
            models.CheckConstraint(condition=Q(kind__in=PaperKind.values), name="paper_kind_known"),
        ]
        verbose_name = _("paper")
        verbose_name_plural = _("papers")

    def __str__(self):
        return f"{self.get_kind_display()} · {self.edition}"

    @classmethod
    def visibility(cls, user):
        return within_bapas(user, "")


def attachment_path(attachment, _filename):
    return f"attachments/{attachment.pk}"


class Attachment(Record, ScopedModel):
    """A file that belongs to a training; its content is sealed on disk and leaves as a download."""

    training = models.ForeignKey(
        Training, models.PROTECT, related_name="attachments", verbose_name=_("training")
    )
    kind = models.CharField(_("kind"), max_length=8, choices=AttachmentKind)
    caption = Line(_("what it shows"), max_length=160)
    file = models.FileField(_("file"), upload_to=attachment_path, max_length=200)
    name = Line(max_length=120)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, editable=False)
    shows_people = models.BooleanField(_("somebody can be recognised"), default=True)
    people = models.ManyToManyField(
        Enrolment, blank=True, related_name="+", verbose_name=_("participants who can be recognised")
    )
    in_report = models.BooleanField(_("show in the activity report"), default=False)
    uploaded_by_name = Line(max_length=200)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by_name = Line(max_length=200, blank=True)

    office_lookup = "training__office"

    class Meta:
        ordering = ["created_at"]
        indexes = [models.Index(fields=["training", "kind"], name="attachment_by_training")]
        constraints = [
            models.CheckConstraint(
                condition=Q(in_report=False) | Q(kind=AttachmentKind.PHOTO), name="attachment_report_photo"
            ),
            models.CheckConstraint(condition=Q(kind__in=AttachmentKind.values), name="attachment_kind_known"),
        ]
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")

    def __str__(self):
        return f"{self.training_id} {self.pk}"

    @classmethod
    def visibility(cls, user):
        return within_bapas(user, "")
