"""Licences of a partner: NIB, P-IRT, halal and others."""

from django.db import transaction

from partners.actions.parts import add, change, owned, remove
from partners.choices import LicenceKind
from partners.models import Licence
from partners.rules import expiry_proposed, licence_problems, stored_number
from pembinaan.problems import refuse
from pembinaan.saving import locked, once

FIELDS = ("kind", "name", "number", "issued_on", "valid_until", "note")


@transaction.atomic
def add_licence(partner, values, *, form_key, by):
    partner = owned(partner, by)
    licence = Licence(partner=partner, form_key=form_key)
    return once(Licence, form_key, lambda: _add(licence, values, by))


def _add(licence, values, by):
    return add(licence, checked(licence, values), FIELDS, by=by, kind="licence")


@transaction.atomic
def change_licence(licence, values, *, version, by):
    owned(licence.partner, by)
    licence = locked(licence)
    return change(licence, checked(licence, values), FIELDS, version=version, by=by)


@transaction.atomic
def delete_licence(licence, *, by):
    owned(licence.partner, by)
    remove(licence, by=by, kind="licence")


def checked(licence, values):
    """The values with the number in its one form and the end that it tells; refuses what contradicts."""
    kind = values["kind"]
    number = stored_number(kind, values["number"])
    until = expiry_proposed(kind, number, values.get("valid_until"))
    name = values.get("name", "") if kind == LicenceKind.OTHER else ""
    others = Licence._base_manager.filter(partner=licence.partner_id).exclude(pk=licence.pk)
    taken = others.filter(kind=kind, number=number).exists()
    dates = {"issued_on": values.get("issued_on"), "valid_until": until}
    refuse(licence_problems(kind, number, name=name, taken=taken, **dates))
    return values | {"number": number, "name": name, "valid_until": until}
