"""Sheets that wait: sessions of the past without marks, with gaps, or not closed."""

from django.utils.translation import gettext_lazy as _

from pembinaan import dates
from pembinaan.views import ListPage
from trainings.choices import SessionStatus
from trainings.models import Session


class WaitingSheetsPage(ListPage):
    """The own Bapas's sheets that are not closed, the longest waiting first."""

    model = Session
    permission = "trainings.view_training"
    template_name = "trainings/waiting_sheets.html"
    title = _("Sheets that wait")
    empty_text = _("Every sheet of the past is closed.")

    def may(self):
        return super().may() and self.request.user.sees_people

    def get_queryset(self):
        rows = super().get_queryset().waiting_before(dates.today(self.request.user.office))
        return rows.with_record_counts().select_related("training__office").order_by("day", "number", "pk")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        today = dates.today(self.request.user.office)
        for session in context["rows"]:
            session.age = (today - session.day).days
            session.gaps = max(session.expected - session.recorded, 0)
            session.has_marks = session.status == SessionStatus.HELD
        return context
