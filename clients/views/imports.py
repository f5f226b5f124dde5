"""Imports from the file to the agreement; import_results.py shows what came of them."""

import uuid

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients import jobs
from clients.actions.imports import (
    ask_to_save,
    ask_to_undo,
    discard_batch,
    set_mapping,
    upload_workbook,
)
from clients.forms.imports import MappingForm, UploadForm
from clients.importing.files import layouts_of
from clients.models import ImportBatch
from clients.workbook.refusal import WorkbookRefused
from pembinaan.forms import Form
from pembinaan.problems import Problem, RuleBroken
from pembinaan.views import ActionPage, FormPage, ListPage


class ImportPart:
    model = ImportBatch
    permission = "clients.import_client"

    def get_queryset(self):
        return super().get_queryset().select_related("office")

    def crumbs(self):
        return [(_("Import"), reverse("clients:import-list"))]

    def get_context_data(self, **kwargs):
        return super().get_context_data(crumbs=self.crumbs(), **kwargs)


class ImportList(ListPage):
    model = ImportBatch
    permission = "clients.import_client"
    title = gettext_lazy("Import clients")
    template_name = "clients/import_list.html"
    empty_text = gettext_lazy("No workbook was brought in so far.")

    def get_queryset(self):
        return super().get_queryset().select_related("made_by")

    def get_context_data(self, **kwargs):
        form = UploadForm(initial={"form_key": uuid.uuid4()})
        return super().get_context_data(form=form, upload_url=reverse("clients:import"), **kwargs)


class Upload(ImportPart, FormPage):
    title = gettext_lazy("Import clients")
    form_class = UploadForm
    submit_label = gettext_lazy("Upload")
    success_message = ""

    def may(self):
        return super().may() and self.request.user.sees_people

    def act(self, form):
        file, user = form.cleaned_data["file"], self.request.user
        key = form.cleaned_data["form_key"]
        try:
            batch = upload_workbook(office=user.office, file=file, name=file.name, form_key=key, by=user)
        except WorkbookRefused as refusal:
            raise RuleBroken([Problem(refusal.code, refusal.message, "file")]) from refusal
        self._tell_saved_before(batch)
        return batch

    def _tell_saved_before(self, batch):
        same = ImportBatch.objects.visible_to(self.request.user).filter(digest=batch.digest, status="done")
        if same.exists():
            messages.warning(self.request, _("This very file was saved before. You may go on all the same."))

    def get_success_url(self):
        if self.object.is_under_way:
            return self.object.get_absolute_url()
        return reverse("clients:import-mapping", args=[self.object.pk])

    def get_cancel_url(self):
        return reverse("clients:import-list")


class Mapping(ImportPart, FormPage):
    """Which column is which field, as found and as corrected."""

    title = gettext_lazy("Match the columns")
    template_name = "clients/import_mapping.html"
    form_class = MappingForm
    submit_label = gettext_lazy("Check the rows")
    success_message = ""

    def get(self, request, *args, **kwargs):
        batch = self.object
        if batch.is_under_way or batch.is_saved or not batch.layouts:
            return HttpResponseRedirect(batch.get_absolute_url())
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self):
        layouts = layouts_of(self.object, with_samples=True)
        return super().get_form_kwargs() | {"layouts": layouts}

    def act(self, form):
        batch = set_mapping(batch=self.object, layouts=form.chosen, by=self.request.user)
        jobs.run_if_small(batch)
        return batch

    def get_cancel_url(self):
        return reverse("clients:import-list")


class ImportStep(ImportPart, ActionPage):
    form_class = Form
    success_message = ""

    def act(self, form):
        batch = self.change(batch=self.object, by=self.request.user)
        jobs.run_if_small(batch)
        return batch

    def get_title(self):
        return self.title


class Save(ImportStep):
    title = gettext_lazy("Save the good rows?")
    text = gettext_lazy("Rows with errors are kept aside. The import can be undone later.")
    change = staticmethod(ask_to_save)


class Undo(ImportStep):
    title = gettext_lazy("Undo this import?")
    text = gettext_lazy(
        "Clients that it made are removed and values that it changed are restored, "
        "except where somebody has worked with them since."
    )
    submit_label = gettext_lazy("Undo the import")
    danger = True
    change = staticmethod(ask_to_undo)


class Discard(ImportStep):
    title = gettext_lazy("Cancel this import?")
    text = gettext_lazy("The file is deleted. The register stays as it is.")
    submit_label = gettext_lazy("Cancel the import")
    success_message = gettext_lazy("The import was cancelled.")
    danger = True

    def act(self, form):
        discard_batch(batch=self.object, by=self.request.user)

    def get_success_url(self):
        return reverse_lazy("clients:import-list")

    def get_cancel_url(self):
        return self.object.get_absolute_url()
