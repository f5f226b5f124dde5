"""Listing a partner and keeping the entry up to date."""

from django.db import transaction

from partners.models import Partner
from partners.rules import kbli_problems, ownership_problems, partner_problems, size_problems
from pembinaan.audit.record import differences, record
from pembinaan.audit.verbs import Verb
from pembinaan.problems import refuse
from pembinaan.saving import locked, once, save_checked, stale_problems

FIELDS = (
    "name",
    "kind",
    "owner_name",
    "region",
    "address",
    "offers",
    "size_basis",
    "size_rupiah",
    "kbli_code",
    "kbli_edition",
    "note",
    "is_active",
)


@transaction.atomic
def add_partner(values, *, form_key, by):
    """List a partner of the user's office."""
    locked(by.office)
    return once(Partner, form_key, lambda: _add(values, form_key, by))


def _add(values, form_key, by):
    partner = Partner(office=by.office, form_key=form_key)
    write(partner, values)
    record(Verb.CREATED, partner, by=by)
    return partner


@transaction.atomic
def change_partner(partner, values, *, version, by):
    locked(partner.office)
    partner, before = locked(partner), locked(partner)
    refuse(ownership_problems(by.office, partner) or stale_problems(partner, version))
    write(partner, values)
    if changes := differences(before, partner, FIELDS):
        record(Verb.CHANGED, partner, by=by, changes=changes)
    return partner


def write(partner, values):
    """Every sending raises the version, so that another open form notices."""
    for name in FIELDS:
        if name in values:
            setattr(partner, name, values[name])
    others = Partner._base_manager.filter(office=partner.office_id).exclude(pk=partner.pk)
    taken = others.filter(sort_name=partner.folded_name).exists()
    refuse(
        [
            *partner_problems(partner.name, taken=taken),
            *size_problems(partner.size_basis, partner.size_rupiah),
            *kbli_problems(partner.kbli_code, partner.kbli_edition),
        ]
    )
    partner.version += not partner._state.adding
    save_checked(partner)
