"""Making and ending an instructor's address, what comes in by it, and what an officer makes of that."""

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from pembinaan.audit.record import record
from pembinaan.audit.verbs import Verb
from pembinaan.problems import refuse
from pembinaan.saving import check, once
from trainings.actions.attendance import opened, taken, written
from trainings.choices import LinkUse, Mark, Via
from trainings.models import (
    AttendanceEvent,
    ChecklistTick,
    Concern,
    InstructorLink,
    LinkView,
    ProvisionalMark,
)
from trainings.rules.attendance import opens_at
from trainings.rules.instructor_link import (
    TICKABLE,
    expires_at,
    hash_of,
    is_listed,
    making_problems,
    new_secret,
    noting_problems,
    opening_problems,
    steps_of,
    ticking_problems,
)
from trainings.sheet import Code, Entry, Said

WRITTEN = (Code.STORED, Code.SAME)


def locked_session(session, by):
    return opened(session, by, Via.PARTNER).session


def session_of(link, **locking):
    """The one session that the link opens, reached from it and from nothing else."""
    sessions = link.session.training.sessions.with_sheet_facts()
    if locking:
        sessions = sessions.select_for_update(of=("self",), **locking)
    session = sessions.get(pk=link.session_id)
    # What the time for corrections depends on.
    entries = AttendanceEvent._base_manager.filter(session=session, at__gte=opens_at(session))
    session.first_entry_at = entries.order_by("at").values_list("at", flat=True).first()
    return session


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


@dataclass
class Sent:
    """What came from the instructor; only what differs from what the page showed."""

    marks: dict = field(default_factory=dict)
    """{row number: letter}"""
    ticked: set = field(default_factory=set)
    unticked: set = field(default_factory=set)
    """Pairs of a row number and the id of an item."""
    remark: str | None = None
    concern: str = ""
    about: int | None = None
    form_key: Any = None


@transaction.atomic
def save_by_link(*, link, sent, now=None):
    """Keep what the instructor sent beside the sheet; it counts nowhere. Says what was done."""
    # The session first, as all who write on a sheet do.
    session, now = session_of(link, no_key=True), now or timezone.now()
    link = InstructorLink._base_manager.get(pk=link.pk)
    refuse(opening_problems(link, session, now))
    people = session.training.enrolments.meant_by(session).with_status_in(session)
    rows = {row.number: row for row in people if is_listed(row, session.day)}
    if sent.marks or sent.ticked or sent.unticked:
        refuse(ticking_problems(session, now))
    done = []
    if _keep_marks(link, rows, sent, now) + _keep_ticks(link, session, rows, sent, now):
        done.append(LinkUse.TICKED)
    if sent.remark is not None and sent.remark != link.remark:
        link.remark = sent.remark
        check(link)
        link.save(update_fields=["remark", "updated_at"])
        done.append(LinkUse.REMARKED)
    if sent.concern and _keep_concern(link, session, rows, sent):
        done.append(LinkUse.REPORTED)
    LinkView._base_manager.bulk_create(LinkView(link=link, what=what) for what in done)
    return done


def _keep_marks(link, rows, sent, now):
    marks = [
        ProvisionalMark(link=link, enrolment=rows[number], mark=TICKABLE[letter], at=now)
        for number, letter in sent.marks.items()
        if number in rows and letter in TICKABLE
    ]
    # A mark ticked anew waits anew, also where the one before was accepted or declined.
    ProvisionalMark._base_manager.bulk_create(
        marks,
        update_conflicts=True,
        unique_fields=["link", "enrolment"],
        update_fields=["mark", "at", "settled_at", "accepted", "settled_by_name"],
    )
    return len(marks)


def _keep_ticks(link, session, rows, sent, now):
    items = set(steps_of(session).values_list("pk", flat=True)) if sent.ticked or sent.unticked else set()
    ticks = [
        ChecklistTick(session=session, enrolment=rows[number], item_id=item, link=link, at=now)
        for number, item in sorted(sent.ticked)
        if number in rows and item in items
    ]
    ChecklistTick._base_manager.bulk_create(ticks, ignore_conflicts=True)
    waiting = ChecklistTick._base_manager.filter(session=session, accepted_at=None)
    gone = [
        waiting.filter(enrolment=rows[number], item=item).delete()[0]
        for number, item in sorted(sent.unticked)
        if number in rows and item in items
    ]
    return len(ticks) + sum(gone)


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
