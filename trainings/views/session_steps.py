"""Steps of a whole sheet: it did not happen, it happens after all, it is opened again."""

from django.utils.translation import gettext_lazy as _

from pembinaan.forms import Form
from pembinaan.views import ActionPage
from trainings.actions.attendance_sheet import cancel_session, reopen_session, restore_session
from trainings.forms.attendance import CancelSessionForm, ReopenSessionForm
from trainings.views.session_page import SessionPage


class SessionStep(SessionPage, ActionPage):
    def get_context_data(self, **kwargs):
        return super().get_context_data(crumbs=self.crumbs(), facts=[self.object.when], **kwargs)


class CancelSessionPage(SessionStep):
    form_class = CancelSessionForm
    title = _("The session did not happen")
    text = _("Nobody is counted as absent, and the session leaves the attendance rate.")
    submit_label = _("Cancel the session")
    success_message = _("The session is cancelled.")
    danger = True

    def act(self, form):
        return self.run(cancel_session, **form.cleaned_data)


class RestoreSessionPage(SessionStep):
    form_class = Form
    title = _("The session takes place after all")
    text = _("The sheet opens again and the reason for the cancellation is removed.")
    submit_label = _("Take the cancellation back")
    success_message = _("The session is no longer cancelled.")

    def act(self, form):
        return self.run(restore_session)


class ReopenSessionPage(SessionStep):
    permission = "trainings.reopen_session"
    form_class = ReopenSessionForm
    title = _("Open the sheet again")
    text = _("Attendance can then be corrected until the end of the third day. The reason stays recorded.")
    submit_label = _("Open the sheet")
    success_message = _("The sheet is open again.")

    def act(self, form):
        return self.run(reopen_session, note=form.cleaned_data["note"])
