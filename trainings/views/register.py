"""The register on paper."""

from django.http import HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.generic import View

from trainings.actions.scans import note_register_printed
from trainings.documents.register import register_pdf, sheet_code
from trainings.rules.attendance import is_expected
from trainings.sheet import COLUMNS, row_of
from trainings.views.roster import naming_day
from trainings.views.session_page import RECORD, SessionPage


class RegisterPdf(SessionPage, View):
    """For signing or, with `?public=1`, for a notice board."""

    permission = "trainings.view_training"

    def get(self, request, *args, **kwargs):
        session, public = self.object, request.GET.get("public") == "1"
        teaching = session.teaching.select_related("instructor")
        content = register_pdf(
            session,
            people_of(session, request.user, public),
            instructors=[] if public else [taught.instructor.name for taught in teaching],
            officer=request.user.get_full_name() if request.user.has_perm(RECORD) else "",
            public=public,
        )
        note_register_printed(session=session, public=public, by=request.user)
        name = "daftar-peserta" if public else "daftar-hadir"
        response = HttpResponse(content, content_type="application/pdf")
        response["Content-Disposition"] = f'inline; filename="{name}-{sheet_code(session)}.pdf"'
        response["X-Content-Type-Options"] = "nosniff"
        return response


def people_of(session, user, public=False):
    """Number and name of everybody who is expected, in words for paper."""
    day = naming_day(session)
    enrolments = session.training.enrolments.with_marks_of(session).with_names()
    with translation.override("id"):
        return [
            (enrolment.number, name_on_paper(enrolment, user, day, public))
            for enrolment in enrolments
            if is_expected(row_of(getattr(enrolment, name) for name in COLUMNS), session.day)
        ]


def name_on_paper(enrolment, user, day, public):
    """A notice board is read by everybody: there a restricted name is withheld whoever prints it."""
    if public and enrolment.client and enrolment.client.is_restricted_on(day):
        return _("Restricted participant")
    return str(enrolment.name_for(user, day))
