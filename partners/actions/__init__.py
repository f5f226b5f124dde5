from .agreements import add_agreement, change_agreement
from .partners import add_partner, change_partner
from .parts import add_contact, add_instructor, change_contact, change_instructor, delete_contact

__all__ = [
    "add_agreement",
    "add_contact",
    "add_instructor",
    "add_partner",
    "change_agreement",
    "change_contact",
    "change_instructor",
    "change_partner",
    "delete_contact",
]
