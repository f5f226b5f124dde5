"""The list behind a number of the board."""

from django.http import Http404
from django.urls import reverse

from pembinaan.dashboards.behind import Behind
from pembinaan.dashboards.views.board import BoardBase
from trainings.indicators import BY_KEY

FOLLOW_UPS = ("trainings.view_training", "trainings:follow-up-list")
CLIENTS = ("clients.view_client", "clients:list")
CERTIFICATES = ("trainings.view_training", "trainings:certificate-list")
PEOPLE = {
    **{f"work-{point}": (*FOLLOW_UPS, f"state=all&point={point}") for point in (3, 6, 12)},
    **dict.fromkeys(("business", "nib", "pirt", "skill", "income"), (*FOLLOW_UPS, "state=all&point=6")),
    "followed-up": (*FOLLOW_UPS, "state=done"),
    "compliant": (*CLIENTS, "status=ended"),
    "revoked": (*CLIENTS, "status=ended"),
    "reoffended": (*CLIENTS, "status=ended"),
    "clients-at-work": (*CLIENTS, ""),
    "work-known": (*CLIENTS, ""),
    "certified": (*CERTIFICATES, ""),
    "certified-in-time": (*CERTIFICATES, "handed=yes"),
}
"""Where an office may look at its own people: permission, address and the filter nearest to the indicator."""


def people_url(user, indicator):
    permission, name, query = PEOPLE.get(indicator.key, (None, None, ""))
    if permission is None or not user.sees_people or not user.has_perm(permission):
        return ""
    return f"{reverse(name)}?{query}" if query else reverse(name)


class BehindPage(BoardBase):
    template_name = "dashboards/behind.html"

    def get_title(self):
        return self.indicator.name

    def get(self, request, *args, **kwargs):
        self.indicator = BY_KEY.get(kwargs["key"])
        if self.indicator is None:
            raise Http404
        self.indicators = (self.indicator,)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        board = self.get_board()
        behind = Behind(board, self.indicator)
        context = {
            "board": board,
            "filter_form": self.form,
            "indicator": self.indicator,
            "figure": behind.figure,
            "behind": behind,
            "quarters": behind.quarters,
            "rows": behind.rows,
            "people_url": people_url(self.request.user, self.indicator),
        }
        return super().get_context_data(**context | kwargs)
