"""The secret in an instructor's address, how long it opens the sheet, and what may be said through it."""

import secrets
from datetime import UTC, timedelta

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Now
from django.utils.translation import gettext as _

from clients.models import Client
from clients.querysets import is_restricted_q
from pembinaan import dates
from pembinaan.crypto import keyed_hash
from pembinaan.problems import Problem
from trainings.choices import TOOK_PART, LinkUse, Mark, SessionStatus
from trainings.models import (
    AttendanceEvent,
    ChecklistItem,
    ChecklistTick,
    Concern,
    Enrolment,
    LinkView,
    ProvisionalMark,
    Session,
)
from trainings.policy import LINK_HOURS, LINK_TICKING_MINUTES, OPENS_BEFORE_MINUTES
from trainings.querysets import month_sealed
from trainings.rules.attendance import is_expected, opens_at, sheet_problems
from trainings.sheet import Code, Row

SIGNS = "0123456789abcdefghjkmnpqrstvwxyz"
"""32 signs of which none is taken for another when read out."""
LENGTH, GROUP = 28, 4
TICKABLE = {"H": Mark.PRESENT, "T": Mark.LATE, "A": Mark.ABSENT}
MAX_REMARK, MAX_CONCERN = 200, 1000


def new_secret():
    """140 random bits. The address carries nothing else: no number of a session that could be exchanged, so
    the secret is its own signature, checked by looking for its keyed hash."""
    return "".join(secrets.choice(SIGNS) for _sign in range(LENGTH))


def spelled(secret):
    """As it stands in the address: in groups, to be read out."""
    return "-".join(secret[at : at + GROUP] for at in range(0, len(secret), GROUP))


def hash_of(typed):
    """Found by an index over hashes, which takes no longer for a secret that is nearly right."""
    plain = typed.lower().replace("-", "").replace("o", "0").replace("i", "1").replace("l", "1")
    return keyed_hash(f"instructor link {plain[: LENGTH + 1]}")


def expires_at(session):
    return session.ends_at + timedelta(hours=LINK_HOURS)


def making_problems(session, now):
    if problems := sheet_problems(session, now):
        return problems
    if session.attested_at:
        return [Problem("closed", _("The sheet is closed; there is nothing left to tick."))]
    if now >= expires_at(session):
        return [Problem("too_late", _("The session ended too long ago for an instructor's address."))]
    return []


def opening_problems(link, session, now):
    """Why the address no longer opens the sheet; who holds it is told no more than that."""
    training = session.training
    if link.revoked_at or now >= link.expires_at:
        return [Problem("expired", _("This address is no longer valid."))]
    if session.attested_at or session.status == SessionStatus.CANCELLED or training.is_over:
        return [Problem("closed", _("This address is no longer valid."))]
    return []


def with_sheet_state(links):
    """Links with their session and everything that says what it may still receive, in one query.

    Adds `month_sealed`, `first_entry_at` and `ticked_lately`: whether the list of uses tells of these ticks.
    """
    session = Session._base_manager.filter(pk=OuterRef("session"))
    opened = OuterRef("session__starts_at") - timedelta(minutes=OPENS_BEFORE_MINUTES)
    entries = AttendanceEvent._base_manager.filter(session=OuterRef("session"), at__gte=opened)
    uses = LinkView._base_manager.filter(link=OuterRef("pk"), what=LinkUse.TICKED)
    lately = Now() - timedelta(minutes=LINK_TICKING_MINUTES)
    return links.select_related("session__training__office").annotate(
        month_sealed=Subquery(session.values(sealed=month_sealed())),
        first_entry_at=Subquery(entries.order_by("at").values("at")[:1]),
        ticked_lately=Exists(uses.filter(at__gte=lately)),
    )


def version_of(ticked_at):
    """What a page knows a row's tick by: when it was made, which no other tick of the row shares."""
    return ticked_at.astimezone(UTC).isoformat() if ticked_at else ""


def code_of(row, tick):
    """What becomes of a tick; `row` is None when there is no such row on the list."""
    if row is None:
        return Code.NOT_ON_LIST
    if row.ticked_mark == TICKABLE[tick.letter]:
        return Code.SAME
    return Code.STORED if tick.known == version_of(row.ticked_at) else Code.CONFLICT


def word_problems(link, rows, sent):
    """Why the words stay on the page: a remark of somebody else is not written over unseen."""
    problems = []
    if sent.remark != sent.known_remark and link.remark not in (sent.known_remark, sent.remark):
        message = _("Somebody else has written meanwhile: “%(remark)s”. Sending again replaces it.")
        problems.append(Problem("changed", message % {"remark": link.remark}, "remark"))
    if sent.about is not None and sent.about not in rows:
        problems.append(Problem("no_row", _("There is no such row on this list."), "about"))
    return problems


def ticking_problems(session, now):
    """Why nobody can be ticked for the time being."""
    if problems := sheet_problems(session, now):
        return problems
    if now < opens_at(session):
        return [Problem("not_open", _("Attendance can be ticked from one hour before the session."))]
    return []


def is_listed(enrolment, day):
    """Whether the instructor sees a row read with_status_in() the session: who pauses is not expected."""
    facts = (enrolment.number, enrolment.pk, enrolment.now_status, enrolment.starts_on, enrolment.ends_on)
    return is_expected(Row(*facts), day)


def steps_of(session):
    """What participants show to be able to do in the modules of the session."""
    taught = ChecklistItem.objects.filter(module__in=session.parts.values("module"))
    return taught.order_by("module__order", "order")


def first_name(enrolment, session):
    """The first word of the name; of a restricted person not even that, whatever the training."""
    client, office = enrolment.client, session.training.office
    day = min(session.day, dates.today(office))
    if client is not None and client.is_restricted_on(day):
        return _("Participant")
    words = (client.name if client is not None else enrolment.guest_name).split()
    return words[0] if words else _("Participant")


def concerns_q(user):
    """A PK sees what concerns the own clients and the sessions they attend; who runs or heads, all.

    What concerns a restricted client is open to the PK and the head alone.
    """
    if not user.has_perm("trainings.nominate_client"):
        return Q() if user.sees_restricted else ~Exists(about_restricted(user))
    own = Enrolment._base_manager.filter(
        training=OuterRef("session__training"), client__counsellor=user.pk, status__in=TOOK_PART
    )
    about_nobody = Q(enrolment=None) | Q(enrolment__client=None)
    return Q(enrolment__client__counsellor=user.pk) | about_nobody & Q(Exists(own))


def about_restricted(user):
    """Of a concern: its client, where restricted and not in the user's own care."""
    rows = Client._base_manager.filter(is_restricted_q(dates.today(user.office)))
    return rows.filter(pk=OuterRef("enrolment__client")).exclude(counsellor=user.pk)


def waiting_of(name):
    """What came in by an instructor's address and is neither accepted nor put aside."""
    if name == "marks":
        return ProvisionalMark._base_manager.filter(settled_at=None)
    return ChecklistTick._base_manager.filter(accepted_at=None)


def waits_from_instructor_q(user):
    """Of sessions: somebody has to look at ticks or at a concern. Few rows wait, so they are asked first."""
    concerns = Concern._base_manager.filter(concerns_q(user), seen_at=None)
    return (
        Q(pk__in=waiting_of("marks").values("link__session"))
        | Q(pk__in=waiting_of("ticks").values("session"))
        | Q(pk__in=concerns.order_by().values("session"))
    )


def has_notes():
    marks = waiting_of("marks").filter(link__session=OuterRef("pk"))
    return Exists(marks) | Exists(waiting_of("ticks").filter(session=OuterRef("pk")))


def open_concerns(user):
    """How many of a session are open to the user and not dealt with."""
    found = Concern._base_manager.filter(concerns_q(user), session=OuterRef("pk"), seen_at=None)
    return Coalesce(Subquery(found.order_by().values("session").annotate(n=Count("pk")).values("n")), 0)


def noting_problems(concern):
    if concern.seen_at:
        message = _("%(name)s has already noted what was done.") % {"name": concern.seen_by_name}
        return [Problem("seen", message)]
    return []


def report_problems(training, session, enrolment=None):
    """The session and the participant are those of the training that the page names."""
    if session.training_id != training.pk:
        return [Problem("session", _("Choose a session of this training."), "session")]
    if enrolment is not None and enrolment.training_id != training.pk:
        return [Problem("enrolment", _("Choose a participant of this training."), "enrolment")]
    return []
