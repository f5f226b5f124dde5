"""Several people ticked, one mark for all of them, and a report of whoever was not changed."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView

from trainings.actions.attendance import record_attendance
from trainings.choices import CAME, Mark, Via
from trainings.forms.attendance import LETTERS, said_in, whole
from trainings.sheet import Code, Entry
from trainings.views.roster import KINDS, Roster
from trainings.views.session_page import SessionPage

KEYS = "mlerk"


class BulkPage(SessionPage, TemplateView):
    """Works as a plain form; ticks of a refused form stay."""

    template_name = "trainings/attendance_bulk.html"
    title = gettext_lazy("Mark several at once")
    message, report = "", ()

    @cached_property
    def roster(self):
        return Roster(self.object, self.request.user)

    @cached_property
    def numbers(self):
        return [whole(number) for number in self.request.POST.getlist("p")]

    def post(self, request, *args, **kwargs):
        mark = LETTERS.get(request.POST.get("m", ""), "")
        if not self.numbers:
            self.message = _("Nobody is ticked.")
        elif not mark:
            self.message = _("Choose a mark.")
        else:
            self.mark(mark)
        if not self.message and not self.report:
            return HttpResponseRedirect(self.address())
        vars(self).pop("roster", None)  # as it is now
        return self.render_to_response(self.get_context_data(), status=422)

    def mark(self, mark):
        data = self.request.POST
        said = said_in({key: data.get(key, "") for key in KEYS})
        said = said if mark in CAME else said._replace(minutes_late=0)
        entries = [Entry(number, said, whole(data.get(f"v{number}"))) for number in self.numbers]
        names = {person.number: person.name for person in self.roster.people}
        answers = self.run(record_attendance, marks=entries, via=Via.BULK).answers
        stored = sum(1 for answer in answers if answer.code == Code.STORED)
        text = ngettext("%(number)s marked: %(mark)s.", "%(number)s marked: %(mark)s.", stored)
        if stored:
            messages.success(self.request, text % {"number": stored, "mark": Mark(mark).label})
        self.report = [
            (number, names.get(number, ""), answer.message or _("Stands there already."))
            for answer in answers
            for number in [answer.entry.number]
            if answer.code != Code.STORED
        ]

    def get_context_data(self, **kwargs):
        ticked = set(self.numbers) if not self.report else {number for number, _name, _why in self.report}
        return super().get_context_data(
            training=self.object.training, crumbs=self.crumbs(), roster=self.roster, kinds=KINDS,
            ticked=ticked, message=self.message, report=self.report, sent=self.request.POST, **kwargs,
        )  # fmt: skip
