"""The letter of a step that was taken."""

from django.http import Http404, HttpResponse
from django.views.generic import View

from pembinaan import dates
from pembinaan.views import ScopedPage
from trainings.absences import letters_sent, missed_until
from trainings.actions.ladder import note_letter_printed
from trainings.documents.letter import letter_pdf
from trainings.models import LadderStep
from trainings.views.absence_list import may_read
from trainings.views.session_page import RECORD


class LetterPdf(ScopedPage, View):
    """A protected person's letter is for those who may know the name."""

    model = LadderStep
    permission = (RECORD, "trainings.reopen_session")

    def get_queryset(self):
        return letters_sent(self.request.user)

    def get(self, request, *args, **kwargs):
        step, user = self.object, request.user
        if not may_read(step.enrolment, user, dates.today(user.office)):
            raise Http404
        content = letter_pdf(step, missed_until(step))
        note_letter_printed(step=step, by=user)
        response = HttpResponse(content, content_type="application/pdf")
        response["Content-Disposition"] = f'inline; filename="surat-{step.pk}.pdf"'
        return response
