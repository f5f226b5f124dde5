import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from pembinaan.crypto import open_sealed, seal

CONTEXT = "accounts_formdraft.data"


class FormDraft(models.Model):
    """What somebody has typed into one long form and not saved yet, sealed.

    One page shown is one draft: two tabs never write into each other, and whoever comes back is offered it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    """Made by the page that shows the form."""
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    form = models.CharField(max_length=60, editable=False)
    target = models.CharField(max_length=40, blank=True, editable=False)
    """Id of the record that is edited; empty for a new one."""
    target_version = models.PositiveIntegerField(default=0)
    data_sealed = models.BinaryField()
    saved_at = models.DateTimeField(_("kept"), auto_now=True)

    class Meta:
        ordering = ["-saved_at"]
        indexes = [models.Index(fields=["user", "form", "target"], name="draft_by_form")]
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")

    def __str__(self):
        return f"{self.form} {self.target}"

    @property
    def data(self):
        """The fields as the page sent them, a urlencoded text."""
        return open_sealed(self.data_sealed, CONTEXT).decode()

    @data.setter
    def data(self, text):
        self.data_sealed = seal(text.encode(), CONTEXT)
