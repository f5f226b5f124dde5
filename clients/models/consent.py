from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clients.choices import Proof, Purpose
from clients.models.client import Client
from pembinaan.records import Record
from pembinaan.scoping import ScopedModel
from pembinaan.text import Block, Line


def proof_path(consent, _filename):
    # The uploaded name may hold a person's name; the stored one tells nothing.
    return f"consent/{consent.pk}"


class Consent(Record, ScopedModel):
    """Consent of a client for one purpose, with its proof and, later, its withdrawal (UU 27/2022)."""

    client = models.ForeignKey(Client, models.PROTECT, related_name="consents", verbose_name=_("client"))
    purpose = models.CharField(_("purpose"), max_length=30, choices=Purpose)
    given_on = models.DateField(_("given on"))
    proof = models.CharField(_("proof"), max_length=10, choices=Proof)
    proof_file = models.FileField(_("file of the proof"), upload_to=proof_path, blank=True)
    proof_name = Line(max_length=120, blank=True, editable=False)
    text_version = Line(_("version of the text"), max_length=20, default="1")
    note = Block(_("note"), blank=True)
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    withdrawal_note = Block(_("note on the withdrawal"), blank=True)

    office_lookup = "client__office"

    class Meta:
        ordering = ["-given_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["client", "purpose"],
                condition=Q(withdrawn_on__isnull=True),
                name="consent_once_per_purpose",
                violation_error_code="consent_given",
                violation_error_message=_("This consent is already recorded."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gte=F("given_on")),
                name="consent_withdrawn_after_given",
                violation_error_code="withdrawn_before",
                violation_error_message=_("The withdrawal lies before the consent."),
            ),
            models.CheckConstraint(condition=Q(purpose__in=Purpose.values), name="consent_purpose_known"),
        ]
        verbose_name = _("consent")
        verbose_name_plural = _("consents")

    def __str__(self):
        return f"{self.get_purpose_display()} · {self.client}"

    @classmethod
    def visibility(cls, user):
        return Q(client__in=Client.objects.visible_to(user))

    @property
    def is_valid(self):
        return self.withdrawn_on is None
