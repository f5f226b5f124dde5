"""The letter after absences without notice: what was missed, and until when an answer is awaited.

It says nothing of who the reader is beyond the name: others may open it.
"""

from django.utils import translation

from clients.choices import Sex
from pembinaan import dates
from pembinaan.accounts.signing import signature_of
from trainings.documents.paper import DOTS, day_and_hours, label_of, letterhead_of, signed_at, source, typeset

SOURCE = source("letter.typ")
ADDRESSED = {Sex.MALE: "Saudara", Sex.FEMALE: "Saudari"}
PARENTS = "Bapak/Ibu"
NIP_DOTS = "…………………………"
MOST_NAMED = 24
"""Sessions that fit on the page; of those before only the number is told."""


def letter_pdf(step, missed):
    """The letter as PDF. `missed`: the sessions, in their order."""
    return drawn(letter_data(step, missed), pdf_standards=["ua-1"])


def drawn(data, **options):
    return typeset(SOURCE, data, **options)


def letter_data(step, missed):
    person = step.enrolment
    training, day = person.training, step.taken_on
    with translation.override("id"):
        reply_by = dates.weekday(step.reply_by)
    return letterhead_of(training.office, day) | {
        "signed_at": signed_at(training.office, day),
        **addressee(person, day),
        "training": training.title,
        "missed": [[label_of(session), day_and_hours(session)] for session in missed[-MOST_NAMED:]],
        "more": max(len(missed) - MOST_NAMED, 0),
        "reply_by": reply_by,
        "signatory": signatory(training.office, day),
    }


def addressee(person, day):
    """Whom the letter is sent to and speaks of; of a child it is sent to the parent or guardian."""
    client = person.client
    if client and client.is_child_on(day):
        return {
            "name": client.name,
            "guardian": client.guarantor_name,
            "is_child": True,
            "addressed": PARENTS,
        }
    return {
        "name": client.name if client else person.guest_name,
        "guardian": "",
        "is_child": False,
        "addressed": ADDRESSED.get(client and client.sex, "Saudara/Saudari"),
    }


def signatory(office, day):
    """Post, name and NIP below the letter; where nobody can be named, the name is written by hand."""
    found = signature_of(office, day)
    return {
        "post": found.post,
        "own_post": found.own_post,
        "name": found.name or DOTS,
        "nip": found.employee_number or NIP_DOTS,
    }
