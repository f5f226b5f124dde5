"""The rooms of an office."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pembinaan.views import CreatePage, ListPage, UpdatePage
from trainings.actions.venues import FIELDS, add_venue, change_venue
from trainings.forms.venues import VenueForm
from trainings.models import Venue


class VenueList(ListPage):
    model = Venue
    permission = "trainings.view_training"
    template_name = "trainings/venue_list.html"
    title = _("Rooms")
    empty_text = _("A room that stands here is never given to two sessions at once.")

    def may(self):
        return super().may() and self.request.user.office.is_local

    def get_queryset(self):
        rows = super().get_queryset().select_related("region", "partner", "service_post")
        return rows.order_by("-is_active", "name", "pk")

    def get_context_data(self, **kwargs):
        return super().get_context_data(crumbs=[(_("Trainings"), reverse("trainings:list"))], **kwargs)


class KeepVenue:
    model = Venue
    permission = "trainings.change_training"
    form_class = VenueForm

    def values(self, form):
        return {name: form.cleaned_data[name] for name in FIELDS}

    def get_success_url(self):
        return reverse("trainings:venue-list")

    def get_cancel_url(self):
        return self.get_success_url()

    def get_context_data(self, **kwargs):
        crumbs = [(_("Trainings"), reverse("trainings:list")), (_("Rooms"), reverse("trainings:venue-list"))]
        return super().get_context_data(crumbs=crumbs, **kwargs)


class AddVenue(KeepVenue, CreatePage):
    title = _("Add a room")
    success_message = _("The room is added.")
    makes = (Venue,)

    def act(self, form):
        return add_venue(self.values(form), form_key=form.cleaned_data["form_key"], by=self.request.user)


class ChangeVenue(KeepVenue, UpdatePage):
    def act(self, form):
        version = form.cleaned_data["version"]
        return change_venue(self.object, self.values(form), version=version, by=self.request.user)
