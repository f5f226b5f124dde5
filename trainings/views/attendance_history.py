"""Who marked whom as what on a sheet, newest first."""

from django.views.generic import TemplateView

from pembinaan.paging import page_of
from trainings.models import AttendanceEvent
from trainings.sheet import Said
from trainings.views.roster import KIND_OF, naming_day, text_of
from trainings.views.session_page import SessionPage


class AttendanceHistoryPage(SessionPage, TemplateView):
    """Every entry that was sent, also those that collided; nothing on a sheet is overwritten unseen."""

    permission = "trainings.view_training"
    template_name = "trainings/attendance_history.html"

    def get_context_data(self, **kwargs):
        session, user = self.object, self.request.user
        events = AttendanceEvent.objects.visible_to(user).filter(session=session).order_by("-at", "-pk")
        page = page_of(events.select_related("enrolment__client", "reason"), self.request.GET)
        lines = [Line(event, user, naming_day(session)) for event in page.rows]
        return super().get_context_data(training=session.training, page=page, lines=lines, **kwargs)


class Line:
    """One entry in words."""

    def __init__(self, event, user, day):
        said = Said(event.mark, event.minutes_late, event.minutes_early, event.reason_id, event.remark)
        self.event, self.kind = event, KIND_OF.get(event.mark)
        self.name = event.enrolment.name_for(user, day)
        self.text = text_of(said, {event.reason_id: event.reason} if event.reason_id else {})
        self.is_conflict = event.answer == AttendanceEvent.Answer.CONFLICT
