from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _

from pembinaan import dates
from pembinaan.views import ActionPage, DetailPage, FormPage
from trainings.actions.enrolment import add_guest, default_start
from trainings.actions.moves import move_enrolment
from trainings.choices import EnrolmentStatus
from trainings.forms.enrolment import GuestForm
from trainings.forms.moves import EnrolmentMoveForm
from trainings.models import Certificate, Enrolment, Pause
from trainings.moves import ENROLMENT_MOVES, move_named
from trainings.overview import Overview
from trainings.rules.product_photos import is_open_to
from trainings.views.explained import explained
from trainings.views.planning import OfTraining


class AddGuest(OfTraining, FormPage):
    permission = "trainings.enrol_client"
    form_class = GuestForm
    template_name = "trainings/form.html"
    title = _("Add a guest")

    def act(self, form):
        self.guest = add_guest(training=self.object, by=self.request.user, **form.cleaned_data)

    def get_success_message(self):
        status = self.guest.get_status_display().lower()
        return _("The guest is on the list: %(status)s.") % {"status": status}


class OfEnrolment(OfTraining):
    """The address names the training and one participant of it."""

    def get_object(self):
        training = super().get_object()
        rows = Enrolment.objects.visible_to(self.request.user)
        rows = rows.select_related("client", "leave_reason", "replaces__training")
        self.enrolment = rows.filter(training=training, pk=self.kwargs["enrolment"]).first()
        if self.enrolment is None:
            raise Http404
        self.enrolment.training = training
        return training

    def get_title(self):
        return self.enrolment.name_for(self.request.user, dates.today(self.object.office))


class EnrolmentPage(OfEnrolment, DetailPage):
    permission = ("trainings.enrol_client", "trainings.nominate_client", "trainings.approve_training")
    template_name = "trainings/enrolment.html"

    def takes_swap(self):
        """Somebody else may take this seat, or this person one elsewhere."""
        here = self.enrolment.status in (EnrolmentStatus.ENROLLED, EnrolmentStatus.PAUSED)
        return here and not self.object.is_over and self.request.user.has_perm("trainings.enrol_client")

    def get_context_data(self, **kwargs):
        overview = Overview(self.object, self.request.user)
        return super().get_context_data(
            person=overview.participant(self.enrolment),
            history=self.enrolment.moves.all(),
            pauses=Pause.objects.visible_to(self.request.user).filter(enrolment=self.enrolment),
            today=overview.today,
            takes_swap=self.takes_swap(),
            certificates=Certificate.objects.visible_to(self.request.user).filter(enrolment=self.enrolment),
            one=explained(self.object, self.enrolment, self.request.user),
            shows_product=is_open_to(self.enrolment, self.request.user, overview.today),
            **kwargs,
        )


class MoveEnrolment(OfEnrolment, ActionPage):
    form_class = EnrolmentMoveForm
    template_name = "trainings/move.html"

    def get_object(self):
        self.move = move_named(ENROLMENT_MOVES, self.kwargs["move"])
        if self.move is None:
            raise Http404
        return super().get_object()

    @property
    def permission(self):
        return self.move.permission

    def get_title(self):
        return f"{self.move.label}: {super().get_title()}"

    def get(self, request, *args, **kwargs):
        if self.enrolment.status not in self.move.sources:
            messages.warning(request, _("This step is not possible now."))
            return HttpResponseRedirect(self.object.get_absolute_url())
        return super().get(request, *args, **kwargs)

    def get_initial(self):
        return {"version": self.enrolment.version}

    def get_form_kwargs(self):
        today, last = dates.today(self.object.office), self.object.ends_on
        first = today if today <= last else default_start(self.object, self.object.starts_on)
        return super().get_form_kwargs() | {
            "move": self.move,
            "first_day": first,
            "last_day": min(today, last),
            "today": today,
        }

    def act(self, form):
        move_enrolment(
            enrolment=self.enrolment, move=self.move.name, by=self.request.user, **form.cleaned_data
        )

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            text=self.move.help_text,
            danger=self.move.name == "leave",
            submit_label=self.move.label,
            **kwargs,
        )
