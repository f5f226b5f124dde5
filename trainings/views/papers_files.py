"""A paper as a file: a draft drawn from the data of today, a final one as it was kept."""

from django.http import HttpResponse
from django.views.generic import View

from pembinaan.uploads import sealed_response
from trainings.actions.papers import SEALED_AS, note_paper_downloaded
from trainings.choices import PaperState
from trainings.documents.papers.composing import compose, file_name
from trainings.views.papers_page import OfPaper

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


class PaperFile(OfPaper, View):
    """Leaves as a download under a name that names nobody; who took it is recorded."""

    ending = ""

    def get(self, request, *args, **kwargs):
        response = self.response()
        note_paper_downloaded(paper=self.object, ending=self.ending, by=request.user)
        return response

    def response(self):
        return self.attached(getattr(compose(self.object), self.ending)())

    def attached(self, content):
        response = HttpResponse(content, content_type=TYPES[self.ending])
        name = file_name(self.object, self.ending)
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        response["X-Content-Type-Options"] = "nosniff"
        return response


class PaperPdf(PaperFile):
    ending = "pdf"

    def response(self):
        if self.object.state == PaperState.FROZEN:
            return sealed_response(self.object.file, SEALED_AS, file_name(self.object, self.ending))
        return super().response()


class PaperDocx(PaperFile):
    ending = "docx"
