"""Why a participant completes or not, for whoever reads it, and what may still be done about it."""

from pembinaan import dates
from trainings.catching_up import catching_up
from trainings.choices import SEATED, TrainingStatus
from trainings.models import Enrolment
from trainings.rules.assessment_override import override_problems
from trainings.rules.completion import Decision
from trainings.rules.product_photos import is_open_to

EXPLAINED_IN = (TrainingStatus.RUNNING, TrainingStatus.COMPLETED)


class Explained:
    """`person` was read with_assessment(), with the client; `ways` are those of catching_up()."""

    def __init__(self, person, user, day, ways):
        self.person, self.decision = person, Decision(person)
        self.name = person.name_for(user, day)
        self.text = self.decision.told(with_note=is_open_to(person, user, day))
        self.catch_up = self.missed = None
        if any(problem.code == "attendance" for problem in self.decision.problems):
            self.catch_up, self.missed = ways.session_for(person), ways.missed.get(person.pk)

    @property
    def completes(self):
        return self.decision.completes


def explained(training, enrolment, user):
    """Of one participant, or None while there is nothing to explain."""
    if training.status not in EXPLAINED_IN or enrolment.status not in SEATED:
        return None
    day = dates.today(training.office)
    rows = Enrolment.objects.visible_to(user).with_assessment().select_related("client")
    person = rows.get(pk=enrolment.pk)
    found = Explained(person, user, day, catching_up(training, day))
    found.may_override = user.has_perm("trainings.override_completion")
    found.may_override = found.may_override and not override_problems(training, person)
    return found
