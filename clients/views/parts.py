"""What the pages about one client share: their tabs, their crumbs, and that reading is recorded."""

from django.contrib import messages
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from clients.actions.trail import note_view
from clients.models import Client
from pembinaan.dates import today

# "trainings" and "history" are served by apps that clients may not import: only their names are known here.
TABS = [
    ("summary", "clients:detail", "clients.view_client"),
    ("consents", "clients:consents", "clients.view_client"),
    ("work", "clients:work", "clients.view_client"),
    ("trainings", "trainings:client-history", "trainings.view_training"),
    ("apart", "clients:keep-apart", "clients.view_client"),
    ("history", "audit:history", "clients.view_client"),
]


def tab_labels():
    return {
        "summary": _("Summary"),
        "consents": _("Consents"),
        "work": _("Work"),
        "trainings": _("Trainings"),
        "apart": _("Kept apart"),
        "history": _("History"),
    }


def tabs_for(client, user, current):
    labels = tab_labels()
    return [
        {"label": labels[key], "url": url, "current": key == current}
        for key, name, permission in TABS
        if user.has_perm(permission)
        and (key != "apart" or may_keep_apart(client, user))
        and (url := part_url(name, client))
    ]


def may_keep_apart(client, user):
    """The PK of the client, and the head."""
    return client.counsellor_id == user.pk or user.sees_restricted


def part_url(name, client):
    args = ["clients.client", client.pk] if name == "audit:history" else [client.pk]
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def crumbs_of(client):
    return [(_("Clients"), reverse("clients:list")), (client.register_number, client.get_absolute_url())]


class ClientPart:
    """A page about one client. Whoever gets to see it is recorded."""

    model = Client
    permission = "clients.view_client"
    part = ""

    def get_queryset(self):
        return super().get_queryset().with_page_facts().select_related("office")

    def get(self, request, *args, **kwargs):
        response = super().get(request, *args, **kwargs)
        note_view(client=self.client, part=self.part, by=request.user)
        return response

    @property
    def client(self):
        return self.object

    def get_context_data(self, **kwargs):
        day = today(self.client.office)
        context = {
            "client": self.client,
            "today": day,
            "is_restricted": self.client.is_restricted_on(day),
            "tabs": tabs_for(self.client, self.request.user, self.part),
            "crumbs": crumbs_of(self.client),
            "facts": [self.client.name],
        }
        return super().get_context_data(**context | kwargs)


class AfterSaving:
    """Where to go once a client is saved that its writer perhaps may not open."""

    hidden_message = ""

    def is_open(self):
        user = self.request.user
        return self.object.is_open_to(user, today(user.office))

    def get_success_url(self):
        return self.object.get_absolute_url() if self.is_open() else reverse("clients:list")

    def get_success_message(self):
        if self.is_open():
            return self.success_message
        messages.warning(
            self.request,
            _("Saved under %(number)s. Only the assigned PK and the head can open a protected record.")
            % {"number": self.object.register_number},
        )
        return ""
