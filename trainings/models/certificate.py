import secrets
from base64 import b32encode

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pembinaan.accounts.models import Office, TakenNumber
from pembinaan.accounts.models.user import NOTHING
from pembinaan.records import Record
from pembinaan.scoping import ScopedModel
from pembinaan.text import Block, Line
from trainings.choices import HELD_CERTIFICATES, CertificateState, Face
from trainings.models.enrolment import Enrolment
from trainings.models.training import Training

CODE_BYTES = 20
"""160 bits: nobody finds a certificate by trying."""


def new_code():
    return b32encode(secrets.token_bytes(CODE_BYTES)).decode()


def certificate_path(certificate, _filename):
    return f"certificates/{certificate.pk}"


class Certificate(Record, ScopedModel):
    """A certificate as it was issued: its printed facts and its file never change, only its state does."""

    training = models.ForeignKey(Training, models.PROTECT, related_name="certificates")
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="certificates")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    face = models.CharField(_("face"), max_length=8, choices=Face)
    taken_number = models.OneToOneField(TakenNumber, models.PROTECT, related_name="certificate")
    number = Line(_("number"), max_length=100)
    issued_on = models.DateField(_("issued on"))
    issued_by_name = Line(max_length=200)
    code = models.CharField(max_length=32, unique=True, default=new_code, editable=False)
    """Stands in the address that the QR code leads to."""
    facts = models.JSONField()
    """Everything that is printed."""
    file = models.FileField(_("file"), upload_to=certificate_path, max_length=200)
    sha256 = models.CharField(max_length=64, editable=False)
    """Of the file as it is downloaded; on disk it is sealed."""
    size = models.PositiveIntegerField()
    state = models.CharField(
        _("state"), max_length=9, choices=CertificateState, default=CertificateState.VALID
    )
    state_on = models.DateField(_("in this state since"), null=True, blank=True)
    state_note = Block(_("reason"), blank=True)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name=_("replaces")
    )
    handed_over_on = models.DateField(_("handed over on"), null=True, blank=True)
    handed_over_by_name = Line(max_length=200, blank=True)

    office_lookup = "office"

    class Meta:
        ordering = ["-issued_on", "-number"]
        indexes = [
            models.Index(fields=["training", "state"], name="certificate_by_training"),
            models.Index(fields=["office", "-issued_on", "-number"], name="certificate_by_office"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["number"],
                name="certificate_number_once",
                violation_error_message=_("This number is already used by another certificate."),
            ),
            models.UniqueConstraint(
                fields=["enrolment"],
                condition=Q(state__in=HELD_CERTIFICATES),
                name="certificate_one_held_per_participant",
                violation_error_message=_("This participant already holds a certificate of this training."),
            ),
            models.CheckConstraint(
                condition=Q(state=CertificateState.VALID) | Q(state_on__isnull=False) & ~Q(state_note=""),
                name="certificate_state_with_date_and_reason",
                violation_error_message=_("A change of state needs a date and a reason."),
            ),
            models.CheckConstraint(
                condition=Q(handed_over_on__isnull=True) | Q(handed_over_on__gte=F("issued_on")),
                name="certificate_handed_over_after_issue",
                violation_error_message=_("The handing over lies before the issue."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=CertificateState.values), name="certificate_state_known"
            ),
            models.CheckConstraint(condition=Q(face__in=Face.values), name="certificate_face_known"),
        ]
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        return reverse("trainings:certificate", args=[self.pk])

    @classmethod
    def visibility(cls, user):
        # By its own office, which is that of its training: the index by office and day serves the list.
        return Q(office=user.office_id) if user.sees_people else NOTHING
