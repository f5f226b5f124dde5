"""The trainings of a client, and every session on whose sheet the client stands."""

from django.db.models import Prefetch

from clients.views.parts import ClientPart
from pembinaan.filters import Chip
from pembinaan.paging import SIZE, page_of
from pembinaan.views import DetailPage, as_uuid
from trainings.certifying import with_held
from trainings.choices import NEEDS_REASON
from trainings.matching import placements_of, with_placements
from trainings.models import Attendance, Enrolment, FollowUp, Session
from trainings.rules.completion import as_jp
from trainings.sheet import NOTHING, Said
from trainings.views.attendance_rates import Rate
from trainings.views.daily_summary import why_off
from trainings.views.placements_vacancies import READ
from trainings.views.roster import KIND_OF, text_of

MOST = 40
"""Trainings of one client; nobody has been to as many."""


class ClientHistory(ClientPart, DetailPage):
    """A tab of the client's page, served here because the register knows no trainings."""

    permission = "trainings.view_training"
    part = "trainings"
    template_name = "trainings/client_history.html"

    def get_template_names(self):
        return [f"{self.template_name}#rows"] if self.request.htmx else [self.template_name]

    def get_context_data(self, **kwargs):
        history = self.history()
        asked = as_uuid(self.request.GET.get("training"))
        chosen = next((rate.enrolment for rate in history if rate.enrolment.training_id == asked), None)
        page = self.sessions(chosen)
        return super().get_context_data(
            history=history,
            chips=[Chip(chosen.training, self.request.path)] if chosen else [],
            page=page,
            lines=self.lines(page.rows),
            applications=self.applications(),
            **kwargs,
        )

    def history(self):
        follow_ups = FollowUp.objects.visible_to(self.request.user).select_related("outcome")
        rows = (
            Enrolment.objects.visible_to(self.request.user)
            .filter(client=self.client)
            .with_assessment()
            .with_recorded()
            .select_related("training__office", "leave_reason")
            .prefetch_related(Prefetch("follow_ups", follow_ups.order_by("point")))
            .order_by("-training__starts_on", "-pk")
        )
        return [Rate(row) for row in with_held(rows)[:MOST]]

    def get_queryset(self):
        return with_placements(super().get_queryset(), self.request.user)

    def applications(self):
        reads = any(self.request.user.has_perm(name) for name in READ)
        return placements_of(self.client) if reads else None

    def sessions(self, enrolment):
        """Those of the past, the latest first; the sheets of another Bapas stay there."""
        rows = Session.objects.visible_to(self.request.user).of_client(self.client).past()
        rows = rows.filter(training=enrolment.training_id) if enrolment else rows
        facts = rows.select_related("training__office", "cancel_reason")
        return page_of(facts.order_by("-day", "-starts_at", "-pk"), self.request.GET, size=SIZE)

    def lines(self, sessions):
        marks = Attendance.objects.visible_to(self.request.user).recorded().with_credit()
        marks = marks.filter(enrolment__client=self.client, session__in=[row.pk for row in sessions])
        known = {mark.session_id: mark for mark in marks.select_related("reason")}
        return [Line(session, known.get(session.pk)) for session in sessions]


class Line:
    """One session of the client in words."""

    def __init__(self, session, mark):
        self.session, self.mark = session, mark
        self.why_off = why_off(session)
        said = Said(mark.mark, mark.minutes_late, mark.minutes_early) if mark else NOTHING
        self.kind, self.text = KIND_OF.get(said.mark), text_of(said, {})
        self.is_accepted = bool(mark and mark.mark in NEEDS_REASON and mark.reason.acceptable)
        self.credited = as_jp(mark.credited) if mark else ""
