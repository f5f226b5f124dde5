"""The register on paper: for signing, for a notice board, or as it was filled in."""

from django.http import HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.generic import View

from pembinaan.accounts.signing import head_of
from trainings.actions.scans import note_register_printed
from trainings.documents.filled_register import filled_register_pdf
from trainings.documents.register import register_pdf, sheet_code
from trainings.rules.attendance import is_expected
from trainings.sheet import COLUMNS, row_of
from trainings.views.roster import naming_day
from trainings.views.session_page import RECORD, SessionPage


class OnPaper(SessionPage, View):
    permission = "trainings.view_training"

    def instructors(self):
        return [taught.instructor.name for taught in self.object.teaching.select_related("instructor")]

    def officer(self):
        user = self.request.user
        return user.get_full_name() if user.has_perm(RECORD) else ""

    def answer(self, content, name):
        response = HttpResponse(content, content_type="application/pdf")
        response["Content-Disposition"] = f'inline; filename="{name}-{sheet_code(self.object)}.pdf"'
        response["X-Content-Type-Options"] = "nosniff"
        return response


class RegisterPdf(OnPaper):
    """For signing or, with `?public=1`, for a notice board."""

    def get(self, request, *args, **kwargs):
        session, public = self.object, request.GET.get("public") == "1"
        people = people_of(session, request.user, public)
        content = register_pdf(
            session,
            [(row.number, name) for row, name in people],
            instructors=[] if public else self.instructors(),
            officer=self.officer(),
            public=public,
        )
        note_register_printed(session=session, kind="public" if public else "signatures", by=request.user)
        return self.answer(content, "daftar-peserta" if public else "daftar-hadir")


class FilledRegisterPdf(OnPaper):
    """For the files of the office: who came, with the minutes."""

    def get(self, request, *args, **kwargs):
        session = self.object
        content = filled_register_pdf(
            session,
            people_of(session, request.user),
            head_of(session.training.office, session.day),
            instructors=self.instructors(),
            officer=self.officer(),
        )
        note_register_printed(session=session, kind="filled", by=request.user)
        return self.answer(content, "daftar-hadir-terisi")


def people_of(session, user, public=False):
    """Row and name of everybody who is expected, in words for paper."""
    day = naming_day(session)
    enrolments = session.training.enrolments.with_marks_of(session).with_names()
    with translation.override("id"):
        rows = [(row_of(getattr(enrolment, name) for name in COLUMNS), enrolment) for enrolment in enrolments]
        return [
            (row, name_on_paper(enrolment, user, day, public))
            for row, enrolment in rows
            if is_expected(row, session.day)
        ]


def name_on_paper(enrolment, user, day, public):
    """A notice board is read by everybody: there a restricted name is withheld whoever prints it."""
    if public and enrolment.client and enrolment.client.is_restricted_on(day):
        return _("Restricted participant")
    return str(enrolment.name_for(user, day))
