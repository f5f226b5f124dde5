"""The attendance of everybody in a training, from the one expression that also decides completion."""

from collections import Counter

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from pembinaan import dates
from pembinaan.views import DetailPage
from trainings.absences import with_unexcused
from trainings.choices import TOOK_PART, Standard
from trainings.models import Enrolment, Training
from trainings.rules.completion import Decision
from trainings.rules.standard import partly_from, standard_of

LOOKS = {
    Standard.MET: ("ok", "check-circle-fill"),
    Standard.PARTLY: ("warn", "exclamation-triangle-fill"),
    Standard.MISSED: ("bad", "x-octagon-fill"),
    Standard.UNKNOWN: ("mute", "dash-circle"),
}


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
        return super().get_queryset().select_related("office", "programme")

    def get_context_data(self, **kwargs):
        training, user = self.object, self.request.user
        people = Enrolment.objects.visible_to(user).filter(training=training, status__in=TOOK_PART)
        rows = with_unexcused(people.with_assessment().with_recorded()).select_related(
            "client", "training__office"
        )
        today = dates.today(training.office)
        # A training has seats for so many that all of them are one page.
        everybody = [Rate(row, row.name_for(user, today)) for row in rows.order_by("number")]
        counts = Counter(line.standard for line in everybody)
        asked = self.request.GET.get("standard")
        chosen = Standard(asked) if asked in Standard.values else None
        return super().get_context_data(
            training=training,
            lines=[line for line in everybody if chosen in (None, line.standard)],
            standards=[(standard, counts[standard]) for standard in Standard],
            chosen=chosen,
            least=training.programme.min_attendance,
            partly=partly_from(training.programme.min_attendance),
            **kwargs,
        )


class Rate:
    """A participant's attendance, and how it compares with what completion asks for."""

    def __init__(self, enrolment, name=""):
        self.enrolment, self.name, self.decision = enrolment, name, Decision(enrolment)
        self.standard = standard_of(
            credited=enrolment.minutes_credited,
            expected=enrolment.minutes_expected,
            recorded=enrolment.marks_recorded,
            least=enrolment.asked_attendance,
        )
        self.look, self.icon = LOOKS[self.standard]
