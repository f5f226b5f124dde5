from django.utils.translation import gettext_lazy as _

from pembinaan import dates
from pembinaan.accounts.models import STANDS_IN, Acting, Office
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
NIP_DIGITS = 18


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


def signatory_problems(*, office, user, employee_number, acting, own_post):
    """What is not given is None or empty; whether it may be, the model says."""
    if employee_number and not is_employee_number(employee_number):
        yield Problem("bad_nip", _("A NIP has 18 digits, without blanks."), "employee_number")
    if acting == Acting.AN and not own_post:
        yield Problem("own_post_missing", _("Who signs a.n. names the own post as well."), "own_post")
    if acting != Acting.AN and own_post:
        yield Problem("own_post_unused", _("The own post stands on papers for a.n. only."), "own_post")
    if office and user and user.office_id != office.pk:
        yield Problem("user_elsewhere", _("This account belongs to another office."), "user")


def is_employee_number(text):
    return len(text) == NIP_DIGITS and text.isascii() and text.isdigit()


def overlap_problems(signatory, others):
    """Two who stand in at once are possible, and mostly a slip: told, not refused."""
    if signatory.acting not in STANDS_IN:
        return
    for other in others:
        if other.acting in STANDS_IN and overlap(signatory, other):
            yield Problem(
                "overlap",
                _("On some of these days %(who)s stands in as well, %(days)s.")
                % {"who": other, "days": dates.day_range(other.valid_from, other.valid_until)},
            )


def overlap(first, second):
    return first.valid_from <= second.valid_until and second.valid_from <= first.valid_until


def pattern_place_problems(office, others, *, by):
    """`others`: the patterns that there are for the same kind of paper."""
    if office is not None:
        return
    if not by.sees_all_offices:
        yield Problem("office_missing", _("Choose the office for which the pattern is."), "office")
    elif any(other.office_id is None for other in others):
        yield Problem("one_for_all", _("There is already a pattern for everywhere."), "office")
