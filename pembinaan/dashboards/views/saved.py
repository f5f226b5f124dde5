from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pembinaan.dashboards.actions.saved_views import remove_view, save_view
from pembinaan.dashboards.forms.board import BoardForm
from pembinaan.dashboards.forms.months import SaveViewForm
from pembinaan.dashboards.models import SavedView
from pembinaan.forms import Form
from pembinaan.views import ActionPage, FormPage

FILTERS = ("period", "office", "programme", "partner", "bars")


class OfSavedViews:
    permission = "dashboards.view_board"
    model = SavedView

    def get_success_url(self):
        return reverse("dashboards:views")

    def get_cancel_url(self):
        return f"{reverse('dashboards:board')}?{self.query()}"

    def query(self):
        """The filters of the board that led here, and nothing else from the address."""
        given = {name: self.request.GET[name] for name in FILTERS if self.request.GET.get(name)}
        return urlencode(given)[: SavedView._meta.get_field("query").max_length]

    def get_context_data(self, **kwargs):
        return super().get_context_data(crumbs=[(_("Board"), reverse("dashboards:board"))], **kwargs)


class SavedViewsPage(OfSavedViews, FormPage):
    """Views to open, and the filters of the board that led here, to be saved under a name."""

    template_name = "dashboards/saved_views.html"
    form_class = SaveViewForm
    title = gettext_lazy("Saved views")
    submit_label = gettext_lazy("Save this view")
    success_message = gettext_lazy("The view is saved.")
    makes = (SavedView,)

    def act(self, form):
        save_view(query=self.query(), by=self.request.user, **form.cleaned_data)

    def get_context_data(self, **kwargs):
        board = BoardForm(self.request.GET, user=self.request.user)
        rows = self.get_queryset().select_related("owner").order_by("name", "pk")
        return super().get_context_data(
            rows=rows, chosen=[value for value in board.chosen().values() if value], **kwargs
        )


class RemoveView(OfSavedViews, ActionPage):
    """One's own only: what a colleague shares is not there to be removed."""

    form_class = Form
    title = gettext_lazy("Remove the saved view")
    submit_label = gettext_lazy("Remove")
    success_message = gettext_lazy("The view is removed.")
    danger = True

    def get_object(self):
        found = super().get_object()
        if found.owner_id != self.request.user.pk:
            raise Http404
        return found

    def act(self, form):
        remove_view(view=self.object, by=self.request.user)
