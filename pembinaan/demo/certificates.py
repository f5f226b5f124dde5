"""Certificates of the demo's trainings that are long over; the younger ones still wait for theirs."""

from datetime import timedelta
from uuid import uuid4

from pembinaan.demo.dating import moment
from trainings.actions.certificate_steps import hand_over
from trainings.actions.certificates import confirm_names, issue_certificates
from trainings.certifying import Terms
from trainings.choices import Face
from trainings.models import Certificate
from trainings.rules.certificates import proposed_name

LONG_OVER, PRINTED_AFTER, HANDED_OVER_AFTER = timedelta(100), timedelta(3), timedelta(9)
OFFICES = ("palu", "luwuk")


def certify(run):
    """A neutral certificate for every graduate, all but the last of whom have received it."""
    training = run.training
    if run.partner is None or run.plan.place not in OFFICES or training.ends_on > run.today - LONG_OVER:
        return
    graduates = list(training.enrolments.filter(status="completed", result="competent"))
    names = {person.pk: proposed_name(name_of(person)) for person in graduates}
    # The head knows the protected people as well.
    confirm_names(training=training, names=names, by=run.head)
    day = training.completed_on + PRINTED_AFTER
    terms = Terms(Face.NEUTRAL, day)
    issue_certificates(
        training=training, enrolments=graduates, terms=terms, form_key=uuid4(), by=run.coordinator
    )
    issued = Certificate.objects.filter(training=training).order_by("number")
    issued.update(created_at=moment(day, run.office))
    received = list(issued)[:-1]
    hand_over(training=training, certificates=received, on=day + HANDED_OVER_AFTER, by=run.coordinator)


def name_of(person):
    return person.client.name if person.client else person.guest_name
