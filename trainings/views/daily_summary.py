"""A day of the Bapas in numbers: who came, who did not and why, and what did not take place."""

from collections import Counter
from datetime import timedelta

from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from pembinaan import dates
from pembinaan.forms import FIRST_DAY, LAST_DAY
from pembinaan.views import ScopedPage
from trainings.choices import ReasonKind, SessionStatus, TrainingStatus
from trainings.models import Attendance, Reason, Session
from trainings.views.roster import KINDS


class DailySummaryPage(ScopedPage, TemplateView):
    """Counts only: the page names nobody. They are small, so they stay within the Bapas."""

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
        cancelled = Counter(str(line.why_off) for line in lines if line.why_off)
        return super().get_context_data(
            day=day,
            today=today,
            weekday=dates.weekday(day),
            before=day - timedelta(days=1),
            after=day + timedelta(days=1),
            lines=lines,
            totals=totals_of(user, lines),
            unrecorded=sum(line.unrecorded for line in lines),
            cancelled=cancelled.most_common(),
            n_cancelled=cancelled.total(),
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


def totals_of(user, lines):
    """Each mark with its number and, where it has them, its reasons with theirs."""
    known = {reason.pk: reason for reason in Reason.objects.filter(kind=ReasonKind.ABSENCE)}
    reasons, sessions = {}, [line.session.pk for line in lines if not line.why_off]
    for mark, reason, number in Attendance.objects.visible_to(user).filter(session__in=sessions).by_reason():
        reasons.setdefault(mark, []).append((known[reason], number))
    counts = {kind.value: sum(line.counts[kind.value] for line in lines) for kind in KINDS}
    return [(kind, counts[kind.value], reasons.get(kind.value, [])) for kind in KINDS]


class Line:
    def __init__(self, session, marks):
        self.session, self.why_off = session, why_off(session)
        self.counts = {kind.value: 0 if self.why_off else marks.get(kind.value, 0) for kind in KINDS}
        self.shown = [(kind, self.counts[kind.value]) for kind in KINDS if self.counts[kind.value]]
        self.unrecorded = 0 if self.why_off else max(session.expected - session.recorded, 0)


OFF = (TrainingStatus.POSTPONED, TrainingStatus.CANCELLED)


def why_off(session):
    """Why a session does not take place: its own reason, or what became of its training; else nothing."""
    if session.status == SessionStatus.PLANNED and session.training.status in OFF:
        return ReasonKind(session.training.status).label
    return session.cancel_reason


def lines_of(user, day):
    """Two queries, whatever the number of sessions; what is a draft has no sessions yet."""
    sessions = Session.objects.visible_to(user).on_day(day).exclude(training__status=TrainingStatus.DRAFT)
    facts = sessions.with_record_counts().select_related("training__office", "cancel_reason")
    marks = {}
    counted = Attendance.objects.visible_to(user).filter(session__day=day).by_mark()
    for session, mark, number in counted:
        marks.setdefault(session, {})[mark] = number
    return [Line(session, marks.get(session.pk, {})) for session in facts.order_by("starts_at", "pk")]
