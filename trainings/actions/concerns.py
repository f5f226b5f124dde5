"""A concern that a partner told an officer, who writes it down."""

from django.db import transaction

from pembinaan.audit.record import record
from pembinaan.audit.verbs import Verb
from pembinaan.problems import refuse
from pembinaan.saving import once, save_checked
from trainings.models import Concern, Session
from trainings.rules.instructor_link import report_problems

FIELDS = ("enrolment", "partner", "text")


@transaction.atomic
def report_concern(*, training, values, form_key, by):
    """It reaches the PK of the client, as what comes by an instructor's address does."""
    session = Session._base_manager.get(pk=values["session"].pk)
    refuse(report_problems(training, session, values.get("enrolment")))
    return once(Concern, form_key, lambda: _report(session, values, form_key, by))


def _report(session, values, form_key, by):
    facts = {name: values.get(name) for name in FIELDS}
    concern = Concern(session=session, form_key=form_key, **facts)
    save_checked(concern)
    record(Verb.CREATED, concern, by=by, name=str(session))
    return concern
