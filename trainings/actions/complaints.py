"""The register of complaints of a Bapas: numbered, sealed at rest, every opening recorded."""

from django.db import transaction
from django.db.models import Max

from pembinaan import dates
from pembinaan.accounts.models import Office
from pembinaan.audit.record import record
from pembinaan.audit.verbs import Verb
from pembinaan.crypto import open_sealed, seal
from pembinaan.problems import refuse
from pembinaan.saving import locked, once, save_checked
from trainings.choices import ComplaintState
from trainings.models import Complaint
from trainings.rules.complaints import (
    A_YEAR,
    answer_by,
    answering_problems,
    first_number,
    number_in_words,
    registering_problems,
)

TEXT, ANSWER = "Complaint.text", "Complaint.answer"


@transaction.atomic
def register_complaint(*, values, form_key, by):
    """`values`: about, text, received_on, training or None, client or None."""
    return once(Complaint, form_key, lambda: _register(values, form_key, by))


def _register(values, form_key, by):
    refuse(registering_problems(values, dates.today(by.office)))
    # One after the other, or two complaints would bear one number.
    office = Office._base_manager.select_for_update(no_key=True).get(pk=by.office_id)
    facts = {name: values[name] for name in ("about", "training", "client", "received_on")}
    complaint = Complaint(office=office, form_key=form_key, received_by=by, **facts)
    complaint.number = _next_number(office, values["received_on"].year)
    complaint.answer_by = answer_by(values["received_on"])
    complaint.received_by_name = by.get_full_name()
    complaint.text_sealed = seal(values["text"].strip().encode(), TEXT)
    save_checked(complaint)
    record(Verb.CREATED, complaint, by=by, name=number_in_words(complaint.number))
    return complaint


def _next_number(office, year):
    first = first_number(year)
    rows = Complaint._base_manager.filter(office=office, number__range=(first, first + A_YEAR - 2))
    last = rows.aggregate(last=Max("number"))["last"]
    return last + 1 if last else first


@transaction.atomic
def answer_complaint(*, complaint, answer, on, by):
    found = locked(complaint)
    refuse(answering_problems(found, answer, on, dates.today(by.office)))
    found.state, found.answered_on = ComplaintState.ANSWERED, on
    found.answer_sealed, found.answered_by_name = seal(answer.strip().encode(), ANSWER), by.get_full_name()
    found.version += 1
    save_checked(found)
    record(Verb.ANSWERED, found, by=by, name=number_in_words(found.number))
    return found


@transaction.atomic
def open_complaint(*, complaint, by):
    """What was complained of and what was answered; that it was read is recorded."""
    record(Verb.VIEWED, complaint, by=by, name=number_in_words(complaint.number))
    answer = complaint.answer_sealed
    return (
        open_sealed(complaint.text_sealed, TEXT).decode(),
        open_sealed(answer, ANSWER).decode() if answer else "",
    )
