"""Sheets that wait: sessions of the past without marks, with gaps, or not closed."""

from django.utils.translation import gettext_lazy as _

from pembinaan import dates
from pembinaan.views import ListPage
from trainings.filters import SheetFilter
from trainings.models import Session


class WaitingSheetsPage(ListPage):
    """Sheets that are not closed, the longest waiting first. Above a Bapas: numbers, never the sheets."""

    model = Session
    permission = "trainings.view_training"
    template_name = "trainings/waiting_sheets.html"
    title = _("Sheets that wait")
    filterset_class = SheetFilter
    empty_text = _("Every sheet of the past is closed.")

    def get_queryset(self):
        rows = super().get_queryset().waiting_before(dates.today(self.request.user.office))
        return rows.with_record_counts().select_related("training__office").order_by("day", "number", "pk")

    def get_context_data(self, **kwargs):
        user = self.request.user
        context = super().get_context_data(shows_office=not user.sees_people, **kwargs)
        today = dates.today(user.office)
        for session in context["rows"]:
            session.age = (today - session.day).days
            session.gaps = max(session.expected - session.recorded, 0)
            session.url = address_of(session, user)
        return context


def address_of(session, user):
    if not user.sees_people:
        return session.training.get_absolute_url()
    return session.get_absolute_url() + ("?status=unrecorded" if session.gaps else "")
