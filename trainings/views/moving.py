"""Moving a session, cancelling several, and what was changed in a timetable so far."""

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpResponseRedirect
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView

from pembinaan.paging import page_of
from pembinaan.views import FormPage, ScopedPage, as_uuid
from trainings.actions.moving import move_session
from trainings.actions.sessions import last_day_of
from trainings.actions.sessions_status import cancel_sessions, restore_sessions
from trainings.clashing import accepted_in, clashes_of
from trainings.forms.moving import MoveSessionForm, SeveralForm
from trainings.models import Session, SessionChange
from trainings.moving import plan_of
from trainings.rules.clashes import Weight
from trainings.views.planning import OfTraining
from trainings.views.sessions import OfSession

CHANGE = "trainings.change_training"


class Preview:
    """The timetable as it would be, and what stands against it."""

    def __init__(self, training, plan):
        self.plan, self.fingerprint = plan, plan.fingerprint
        only = {row.pk for row in plan.sessions}
        found = clashes_of(training, only, last_day_of(training), moved=plan.sessions)
        accepted = accepted_in(training)
        self.blocking = [clash for clash in found if clash.weight == Weight.BLOCK]
        self.waiting = [
            clash for clash in found if clash.weight == Weight.REASON and clash.fingerprint not in accepted
        ]
        self.told = [clash for clash in found if clash.weight == Weight.INFORM]


class MoveSession(OfSession, FormPage):
    """The preview first; what is saved is what it showed."""

    form_class = MoveSessionForm
    template_name = "trainings/session_move.html"
    submit_label = _("Show the preview")
    preview = None

    def get_title(self):
        return _("Move %(session)s") % {"session": str(self.session.label).lower()}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"session": self.session, "user": self.request.user}

    def form_valid(self, form):
        if self.request.POST.get("do") == "save":
            return super().form_valid(form)
        return self.render_to_response(self.get_context_data(form=form, preview=self.preview_of(form)))

    def form_invalid(self, form):
        if form.has_error(NON_FIELD_ERRORS, "stale"):
            # After a refusal that told what has changed, sending once more is meant.
            form.data = form.data.copy()
            form.data["version"] = self.session.version
        if "venue" in form.cleaned_data and not form.has_error("override_reason"):
            self.preview = self.preview_of(form)
        return super().form_invalid(form)

    def preview_of(self, form):
        needed = {"day", "starts", "ends", "venue", "place", "follow"}
        if not needed <= form.cleaned_data.keys():
            return None
        plan = plan_of(self.object, self.session, form.cleaned_data)
        for problem in plan.problems if not form.errors else ():
            form.add_error(problem.field, problem.message)
        return None if plan.problems else Preview(self.object, plan)

    def act(self, form):
        self.plan = move_session(
            session=self.session,
            values=form.values,
            version=form.cleaned_data["version"],
            seen=self.request.POST.get("seen", ""),
            by=self.request.user,
        )

    def get_success_message(self):
        number = len(self.plan.moved)
        return ngettext("%(number)s session is moved.", "%(number)s sessions are moved.", number) % {
            "number": number
        }

    def get_context_data(self, **kwargs):
        changes = SessionChange.objects.visible_to(self.request.user).filter(session=self.session)
        context = {"preview": self.preview, "session": self.session, "changes": changes[:10]}
        return super().get_context_data(**context | kwargs)


class CancelSessions(OfTraining, FormPage):
    """Ticks, one reason for all, and a report of what stayed as it was."""

    permission = CHANGE
    form_class = SeveralForm
    template_name = "trainings/sessions_cancel.html"
    title = _("Cancel sessions or take it back")
    submit_label = _("Go on with the ticked ones")
    outcomes = ()

    @cached_property
    def sessions(self):
        rows = list(
            Session.objects.visible_to(self.request.user)
            .filter(training=self.object)
            .select_related("cancel_reason")
            .order_by("starts_at", "pk")
        )
        for row in rows:
            row.training = self.object
        return rows

    def form_valid(self, form):
        values = dict(form.cleaned_data)
        ids = [key for key in map(as_uuid, form.ticked) if key]
        values |= {"training": self.object, "sessions": ids, "by": self.request.user}
        if values.pop("step") == form.CANCEL:
            self.outcomes = cancel_sessions(**values)
        else:
            values.pop("reason")
            self.outcomes = restore_sessions(**values)
        done = [outcome for outcome in self.outcomes if not outcome.problem]
        if done:
            messages.success(self.request, self.told(len(done)))
        if len(done) == len(self.outcomes):
            return HttpResponseRedirect(self.get_success_url())
        status = 200 if done else 422
        return self.render_to_response(self.get_context_data(form=form), status=status)

    def told(self, number):
        message = ngettext("%(number)s session is changed.", "%(number)s sessions are changed.", number)
        return message % {"number": number}

    def get_context_data(self, **kwargs):
        refused = [outcome for outcome in self.outcomes if outcome.problem]
        for outcome in refused:
            outcome.session.training = self.object
        context = {"sessions": self.sessions, "refused": refused}
        return super().get_context_data(**context | kwargs)


class SessionChanges(OfTraining, ScopedPage, TemplateView):
    """What was moved, cancelled and restored: who asked for it and why."""

    permission = "trainings.view_training"
    template_name = "trainings/session_changes.html"
    title = _("Changes of the timetable")

    def get_context_data(self, **kwargs):
        rows = SessionChange.objects.visible_to(self.request.user).filter(session__training=self.object)
        rows = rows.select_related("session").order_by("-at", "-pk")
        page = page_of(rows, self.request.GET)
        return super().get_context_data(page=page, changes=page.rows, **kwargs)
