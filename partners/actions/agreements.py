"""Agreements with a partner, their renewal and the signed file."""

from django.db import transaction

from partners.actions.parts import add, change, own_record, shared
from partners.models import Agreement
from partners.rules import agreement_problems, renewal_problems
from pembinaan.problems import refuse
from pembinaan.saving import once

FIELDS = ("kind", "number", "partner_number", "signed_on", "starts_on", "ends_on", "scope", "file_name")


@transaction.atomic
def add_agreement(partner, values, *, form_key, by):
    partner = shared(partner, by)
    agreement = Agreement(partner=partner, office=by.office, form_key=form_key)
    return once(Agreement, form_key, lambda: _add(agreement, values, by))


def _add(agreement, values, by):
    check(agreement, values)
    attach(agreement, values.get("upload"))
    return add(agreement, values, FIELDS, by=by, kind="agreement")


@transaction.atomic
def renew_agreement(old, values, *, form_key, by):
    """The next agreement of the chain; from now on the end of the old one alarms nobody."""
    old = own_record(old, by)
    return once(Agreement, form_key, lambda: _renew(old, values, form_key, by))


def _renew(old, values, form_key, by):
    renewed_by = Agreement._base_manager.filter(renews=old).first()
    refuse(renewal_problems(old, values["starts_on"], values["ends_on"], renewed_by=renewed_by))
    made = Agreement(partner=old.partner, office=old.office, renews=old, form_key=form_key)
    return _add(made, values, by)


@transaction.atomic
def change_agreement(agreement, values, *, version, by):
    """A new file takes the place of the old one, which is removed once the change is certain."""
    agreement = own_record(agreement, by)
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
