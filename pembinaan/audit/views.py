"""The trail of one record, reached from the pages of any app, and the trail of the offices below one."""

from django.http import Http404
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from pembinaan.audit.filters import AuditFilter
from pembinaan.audit.models import AuditEntry
from pembinaan.audit.privacy import is_about_people, may_read
from pembinaan.audit.sentences import model_of, sentences_of
from pembinaan.paging import page_of
from pembinaan.views import ListPage


class TrailPage(ListPage):
    model = AuditEntry
    permission = "audit.view_auditentry"
    filterset_class = AuditFilter
    template_name = "audit/list.html"
    title = _("Audit trail")
    empty_text = _("Nothing has been recorded yet.")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        user = self.request.user
        return context | {"rows": sentences_of(context["rows"], user, lambda entry: may_read(entry, user))}


class HistoryPage(TemplateView):
    """Whoever may see the record may see what was done with it; anything else does not exist."""

    template_name = "audit/history.html"

    def dispatch(self, request, *args, **kwargs):
        self.target = visible_record(kwargs["kind"], kwargs["pk"], request.user)
        return super().dispatch(request, *args, **kwargs)

    def get_template_names(self):
        is_fragment = self.request.htmx and not self.request.htmx.boosted
        return ["audit/history.html#entries" if is_fragment else "audit/history.html"]

    def get_context_data(self, **kwargs):
        user, kind = self.request.user, self.target._meta.label_lower
        entries = AuditEntry.objects.about(self.target)
        page = page_of(entries, self.request.GET)
        is_open = not is_about_people(kind) or user.sees_people
        rows = sentences_of(page.rows, user, lambda entry: is_open)
        number(rows, entries)
        return super().get_context_data(
            page=page,
            rows=rows,
            kind_name=self.target._meta.verbose_name,
            name="" if is_about_people(kind) else str(self.target),
            back=address_of(self.target),
            **kwargs,
        )


def visible_record(kind, pk, user):
    model = model_of(kind)
    if model is None or not hasattr(model._default_manager, "visible_to"):
        raise Http404
    if not user.has_perm(f"{model._meta.app_label}.view_{model._meta.model_name}"):
        raise Http404
    found = model._default_manager.visible_to(user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def number(rows, entries):
    """Number newest first: the oldest entry of the record is 1 on every page."""
    if rows:
        newest = rows[0].entry
        first = entries.not_after(newest).count()
        for offset, row in enumerate(rows):
            row.number = first - offset


def address_of(record):
    return record.get_absolute_url() if hasattr(record, "get_absolute_url") else ""
