"""Giving seats: never more than there are, the rest waits in order, and everybody gets an answer."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import AutoField, Count, Max, OuterRef, QuerySet, Subquery
from django.utils import timezone

from clients.models import Client
from pembinaan import dates
from pembinaan.audit.record import record
from pembinaan.audit.verbs import Verb
from pembinaan.bulk import JsonList, write_rows
from pembinaan.problems import Problem, refuse
from pembinaan.saving import once
from trainings import tallying
from trainings.actions.choosing import Chosen
from trainings.booking import rebook
from trainings.choices import SEATED, EnrolmentStatus, SessionStatus
from trainings.eligibility import pairs_while, with_hindrances
from trainings.models import Enrolment, EnrolmentMove, Session, Training
from trainings.querysets import holds_seat
from trainings.rules import enrolment as rules


@dataclass
class Answer:
    """What became of one client: the new enrolment, or the problems that stood against it."""

    client: Client
    enrolment: Enrolment | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def outcome(self):
        return self.enrolment.status if self.enrolment else "refused"


@transaction.atomic
def enrol_many(*, training, clients, by, starts_on=None, choice=None):
    """Give seats in the order of `clients` (a queryset or a list); who finds none waits. One answer a client.

    Everybody takes part from `starts_on`, by default from today or the first session, whichever is earlier.
    Whoever was nominated leaves the nominations. With a `choice` seats go in the order of the shortlist, and
    nothing is written where a reason is wanting.
    """
    return _add_clients(training, clients, None, by, starts_on=starts_on, choice=choice, promotes=True)


@transaction.atomic
def nominate_many(*, training, clients, reason, by):
    """Put clients forward with a reason; the coordinator decides about the seats."""
    return _add_clients(training, clients, EnrolmentStatus.NOMINATED, by, note=reason)


@transaction.atomic
def enrol(*, training, client, form_key, by, starts_on=None):
    """Give one client a seat, or a place on the waiting list where none is free."""
    return once(Enrolment, form_key, lambda: _enrol(training, client, form_key, by, starts_on))


def _enrol(training, client, form_key, by, starts_on):
    # A refusal says why; nothing has been written by then.
    (answer,) = _add_clients(training, [client], None, by, starts_on=starts_on, form_key=form_key)
    refuse(answer.problems)
    return answer.enrolment


@transaction.atomic
def add_guest(*, training, name, origin, form_key, by, starts_on=None):
    """Somebody who is no client, for example a prisoner of a Rutan."""
    return once(Enrolment, form_key, lambda: _add_guest(training, name, origin, form_key, by, starts_on))


def _add_guest(training, name, origin, form_key, by, starts_on):
    found = locked_training(training)
    refuse(rules.open_problems(found))
    (facts,) = Training._base_manager.filter(pk=found.pk).values(**seat_facts(found))
    book = SeatBook(found, facts, by, starts_on=starts_on)
    enrolment = book.add(guest_name=name, guest_origin=origin, form_key=form_key)
    book.write()
    return enrolment


def _add_clients(
    training, clients, status, by, *, choice=None, promotes=False, starts_on=None, note="", **more
):
    found = locked_training(training)
    refuse(rules.open_problems(found))
    rows = read_candidates(found, clients)
    chosen = choice and Chosen(found, choice, rows)
    book = SeatBook(found, vars(rows[0]) if rows else None, by, starts_on=starts_on, note=note)
    nominations = locked_nominations(rows) if promotes else {}
    answers = []
    for client in chosen.rows if chosen else rows:
        nomination = nominations.get(client.nomination)
        problems = tuple(rules.enrolment_problems(client, listed=bool(nomination))) or book.apart(client)
        if problems and not (chosen and chosen.bends(client, problems)):
            answers.append(Answer(client, None, problems))
            continue
        enrolment = (
            book.promote(nomination, client) if nomination else book.add(status, client=client, **more)
        )
        answers.append(Answer(client, enrolment))
    taken = [answer.client.pk for answer in answers if answer.enrolment]
    book.write(chosen.decide(taken, by) if chosen else {})
    return answers


def locked_training(training):
    rows = Training._base_manager.select_related("office").select_for_update(of=("self",), no_key=True)
    return rows.get(pk=training.pk)


def locked_with_sessions(training):
    """The training behind its sessions: in this order marks lock both, so that nobody waits for ever."""
    sessions = Session._base_manager.filter(training=training.pk).select_for_update(no_key=True)
    list(sessions.order_by("pk").values("pk"))
    return locked_training(training)


def read_candidates(training, clients):
    """The clients as they are under the lock, with hindrances and seats, in the order given."""
    given = None if isinstance(clients, QuerySet) else [client.pk for client in clients]
    rows = clients if given is None else Client._base_manager.filter(pk__in=given)
    facts = seat_facts(training) | person_facts(training)
    rows = list(with_hindrances(rows, training).annotate(**facts))
    return rows if given is None else sorted(rows, key=lambda client: given.index(client.pk))


def locked_nominations(rows):
    """By id, the nominations of these clients for the training."""
    ids = [client.nomination for client in rows if client.nomination]
    found = Enrolment._base_manager.filter(pk__in=ids).select_for_update(no_key=True) if ids else []
    return {row.pk: row for row in found}


def seat_facts(training):
    """Seats taken or offered, the highest row number, the first session's day: expressions of any query.

    They must not be read in the query that takes the lock: it would answer from before the wait.
    """
    taken = Enrolment._base_manager.filter(training=training).order_by().values("training")
    days = Session._base_manager.filter(training=training).exclude(status=SessionStatus.CANCELLED)
    return {
        "seats_taken": Subquery(taken.filter(holds_seat()).values(n=Count("pk"))),
        "last_number": Subquery(taken.values(n=Max("number"))),
        "first_day": Subquery(days.order_by("day").values("day")[:1]),
    }


def person_facts(training):
    """The client's nomination for the training, and the ids of those to be kept apart from: expressions."""
    own = Enrolment._base_manager.filter(
        training=training, client=OuterRef("pk"), status=EnrolmentStatus.NOMINATED
    )

    def others(one, other):
        rows = pairs_while(training.starts_on).filter(**{one: OuterRef("pk")}).order_by().values(one)
        return Subquery(rows.annotate(ids=JsonList(other)).values("ids"))

    return {
        "nomination": Subquery(own.values("pk")[:1]),
        "apart_first": others("second", "first"),
        "apart_second": others("first", "second"),
    }


class SeatBook:
    """New rows of one training's list, collected under its lock and written together."""

    def __init__(self, training, facts, by, *, starts_on=None, note=""):
        facts = facts or {"seats_taken": 0, "last_number": 0, "first_day": None}
        self.training, self.by, self.note = training, by, note
        self.free = training.capacity - (facts["seats_taken"] or 0)
        self.next_number = (facts["last_number"] or 0) + 1
        self.starts_on = starts_on or default_start(training, facts["first_day"])
        self.rows, self.promoted, self.seated = [], [], {}

    def add(self, status=None, **who):
        """One more row; without a status it gets a seat while there is one."""
        status = status or (EnrolmentStatus.ENROLLED if self.free > 0 else EnrolmentStatus.WAITING)
        seated = status in SEATED
        enrolment = Enrolment(
            training=self.training,
            number=self.next_number,
            status=status,
            requested_at=timezone.now(),
            requested_by_name=self.by.get_full_name(),
            starts_on=self.starts_on if seated else None,
            note=self.note,
            **who,
        )
        self.free -= seated
        self.next_number += 1
        self.rows.append(enrolment)
        self._sits(enrolment)
        return enrolment

    def promote(self, enrolment, client):
        """Somebody nominated gets a seat while there is one, else a place on the waiting list."""
        enrolment.client, enrolment.training = client, self.training
        enrolment.status = EnrolmentStatus.ENROLLED if self.free > 0 else EnrolmentStatus.WAITING
        seated = enrolment.status in SEATED
        enrolment.starts_on = self.starts_on if seated else None
        enrolment.version += 1
        enrolment.updated_at = timezone.now()
        self.free -= seated
        self.promoted.append(enrolment)
        self._sits(enrolment)
        return enrolment

    def _sits(self, enrolment):
        if enrolment.status in SEATED and enrolment.client_id:
            self.seated[enrolment.client_id] = enrolment.number

    def apart(self, client):
        """Those who get a seat in this very action are kept apart as well."""
        ids = [UUID(str(pk)) for pk in [*(client.apart_first or []), *(client.apart_second or [])]]
        return tuple(rules.apart_problem(self.seated[pk]) for pk in ids if pk in self.seated)

    def write(self, decided=None):
        if not self.rows and not self.promoted:
            return
        self._insert()
        record(Verb.ENROLLED, self.training, by=self.by, changes=self._told() | (decided or {}))
        rebook(self.training.pk)
        tallying.write(self.training)

    def _insert(self):
        name, note = self.by.get_full_name(), self.note[:200]
        moves = [
            EnrolmentMove(enrolment=row, to_status=row.status, by_name=name, note=note) for row in self.rows
        ]
        for row in self.promoted:
            was = EnrolmentStatus.NOMINATED
            moves.append(EnrolmentMove(enrolment=row, from_status=was, to_status=row.status, by_name=name))
        if self.rows:
            insert(self.rows)
        if self.promoted:
            Enrolment._base_manager.bulk_update(
                self.promoted, ["status", "starts_on", "version", "updated_at"]
            )
        insert(moves)

    def _told(self):
        """Row numbers by status: the trail of a training names no people."""
        told = {}
        for row in [*self.rows, *self.promoted]:
            told.setdefault(row.status, []).append(str(row.number))
        return {status: ["", ", ".join(numbers)] for status, numbers in told.items()}


def default_start(training, first_day):
    return min(dates.today(training.office), first_day or training.starts_on)


def insert(records):
    """Write new records in one statement, however many they are."""
    model = type(records[0])
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, AutoField)]
    write_rows(model, [{field.attname: field.pre_save(row, True) for field in fields} for row in records])
