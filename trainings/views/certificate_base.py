"""What the pages of certificates share: who may see them, and what became of each participant."""

from dataclasses import dataclass, field
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pembinaan import dates
from trainings.certifying import knows, people_of, with_facts
from trainings.models import Enrolment, Training
from trainings.rules.certificates import held_problems, holder_problems

ISSUE = "trainings.issue_certificate"
READ = (ISSUE, "trainings.approve_training", "trainings.nominate_client")
LOOKS = {
    "valid": ("ok", "patch-check-fill"),
    "suspended": ("warn", "pause-circle"),
    "replaced": ("mute", "arrow-repeat"),
    "revoked": ("bad", "x-octagon-fill"),
}

MENDED_AT = {
    "complete": ("trainings:complete", "trainings.complete_training", _("Complete the training")),
    "results": ("trainings:results", "trainings.record_result", _("Record results")),
    "names": ("trainings:certificate-names", READ, _("Confirm the names")),
    "attendance": ("trainings:attendance-rates", "trainings.view_training", _("See the attendance")),
    "must_pass": ("trainings:assessment", "trainings.record_result", _("Record the assessment")),
    "min_score": ("trainings:assessment", "trainings.record_result", _("Record the assessment")),
}
"""Of each kind of blocker: the page of the training that mends it, and who may go there."""


class OfTrainingCertificates:
    """A page about the certificates of one training of the own Bapas."""

    model = Training
    permission = READ

    def get_queryset(self):
        return with_facts(super().get_queryset())

    def get_object(self):
        if not self.request.user.sees_people:
            raise Http404
        return super().get_object()

    @property
    def training(self):
        return self.object

    @property
    def today(self):
        return dates.today(self.training.office)

    def people(self):
        return people_of(self.training, Enrolment.objects.visible_to(self.request.user))

    def page_url(self):
        return reverse("trainings:certificates", args=[self.training.pk])

    def get_cancel_url(self):
        return self.page_url()

    def get_success_url(self):
        return self.page_url()

    def get_context_data(self, **kwargs):
        crumbs = [
            (_("Trainings"), reverse("trainings:list")),
            (self.training.title, self.training.get_absolute_url()),
            (_("Certificates"), self.page_url()),
        ]
        return super().get_context_data(**{"training": self.training, "crumbs": crumbs} | kwargs)


@dataclass
class Reason:
    message: Any
    url: str = ""
    label: Any = ""


@dataclass
class Standing:
    """A participant on the way to the certificate: held, ready, or blocked with the reasons."""

    person: Any
    name: Any
    is_known: bool
    reasons: list = field(default_factory=list)

    @property
    def state(self):
        if self.person.held_key:
            return "held"
        return "blocked" if self.reasons else "ready"


def standing_of(person, training, user, day):
    known = knows(person, user, day)
    problems = held_problems(person) if person.held_key else holder_problems(person, training)
    reasons = [Reason(one.message, *mend_of(one.kind, person, training, user)) for one in problems]
    return Standing(person, person.name_for(user, day), known, reasons)


def mend_of(kind, person, training, user):
    """(address, label) of the page where somebody with these rights mends it; empty where there is none."""
    if kind == "reconcile" and user.has_perm("trainings.record_attendance"):
        return reverse("trainings:reconcile", args=[person.pk]), _("Say who it is")
    if kind == "not_completed":
        return reverse("trainings:enrolment", args=[training.pk, person.pk]), _("Open the participant")
    name, permission, label = MENDED_AT.get(kind, ("", "", ""))
    allowed = (permission,) if isinstance(permission, str) else permission
    if not name or not any(map(user.has_perm, allowed)):
        return "", ""
    return reverse(name, args=[training.pk]), label
