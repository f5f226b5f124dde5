"""What leaves of a session as a file: its sheet for calculating with, its time for a calendar."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.generic import View

from pembinaan.exports import xlsx_response
from trainings.actions.scans import note_sheet_downloaded
from trainings.documents.calendar import calendar_of
from trainings.documents.register import sheet_code
from trainings.exports import with_sheet_columns, write_sheet
from trainings.views.roster import naming_day
from trainings.views.session_page import SessionPage


class SessionXlsx(SessionPage, View):
    permission = "clients.export_client"

    def get(self, request, *args, **kwargs):
        session, user, day = self.object, request.user, naming_day(self.object)
        people = with_sheet_columns(session.training.enrolments, session).with_names()
        file, size, count = write_sheet(
            session, people, lambda person: str(person.name_for(user, day)), by=user, at=timezone.now()
        )
        note_sheet_downloaded(session=session, rows=count, by=user)
        return xlsx_response(file, size, f"kehadiran-{sheet_code(session)}.xlsx")


class SessionIcs(SessionPage, View):
    permission = "trainings.view_training"

    def get(self, request, *args, **kwargs):
        response = HttpResponse(calendar_of([self.object]), content_type="text/calendar; charset=utf-8")
        name = f"sesi-{sheet_code(self.object)}.ics"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response
