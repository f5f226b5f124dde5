"""The papers of a training: begun, worded, made final, begun anew. A final version never changes."""

from copy import copy
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from pembinaan import dates
from pembinaan.accounts.actions.numbers import take_numbers
from pembinaan.accounts.models import DocumentKind
from pembinaan.audit.record import differences, record
from pembinaan.audit.verbs import Verb
from pembinaan.problems import as_problems, refuse
from pembinaan.saving import locked, once, stale_problems
from pembinaan.uploads import keep_sealed
from trainings.choices import PaperKind, PaperState
from trainings.documents.papers.composing import compose, facts_today, told
from trainings.models import Paper
from trainings.rules import papers as rules
from trainings.tallying import refresh_tally

SEALED_AS = "Paper.file"
FIELDS = ("words", "dated_on", "number", "signatory")


@transaction.atomic
def start_paper(*, training, kind, form_key, by, enrolment=None):
    """The draft of this kind (and person): what is there, or a new version after the last final one."""
    found = locked(training)
    if enrolment is not None:
        refuse(rules.person_problems(enrolment, by, dates.today(found.office)))
    of = Paper._base_manager.filter(training=found, kind=kind, enrolment=enrolment)
    if draft := of.filter(state=PaperState.DRAFT).first():
        return draft
    return once(Paper, form_key, lambda: _started(found, kind, enrolment, of, form_key, by))


def _started(training, kind, enrolment, of, form_key, by):
    last = of.select_related("signatory").order_by("-edition").first()
    paper = Paper(training=training, kind=kind, enrolment=enrolment, form_key=form_key)
    paper.dated_on = dates.today(training.office)
    if last:
        paper.edition, paper.words = last.edition + 1, last.words
        paper.signatory = last.signatory
        if rules.signatory_problems(paper):
            paper.signatory = None
    _save(paper)
    record(Verb.CREATED, training, by=by, changes={"paper": ["", called(paper)]})
    return paper


def _save(paper):
    try:
        paper.full_clean()
    except ValidationError as error:
        refuse(as_problems(error))
    paper.save()


def called(paper):
    """In the trail of the training: never a name."""
    row = f" #{paper.enrolment.number}" if paper.enrolment_id else ""
    return f"{paper.kind}{row} v{paper.edition}"


def locked_draft(paper, version, by):
    found = locked(paper)
    if found.enrolment:
        refuse(rules.person_problems(found.enrolment, by, dates.today(found.training.office)))
    refuse(rules.writing_problems(found) or stale_problems(found, version, about=found.training))
    return found


@transaction.atomic
def write_paper(*, paper, values, version, by):
    """`values`: FIELDS; among the words only what differs from what the data propose."""
    found = locked_draft(paper, version, by)
    before = copy(found)
    for name in FIELDS:
        setattr(found, name, values[name])
    refuse(rules.signatory_problems(found))
    changes = differences(before, found, FIELDS)
    # The words stand in the paper itself: the trail tells which parts were touched.
    if "words" in changes:
        changes["words"] = ["", ", ".join(_touched(before.words, found.words))]
    if changes:
        found.version += 1
        _save(found)
        record(Verb.CHANGED, found.training, by=by, changes={"paper": [called(found)] * 2} | changes)
    return found


def _touched(before, after):
    return [name for name in dict.fromkeys([*before, *after]) if before.get(name) != after.get(name)]


@transaction.atomic
def freeze_paper(*, paper, version, by, take_number=False):
    """Keep what the paper says as it is now, draw it, and seal the file. Raises RuleBroken."""
    found = locked_draft(paper, version, by)
    facts = facts_today(found)
    refuse(rules.freezing_problems(found, told(found, facts), take_number=take_number))
    if take_number:
        office = found.training.office
        (taken,) = take_numbers(office=office, kind=DocumentKind.LETTER, day=found.dated_on, count=1, by=by)
        found.number = taken.number
    final = compose(found, facts, draft=False)
    content = final.pdf()
    found.facts, found.sha256 = final.kept, sha256(content).hexdigest()
    found.state, found.frozen_at, found.frozen_by_name = PaperState.FROZEN, timezone.now(), by.get_full_name()
    found.version += 1
    _save(found)
    changes = {"state": [PaperState.DRAFT, PaperState.FROZEN], "number": ["", found.number]}
    record(Verb.CHANGED, found.training, by=by, changes={"paper": ["", called(found)]} | changes)
    if found.kind == PaperKind.REPORT:
        refresh_tally(found.training_id)
    keep_sealed(found, "file", content, SEALED_AS)
    return found


@transaction.atomic
def discard_draft(*, paper, version, by):
    found = locked_draft(paper, version, by)
    record(Verb.DELETED, found.training, by=by, changes={"paper": [called(found), ""]})
    found.delete()
    return found.training


@transaction.atomic
def note_paper_downloaded(*, paper, ending, by):
    changes = {"paper": ["", f"{called(paper)} {paper.state} {ending}"]}
    record(Verb.EXPORTED, paper.training, by=by, changes=changes)
