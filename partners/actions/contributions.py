"""What partners gave to an office."""

from django.db import transaction

from partners.actions.parts import add, change, own_record, remove, shared
from partners.models import Contribution
from partners.rules import contribution_problems
from pembinaan import dates
from pembinaan.problems import refuse
from pembinaan.saving import locked, once

FIELDS = ("kind", "day", "rupiah", "quantity", "unit", "note")


@transaction.atomic
def add_contribution(partner, values, *, form_key, by):
    partner = shared(partner, by)
    refuse(contribution_problems(values, dates.today(by.office)))
    made = Contribution(partner=partner, office=by.office, form_key=form_key)
    return once(Contribution, form_key, lambda: add(made, values, FIELDS, by=by, kind="contribution"))


@transaction.atomic
def change_contribution(contribution, values, *, version, by):
    found = own_record(contribution, by)
    refuse(contribution_problems(values, dates.today(by.office)))
    return change(found, values, FIELDS, version=version, by=by)


@transaction.atomic
def delete_contribution(contribution, *, by):
    """Out of the training that it went into as well."""
    locked(contribution.partner)
    if Contribution._base_manager.filter(pk=contribution.pk).exists():
        own_record(contribution, by)
        remove(contribution, by=by, kind="contribution")
