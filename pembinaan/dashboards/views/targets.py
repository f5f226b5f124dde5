from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView

from pembinaan import dates
from pembinaan.dashboards.actions.targets import set_targets
from pembinaan.dashboards.forms.targets import TargetGrid
from pembinaan.dashboards.months import offices_of
from pembinaan.dashboards.targets import targets_of
from pembinaan.problems import RuleBroken
from pembinaan.views import ScopedPage
from trainings.indicators import CARDS

YEARS_BACK = 4


class TargetsPage(ScopedPage, TemplateView):
    """Targets of a year: a row for each Bapas, a column for each indicator, a message in each cell."""

    permission = "dashboards.set_target"
    template_name = "dashboards/targets.html"
    title = gettext_lazy("Targets")

    @property
    def years(self):
        now = dates.today(self.request.user.office).year
        return list(range(now + 1, now - YEARS_BACK, -1))

    @property
    def year(self):
        asked = self.request.GET.get("year", "")
        return int(asked) if asked in map(str, self.years) else self.years[1]

    def grid(self, data=None):
        offices = list(offices_of(self.request.user))
        return TargetGrid(offices, targets_of(self.request.user, offices, self.year), data)

    def post(self, request, *args, **kwargs):
        grid = self.grid(request.POST)
        if not grid.is_valid():
            return self.shown(grid)
        try:
            number = set_targets(year=self.year, cells=grid.changes(), by=request.user)
        except RuleBroken as refusal:
            grid.tell(refusal.problems)
            return self.shown(grid)
        text = ngettext("%(n)s target saved.", "%(n)s targets saved.", number)
        messages.success(request, text % {"n": number} if number else _("Nothing was changed."))
        return HttpResponseRedirect(f"{reverse('dashboards:targets')}?year={self.year}")

    def shown(self, grid):
        # 422: nothing was saved, and everything typed is still there.
        return self.render_to_response(self.get_context_data(grid=grid), status=422)

    def get_context_data(self, **kwargs):
        context = {
            "year": self.year,
            "years": self.years,
            "heads": CARDS,
            "crumbs": [(_("Board"), reverse("dashboards:board"))],
        }
        kwargs.setdefault("grid", None)
        kwargs["grid"] = kwargs["grid"] or self.grid()
        return super().get_context_data(**context | kwargs)
