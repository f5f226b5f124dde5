"""Files of lists: small ones at once, large ones made by the job process and fetched from one's own page."""

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from pembinaan.accounts.actions import ask_for_export, note_export
from pembinaan.accounts.export_jobs import SEALED_AS
from pembinaan.accounts.exporting import KINDS
from pembinaan.accounts.models import ExportJob
from pembinaan.exports import sent
from pembinaan.forms import KeyedForm
from pembinaan.uploads import sealed_response
from pembinaan.views import ActionPage, ListPage, ScopedPage


class ExportPage(ScopedPage, View):
    """A list as a file, made of the person and the query alone."""

    kind = ""
    model = ExportJob

    def may(self):
        return self.request.user.has_perm(KINDS[self.kind].permission)

    def get_query(self):
        return self.request.GET

    def get(self, request, *args, **kwargs):
        query = self.get_query()
        prepared = KINDS[self.kind].prepare(request.user, query)
        if prepared.is_large:
            return HttpResponseRedirect(f"{reverse('download-create', args=[self.kind])}?{query.urlencode()}")
        file, rows = prepared.write(timezone.now())
        note_export(file=prepared.name, filters=prepared.filters, rows=rows, by=request.user)
        return sent(file, prepared.name)


class AskForExport(ActionPage):
    """Says that the file will be made in the background, and leaves it to the job process."""

    model = ExportJob
    form_class = KeyedForm
    template_name = "accounts/download_create.html"
    submit_label = gettext_lazy("Make the file")
    success_message = gettext_lazy("The file is being made. It will be here when it is ready.")

    def dispatch(self, request, *args, **kwargs):
        self.kind = KINDS.get(kwargs["kind"])
        if self.kind is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def may(self):
        return self.request.user.has_perm(self.kind.permission)

    def get_title(self):
        return _("File: %(name)s") % {"name": self.kind.title}

    def act(self, form):
        key, query = form.cleaned_data["form_key"], self.request.GET.urlencode()
        return ask_for_export(kind=self.kwargs["kind"], query=query, form_key=key, by=self.request.user)

    def get_success_url(self):
        return reverse("downloads")

    def get_cancel_url(self):
        return reverse("downloads")

    def get_context_data(self, **kwargs):
        prepared = self.kind.prepare(self.request.user, self.request.GET)
        return super().get_context_data(prepared=prepared, **kwargs)


class DownloadsPage(ListPage):
    """One's own files: waiting, being made, ready for a day, failed or gone."""

    model = ExportJob
    title = gettext_lazy("Downloads")
    template_name = "accounts/downloads.html"
    empty_text = gettext_lazy(
        "A file with many rows is made in the background and then waits here for a day."
    )

    def may(self):
        return True

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        now = timezone.now()
        for job in context["rows"]:
            job.title = KINDS[job.kind].title if job.kind in KINDS else job.kind
            job.is_open = job.status == ExportJob.Status.READY and job.expires_at > now
            job.is_gone = job.status == ExportJob.Status.READY and not job.is_open
        return context | {"under_way": any(job.is_under_way for job in context["rows"])}


class DownloadFile(ScopedPage, View):
    """Own ready files, while the person may still have them; every download leaves an entry."""

    model = ExportJob

    def may(self):
        kind = KINDS.get(self.object.kind)
        return kind is not None and self.request.user.has_perm(kind.permission)

    def get(self, request, *args, **kwargs):
        job = self.object
        if job.status != ExportJob.Status.READY or job.expires_at <= timezone.now():
            return render(request, "accounts/download_gone.html", status=410)
        response = sealed_response(job.sealed_file, SEALED_AS, job.file_name)
        note_export(file=job.file_name, filters=job.filters, rows=job.rows, by=request.user)
        return response
