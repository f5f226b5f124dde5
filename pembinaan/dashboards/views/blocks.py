"""Parts of the board that load late, each on an address of its own: without scripts a link leads there."""

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pembinaan.dashboards import months, states
from pembinaan.dashboards.absences import absence_rows, barriers
from pembinaan.dashboards.board import Board
from pembinaan.dashboards.changes import changed_months
from pembinaan.dashboards.partner_counts import partner_counts
from pembinaan.dashboards.peers import LEAST_PEERS, beside
from pembinaan.dashboards.scope import Scope
from pembinaan.dashboards.views.board import BoardBase
from trainings.indicators import CARDS


class BlockPage(BoardBase):
    """Asked for by the board it answers with its block alone, else as a page."""

    def get_template_names(self):
        return [f"{self.template_name}#block"] if self.request.htmx else [self.template_name]

    def tell_what_was_dropped(self):
        # The board around it has said so.
        if not self.request.htmx:
            super().tell_what_was_dropped()

    def get_context_data(self, **kwargs):
        chosen = self.chosen()
        scope = Scope(self.request.user, today=self.form.today, **chosen)
        crumbs = [(_("Board"), f"{reverse('dashboards:board')}{states.with_values(self.request.GET)}")]
        context = {"scope": scope, "crumbs": crumbs, "facts": scope.words}
        return super().get_context_data(**context | self.found(scope) | kwargs)


class PartnersBlock(BlockPage):
    template_name = "dashboards/block_partners.html"
    title = gettext_lazy("Partners")

    def found(self, scope):
        rows, more = partner_counts(scope)
        return {"rows": rows, "more": more}


class AbsencesBlock(BlockPage):
    template_name = "dashboards/block_absences.html"
    title = gettext_lazy("What kept participants away")

    def found(self, scope):
        if not scope.is_protected:
            return {"total": absence_rows(scope, [])[1], "barriers": barriers(scope)}
        quarters = scope.period.quarters(scope.today)
        if scope.is_filtered or not quarters:
            return {"quarters": [], "rows": []}
        rows, total = absence_rows(scope, quarters)
        return {"quarters": quarters, "rows": rows, "total": total}


class PeersBlock(BlockPage):
    """Only above the Bapas: the figures of other offices are nobody else's to see."""

    template_name = "dashboards/block_peers.html"
    title = gettext_lazy("Beside like offices")

    def get(self, request, *args, **kwargs):
        if request.user.sees_people:
            raise Http404
        return super().get(request, *args, **kwargs)

    def found(self, scope):
        filters = {"programme": scope.programme, "partner": scope.partner}
        board = Board(scope.user, scope.period, scope.today, **filters)
        rows = beside(board)
        alone = next((cells for office, cells in rows if scope.office and office.pk == scope.office.pk), None)
        return {"rows": rows, "alone": alone, "heads": CARDS, "least": LEAST_PEERS}


class ChangesBlock(BlockPage):
    template_name = "dashboards/block_changes.html"
    title = gettext_lazy("Changes since the seal")

    def found(self, scope):
        # A month is sealed with everything that the office does.
        whole = Scope(scope.user, scope.period, scope.today, scope.office)
        rows, sealed = changed_months(whole, months.last_over(scope.today))
        return {"rows": rows, "sealed": sealed}
