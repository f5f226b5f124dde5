"""Remarks on an indicator and a month. They stay, also once the month is sealed."""

from django.db import transaction
from django.utils import timezone

from pembinaan import dates
from pembinaan.audit.record import record
from pembinaan.audit.verbs import Verb
from pembinaan.dashboards.models import FigureNote
from pembinaan.dashboards.rules import note_problems, reply_problems
from pembinaan.problems import refuse
from pembinaan.saving import once, save_checked


@transaction.atomic
def add_note(*, office, month, indicator, text, form_key, by, now=None):
    refuse(note_problems(month, dates.as_date(now or timezone.now(), office)))
    facts = {"office": office, "month": month, "indicator": indicator, "text": text.strip()}
    return once(FigureNote, form_key, lambda: _made(facts, form_key, by))


@transaction.atomic
def reply(*, note, text, form_key, by):
    refuse(reply_problems(note))
    about = {"office": note.office, "month": note.month, "indicator": note.indicator, "reply_to": note}
    return once(FigureNote, form_key, lambda: _made(about | {"text": text.strip()}, form_key, by))


def _made(facts, form_key, by):
    made = FigureNote(form_key=form_key, by_name=by.get_full_name(), **facts)
    save_checked(made)
    # Without the words: the trail is read by people who do not read the board.
    record(Verb.CREATED, made, by=by)
    return made
