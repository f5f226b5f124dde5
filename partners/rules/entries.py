"""Partners, their people and their agreements; who may change what."""

from django.utils.translation import gettext as _

from pembinaan.problems import Problem
from pembinaan.text import fold


def name_problems(name, *, taken, message):
    """`taken` tells whether another record bears the name; `message` says so to the user."""
    if not fold(name):
        return [Problem("no_letters", _("Write the name with letters or digits."), "name")]
    return [Problem("duplicate", message, "name")] if taken else []


def partner_problems(name, *, taken):
    return name_problems(name, taken=taken, message=_("A partner with this name is already listed."))


def instructor_problems(name, other_names):
    taken = fold(name) in {fold(other) for other in other_names}
    return name_problems(name, taken=taken, message=_("This instructor is already listed."))


def contact_problems(name, phone, email):
    problems = name_problems(name, taken=False, message="")
    if not (phone or email):
        problems.append(Problem("unreachable", _("Give a phone number or an e-mail address."), "phone"))
    return problems


def agreement_problems(starts_on, ends_on, signed_on=None, *, number_taken=False):
    problems = []
    if starts_on and ends_on and ends_on < starts_on:
        message = _("The end of the agreement lies before its start.")
        problems.append(Problem("dates", message, "ends_on"))
    if signed_on and ends_on and signed_on > ends_on:
        message = _("The agreement cannot be signed after it has ended.")
        problems.append(Problem("signed_late", message, "signed_on"))
    if number_taken:
        message = _("An agreement with this number is already recorded.")
        problems.append(Problem("duplicate", message, "number"))
    return problems


def hours_problems(available_from, available_until):
    if available_from and available_until and available_until <= available_from:
        return [Problem("hours", _("The hours end before they begin."), "available_until")]
    return []


def absence_problems(starts_on, ends_on):
    if starts_on and ends_on and ends_on < starts_on:
        return [Problem("dates", _("The last day lies before the first."), "ends_on")]
    return []


def ownership_problems(office, partner):
    """All Bapas of a Kanwil read a partner; the one that listed it keeps the entry."""
    if partner.office_id == office.pk:
        return merged_problems(partner)
    message = _("Only %(office)s may change this partner.") % {"office": partner.office}
    return [Problem("foreign", message)]


def sharing_problems(office, partner):
    """Agreements and contributions are each office's own, with any partner of its Kanwil."""
    if office.is_local and office.parent_id == partner.office.parent_id:
        return merged_problems(partner)
    message = _("Only a Bapas of the same Kanwil may record this.")
    return [Problem("foreign", message)]


def own_record_problems(office, record):
    """An agreement or a contribution is changed by the office that recorded it."""
    if record.office_id == office.pk:
        return merged_problems(record.partner)
    message = _("Only %(office)s may change this entry.") % {"office": record.office}
    return [Problem("foreign", message)]


def merged_problems(partner):
    if partner.merged_into_id is None:
        return []
    message = _("This entry was merged into %(partner)s and stays as it is.")
    return [Problem("merged", message % {"partner": partner.merged_into})]
