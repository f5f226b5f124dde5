import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LIFETIME = timedelta(hours=72)


def digest(token):
    return hashlib.sha256(token.encode()).hexdigest()


class AccessLinkQuerySet(models.QuerySet):
    def unused(self):
        return self.filter(used_at__isnull=True)


class AccessLink(models.Model):
    """One-time link by which a user sets a password; handed over by an admin, no e-mail needed."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="access_links")
    token_digest = models.CharField(max_length=64, unique=True)
    made_by_name = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    objects = AccessLinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")), name="access_link_expires_later"
            )
        ]
        verbose_name = _("access link")
        verbose_name_plural = _("access links")

    def __str__(self):
        return f"{self.user} · {self.expires_at:%Y-%m-%d}"

    @property
    def is_usable(self):
        is_open = self.used_at is None and self.expires_at > timezone.now()
        return is_open and self.user.is_active and self.user.office.is_active

    @staticmethod
    def new_token():
        """192 random bits, shown once and stored only as a digest."""
        return secrets.token_urlsafe(24)
