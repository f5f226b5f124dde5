"""What becomes of a certificate after it was issued: handed over, suspended, revoked, replaced, fetched."""

from uuid import uuid5

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from pembinaan import dates
from pembinaan.accounts.actions.numbers import take_numbers
from pembinaan.accounts.models import DocumentKind
from pembinaan.audit.record import record
from pembinaan.audit.verbs import Verb
from pembinaan.problems import refuse
from pembinaan.saving import locked, stale_problems
from trainings.actions.certificates import row_of, write_with_files
from trainings.actions.enrolment import locked_training
from trainings.certifying import Terms, people_of
from trainings.choices import CertificateState, Face
from trainings.documents.certificate_facts import born, issued_at, numbered
from trainings.models import Certificate
from trainings.models.certificate import new_code
from trainings.rules.certificates import (
    STEPS,
    banned_problems,
    certificate_problems,
    handing_problems,
    printed_texts,
    step_problems,
)
from trainings.tallying import refresh_tally

STATE = ["state", "state_on", "state_note", "version", "updated_at"]


def locked_pair(certificate):
    """The training first, as everywhere."""
    training = locked_training(certificate.training)
    return training, locked(certificate)


@transaction.atomic
def change_state(*, certificate, step, on, note, version, by):
    """Suspend, restore or revoke; `step` is the name of one of these."""
    training, found = locked_pair(certificate)
    refuse(
        [*stale_problems(found, version), *step_problems(found, step, on, note, dates.today(training.office))]
    )
    _move(found, STEPS[step].target, on, note, by, Verb.REVOKED if step == "revoke" else Verb.MOVED)
    refresh_tally(training)
    return found


def _move(certificate, target, on, note, by, verb):
    before = certificate.state
    certificate.state, certificate.state_on, certificate.state_note = target, on, note.strip()
    certificate.version += 1
    # Named fields alone: the database refuses to touch what is printed.
    certificate.save(update_fields=STATE)
    told = {"state": [before, target], "state_on": ["", str(on)], "state_note": ["", note.strip()]}
    record(verb, certificate, by=by, changes=told)


@transaction.atomic
def replace_certificate(*, certificate, on, note, form_key, by):
    """A new number with the name as it is confirmed now; everything else stays as it was issued.

    The old one is replaced from that day. The same form sent again gives the new one once more.
    """
    training, found = locked_pair(certificate)
    key = uuid5(form_key, str(found.pk))
    if made := Certificate._base_manager.filter(form_key=key).first():
        return made
    refuse(step_problems(found, "replace", on, note, dates.today(training.office)))
    person = people_of(training).get(pk=found.enrolment_id)
    person.held_key = None  # what is held gives way
    refuse(certificate_problems(person, training, found.face))
    row = _replacement(training, found, person, on, key, by)
    # The old one first: nobody holds two at once.
    _move(found, CertificateState.REPLACED, on, note, by, Verb.MOVED)
    write_with_files([row])
    made = Certificate._base_manager.get(pk=row["id"])
    record(Verb.CREATED, made, by=by, changes={"replaces": ["", str(found.pk)]})
    refresh_tally(training)
    return made


def _replacement(training, old, person, on, form_key, by):
    (number,) = take_numbers(office=training.office, kind=DocumentKind.CERTIFICATE, day=on, count=1, by=by)
    code, terms = new_code(), Terms(old.face, on)
    own = {"name": person.printed_name, "at": issued_at(training.office, on, old.face)}
    own |= {"born": born(person)} if old.face == Face.OFFICIAL else {}
    facts = old.facts | own | numbered(number.number, code)
    if old.face == Face.NEUTRAL:
        refuse(banned_problems(printed_texts(facts)))
    return row_of(training, person, terms, number, facts, code=code, form_key=form_key, by=by, replaces=old)


@transaction.atomic
def hand_over(*, training, certificates, on, by):
    """Note who has received the paper; gives the problems of the others, by certificate."""
    found = locked_training(training)
    today = dates.today(found.office)
    rows = Certificate._base_manager.filter(
        training=found, pk__in=[getattr(one, "pk", one) for one in certificates]
    )
    rows = list(rows.select_for_update(no_key=True).order_by("number"))
    problems = {row.pk: broken for row in rows if (broken := list(handing_problems(row, on, today)))}
    given = [row for row in rows if row.pk not in problems]
    if given:
        Certificate._base_manager.filter(pk__in=[row.pk for row in given]).update(
            handed_over_on=on,
            handed_over_by_name=by.get_full_name(),
            version=F("version") + 1,
            updated_at=timezone.now(),
        )
        told = {"handed_over_on": ["", str(on)], "numbers": ["", ", ".join(row.number for row in given)]}
        record(Verb.CHANGED, found, by=by, changes=told)
        refresh_tally(found)
    return problems


@transaction.atomic
def note_certificate_downloaded(*, certificate, by):
    record(Verb.EXPORTED, certificate, by=by, changes={"rows": ["", 1]})


@transaction.atomic
def note_certificates_downloaded(*, training, rows, by):
    record(Verb.EXPORTED, training, by=by, changes={"certificates": ["", rows]})
