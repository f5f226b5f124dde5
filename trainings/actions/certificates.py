"""Issuing certificates: the number, the row and the sealed file come into being together, or not at all."""

from dataclasses import dataclass
from hashlib import sha256
from uuid import uuid5

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from pembinaan import dates
from pembinaan.accounts.actions.numbers import take_numbers
from pembinaan.accounts.models import DocumentKind
from pembinaan.audit.record import record
from pembinaan.audit.verbs import Verb
from pembinaan.bulk import write_rows
from pembinaan.problems import refuse
from pembinaan.records import new_id
from pembinaan.uploads import save_sealed
from trainings.actions.enrolment import locked_training
from trainings.certifying import knows, locked_with_facts, people_of
from trainings.choices import CertificateState, Face
from trainings.documents.certificate import certificate_pdf
from trainings.documents.certificate_facts import facts_of, shared_facts
from trainings.models import Certificate, Enrolment
from trainings.models.certificate import new_code
from trainings.rules.certificates import (
    banned_problems,
    certificate_problems,
    issue_problems,
    name_problems,
    overtaken_problems,
    printed_texts,
    used_problems,
)
from trainings.tallying import refresh_tally

SEALED_AS = "Certificate.file"


@dataclass(frozen=True)
class Outcome:
    """What became of one participant: a number, or the problems that stood against it."""

    person: Enrolment
    number: str = ""
    problems: tuple = ()


@transaction.atomic
def confirm_names(*, training, names, by, seen=None):
    """Keep how names are printed, {enrolment: name}; gives the problems of what was not kept.

    `seen`: {enrolment: mark of the confirmation that was on the page}.
    """
    found = locked_training(training)
    day = dates.today(found.office)
    rows = Enrolment._base_manager.filter(training=found, pk__in=names).select_related("client")
    rows = [person for person in rows if knows(person, by, day)]
    seen = seen or {}
    problems = {
        person.pk: broken
        for person in rows
        if (broken := naming_problems(person, names[person.pk], seen.get(person.pk)))
    }
    kept = [person for person in rows if person.pk not in problems]
    kept = [person for person in kept if is_news(person, names[person.pk])]
    now = timezone.now()
    for person in kept:
        person.printed_name, person.name_confirmed_at = names[person.pk], now
        person.name_confirmed_by_name = by.get_full_name()
        person.version, person.updated_at = person.version + 1, now
    if kept:
        fields = ["printed_name", "name_confirmed_at", "name_confirmed_by_name", "version", "updated_at"]
        Enrolment._base_manager.bulk_update(kept, fields)
        # Rows, never the names: the trail of a training names no people.
        rows = ", ".join(str(person.number) for person in kept)
        record(Verb.CHANGED, found, by=by, changes={"names_confirmed": ["", rows]})
    return problems


def naming_problems(person, name, seen):
    return [*name_problems(name), *overtaken_problems(person, name, seen)]


def is_news(person, name):
    return person.name_confirmed_at is None or person.printed_name != name


@transaction.atomic
def issue_certificates(*, training, enrolments, terms, form_key, by):
    """A certificate for everybody named who may have one; of the others the answer says why not.

    The same form sent again finds what it has issued. Raises RuleBroken where nothing can be issued at all.
    """
    found = locked_with_facts(training)
    refuse(issue_problems(found, terms, dates.today(found.office)))
    people = list(people_of(found).filter(pk__in=[getattr(one, "pk", one) for one in enrolments]))
    refused = {
        person.pk: problems for person in people if (problems := _against(person, found, terms, form_key))
    }
    ready = [person for person in people if person.pk not in refused and not person.held_key]
    numbers = _issue(found, ready, terms, form_key, by) if ready else {}
    return [
        Outcome(person, numbers.get(person.pk) or person.held_number or "", tuple(refused.get(person.pk, ())))
        for person in people
    ]


def _against(person, training, terms, form_key):
    if person.held_key == uuid5(form_key, str(person.pk)):
        return []
    return certificate_problems(person, training, terms.face)


def _issue(training, people, terms, form_key, by):
    shared = shared_facts(training, terms)
    taken = take_numbers(
        office=training.office, kind=DocumentKind.CERTIFICATE, day=terms.issued_on, count=len(people), by=by
    )
    # All say the same but for the name and the number.
    rows = []
    for person, number in zip(people, taken, strict=True):
        code, key = new_code(), uuid5(form_key, str(person.pk))
        facts = facts_of(person, shared, number=number.number, code=code)
        rows.append(row_of(training, person, terms, number, facts, code=code, form_key=key, by=by))
    if terms.face == Face.NEUTRAL:
        refuse(banned_problems(text for row in rows for text in printed_texts(row["facts"])))
    write_with_files(rows)
    told = {
        "certificates": ["", len(rows)],
        "face": ["", terms.face],
        "numbers": ["", " – ".join(dict.fromkeys([taken[0].number, taken[-1].number]))],
    }
    record(Verb.ISSUED, training, by=by, changes=told)
    refresh_tally(training)
    return {row["enrolment_id"]: row["number"] for row in rows}


def row_of(training, person, terms, number, facts, *, code, form_key, by, replaces=None):
    now, key = timezone.now(), new_id()
    return {
        "id": key,
        "form_key": form_key,
        "version": 1,
        "created_at": now,
        "updated_at": now,
        "training_id": training.pk,
        "enrolment_id": person.pk,
        "office_id": training.office_id,
        "face": str(terms.face),
        "taken_number_id": number.pk,
        "number": number.number,
        "issued_on": terms.issued_on,
        "issued_by_name": by.get_full_name(),
        "code": code,
        "facts": facts,
        "state": CertificateState.VALID.value,
        "state_on": None,
        "state_note": "",
        "replaces_id": replaces and replaces.pk,
        "handed_over_on": None,
        "handed_over_by_name": "",
    }


def write_with_files(rows):
    """First the files, then the rows: a row never lacks its file. A file without a row, left by a crash, is
    sealed and harmless.
    """
    storage, stored = Certificate._meta.get_field("file").storage, []
    try:
        for row in rows:
            content = certificate_pdf(row["facts"])
            row["sha256"], row["size"] = sha256(content).hexdigest(), len(content)
            row["file"] = save_sealed(storage, f"certificates/{row['id']}", content, SEALED_AS)
            stored.append(row["file"])
        with transaction.atomic():
            write_rows(Certificate, rows)
    except BaseException as failure:
        for name in stored:
            storage.delete(name)
        if isinstance(failure, IntegrityError):
            refuse_printed(rows)
        raise


def refuse_printed(rows):
    """Nothing is printed twice: neither a number, of whatever office, nor what an old form asks for again."""
    numbers, keys = [row["number"] for row in rows], [row["form_key"] for row in rows]
    used = Certificate._base_manager.filter(Q(number__in=numbers) | Q(form_key__in=keys))
    refuse(used_problems(used.values_list("number", flat=True), numbers))
