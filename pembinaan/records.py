"""The base of every record that people create: an id that tells nothing, a key against doubles, a version."""

import os
import time
import uuid
from functools import cache

from django.db import models
from django.utils.encoding import force_str


def new_id():
    """UUID version 7: ordered by time, so that indexes stay compact, yet not guessable."""
    milliseconds = int(time.time() * 1000) & (2**48 - 1)
    random = int.from_bytes(os.urandom(10), "big")
    value = milliseconds << 80 | 7 << 76 | (random >> 68 & 0xFFF) << 64 | 2 << 62 | random & (2**62 - 1)
    return uuid.UUID(int=value)


@cache
def labels_of(field):
    return dict(field.flatchoices)


class Record(models.Model):
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    # Made by the form when it is shown: sending the same form twice cannot create two records.
    form_key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True

    def _get_FIELD_display(self, field):  # noqa: N802
        # Django's own translates every label of the field at each call: a quarter of a long list's time.
        value = getattr(self, field.attname)
        return force_str(labels_of(field).get(value, value), strings_only=True)
