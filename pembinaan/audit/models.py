from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pembinaan.audit.verbs import Verb


class AuditQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Entries of the user's offices; text copies only, so nothing else is joined."""
        if user.sees_all_offices:
            return self
        return self.filter(office_id__in=user.office_ids())

    def about(self, target):
        return self.filter(target_type=target._meta.label_lower, target_id=str(target.pk))

    def by_person(self, user):
        return self.filter(actor_id=user.pk)

    def not_after(self, entry):
        return self.filter(Q(at__lt=entry.at) | Q(at=entry.at, pk__lte=entry.pk))

    def update(self, **kwargs):
        raise TypeError("audit entries are append-only")

    def delete(self):
        raise TypeError("audit entries are append-only")


class AuditEntry(models.Model):
    """One thing that somebody did. Text copies of actor and target, so that it outlives both."""

    at = models.DateTimeField(_("time"), auto_now_add=True, db_index=True)
    verb = models.CharField(_("what"), max_length=20, choices=Verb)
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(_("who"), max_length=200)
    office_id = models.UUIDField(null=True)
    target_type = models.CharField(_("kind"), max_length=60)
    target_id = models.CharField(max_length=60)
    target_name = models.CharField(_("record"), max_length=200)
    changes = models.JSONField(_("changes"), default=dict)
    request_id = models.CharField(_("reference"), max_length=40, blank=True)

    objects = AuditQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["target_type", "target_id", "-at"], name="audit_by_target"),
            models.Index(fields=["office_id", "-at"], name="audit_by_office"),
            models.Index(fields=["actor_id", "-at"], name="audit_by_actor"),
        ]
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit trail")

    def __str__(self):
        # Without the record's name, which not everybody who meets this text may read.
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_name} {self.get_verb_display()}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError("audit entries are append-only")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("audit entries are append-only")
