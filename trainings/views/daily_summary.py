"""A day of the Bapas in numbers: who came, who did not and why, and what did not take place."""

from datetime import timedelta

from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from pembinaan import dates
from pembinaan.forms import FIRST_DAY, LAST_DAY
from pembinaan.views import ScopedPage
from trainings.choices import SessionStatus
from trainings.models import Attendance, Session
from trainings.views.roster import KINDS


class DailySummaryPage(ScopedPage, TemplateView):
    """Counts only: the page names nobody."""

    permission = "trainings.view_training"
    template_name = "trainings/daily_summary.html"
    title = _("Summary of the day")

    def may(self):
        return super().may() and self.request.user.sees_people

    def get_context_data(self, **kwargs):
        user = self.request.user
        today = dates.today(user.office)
        day = asked_day(self.request.GET.get("day")) or today
        lines = lines_of(user, day)
        reasons = Attendance.objects.visible_to(user).filter(session__day=day).by_reason()
        return super().get_context_data(
            day=day,
            today=today,
            before=day - timedelta(days=1),
            after=day + timedelta(days=1),
            lines=lines,
            totals=[(kind, sum(line.counts[kind.value] for line in lines)) for kind in KINDS],
            unrecorded=sum(line.unrecorded for line in lines),
            reasons=list(reasons),
            **kwargs,
        )


def asked_day(text):
    """The day of the address; what is no day of the calendar is dropped."""
    try:
        day = parse_date(text or "")
    except ValueError:
        return None
    # Its neighbours must exist as well.
    return day if day and FIRST_DAY < day < LAST_DAY else None


class Line:
    def __init__(self, session, marks):
        self.session = session
        self.is_cancelled = session.status == SessionStatus.CANCELLED
        self.counts = {kind.value: 0 if self.is_cancelled else marks.get(kind.value, 0) for kind in KINDS}
        self.shown = [(kind, self.counts[kind.value]) for kind in KINDS if self.counts[kind.value]]
        self.unrecorded = 0 if self.is_cancelled else max(session.expected - session.recorded, 0)


def lines_of(user, day):
    """Two queries, whatever the number of sessions."""
    sessions = Session.objects.visible_to(user).on_day(day).with_record_counts()
    facts = sessions.select_related("training__office", "cancel_reason").order_by("starts_at", "pk")
    marks = {}
    counted = Attendance.objects.visible_to(user).filter(session__day=day).by_mark()
    for session, mark, number in counted:
        marks.setdefault(session, {})[mark] = number
    return [Line(session, marks.get(session.pk, {})) for session in facts]
