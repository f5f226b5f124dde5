from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from pembinaan import dates
from pembinaan.views import ScopedPage
from trainings.policy import FEW_PEOPLE
from trainings.work_list import COLUMNS, by_office, parts

LABELS = {
    "sheets": _("Sessions without marks"),
    "trainings": _("Trainings that are over"),
    "certificates": _("Graduates without a certificate"),
    "follow_ups": _("Follow-ups past their window"),
}
OF_PEOPLE = ("certificates", "follow_ups")


class WorkListPage(ScopedPage, TemplateView):
    """What waits, each with the page that ends it. Above a Bapas only numbers."""

    permission = "trainings.view_training"
    title = _("Work list")

    def get_template_names(self):
        name = "work_list" if self.request.user.sees_people else "work_list_offices"
        return [f"trainings/{name}.html"]

    def get_context_data(self, **kwargs):
        user = self.request.user
        day, crumbs = dates.today(user.office), [(_("Trainings"), reverse("trainings:list"))]
        context = super().get_context_data(crumbs=crumbs, **kwargs)
        if not user.sees_people:
            return context | {"labels": [LABELS[key] for key in COLUMNS], "rows": rows_of(user, day)}
        own = user.has_perm("trainings.nominate_client")
        found = parts(user, day, own=own)
        return context | {"parts": found, "own": own, "total": sum(part.count for part in found)}


def rows_of(user, day):
    """Few people stay unsaid: their number could tell who they are."""
    return [
        (name, [(LABELS[key], told(key, counts[key])) for key in COLUMNS])
        for name, counts in by_office(user, day)
    ]


def told(key, number):
    return "" if key in OF_PEOPLE and 0 < number < FEW_PEOPLE else number
