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
    heading: str = ""
    """Of the group that it opens in the side column."""


HEAD = "trainings.approve_training"
# In the order of the side column. One permission, or several of which one suffices.
MENU = [
    (
        "",
        [
            (_("Today"), "house", "home", ""),
            (_("Clients"), "people", "clients:list", "clients.view_client"),
            (_("Trainings"), "calendar2-check", "trainings:list", "trainings.view_training"),
            (_("Follow-ups"), "clipboard-check", "trainings:follow-up-list", "trainings.record_outcome"),
            (_("Calendar"), "calendar3", "trainings:calendar", "trainings.view_training"),
            (_("Partners"), "shop", "partners:list", "partners.view_partner"),
            (_("Vacancies"), "briefcase", "trainings:vacancy-list", ("trainings.record_placement", HEAD)),
        ],
    ),
    (
        _("Reports"),
        [
            (_("Board"), "bar-chart", "dashboards:board", "dashboards.view_board"),
            (_("Monthly reports"), "journal-check", "dashboards:months", "dashboards.view_board"),
            (_("Targets"), "flag", "dashboards:targets", "dashboards.set_target"),
        ],
    ),
    (
        _("Office"),
        [
            (
                _("Complaints"),
                "chat-left-text-fill",
                "trainings:complaint-list",
                ("trainings.record_voice", HEAD),
            ),
            (_("Import"), "upload", "clients:import-list", "clients.import_client"),
            (_("Audit trail"), "clock-history", "audit:list", "audit.view_auditentry"),
        ],
    ),
]
NAVIGATION = [row for _heading, rows in MENU for row in rows]
ON_PHONE = (
    "home",
    "clients:list",
    "trainings:list",
    "trainings:follow-up-list",
    "dashboards:board",
    "dashboards:months",
)
"""Who may do all of it has the first four in the bar of the phone, the others under "More"."""


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
        entries = [entry for heading, rows in MENU for entry in self.group(heading, rows)]
        mark_current(entries, self.request.path)
        fold(entries)
        return entries

    def group(self, heading, rows):
        entries = [Entry(*row, url=address(row[2])) for row in rows if self.may(row[3])]
        entries = [entry for entry in entries if entry.url]
        for entry in entries[:1]:
            entry.heading = heading
        return entries

    def may(self, permission):
        names = (permission,) if isinstance(permission, str) else permission
        return not permission or any(self.user.has_perm(name) for name in names)

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
    downloads = property(lambda self: address("downloads"))
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
        for entry in sorted(entries, key=place_on_phone)[PHONE_ENTRIES:]:
            entry.folded = True


def place_on_phone(entry):
    return ON_PHONE.index(entry.url_name) if entry.url_name in ON_PHONE else len(ON_PHONE)
