from .agreements import add_agreement, change_agreement, renew_agreement
from .contributions import add_contribution, change_contribution, delete_contribution
from .licences import add_licence, change_licence, delete_licence
from .merging import merge_partners
from .partners import add_partner, change_partner
from .parts import (
    add_absence,
    add_contact,
    add_instructor,
    change_contact,
    change_instructor,
    delete_absence,
    delete_contact,
)

__all__ = [
    "add_absence",
    "add_agreement",
    "add_contact",
    "add_contribution",
    "add_instructor",
    "add_licence",
    "add_partner",
    "change_agreement",
    "change_contact",
    "change_contribution",
    "change_instructor",
    "change_licence",
    "change_partner",
    "delete_absence",
    "delete_contact",
    "delete_contribution",
    "delete_licence",
    "merge_partners",
    "renew_agreement",
]
