"""Photos and scans of the signed register: handed in, listed, fetched."""

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from pembinaan.uploads import sealed_response
from pembinaan.views import FormPage
from trainings.actions.scans import SEALED_AS, attach_scan, note_scan_viewed
from trainings.documents.register import sheet_code
from trainings.forms.scans import ScanForm
from trainings.models import SheetScan
from trainings.views.session_page import RECORD, SessionPage

READ = (RECORD, "trainings.reopen_session")


class SheetScans(SessionPage, FormPage):
    """Also at a locked sheet: paper is often filed late."""

    permission = READ
    form_class = ScanForm
    template_name = "trainings/scans.html"
    makes = (SheetScan,)
    title = _("Photos of the signed register")
    submit_label = _("Attach")
    success_message = _("The file is attached.")

    def may(self):
        return super().may() and (self.may_attach() or self.request.method in ("GET", "HEAD"))

    def may_attach(self):
        return self.request.user.has_perm(RECORD)

    def act(self, form):
        self.run(attach_scan, **form.cleaned_data)

    def get_success_url(self):
        return reverse("trainings:sheet-scans", args=[self.object.training_id, self.object.pk])

    def get_cancel_url(self):
        return self.address()

    def get_context_data(self, **kwargs):
        session = self.object
        return super().get_context_data(
            crumbs=self.crumbs(),
            training=session.training,
            code=sheet_code(session),
            scans=SheetScan.objects.visible_to(self.request.user).filter(session=session),
            may_attach=self.may_attach(),
            **kwargs,
        )


class SheetScanFile(SessionPage, View):
    """Leaves as a download under a name that names nobody; who took it is recorded."""

    permission = READ

    def get(self, request, *args, **kwargs):
        scans = SheetScan.objects.visible_to(request.user).filter(session=self.object)
        scan = scans.select_related("session").filter(pk=kwargs["scan"]).first()
        if scan is None:
            raise Http404
        ending = scan.name.rpartition(".")[2]
        name = f"daftar-hadir-{sheet_code(self.object)}.{ending}"
        response = sealed_response(scan.file, SEALED_AS, name)
        note_scan_viewed(scan=scan, by=request.user)
        return response
