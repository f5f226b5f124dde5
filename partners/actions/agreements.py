"""Agreements with a partner and the signed file."""

from django.db import transaction

from partners.actions.parts import add, change, owned
from partners.models import Agreement
from partners.rules import agreement_problems
from pembinaan.problems import refuse
from pembinaan.saving import locked, once

FIELDS = ("kind", "number", "partner_number", "signed_on", "starts_on", "ends_on", "scope", "file_name")


@transaction.atomic
def add_agreement(partner, values, *, form_key, by):
    partner = owned(partner, by)
    agreement = Agreement(partner=partner, office=by.office, form_key=form_key)
    return once(Agreement, form_key, lambda: _add(agreement, values, by))


def _add(agreement, values, by):
    check(agreement, values)
    attach(agreement, values.get("upload"))
    return add(agreement, values, FIELDS, by=by, kind="agreement")


@transaction.atomic
def change_agreement(agreement, values, *, version, by):
    """A new file takes the place of the old one, which is removed once the change is certain."""
    owned(agreement.partner, by)
    agreement = locked(agreement)
    check(agreement, values)
    before = agreement.file.name
    attach(agreement, values.get("upload"))
    changed = change(agreement, values, FIELDS, version=version, by=by)
    if before and changed.file.name != before:
        transaction.on_commit(lambda: changed.file.storage.delete(before))
    return changed


def check(agreement, values):
    others = Agreement._base_manager.filter(office=agreement.office_id).exclude(pk=agreement.pk)
    taken = others.filter(number=values["number"]).exists()
    dates = values["starts_on"], values["ends_on"], values.get("signed_on")
    refuse(agreement_problems(*dates, number_taken=taken))


def attach(agreement, upload):
    if upload:
        agreement.file, agreement.file_name = upload, upload.name
