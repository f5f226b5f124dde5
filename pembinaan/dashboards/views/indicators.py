"""All indicators K1–K22 on one page, and what each of them divides by what."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from pembinaan.dashboards import states
from pembinaan.dashboards.views.board import BoardBase
from pembinaan.replica import FromReplica, data_up_to
from pembinaan.views import ScopedPage
from trainings.indicators import GROUPS, INDICATORS
from trainings.measures import SMALL


class IndicatorsPage(BoardBase):
    template_name = "dashboards/indicators.html"
    title = gettext_lazy("All indicators")
    indicators = INDICATORS

    def get_context_data(self, **kwargs):
        board = self.get_board()
        params = self.request.GET
        context = {
            "board": board,
            "data_up_to": data_up_to(),
            "filter_form": self.form,
            "groups": [(name, [board.figure(one) for one in group]) for name, group in GROUPS],
            "chips": states.chips(self.form, params),
            "clear_url": self.request.path,
            "presets": states.presets(board, params),
            "crumbs": [(_("Board"), f"{reverse('dashboards:board')}{states.with_values(params)}")],
        }
        return super().get_context_data(**context | kwargs)


class DefinitionsPage(FromReplica, ScopedPage, TemplateView):
    """What each indicator divides by what, and the version of that wording."""

    permission = "dashboards.view_board"
    template_name = "dashboards/definitions.html"
    title = gettext_lazy("Definitions of the indicators")

    def get_context_data(self, **kwargs):
        return super().get_context_data(groups=GROUPS, small=SMALL, **kwargs)
