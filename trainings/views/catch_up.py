"""A catch-up session for those who missed one."""

from uuid import UUID

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from pembinaan.views import FormPage
from trainings.actions.catch_up import add_catch_up
from trainings.catching_up import names_people, who_missed
from trainings.forms.catch_up import CatchUpForm
from trainings.models import Session
from trainings.rules.catch_up import catch_up_problems
from trainings.views.roster import naming_day
from trainings.views.session_page import SessionPage


class CatchUpPage(SessionPage, FormPage):
    """The form names people: it stays within the Bapas, as the sheet does."""

    permission = "trainings.change_training"
    form_class = CatchUpForm
    template_name = "trainings/catch_up.html"
    title = _("Catch-up session")
    submit_label = _("Add the catch-up session")
    success_message = _("The catch-up session is added.")
    makes = (Session,)

    @cached_property
    def people(self):
        day = naming_day(self.object)
        rows = list(who_missed(self.object))
        for row in rows:
            row.training = self.object.training
        return [(row, row.name_for(self.request.user, day)) for row in rows]

    def get_form_kwargs(self):
        known = {"missed": self.object, "people": self.people, "user": self.request.user}
        return super().get_form_kwargs() | known

    def act(self, form):
        add_catch_up(
            missed=self.object,
            people=[UUID(key) for key in form.cleaned_data["people"]],
            values=form.values,
            form_key=form.cleaned_data["form_key"],
            by=self.request.user,
        )

    def get_success_url(self):
        return self.object.training.get_absolute_url()

    def get_cancel_url(self):
        return self.object.get_absolute_url()

    def get_context_data(self, **kwargs):
        problems = catch_up_problems(self.object, names_people=names_people(self.object))
        return super().get_context_data(
            training=self.object.training,
            crumbs=self.crumbs(),
            people=self.people,
            lock=problems[0] if problems else None,
            **kwargs,
        )
