"""What the shell around every page needs: where this person may go and what is open now."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject, cached_property
from django.utils.translation import gettext_lazy as _

PHONE_ENTRIES = 4


@dataclass
class Entry:
    label: str
    icon: str
    url_name: str
    permission: str = ""
    url: str = ""
    current: str = ""
    folded: bool = False


# In the order of the side column; on the phone the first four stand in the bar, the others under "More".
NAVIGATION = [
    (_("Today"), "house", "home", ""),
    (_("Clients"), "people", "clients:list", "clients.view_client"),
    (_("Trainings"), "calendar2-check", "trainings:list", "trainings.view_training"),
    (_("Follow-ups"), "clipboard-check", "trainings:follow-up-list", "trainings.record_outcome"),
    (_("Calendar"), "calendar3", "trainings:calendar", "trainings.view_training"),
    (_("Partners"), "shop", "partners:list", "partners.view_partner"),
    (_("Board"), "bar-chart", "dashboards:board", "dashboards.view_board"),
    (_("Import"), "upload", "clients:import-list", "clients.import_client"),
    (_("Audit trail"), "clock-history", "audit:list", "audit.view_auditentry"),
]


def shell(request):
    """Lazy, because a fragment of a page needs none of it."""
    return {"shell": SimpleLazyObject(lambda: Shell(request))}


def address(name):
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


class Shell:
    def __init__(self, request):
        self.request = request
        self.user = getattr(request, "user", None)

    @property
    def is_open(self):
        return bool(self.user and self.user.is_authenticated)

    @cached_property
    def entries(self):
        entries = [Entry(*row) for row in NAVIGATION if not row[3] or self.user.has_perm(row[3])]
        for entry in entries:
            entry.url = address(entry.url_name)
        entries = [entry for entry in entries if entry.url]
        mark_current(entries, self.request.path)
        fold(entries)
        return entries

    @property
    def has_more(self):
        return any(entry.folded for entry in self.entries)

    @property
    def current_is_folded(self):
        return any(entry.folded and entry.current for entry in self.entries)

    @cached_property
    def office(self):
        return getattr(self.user, "office", None)

    @property
    def person(self):
        return self.user.get_full_name() or self.user.get_username()

    @property
    def initials(self):
        return getattr(self.user, "initials", "") or self.user.get_username()[:1].upper()

    @property
    def role(self):
        return getattr(self.user, "title", "")

    home = property(lambda self: address("home"))
    profile = property(lambda self: address("profile"))
    password = property(lambda self: address("account_change_password"))
    login = property(lambda self: address("account_login"))
    logout = property(lambda self: address("account_logout"))
    set_language = property(lambda self: address("set_language"))

    @property
    def admin(self):
        return address("admin:index") if self.user.is_staff else ""


def mark_current(entries, path):
    """The longest address that the page's own starts with is the place where we are."""
    under = [
        entry for entry in entries if path == entry.url or (entry.url != "/" and path.startswith(entry.url))
    ]
    if under:
        here = max(under, key=lambda entry: len(entry.url))
        here.current = "page" if here.url == path else "true"


def fold(entries):
    """More than one entry too many goes under "More": a single one fits in its place."""
    if len(entries) > PHONE_ENTRIES + 1:
        for entry in entries[PHONE_ENTRIES:]:
            entry.folded = True
