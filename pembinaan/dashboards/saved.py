"""Saved views: one's own, and what colleagues of the office share with one's role."""

from django.db import models
from django.db.models import Q


class SavedViewQuerySet(models.QuerySet):
    def visible_to(self, user):
        shared = Q(office=user.office_id, shared_with__in=user.role_names)
        return self.filter(Q(owner=user.pk) | shared)
