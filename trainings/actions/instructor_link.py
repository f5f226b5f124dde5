"""Making and ending an instructor's address, what comes in by it, and what an officer makes of that."""

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import F, FilteredRelation, Q
from django.utils import timezone

from pembinaan.audit.record import record
from pembinaan.audit.verbs import Verb
from pembinaan.problems import refuse
from pembinaan.saving import check, once
from trainings.actions.assessment import score_ticks
from trainings.actions.attendance import opened, taken, written
from trainings.choices import LinkUse, Mark, Via
from trainings.models import ChecklistTick, Concern, InstructorLink, LinkView, ProvisionalMark, Session
from trainings.rules.instructor_link import (
    TICKABLE,
    code_of,
    expires_at,
    hash_of,
    is_listed,
    making_problems,
    new_secret,
    noting_problems,
    opening_problems,
    steps_of,
    ticking_problems,
    with_sheet_state,
    word_problems,
)
from trainings.sheet import Code, Entry, Said

WRITTEN = (Code.STORED, Code.SAME)


def locked_session(session, by):
    return opened(session, by, Via.PARTNER).session


def session_of(link):
    """The one session that the link opens; the link was read by with_sheet_state."""
    session = link.session
    session.month_sealed, session.first_entry_at = link.month_sealed, link.first_entry_at
    return session


def people_of(session, link):
    """Participants of the training with `ticked_mark` and `ticked_at`, what came last by this link."""
    ticked = FilteredRelation("provisional_marks", condition=Q(provisional_marks__link=link.pk))
    people = session.training.enrolments.meant_by(session).with_status_in(session).order_by("number")
    return people.annotate(ticked=ticked).annotate(ticked_mark=F("ticked__mark"), ticked_at=F("ticked__at"))


@transaction.atomic
def make_link(*, session, form_key, by, instructor=None, now=None):
    """A new address and its secret, which nobody can ask for again; the one before ends.

    The same form sent again finds its link and no secret.
    """
    session, now = locked_session(session, by), now or timezone.now()
    if made := InstructorLink._base_manager.filter(form_key=form_key, session=session).first():
        return made, ""
    refuse(making_problems(session, now))
    _end_links(session, now)
    secret = new_secret()
    link = once(InstructorLink, form_key, lambda: _new_link(session, form_key, by, instructor, secret))
    record(Verb.LINKED, session, by=by, changes={"expires_at": ["", link.expires_at.isoformat()]})
    return link, secret


def _new_link(session, form_key, by, instructor, secret):
    return InstructorLink._base_manager.create(
        session=session,
        form_key=form_key,
        instructor=instructor,
        secret_hash=hash_of(secret),
        expires_at=expires_at(session),
        made_by=by,
        made_by_name=by.get_full_name(),
    )


@transaction.atomic
def revoke_link(*, session, by, now=None):
    session, now = locked_session(session, by), now or timezone.now()
    if _end_links(session, now):
        record(Verb.REVOKED, session, by=by)
    return session


def _end_links(session, now):
    links = InstructorLink._base_manager.filter(session=session, revoked_at=None)
    return links.update(revoked_at=now, version=F("version") + 1, updated_at=now)


@transaction.atomic
def note_use(*, link, what):
    """Nobody is logged in: the list of uses is the trail of an address."""
    LinkView._base_manager.create(link=link, what=what)


@dataclass(frozen=True)
class Tick:
    letter: str
    known: str
    """The version of the row's tick that the page showed."""
    at: Any = None
    """When it was made, by our clock; empty: now."""


@dataclass
class Sent:
    """What came from the instructor; only what differs from what the page showed."""

    marks: dict = field(default_factory=dict)
    """{row number: Tick}"""
    ticked: set = field(default_factory=set)
    unticked: set = field(default_factory=set)
    """Pairs of a row number and the id of an item."""
    remark: str = ""
    known_remark: str = ""
    concern: str = ""
    about: int | None = None
    form_key: Any = None


@dataclass
class Kept:
    """What became of it: of each row by itself, of the words together."""

    link: InstructorLink
    rows: dict
    """All on the list by number, as they are now."""
    codes: dict = field(default_factory=dict)
    """{row number: what became of its tick}"""
    steps: dict = field(default_factory=dict)
    """{pair of a row number and the id of an item: whether it is ticked now}"""
    problems: list = field(default_factory=list)
    """Why the words were not kept."""
    done: list = field(default_factory=list)

    @property
    def is_whole(self):
        return not self.problems and Code.CONFLICT not in self.codes.values()


@transaction.atomic
def save_by_link(*, link, sent, now=None):
    """Keep what the instructor sent beside the sheet; it counts nowhere. Says what became of each row.

    A tick on an old version of its row leaves alone what somebody else ticked there, and the other rows are
    kept all the same; the words wait until nothing collides.
    """
    now = now or timezone.now()
    # The session first, as all who write on a sheet do; then what may have changed during the wait.
    Session._base_manager.select_for_update(no_key=True).values_list("pk").get(pk=link.session_id)
    link = with_sheet_state(InstructorLink._base_manager).get(pk=link.pk)
    session = session_of(link)
    refuse(opening_problems(link, session, now))
    if sent.marks or sent.ticked or sent.unticked:
        refuse(ticking_problems(session, now))
    kept = Kept(link, {row.number: row for row in people_of(session, link) if is_listed(row, session.day)})
    if _keep_marks(kept, sent, now) + _keep_steps(kept, session, sent, now):
        kept.done.append(LinkUse.TICKED)
    kept.problems = word_problems(link, kept.rows, sent)
    if kept.is_whole:
        _keep_words(kept, session, sent)
    told = [what for what in kept.done if what != LinkUse.TICKED or not link.ticked_lately]
    LinkView._base_manager.bulk_create(LinkView(link=link, what=what) for what in told)
    return kept


def _keep_marks(kept, sent, now):
    marks = []
    for number, tick in sent.marks.items():
        row = kept.rows.get(number)
        kept.codes[number] = code_of(row, tick)
        if kept.codes[number] == Code.STORED:
            row.ticked_mark, row.ticked_at = TICKABLE[tick.letter], tick.at or now
            marks.append(
                ProvisionalMark(link=kept.link, enrolment=row, mark=row.ticked_mark, at=row.ticked_at)
            )
    # A mark ticked anew waits anew, also where the one before was accepted or declined.
    ProvisionalMark._base_manager.bulk_create(
        marks,
        update_conflicts=True,
        unique_fields=["link", "enrolment"],
        update_fields=["mark", "at", "settled_at", "accepted", "settled_by_name"],
    )
    return len(marks)


def _keep_steps(kept, session, sent, now):
    if not (sent.ticked or sent.unticked):
        return 0
    items = set(steps_of(session).values_list("pk", flat=True))
    sure = {pair for pair in sent.ticked | sent.unticked if pair[0] in kept.rows and pair[1] in items}
    number_of = {row.pk: number for number, row in kept.rows.items()}
    ticks = ChecklistTick._base_manager.filter(session=session, enrolment__in=number_of)
    present = {
        (number_of[enrolment], item): (pk, accepted)
        for pk, enrolment, item, accepted in ticks.values_list("pk", "enrolment", "item", "accepted_at")
    }
    new = [
        ChecklistTick(session=session, enrolment=kept.rows[number], item_id=item, link=kept.link, at=now)
        for number, item in sorted(sure & sent.ticked - set(present))
    ]
    ChecklistTick._base_manager.bulk_create(new, ignore_conflicts=True)
    # What an officer has accepted stays.
    gone = [present[pair][0] for pair in sure & sent.unticked & set(present) if not present[pair][1]]
    if gone:
        ChecklistTick._base_manager.filter(pk__in=gone).delete()
    for pair in sure:
        was, accepted = present.get(pair, (None, None))
        kept.steps[pair] = pair in sent.ticked or bool(was and accepted)
    return len(new) + len(gone)


def _keep_words(kept, session, sent):
    link = kept.link
    if sent.remark not in (sent.known_remark, link.remark):
        link.remark = sent.remark
        check(link)
        link.save(update_fields=["remark", "updated_at"])
        kept.done.append(LinkUse.REMARKED)
    if sent.concern and _keep_concern(link, session, kept.rows, sent):
        kept.done.append(LinkUse.REPORTED)


def _keep_concern(link, session, rows, sent):
    if Concern._base_manager.filter(form_key=sent.form_key).exists():
        return False
    concern = Concern(
        session=session,
        enrolment=rows.get(sent.about),
        partner_id=session.training.partner_id,
        text=sent.concern,
        link=link,
        form_key=sent.form_key,
    )
    once(Concern, sent.form_key, lambda: _checked(concern))
    return True


def _checked(row):
    check(row)
    row.save()
    return row


@transaction.atomic
def accept_marks(*, session, versions, by, now=None):
    """Write on the sheet what the instructor ticked for the rows in `versions`, {row number: version shown}.

    A mark that an officer made since then is not overwritten: the answer is a conflict and the tick waits.
    """
    call = opened(session, by, Via.PARTNER, now)
    refuse(call.lock)
    waiting = {mark.enrolment.number: mark for mark in waiting_marks(call.session)}
    answers = [
        taken(call, _entry(number, waiting[number], version))
        for number, version in versions.items()
        if number in waiting
    ]
    recorded = written(call, answers)
    accepted = [answer.entry.number for answer in answers if answer.code in WRITTEN]
    refused = {answer.entry.number for answer in answers} - set(accepted)
    settled = _settle(call.session, accepted, by, call.now, accepted=True)
    ticks = ChecklistTick._base_manager.filter(
        session=call.session, accepted_at=None, enrolment__number__in=set(versions) - refused
    )
    if shown := list(ticks.select_related("item")):
        score_ticks(training=call.session.training, ticks=shown, by=by, now=call.now)
    ticked = ticks.update(accepted_at=call.now, accepted_by_name=by.get_full_name())
    if settled or ticked:
        record(Verb.ACCEPTED, call.session, by=by, changes={"marks": [0, settled], "steps": [0, ticked]})
    return recorded


def _entry(number, mark, version):
    minutes = None if mark.mark == Mark.LATE else 0
    return Entry(number, Said(mark.mark, minutes_late=minutes), base_version=version, made_at=mark.at)


@transaction.atomic
def decline_marks(*, session, numbers, by, now=None):
    """The ticks of these rows are put aside; the sheet stays as it is."""
    session, now = locked_session(session, by), now or timezone.now()
    settled = _settle(session, numbers, by, now, accepted=False)
    ticks = ChecklistTick._base_manager.filter(session=session, accepted_at=None)
    gone, _by_model = ticks.filter(enrolment__number__in=numbers).delete()
    if settled or gone:
        record(Verb.DECLINED, session, by=by, changes={"marks": [settled, 0], "steps": [gone, 0]})
    return session


def waiting_marks(session):
    """One a row: what was ticked last, by whatever address."""
    marks = ProvisionalMark._base_manager.filter(link__session=session, settled_at=None)
    return {mark.enrolment_id: mark for mark in marks.select_related("enrolment").order_by("at")}.values()


def _settle(session, numbers, by, now, *, accepted):
    marks = ProvisionalMark._base_manager.filter(link__session=session, settled_at=None)
    marks = marks.filter(enrolment__number__in=list(numbers))
    return marks.update(settled_at=now, accepted=accepted, settled_by_name=by.get_full_name())


@transaction.atomic
def note_concern(*, concern, answer, by, now=None):
    """Say what was done about a concern."""
    concern = Concern._base_manager.select_for_update(no_key=True).get(pk=concern.pk)
    refuse(noting_problems(concern))
    concern.seen_at, concern.seen_by_name = now or timezone.now(), by.get_full_name()
    concern.answer, concern.version = answer, concern.version + 1
    check(concern)
    concern.save()
    record(Verb.CHANGED, concern, by=by, changes={"seen": [False, True]}, name=str(concern.session))
    return concern
