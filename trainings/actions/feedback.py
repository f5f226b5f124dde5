"""What participants think of a training, keyed in from slips of paper or told by one of them."""

from uuid import uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from pembinaan import dates
from pembinaan.audit.record import record
from pembinaan.audit.verbs import Verb
from pembinaan.problems import Problem, refuse
from pembinaan.saving import once, save_checked
from trainings.choices import TOOK_PART
from trainings.models import Enrolment, Feedback, Training
from trainings.rules.feedback import feedback_problems


@transaction.atomic
def record_feedback(*, training, slips, given_on, enrolment=None, form_key, by):
    """Each slip: content, teaching, treatment, remark. The trail says how many, never who."""
    found = Training._base_manager.select_for_update(no_key=True).get(pk=training.pk)

    def make():
        refuse([*_problems(found, slips, given_on), *_person_problems(found, enrolment)])
        rows = [
            save_checked(
                Feedback(training=found, given_on=given_on, form_key=key, enrolment=enrolment, **slip)
            )
            for key, slip in zip(_keys(form_key, len(slips)), slips, strict=True)
        ]
        record(Verb.CREATED, found, by=by, changes={"feedback": ["", len(rows)]})
        return rows[0]

    return once(Feedback, form_key, make)


def _keys(form_key, count):
    """The first slip bears the key of the form: sent again, none is made twice."""
    return [form_key, *(uuid5(form_key, str(number)) for number in range(1, count))]


def _problems(training, slips, given_on):
    people = Enrolment._base_manager.filter(training=training, status__in=TOOK_PART).count()
    facts = {"new": len(slips), "there": training.feedback.count(), "people": people}
    return feedback_problems(training, given_on=given_on, today=dates.today(training.office), **facts)


def _person_problems(training, enrolment):
    if enrolment is None:
        return []
    if enrolment.training_id != training.pk or enrolment.status not in TOOK_PART:
        return [Problem("no_seat", _("This person has no seat in the training."))]
    if Feedback._base_manager.filter(enrolment=enrolment).exists():
        return [Problem("given", _("This person has answered already."))]
    return []
