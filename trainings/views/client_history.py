from django.db.models import Prefetch

from clients.views.parts import ClientPart
from pembinaan.views import DetailPage
from trainings.models import Enrolment, FollowUp
from trainings.rules.completion import Decision


class ClientHistory(ClientPart, DetailPage):
    """A tab of the client's page, served here because the register knows no trainings."""

    permission = "trainings.view_training"
    part = "trainings"
    template_name = "trainings/client_history.html"

    def get_template_names(self):
        return [f"{self.template_name}#rows"] if self.request.htmx else [self.template_name]

    def get_context_data(self, **kwargs):
        follow_ups = FollowUp.objects.visible_to(self.request.user).select_related("outcome")
        rows = (
            Enrolment.objects.visible_to(self.request.user)
            .filter(client=self.client)
            .with_attendance()
            .select_related("training__office", "leave_reason")
            .prefetch_related(Prefetch("follow_ups", follow_ups.order_by("point")))
            .order_by("-training__starts_on", "-pk")
        )
        return super().get_context_data(history=[(row, Decision(row)) for row in rows], **kwargs)
