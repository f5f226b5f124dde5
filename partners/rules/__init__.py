"""What must be true of partners, their people, papers and gifts."""

from .contributions import contribution_problems
from .entries import (
    absence_problems,
    agreement_problems,
    contact_problems,
    hours_problems,
    instructor_problems,
    own_record_problems,
    ownership_problems,
    partner_problems,
    sharing_problems,
)
from .licences import expiry_proposed, licence_problems, stored_number
from .merging import merge_problems
from .renewing import next_term, renewal_problems
from .sizes import kbli_problems, size_class, size_problems

__all__ = [
    "absence_problems",
    "agreement_problems",
    "contact_problems",
    "contribution_problems",
    "expiry_proposed",
    "hours_problems",
    "instructor_problems",
    "kbli_problems",
    "licence_problems",
    "merge_problems",
    "next_term",
    "own_record_problems",
    "ownership_problems",
    "partner_problems",
    "renewal_problems",
    "sharing_problems",
    "size_class",
    "size_problems",
    "stored_number",
]
