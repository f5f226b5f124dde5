"""What an import will do or has done, row by row."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from clients.actions.imports import note_rejects_download, take_file_value
from clients.forms.imports import TakeForm
from clients.importing.rejected import rejects_workbook
from clients.importing.showing import samples_of, shown_rows
from clients.models import Client, ImportRow
from clients.views.imports import ImportPart
from pembinaan.paging import page_of
from pembinaan.views import DetailPage, FormPage

PROBLEMS = "problems"
SHOWN = {
    PROBLEMS: ["rejected", "warned"],
    "rejected": ["rejected"],
    "warned": ["warned"],
    "updated": ["updated"],
    "kept": ["kept"],
    "missing": ["missing"],
    "left": ["left"],
}
STEPS = {"uploaded": 2, "checked": 3, "done": 5}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def views_of(batch, chosen):
    """The lists that hold something, with their numbers: (key, label, count, whether it is shown)."""
    counts = batch.counts
    problems = counts.get("errors", 0) + counts.get("warnings", 0)
    lists = [
        (PROBLEMS, _("Problems"), problems),
        ("rejected", _("Errors"), counts.get("errors", 0)),
        ("warned", _("Warnings"), counts.get("warnings", 0)),
        ("updated", _("Changes"), counts.get("updated", 0)),
        ("kept", _("Not overwritten"), counts.get("kept", 0)),
        ("missing", _("Not in the file"), counts.get("missing", 0)),
        ("left", _("Not undone"), counts.get("left", 0)),
    ]
    return [(key, label, number, key == chosen) for key, label, number in lists if number]


class Preview(ImportPart, DetailPage):
    """Every state of a batch: under way, to be agreed to, saved, undone, failed."""

    template_name = "clients/import.html"

    def get(self, request, *args, **kwargs):
        if self.object.status == "uploaded":
            return HttpResponseRedirect("columns/")
        return super().get(request, *args, **kwargs)

    def get_title(self):
        return _("Check before saving") if self.object.status == "checked" else self.object.file_name

    def get_context_data(self, **kwargs):
        batch, user = self.object, self.request.user
        context = {"batch": batch, "step": STEPS.get(batch.status)}
        if not batch.is_under_way:
            context |= self._rows(batch, user)
        return super().get_context_data(**context | kwargs)

    def _rows(self, batch, user):
        filled = [key for key, _label, _number, _current in views_of(batch, None)]
        chosen = self.request.GET.get("show")
        chosen = chosen if chosen in SHOWN else next(iter(filled), PROBLEMS)
        rows = ImportRow.objects.visible_to(user).filter(batch=batch)
        page = page_of(rows.filter(outcome__in=SHOWN[chosen]), self.request.GET)
        is_first = not page.before and batch.status == "checked"
        samples = rows.filter(outcome="created")[:5] if is_first else []
        return {
            "show": chosen,
            "views": views_of(batch, chosen),
            "page": page,
            "rows": shown_rows(page.rows, user),
            "samples": list(samples_of(samples)),
        }


class Rejects(ImportPart, DetailPage):
    """The rows kept aside, as a workbook to be corrected; opening them is recorded."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        rows = ImportRow.objects.visible_to(request.user).filter(batch=self.object, outcome="rejected")
        content, number = rejects_workbook(rows)
        note_rejects_download(batch=self.object, rows=number, by=request.user)
        name = f"baris-disisihkan-{self.object.created_at:%Y-%m-%d}.xlsx"
        response = HttpResponse(content, content_type=XLSX)
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response


class TakeFileValue(ImportPart, FormPage):
    """Decide one difference for the file."""

    http_method_names = ["post"]
    form_class = TakeForm
    success_message = ""

    def act(self, form):
        user = self.request.user
        rows = ImportRow.objects.visible_to(user).filter(batch=self.object, outcome="kept")
        row = rows.filter(client__in=Client.objects.visible_to(user), pk=self.kwargs["row"]).first()
        if row is None:
            raise Http404
        take_file_value(row=row, field=form.cleaned_data["field"], by=user)

    def form_invalid(self, form):
        for errors in form.errors.values():
            messages.error(self.request, " ".join(errors))
        return HttpResponseRedirect(self.get_success_url())

    def get_success_url(self):
        return f"{self.object.get_absolute_url()}?show=kept"
