"""Who marked whom as what on a sheet, newest first."""

from datetime import timedelta

from django.db.models import OuterRef, Subquery
from django.views.generic import TemplateView

from pembinaan.audit.models import AuditEntry
from pembinaan.audit.verbs import Verb
from pembinaan.paging import page_of
from trainings.forms.attendance import whole
from trainings.models import AttendanceEvent
from trainings.sheet import Said
from trainings.views.amendments import amended
from trainings.views.roster import KIND_OF, naming_day, text_of
from trainings.views.session_page import SessionPage


class AttendanceHistoryPage(SessionPage, TemplateView):
    """Every entry that was sent, also those that collided; nothing on a sheet is overwritten unseen."""

    permission = "trainings.view_training"
    template_name = "trainings/attendance_history.html"

    def get_context_data(self, **kwargs):
        session, user = self.object, self.request.user
        events = AttendanceEvent.objects.visible_to(user).filter(session=session).order_by("-at", "-pk")
        if number := max(whole(self.request.GET.get("row")), 0):
            events = events.filter(enrolment__number=number)
        events = events.annotate(was=was_before())
        page = page_of(events.select_related("enrolment__client", "reason"), self.request.GET)
        lines = [Line(event, user, naming_day(session)) for event in page.rows]
        more = {"amended": amended(session, user), "steps": steps_of(session)}
        return super().get_context_data(
            training=session.training, page=page, lines=lines, row=number, **more | kwargs
        )


STEPS = (Verb.ATTESTED, Verb.MOVED, Verb.REOPENED, Verb.REQUESTED, Verb.DECLINED)
MOST_STEPS = 20
CLOCKS_AGREE = timedelta(minutes=5)


def steps_of(session):
    """What was done with the sheet as a whole, newest first."""
    return AuditEntry.objects.about(session).filter(verb__in=STEPS).order_by("-at")[:MOST_STEPS]


def was_before():
    """The mark that stood before an event that was stored."""
    earlier = AttendanceEvent._base_manager.filter(
        session=OuterRef("session"),
        enrolment=OuterRef("enrolment"),
        answer=AttendanceEvent.Answer.STORED,
        version__lt=OuterRef("version"),
    )
    return Subquery(earlier.order_by("-version").values("mark")[:1])


class Line:
    """One entry in words."""

    def __init__(self, event, user, day):
        said = Said(event.mark, event.minutes_late, event.minutes_early, event.reason_id, event.remark)
        self.event, self.kind = event, KIND_OF.get(event.mark)
        self.name = event.enrolment.name_for(user, day)
        self.text = text_of(said, {event.reason_id: event.reason} if event.reason_id else {})
        self.was = text_of(Said(event.was or ""), {})
        self.device_time = event.device_time if self.clocks_differ() else None
        self.is_conflict = event.answer == AttendanceEvent.Answer.CONFLICT

    def clocks_differ(self):
        """Whether it was marked well before it arrived, or by a clock that goes wrong."""
        told = self.event.device_time
        return told is not None and abs(self.event.at - told) > CLOCKS_AGREE
