"""The attendance of everybody in a training, from the one expression that also decides completion."""

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from pembinaan import dates
from pembinaan.views import DetailPage
from trainings.absences import with_unexcused
from trainings.attended import enough
from trainings.choices import TOOK_PART
from trainings.models import Enrolment, Training
from trainings.policy import MIN_ATTENDANCE
from trainings.rules.completion import Decision


class AttendanceRatesPage(DetailPage):
    """JP followed of JP expected; accepted excuses and sessions that did not happen are not expected."""

    model = Training
    permission = "trainings.view_training"
    template_name = "trainings/attendance_rates.html"
    title = _("Attendance by participant")

    def get_object(self):
        if not self.request.user.sees_people:
            raise Http404
        return super().get_object()

    def get_queryset(self):
        return super().get_queryset().select_related("office")

    def get_context_data(self, **kwargs):
        training, user = self.object, self.request.user
        people = Enrolment.objects.visible_to(user).filter(training=training, status__in=TOOK_PART)
        rows = with_unexcused(people.with_attendance()).select_related("client", "training__office")
        today = dates.today(training.office)
        part, whole = MIN_ATTENDANCE
        lines = [Rate(row, row.name_for(user, today)) for row in rows.order_by("number")]
        return super().get_context_data(training=training, lines=lines, least=part * 100 // whole, **kwargs)


class Rate:
    """A participant's attendance, and how it compares with what completion asks for."""

    def __init__(self, enrolment, name):
        self.enrolment, self.name, self.decision = enrolment, name, Decision(enrolment)
        expected, credited = enrolment.minutes_expected, enrolment.minutes_credited
        if not expected:
            self.look, self.icon, self.word = "mute", "dash-circle", _("no JP yet")
        elif enough(credited, expected):
            self.look, self.icon, self.word = "ok", "check-circle-fill", _("enough")
        elif credited:
            self.look, self.icon, self.word = "warn", "exclamation-triangle-fill", _("partly")
        else:
            self.look, self.icon, self.word = "bad", "x-octagon-fill", _("did not attend")
