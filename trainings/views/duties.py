"""Which clients have fulfilled guidance and reporting of a month by coming to sessions."""

from django.http import Http404
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from pembinaan import dates
from pembinaan.views import ScopedPage
from trainings.duties import fulfilled


class DutiesPage(ScopedPage, TemplateView):
    permission = "trainings.view_training"
    template_name = "trainings/duties.html"
    title = _("Duties fulfilled by attendance")

    def may(self):
        return super().may() and self.request.user.sees_people

    def get_context_data(self, **kwargs):
        user = self.request.user
        today = dates.today(user.office)
        month = dates.parse_month(self.request.GET.get("month")) or today.replace(day=1)
        if not 2000 <= month.year <= 2199:
            raise Http404
        own = self.request.GET.get("whose") == "mine"
        rows = fulfilled(user, month, **({"client__counsellor": user} if own else {}))
        for row in rows:
            row.name = row.person.name_for(user, today)
        return super().get_context_data(
            month=month,
            earlier=f"{dates.add_months(month, -1):%Y-%m}",
            later=f"{dates.add_months(month, 1):%Y-%m}" if month < today.replace(day=1) else None,
            own=own,
            rows=rows,
            **kwargs,
        )
