from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from partners.endings import page_of_endings
from partners.filters import EndingFilter
from partners.models import Agreement
from pembinaan import dates
from pembinaan.views import ScopedPage


class EndingList(ScopedPage, TemplateView):
    """Agreements and licences that end soon or have ended, in one list."""

    model = Agreement
    permission = "partners.view_partner"
    title = _("What is ending")
    template_name = "partners/endings.html"

    def get_context_data(self, **kwargs):
        user, request = self.request.user, self.request
        filterset = EndingFilter(request.GET, self.get_queryset(), request=request)
        chips, chosen = filterset.chips(), filterset.chosen
        page = page_of_endings(user, dates.today(user.office), request.GET, **chosen)
        return super().get_context_data(
            rows=page.rows,
            page=page,
            filter_form=filterset.form,
            chips=chips,
            clear_url=request.path,
            is_filtered=bool(chips),
            empty_text=_("No agreement and no licence ends within 90 days."),
            shows_office=not user.office.is_local,
            **kwargs,
        )
