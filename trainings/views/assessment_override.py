from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pembinaan.views import ActionPage
from trainings.actions.assessment_override import override_completion, withdraw_override
from trainings.choices import TrainingStatus
from trainings.forms.assessment_override import OverrideForm, WithdrawForm
from trainings.models import CompletionOverride, Enrolment
from trainings.rules.assessment_override import override_problems
from trainings.rules.completion import Decision
from trainings.views.enrolment import OfEnrolment


class OfCompletion(OfEnrolment, ActionPage):
    permission = "trainings.override_completion"

    def get_success_url(self):
        return reverse("trainings:enrolment", args=[self.object.pk, self.enrolment.pk])


class OverridePage(OfCompletion):
    form_class = OverrideForm
    makes = (CompletionOverride,)
    template_name = "trainings/completion_override.html"
    submit_label = gettext_lazy("Let complete")
    success_message = gettext_lazy("The decision is recorded.")

    def get_title(self):
        return _("Let complete: %(name)s") % {"name": super().get_title()}

    def act(self, form):
        override_completion(enrolment=self.enrolment, by=self.request.user, **form.cleaned_data)

    def get_context_data(self, **kwargs):
        rows = Enrolment.objects.visible_to(self.request.user).with_assessment()
        person = rows.get(pk=self.enrolment.pk)
        problems = override_problems(self.object, person)
        return super().get_context_data(
            decision=Decision(person),
            problems=problems,
            is_late=self.object.status == TrainingStatus.COMPLETED,
            **kwargs,
        )


class WithdrawPage(OfCompletion):
    form_class = WithdrawForm
    submit_label = gettext_lazy("Take the decision back")
    success_message = gettext_lazy("The decision is taken back.")
    danger = True

    def get_object(self):
        training = super().get_object()
        found = CompletionOverride.objects.visible_to(self.request.user)
        self.override = found.filter(enrolment=self.enrolment).first()
        if self.override is None:
            raise Http404
        return training

    @property
    def text(self):
        facts = {"name": self.override.by_name, "note": self.override.note}
        return _("%(name)s let this person complete: “%(note)s”.") % facts

    def get_title(self):
        return _("Take the decision back: %(name)s") % {"name": super().get_title()}

    def act(self, form):
        withdraw_override(enrolment=self.enrolment, by=self.request.user)
