"""Certificates as files: one, or all of a training; each leaving is recorded."""

import tempfile
import zipfile

from django.http import FileResponse, Http404
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.generic import View

from pembinaan import dates
from pembinaan.uploads import read_sealed, sealed_response
from pembinaan.views import ScopedPage
from trainings.actions.certificate_steps import note_certificate_downloaded, note_certificates_downloaded
from trainings.actions.certificates import SEALED_AS
from trainings.certifying import knows
from trainings.choices import HELD_CERTIFICATES
from trainings.documents.certificate import file_name
from trainings.models import Certificate
from trainings.views.certificate_base import READ, OfTrainingCertificates

IN_MEMORY = 16 * 2**20
LEFT_OUT = "Tidak termasuk.txt"


class CertificateFile(ScopedPage, View):
    """That of a restricted client is for the PK and the head alone: to others it does not exist."""

    model = Certificate
    permission = READ

    def get_queryset(self):
        return super().get_queryset().select_related("training__office", "enrolment__client")

    def get_object(self):
        found = super().get_object()
        if not knows(found.enrolment, self.request.user, dates.today(found.training.office)):
            raise Http404
        return found

    def get(self, request, *args, **kwargs):
        response = sealed_response(self.object.file, SEALED_AS, file_name(self.object.number))
        note_certificate_downloaded(certificate=self.object, by=request.user)
        return response


class CertificateZip(OfTrainingCertificates, ScopedPage, View):
    """All that are held and that this user may open; a note in the file counts the others."""

    def get(self, request, *args, **kwargs):
        rows = Certificate.objects.visible_to(request.user).filter(
            training=self.training, state__in=HELD_CERTIFICATES
        )
        rows = list(rows.select_related("enrolment__client").order_by("number"))
        mine = [row for row in rows if knows(row.enrolment, request.user, self.today)]
        if not mine:
            raise Http404
        file, packed = zipped(mine, [row.number for row in rows if row not in mine])
        note_certificates_downloaded(training=self.training, rows=packed, by=request.user)
        day = self.today.isoformat()
        return FileResponse(
            file, as_attachment=True, filename=f"sertifikat-{day}.zip", content_type="application/zip"
        )


def zipped(certificates, left_out):
    """The archive, and how many certificates are in it: one that is lost keeps no other back."""
    lost = []
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the response closes it
    # The pages are packed already.
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for certificate in certificates:
            try:
                archive.writestr(file_name(certificate.number), read_sealed(certificate.file, SEALED_AS))
            except (FileNotFoundError, ValueError):
                lost.append(certificate.number)
        if left_out or lost:
            archive.writestr(LEFT_OUT, left_out_text(left_out, lost))
    file.seek(0)
    return file, len(certificates) - len(lost)


def left_out_text(closed, lost=()):
    with translation.override("id"):
        heads = (
            _("Not in this file, because only the PK and the head may open them:"),
            _("Not in this file, because it was not found:"),
        )
    parts = zip(heads, (closed, lost), strict=True)
    return "".join("\n".join([head, *numbers, ""]) for head, numbers in parts if numbers)
