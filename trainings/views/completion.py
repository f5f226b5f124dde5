from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pembinaan.views import ActionPage
from trainings.actions.completion import complete_training
from trainings.catching_up import catching_up
from trainings.forms.completion import CompletionForm
from trainings.rules.completion import completion_notes, completion_problems
from trainings.standing import standing_of
from trainings.views.after import TrainingPart, results_url
from trainings.views.explained import Explained


class CompletePage(TrainingPart, ActionPage):
    """What is missing with a link that mends it, and why each participant completes or not."""

    permission = "trainings.complete_training"
    form_class = CompletionForm
    template_name = "trainings/complete.html"
    title = _("Complete the training")
    submit_label = _("Complete the training")
    success_message = _("The training is completed; follow-ups are scheduled.")

    def get_initial(self):
        return {"version": self.training.version}

    def act(self, form):
        return complete_training(
            training=self.training, version=form.cleaned_data["version"], by=self.request.user
        )

    def get_context_data(self, **kwargs):
        standing = standing_of(self.training)
        problems = completion_problems(standing)
        user, day = self.request.user, standing.today
        ways = catching_up(self.training, day)
        decisions = [Explained(person, user, day, ways) for person in standing.seated]
        return super().get_context_data(
            missing=[(problem, link_to_mend(self.training, problem)) for problem in problems],
            notes=list(completion_notes(standing)),
            decisions=decisions,
            completing=len([one for one in decisions if one.completes]),
            exit_day=standing.last_held,
            **kwargs,
        )


def link_to_mend(training, problem):
    """(address, label) of the place where a problem is solved."""
    if session := getattr(problem, "about", None):
        return session.get_absolute_url(), _("Open the attendance sheet")
    if problem.code == "results_missing":
        return results_url(training), _("Record results")
    if problem.code == "no_participants":
        return reverse("trainings:detail", args=[training.pk]), _("Choose participants")
    return training.get_absolute_url(), _("Open the training")
