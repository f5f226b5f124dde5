"""Which phones and laptops are the office's own."""

from django.db import transaction
from django.utils import timezone

from pembinaan.accounts.models import Device
from pembinaan.audit.record import record
from pembinaan.audit.verbs import Verb
from pembinaan.saving import locked, once, save_checked


@transaction.atomic
def mark_device(*, name, form_key, by):
    """Return the device; sending the same form again makes no second one."""
    return once(Device, form_key, lambda: _mark(name, form_key, by))


def _mark(name, form_key, by):
    device = Device(office=by.office, name=name, form_key=form_key, marked_by_name=by.get_full_name())
    save_checked(device, places={"device_name_once_per_office": "name"})
    record(Verb.CREATED, device, by=by)
    return device


@transaction.atomic
def revoke_device(*, device, by):
    """From here on the device prepares nothing more; what it holds ends with its own time."""
    device = locked(device)
    if device.revoked_at is None:
        device.revoked_at, device.revoked_by_name = timezone.now(), by.get_full_name()
        device.version += 1
        device.save()
        record(Verb.REVOKED, device, by=by)
    return device
