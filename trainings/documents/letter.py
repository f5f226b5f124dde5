"""The letter after absences without notice: what was missed, and until when an answer is awaited.

It says nothing of who the reader is beyond the name: others may open it.
"""

from django.utils import translation

from clients.choices import Sex
from pembinaan import dates
from trainings.documents.paper import DOTS, day_and_hours, label_of, letterhead_of, signed_at, source, typeset

SOURCE = source("letter.typ")
ACTING = ("plh", "plt")
POST = "Kepala"
ADDRESSED = {Sex.MALE: "Saudara", Sex.FEMALE: "Saudari"}
NIP_DOTS = "…………………………"
MOST_NAMED = 24
"""Sessions that fit on the page; of those before only the number is told."""


def letter_pdf(step, missed, heads):
    """The letter as PDF. `missed`: the sessions, in their order; `heads`: who may sign."""
    return drawn(letter_data(step, missed, heads), pdf_standards=["ua-1"])


def drawn(data, **options):
    return typeset(SOURCE, data, **options)


def letter_data(step, missed, heads):
    person = step.enrolment
    training = person.training
    with translation.override("id"):
        reply_by = dates.weekday(step.reply_by)
    return letterhead_of(training.office) | {
        "signed_at": signed_at(training.office, step.taken_on),
        "name": person.client.name if person.client else person.guest_name,
        "addressed": ADDRESSED.get(person.client and person.client.sex, "Saudara/Saudari"),
        "training": training.title,
        "missed": [[label_of(session), day_and_hours(session)] for session in missed[-MOST_NAMED:]],
        "more": max(len(missed) - MOST_NAMED, 0),
        "reply_by": reply_by,
        "signatory": signatory(heads),
    }


def signatory(heads):
    """Post, name and NIP of the one who signs; whoever acts for an absent head comes first.

    Where several could sign, the post alone: the name is written by hand.
    """
    acting = [head for head in heads if head.title.lower().startswith(ACTING)]
    found = acting or list(heads)
    if len(found) != 1:
        return {"post": POST, "name": DOTS, "nip": NIP_DOTS}
    head = found[0]
    return {"post": head.title or POST, "name": head.name, "nip": head.employee_number or NIP_DOTS}
