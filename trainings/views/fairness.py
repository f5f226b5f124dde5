from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from clients.actions.trail import note_search
from clients.models import Client
from pembinaan import dates
from pembinaan.views import ListPage
from trainings.fairness import decisions_on, summary_of, with_turns
from trainings.filters import FairnessFilter


class Fairness(ListPage):
    """Who waits longest, was passed over and why, or never had a seat: of the clients the reader may see."""

    model = Client
    permission = ("trainings.enrol_client", "trainings.nominate_client", "trainings.approve_training")
    template_name = "trainings/fairness.html"
    title = _("Fairness of the seats")
    filterset_class = FairnessFilter
    searches = True
    empty_text = _("No client is under guidance.")

    def get_queryset(self):
        rows = with_turns(super().get_queryset().active()).with_page_facts()
        return rows.order_by("waits_since", "pk")

    def get_context_data(self, **kwargs):
        user = self.request.user
        context = super().get_context_data(crumbs=[(_("Trainings"), reverse("trainings:list"))], **kwargs)
        today, decisions = dates.today(user.office), decisions_on(context["rows"], user)
        for client in context["rows"]:
            client.days_waited = max((today - client.waits_since).days, 0)
            client.decisions = decisions.get(client.pk, [])
        if context["words"]:
            note_search(hits=context["page"].total, by=user)
        people = Client.objects.visible_to(user).active()
        return context | {"summary": summary_of(people, today)}
