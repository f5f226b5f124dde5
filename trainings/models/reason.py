from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pembinaan.text import Line
from trainings.choices import ReasonKind


class ReasonQuerySet(models.QuerySet):
    def offered(self, kind):
        return self.filter(kind=kind, is_active=True)


class Reason(models.Model):
    """Coded reason as reference data of the admins; `acceptable` decides whether an absence counts."""

    kind = models.CharField(_("kind"), max_length=20, choices=ReasonKind)
    code = models.SlugField(_("code"), max_length=30)
    name = Line(_("name"), max_length=80)
    name_en = Line(_("name in English"), max_length=80, blank=True)
    hint = Line(_("hint"), max_length=120, blank=True)
    acceptable = models.BooleanField(
        _("acceptable"), default=True, help_text=_("An acceptable absence leaves the attendance rate.")
    )
    needs_evidence = models.BooleanField(
        _("needs evidence"),
        default=False,
        help_text=_("Without evidence in time the mark becomes absent without notice."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    is_active = models.BooleanField(_("offered"), default=True)

    objects = ReasonQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "order", "name"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "code"], name="reason_code_once_per_kind"),
            models.CheckConstraint(condition=Q(kind__in=ReasonKind.values), name="reason_kind_known"),
        ]
        verbose_name = _("reason")
        verbose_name_plural = _("reasons")

    def __str__(self):
        return (self.name_en or self.name) if get_language() == "en" else self.name
