"""Whose names in the trail may be read by whom. Kinds of records not listed here are about people."""

OPEN_KINDS = {
    "accounts.holiday",
    "accounts.office",
    "accounts.region",
    "accounts.servicepost",
    "accounts.strategicprogramme",
    "accounts.user",
    "dashboards.monthlyreturn",
    "partners.partner",
    "trainings.module",
    "trainings.programme",
    "trainings.reason",
    "trainings.session",
    "trainings.training",
}


def is_about_people(kind):
    return kind not in OPEN_KINDS


def may_read(entry, user):
    """The head reads all of the own Bapas; elsewhere entries about people stay without name and values."""
    return not is_about_people(entry.target_type) or user.sees_restricted
