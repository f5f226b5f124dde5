from django.utils.translation import gettext_lazy as _

from pembinaan.accounts.models import Office
from pembinaan.accounts.roles import Role
from pembinaan.problems import Problem

LEVELS = {
    Role.COORDINATOR: {Office.Level.LOCAL},
    Role.COUNSELLOR: {Office.Level.LOCAL},
    Role.HEAD: {Office.Level.LOCAL},
    Role.REGIONAL: {Office.Level.REGIONAL},
    Role.NATIONAL: {Office.Level.NATIONAL},
    Role.ADMIN: set(Office.Level),
}
"""At which offices a role has its place."""


def account_problems(user, *, office, roles, is_active, by):
    """`user` is the account as it stands; office, roles and is_active are what it is to become."""
    return [
        *role_problems(office, roles),
        *authority_problems(user, by),
        *own_account_problems(user, roles, is_active, by),
    ]


def role_problems(office, roles):
    misplaced = [Role(name).label for name in roles if name in LEVELS and office.level not in LEVELS[name]]
    if not misplaced:
        return []
    text = _("Not a role of this kind of office: %(roles)s.") % {"roles": ", ".join(map(str, misplaced))}
    return [Problem("role_misplaced", text, "groups")]


def authority_problems(user, by):
    """Nobody may take over an account that may do more than their own."""
    if user.is_superuser and not by.is_superuser:
        return [Problem("above_you", _("Only a superuser may change this account."))]
    return []


def own_account_problems(user, roles, is_active, by):
    """An administrator cannot lock the door from inside."""
    if user.pk != by.pk:
        return []
    problems = []
    if not is_active:
        problems.append(Problem("own_account", _("You cannot disable your own account."), "is_active"))
    if Role.ADMIN not in roles and not by.is_superuser:
        problems.append(Problem("own_role", _("You cannot give up your own administrator role."), "groups"))
    return problems


def access_link_problems(user, by):
    problems = authority_problems(user, by)
    if not user.is_active or not user.office.is_active:
        problems.append(Problem("disabled", _("The account or its office is disabled.")))
    return problems


def link_problems(link):
    """Why an access link opens nothing, in one sentence that tells a stranger nothing."""
    if link is None or not link.is_usable:
        return [
            Problem("dead_link", _("This link is no longer valid. Ask your administrator for a new one."))
        ]
    return []
