"""Page bases. A page states its model, permission and template; scoping, paging and refusals are here."""

import uuid
from copy import copy

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView

from pembinaan.forms import SearchForm
from pembinaan.paging import SIZE, page_of
from pembinaan.problems import RuleBroken


class ScopedPage:
    """404 before 403: a row of another office does not exist, a missing permission is said."""

    model = None
    permission = None
    """One permission, or a tuple of which one suffices."""
    title = ""
    object = None

    def dispatch(self, request, *args, **kwargs):
        if "pk" in kwargs:
            self.object = self.get_object()
        if not self.may():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def may(self):
        names = (self.permission,) if isinstance(self.permission, str) else self.permission
        return any(self.request.user.has_perm(name) for name in names)

    def get_queryset(self):
        return self.model.objects.visible_to(self.request.user)

    def get_object(self):
        found = self.get_queryset().filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found

    def get_title(self):
        return self.title or self.object

    def get_context_data(self, **kwargs):
        return super().get_context_data(title=self.get_title(), object=self.object, **kwargs)


class ListPage(ScopedPage, TemplateView):
    """A filtered, searched and paged list. The search is posted; filters and cursors stand in the address."""

    filterset_class = None
    searches = False
    page_size = SIZE
    empty_text = _("Nothing here yet.")

    def post(self, request, *args, **kwargs):
        if not self.searches:
            return self.http_method_not_allowed(request)
        return self.get(request, *args, **kwargs)

    def page_of(self, rows, cursors):
        return page_of(rows, cursors, size=self.page_size)

    def search(self, rows, words):
        """Narrow the rows to the words; called only when there are some."""
        return rows.matching(words)

    def get_context_data(self, **kwargs):
        request, rows = self.request, self.get_queryset()
        filterset = self.filterset_class and self.filterset_class(request.GET, rows, request=request)
        rows = filterset.rows if filterset else rows
        search_form = (
            SearchForm(request.POST if request.method == "POST" else None) if self.searches else None
        )
        words = search_form.cleaned_data["q"].strip() if search_form and search_form.is_valid() else ""
        rows = self.search(rows, words) if words else rows
        page = self.page_of(rows, request.POST if request.method == "POST" else request.GET)
        chips = filterset.chips() if filterset else []
        context = {
            "rows": page.rows,
            "page": page,
            "filter_form": filterset and filterset.form,
            "search_form": search_form,
            "words": words,
            "chips": chips,
            "clear_url": request.path,
            "is_filtered": bool(chips or words),
            "empty_text": self.empty_text,
        }
        return super().get_context_data(**context | kwargs)


class DetailPage(ScopedPage, TemplateView):
    """One row with its parts."""


def as_uuid(text):
    try:
        return uuid.UUID(text or "")
    except ValueError:
        return None


class FormPage(ScopedPage, FormView):
    """A form that ends in one action. Problems found under lock come back beside the fields."""

    submit_label = _("Save")
    success_message = _("Saved.")
    template_name = "base_form.html"
    makes = ()
    """Models of which the form makes a record that could not be made once more."""

    def post(self, request, *args, **kwargs):
        # The same form sent again leads on; it must not complain about the record that it has made itself.
        if self.made_before():
            return HttpResponseRedirect(self.get_success_url())
        return super().post(request, *args, **kwargs)

    def made_before(self):
        key = as_uuid(self.request.POST.get("form_key"))
        rows = [model.objects.visible_to(self.request.user).filter(form_key=key) for model in self.makes]
        return key is not None and any(found.exists() for found in rows)

    def act(self, form):
        """Call the action and return the changed record."""
        raise NotImplementedError

    def form_valid(self, form):
        try:
            self.object = self.act(form) or self.object
        except RuleBroken as refusal:
            for field, errors in refusal.error_dict.items():
                form.add_error(field if field in form.fields else None, errors)
            return self.form_invalid(form)
        if message := self.get_success_message():
            messages.success(self.request, message)
        return HttpResponseRedirect(self.get_success_url())

    def form_invalid(self, form):
        # 422 tells scripts that nothing was saved; people see the same page with what they typed.
        response = super().form_invalid(form)
        response.status_code = 422
        return response

    def get_success_message(self):
        return self.success_message

    def get_success_url(self):
        return self.object.get_absolute_url()

    def get_cancel_url(self):
        return self.get_success_url() if self.object else ".."

    def get_context_data(self, **kwargs):
        extra = {"submit_label": self.submit_label, "cancel_url": self.get_cancel_url()}
        return super().get_context_data(**extra | kwargs)


class ModelFormPage(FormPage):
    def get_form_kwargs(self):
        # A copy: the page around the form keeps showing what is saved, not what is being typed.
        instance = copy(self.object) if isinstance(self.object, self.form_class._meta.model) else None
        return super().get_form_kwargs() | {"user": self.request.user, "instance": instance}


class CreatePage(ModelFormPage):
    """A new record."""


class UpdatePage(ModelFormPage):
    """Change of a record; the form carries the version that it was shown."""

    def form_invalid(self, form):
        if form.has_error(NON_FIELD_ERRORS, "stale"):
            form.show_version(self.get_object().version)
        return super().form_invalid(form)


class ActionPage(FormPage):
    """A step that asks to be confirmed, perhaps with a reason. GET never changes anything."""

    template_name = "base_confirm.html"
    text = ""
    danger = False

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"text": self.text, "danger": self.danger} | kwargs)
