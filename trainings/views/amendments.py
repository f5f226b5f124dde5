"""Corrections beside a final sheet."""

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from trainings.actions.amendments import amend_mark
from trainings.forms.locks import AmendForm
from trainings.models import Amendment
from trainings.rules.attendance import is_final
from trainings.sheet import Said
from trainings.views.reopening import REOPEN
from trainings.views.roster import Roster, naming_day, text_of
from trainings.views.session_steps import SessionStep


def amended(session, user):
    """What was amended on a sheet, newest first, in words."""
    rows = Amendment.objects.visible_to(user).filter(session=session).order_by("-at", "-pk")
    facts = rows.select_related("enrolment__client", "reason")
    return [Amended(row, user, naming_day(session)) for row in facts]


class Amended:
    def __init__(self, amendment, user, day):
        self.amendment = amendment
        self.number = amendment.enrolment.number
        self.name = amendment.enrolment.name_for(user, day)
        reasons = {amendment.reason_id: amendment.reason} if amendment.reason_id else {}
        self.was = text_of(Said(**amendment.was), reasons)
        said = Said(amendment.mark, amendment.minutes_late, amendment.minutes_early, amendment.reason_id)
        self.now = text_of(said, reasons)


class AmendPage(SessionStep):
    permission = REOPEN
    template_name = "trainings/amend.html"
    form_class = AmendForm
    title = _("Amend the sheet")
    text = _("The sheet is final. The signed figures stay; the amendment stands beside them.")
    submit_label = _("Save the amendment")
    success_message = _("The amendment is saved.")

    @cached_property
    def roster(self):
        return Roster(self.object, self.request.user)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"people": self.roster.people}

    def act(self, form):
        values = form.cleaned_data
        amend_mark(
            session=self.object,
            number=values["number"],
            said=form.said(),
            note=values["note"],
            form_key=values["form_key"],
            by=self.request.user,
        )
        return self.object

    def get_context_data(self, **kwargs):
        user = self.request.user
        return super().get_context_data(
            **{"amended": amended(self.object, user), "is_final": self.final()} | kwargs
        )

    def final(self):
        self.roster  # noqa: B018 - it knows the first entry, from which the lock is counted
        return is_final(self.object, timezone.now())

    def get_success_url(self):
        return self.request.path
