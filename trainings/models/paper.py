from django.db import models
from django.utils.translation import gettext_lazy as _

from pembinaan.records import Record
from pembinaan.scoping import ScopedModel
from pembinaan.text import Line
from trainings.models.locks import within_bapas
from trainings.models.session import Session


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
