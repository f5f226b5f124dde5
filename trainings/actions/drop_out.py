"""What was done when the rule warned that a participant may drop out."""

from django.db import transaction
from django.utils.translation import gettext as _

from pembinaan.audit.record import record
from pembinaan.audit.verbs import Verb
from pembinaan.problems import Problem, refuse
from pembinaan.saving import once, save_checked
from trainings.dropping_out import judged, with_facts
from trainings.models import DropOutAnswer, Enrolment, Training
from trainings.rules.drop_out import answer_problems


@transaction.atomic
def answer_warning(*, enrolment, seen, answer, note="", form_key, by):
    """It holds for the facts that were `seen`; the marks are read under the lock of their writing."""
    Training._base_manager.select_for_update(no_key=True).get(pk=enrolment.training_id)
    if found := DropOutAnswer._base_manager.filter(form_key=form_key).first():
        return found
    person = with_facts(Enrolment._base_manager.filter(pk=enrolment.pk)).first()
    values = {"answer": answer, "note": note}
    refuse(_problems(person, seen, values))
    row = DropOutAnswer(enrolment=person, fingerprint=seen, form_key=form_key, **values)
    row.by_name = by.get_full_name()

    def make():
        save_checked(row)
        record(Verb.ANSWERED, row, by=by, changes={"warning_answer": ["", answer]}, name="")
        return row

    return once(DropOutAnswer, form_key, make)


def _problems(person, seen, values):
    if person is None:
        return [Problem("left", _("This person does not take part any more."))]
    one = judged(person)
    answered = {row["key"] for row in person.answer_rows or []}
    return answer_problems(one.facts, seen, answered, values)
