"""record() writes the one audit entry of an action, inside the action's own transaction."""

from django.db import models

from pembinaan.audit.context import request_id
from pembinaan.audit.models import AuditEntry

MASK = "••••"
SENSITIVE = {
    "nik",
    "nik_sealed",
    "nik_hash",
    "password",
    "address",
    "phone",
    "phone_other",
    "guarantor_phone",
}
"""Fields whose values never enter the trail; that they changed does."""

SYSTEM = "Sistem"
"""Signs what nobody but the clock has done."""


def record(verb, target, *, by, changes=None, name=None):
    """Append one entry. `by` is the acting user or None for the system; changes: {field: [old, new]}."""
    return AuditEntry.objects.create(
        verb=verb,
        actor_id=getattr(by, "pk", None),
        actor_name=(by.get_full_name() if by else SYSTEM)[:200],
        office_id=_office_id(target, by),
        target_type=target._meta.label_lower,
        target_id=str(target.pk),
        target_name=(name if name is not None else str(target))[:200],
        changes=_masked(changes or {}),
        request_id=request_id(),
    )


def differences(before, after, fields):
    """{field: [old, new]} of the listed fields that differ between two states of a record."""
    pairs = {name: [_plain(before, name), _plain(after, name)] for name in fields}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _plain(instance, name):
    value = getattr(instance, instance._meta.get_field(name).attname)
    return value if isinstance(value, str | int | bool | None) else str(value)


def _masked(changes):
    return {
        name: [MASK if side not in (None, "") else "" for side in pair]
        if name in SENSITIVE and isinstance(pair, list | tuple)
        else pair
        for name, pair in changes.items()
    }


def _office_id(target, by):
    if isinstance(target, models.Model) and target._meta.label_lower == "accounts.office":
        return target.pk
    for owner in (target, by):
        if office_id := getattr(owner, "office_id", None):
            return office_id
    return None
