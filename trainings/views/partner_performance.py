from partners.views.partners import PartnerPart
from pembinaan.views import DetailPage
from trainings.performance import Performance


class PartnerPerformance(PartnerPart, DetailPage):
    """A tab of the partner's page, served here because partners know no trainings."""

    permission = "trainings.view_training"
    part = "performance"
    template_name = "trainings/partner_performance.html"

    def may(self):
        return super().may() and self.request.user.has_perm("partners.view_partner")

    def get_template_names(self):
        return [f"{self.template_name}#figures"] if self.request.htmx else [self.template_name]

    def get_context_data(self, **kwargs):
        performance = Performance(self.object, self.request.user)
        return super().get_context_data(performance=performance, **kwargs)
