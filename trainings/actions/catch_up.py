"""A session for those who missed one."""

from django.db import transaction

from pembinaan.audit.record import record
from pembinaan.audit.verbs import Verb
from pembinaan.problems import refuse
from pembinaan.saving import once
from trainings.actions.enrolment import locked_with_sessions
from trainings.actions.sessions import new_session
from trainings.catching_up import names_people, who_missed
from trainings.models import CatchUp, Session
from trainings.rules.catch_up import catch_up_problems, naming_problems, parts_within


@transaction.atomic
def add_catch_up(*, missed, people, values, form_key, by):
    """A catch-up session for these participants (ids) alone. `values`: those of a session, without modules.

    It teaches what the missed session taught, as far as its JP reach.
    """
    return once(Session, form_key, lambda: _add(missed, people, values, form_key, by))


def _add(missed, people, values, form_key, by):
    training = locked_with_sessions(missed.training)
    missed = Session._base_manager.get(pk=missed.pk)
    refuse(catch_up_problems(missed, names_people=names_people(missed)))
    offered = {row.pk: row for row in who_missed(missed)}
    refuse(naming_problems(missed, values, people, offered))
    parts = [(part.module, part.jp) for part in missed.parts.select_related("module")]
    values = values | {"is_catch_up": True, "parts": parts_within(parts, values["jp"])}
    rows = [CatchUp(enrolment=offered[pk], missed=missed) for pk in dict.fromkeys(people)]
    session = new_session(training, values, form_key, by, named=rows)
    numbers = ", ".join(str(row.enrolment.number) for row in rows)
    record(Verb.CHANGED, session, by=by, changes={"catch_up": ["", f"{missed.number}: {numbers}"]})
    return session
