from django.http import Http404
from django.utils.translation import gettext_lazy as _

from pembinaan.views import ActionPage, CreatePage, UpdatePage
from trainings.actions.sessions import add_session, change_session, remove_session
from trainings.forms.sessions import RemoveSessionForm, SessionForm
from trainings.models import Session
from trainings.views.planning import OfTraining


class Saving:
    """Adds or changes a session; a holiday and the like need a reason."""

    form_class = SessionForm
    template_name = "trainings/form.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"training": self.object}


class OfSession(OfTraining):
    """The address names the training and one of its sessions; both must be visible."""

    permission = "trainings.change_training"

    def get_object(self):
        training = super().get_object()
        sessions = Session.objects.visible_to(self.request.user)
        self.session = sessions.filter(training=training, pk=self.kwargs["session"]).first()
        if self.session is None:
            raise Http404
        self.session.training = training
        return training


class AddSession(Saving, OfTraining, CreatePage):
    permission = "trainings.change_training"
    title = _("Add a session")
    success_message = _("The session is added.")

    def act(self, form):
        add_session(
            training=self.object,
            values=form.values,
            form_key=form.cleaned_data["form_key"],
            by=self.request.user,
        )


class ChangeSession(Saving, OfSession, UpdatePage):
    def get_title(self):
        return self.session.label

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": self.session}

    def act(self, form):
        change_session(
            session=self.session,
            values=form.values,
            version=form.cleaned_data["version"],
            by=self.request.user,
            move_later=form.cleaned_data["move_later"],
        )


class RemoveSession(OfSession, ActionPage):
    form_class = RemoveSessionForm
    danger = True
    text = _(
        "The session disappears from the timetable. A session that did not happen is cancelled on its"
        " attendance page instead, so that the reason is kept."
    )
    submit_label = _("Remove")
    success_message = _("The session is removed.")

    def get_title(self):
        return _("Remove %(session)s") % {"session": self.session.label.lower()}

    def get_initial(self):
        return {"version": self.session.version}

    def act(self, form):
        remove_session(session=self.session, version=form.cleaned_data["version"], by=self.request.user)
