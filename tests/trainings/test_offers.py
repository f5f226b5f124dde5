"""A free seat is offered to who waits first, held until the answer, passed on; nobody is skipped unsaid."""

import random
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import OperationalError, connection
from django.utils import timezone

from pembinaan import dates
from pembinaan.accounts.models import Holiday
from pembinaan.audit.models import AuditEntry
from pembinaan.problems import Problem, RuleBroken
from tests import make
from trainings.actions.enrolment import enrol
from trainings.actions.moves import move_enrolment
from trainings.actions.offers import answer_offer, pass_on
from trainings.actions.planning import change_training, move_training
from trainings.actions.walk_in import add_walk_in
from trainings.clocks import run_seats
from trainings.models import Enrolment, EnrolmentMove, SeatOffer
from trainings.rules.offers import Place, answer_until, before, choose

WITA = ZoneInfo("Asia/Makassar")
MONDAY = date(2026, 8, 31)


@pytest.mark.parametrize(
    ("asked", "hours", "closed", "until"),
    [
        ((0, 8, 0), 8, (), (0, 16, 0)),
        ((0, 9, 30), 4, (), (0, 13, 30)),
        ((0, 9, 30), 8, (), (1, 9, 30)),
        ((0, 6, 0), 1, (), (0, 9, 0)),
        ((0, 20, 0), 1, (), (1, 9, 0)),
        ((0, 16, 0), 1, (), (1, 9, 0)),
        ((4, 15, 0), 2, (), (7, 9, 0)),
        ((5, 11, 0), 8, (), (7, 16, 0)),
        ((0, 12, 0), 24, (), (3, 12, 0)),
        ((0, 12, 0), 8, (1, 2), (3, 12, 0)),
        ((4, 8, 0), 9, (7,), (8, 9, 0)),
        ((0, 8, 0), 240, (), (39, 16, 0)),
    ],
)
def test_the_answer_is_due_after_so_many_office_hours(asked, hours, closed, until):
    def moment(days, hour, minute):
        return datetime(2026, 8, 31, hour, minute, tzinfo=WITA) + timedelta(days=days)

    days_off = frozenset(MONDAY + timedelta(days=day) for day in closed)
    found = answer_until(moment(*asked).astimezone(UTC), hours, days_off, WITA)
    assert found == moment(*until)


NOW = datetime(2026, 8, 31, 9, 0, tzinfo=WITA)


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as moving:
        yield moving


@pytest.fixture
def training(clock, cast):
    """Two seats taken, one person after the other waiting; the session is in two weeks."""
    made = make.training(cast.palu, day=MONDAY + timedelta(days=14), capacity=2, status="approved")
    for _number in range(2):
        make.enrolment(made)
    return made


def leave(cast, training, number=1):
    row = training.enrolments.get(number=number)
    reason = make.reason("left", "moved")
    return move_enrolment(
        enrolment=row, move="leave", on=row.starts_on, reason=reason, version=row.version, by=cast.coordinator
    )


def offered(training):
    rows = SeatOffer.objects.filter(enrolment__training=training, state="open")
    return sorted(rows.values_list("enrolment__number", flat=True))


def answer(cast, training, number, what, **more):
    offer = SeatOffer.objects.get(enrolment__training=training, enrolment__number=number, state="open")
    return answer_offer(offer=offer, answer=what, by=cast.coordinator, **more)


def refusal_of(call, *args, **kwargs):
    with pytest.raises(RuleBroken) as refusal:
        call(*args, **kwargs)
    return refusal.value.codes


def test_the_freed_seat_goes_to_the_earliest_request(cast, training):
    make.waiting(training, ago=1)
    make.waiting(training, ago=5)
    leave(cast, training)
    assert offered(training) == [4]
    offer = SeatOffer.objects.get()
    assert offer.expires_at == datetime(2026, 9, 3, 9, 0, tzinfo=WITA)
    entry = AuditEntry.objects.get(verb="offered")
    assert (entry.actor_name, entry.target_id) == ("Rina Anggreni", str(offer.enrolment_id))


def test_holidays_stop_the_clock(cast, training):
    Holiday.objects.create(day=MONDAY + timedelta(days=1), name="Libur")
    Holiday.objects.create(day=MONDAY + timedelta(days=2), name="Acara kantor", office=cast.palu)
    Holiday.objects.create(day=MONDAY + timedelta(days=3), name="Acara", office=cast.luwuk)
    make.waiting(training)
    leave(cast, training)
    assert SeatOffer.objects.get().expires_at == datetime(2026, 9, 7, 9, 0, tzinfo=WITA)


def test_an_offer_does_not_outlive_the_last_session(cast, training):
    session = training.sessions.get()
    session.starts_at, session.ends_at = NOW + timedelta(hours=3), NOW + timedelta(hours=5)
    session.save()
    make.waiting(training)
    leave(cast, training)
    assert SeatOffer.objects.get().expires_at == session.starts_at


def test_accepting_takes_the_seat(cast, training):
    make.waiting(training)
    leave(cast, training)
    answer(cast, training, 3, "accept", note="Lewat telepon")
    row = training.enrolments.get(number=3)
    assert (row.status, row.starts_on) == ("enrolled", MONDAY)
    offer = row.offers.get()
    assert (offer.state, offer.answered_by_name, offer.note) == ("accepted", "Rina Anggreni", "Lewat telepon")
    assert row.moves.last().note.endswith("· Lewat telepon")


@pytest.mark.parametrize("what", ["decline", "withdraw"])
def test_a_no_passes_the_seat_on_and_is_not_asked_again(cast, training, what):
    make.waiting(training, ago=2)
    make.waiting(training, ago=1)
    leave(cast, training)
    answer(cast, training, 3, what, note="Sudah bekerja")
    assert offered(training) == [4]
    answer(cast, training, 4, "decline")
    assert offered(training) == []
    assert "Sudah bekerja" in training.enrolments.get(number=3).moves.last().note


def test_withdrawing_needs_a_reason(cast, training):
    make.waiting(training)
    leave(cast, training)
    assert refusal_of(answer, cast, training, 3, "withdraw") == {"note"}


def test_an_offer_ends_once(cast, training):
    make.waiting(training)
    leave(cast, training)
    offer = SeatOffer.objects.get()
    answer_offer(offer=offer, answer="decline", by=cast.coordinator)
    assert refusal_of(answer_offer, offer=offer, answer="accept", by=cast.coordinator) == {"ended"}


def test_the_clock_passes_on_what_nobody_answered(cast, training, clock):
    make.waiting(training, ago=2)
    make.waiting(training, ago=1)
    leave(cast, training)
    clock.move_to(datetime(2026, 9, 3, 8, 59, tzinfo=WITA))
    assert run_seats(cast.palu) == 0
    clock.move_to(datetime(2026, 9, 3, 9, 0, tzinfo=WITA))
    assert refusal_of(answer, cast, training, 3, "accept") == {"expired"}
    assert run_seats(cast.palu) == 2
    assert offered(training) == [4]
    ended = SeatOffer.objects.get(state="expired")
    assert (ended.enrolment.number, ended.answered_by_name) == (3, "Sistem")
    assert run_seats(cast.palu) == 0


def test_a_run_that_breaks_off_leaves_nothing_half_done(cast, training, clock):
    make.waiting(training, ago=2)
    make.waiting(training, ago=1)
    leave(cast, training)
    clock.move_to(datetime(2026, 9, 3, 9, 0, tzinfo=WITA))
    for statement in range(60):
        try:
            with connection.execute_wrapper(breaking_at(statement)):
                run_seats(cast.palu)
        except OperationalError:
            assert offered(training) == [3]
        else:
            break
    assert statement > 10
    assert offered(training) == [4]


def breaking_at(number):
    """Once, as when the connection is lost; what is rolled back then is let through."""
    sent = iter(range(1_000))

    def execute(execute, sql, params, many, context):
        if next(sent) == number:
            raise OperationalError
        return execute(sql, params, many, context)

    return execute


def test_an_open_offer_holds_its_seat(cast, training):
    make.waiting(training)
    leave(cast, training)
    late = enrol(training=training, client=make.client(cast.palu), form_key=uuid4(), by=cast.coordinator)
    assert late.status == "waiting"
    session = training.sessions.get()
    with time_machine.travel(session.starts_at):
        walk_in = refusal_of(add_walk_in, session=session, name="Baru", form_key=uuid4(), by=cast.coordinator)
    assert walk_in == {"full"}
    values = plan_of(training) | {"capacity": 1}
    assert refusal_of(
        change_training, training=training, values=values, version=training.version, by=cast.coordinator
    ) == {"seats"}


def plan_of(training):
    names = ("programme", "title", "place", "starts_on", "ends_on", "capacity")
    links = {"instructors": [], "strategic_programmes": []}
    return {name: getattr(training, name) for name in names} | links


def test_more_seats_are_offered_in_order(cast, training):
    for ago in (3, 2, 1):
        make.waiting(training, ago=ago)
    values = plan_of(training) | {"capacity": 4}
    change_training(training=training, values=values, version=training.version, by=cast.coordinator)
    assert offered(training) == [3, 4]


def test_a_training_called_off_ends_offers_and_planned_again_makes_them(cast, training):
    make.waiting(training)
    leave(cast, training)
    training.refresh_from_db()
    for move, reason in (("postpone", make.reason("postponed", "rain")), ("resume", None)):
        step = {"reason": reason} if reason else {}
        training = move_training(
            training=training, move=move, version=training.version, by=cast.coordinator, **step
        )
        assert offered(training) == ([] if move == "postpone" else [3])


@pytest.mark.parametrize("facts", [{"status": "cancelled"}, {"status": "completed", "completed_on": MONDAY}])
def test_no_offer_where_nobody_can_join(cast, training, facts):
    make.waiting(training)
    training.enrolments.filter(number=1).delete()
    type(training).objects.filter(pk=training.pk).update(**facts)
    assert pass_on(training=training) == 0
    assert offered(training) == []


def test_no_offer_when_every_session_is_over(cast, training, clock):
    make.waiting(training)
    clock.move_to(training.sessions.get().starts_at + timedelta(minutes=1))
    leave(cast, training)
    assert offered(training) == []


def test_who_can_no_longer_take_part_is_skipped_with_the_reason(cast, training):
    gone = make.client(cast.palu, status="ended", end_reason="completed", ended_on=MONDAY)
    make.waiting(training, gone, ago=9)
    make.waiting(training, ago=1)
    leave(cast, training)
    assert offered(training) == [4]
    skipped = EnrolmentMove.objects.filter(enrolment__number=3)
    assert ["sudah" in move.note or "ended" in move.note or "berakhir" in move.note for move in skipped] == [
        True
    ]
    leave(cast, training, number=2)
    assert skipped.count() == 1


def test_a_seat_given_by_hand_past_others_needs_a_reason_that_they_can_read(cast, training):
    first, second = make.waiting(training, ago=9), make.waiting(training, ago=1)
    training.enrolments.filter(number=1).delete()  # a seat that was free before anybody offered any

    def give(**more):
        return move_enrolment(
            enrolment=second, move="enrol", on=MONDAY, version=1, by=cast.coordinator, **more
        )

    assert refusal_of(give) == {"skips"}
    assert give(note="Datang sendiri dari Sigi").status == "enrolled"
    assert "Datang sendiri dari Sigi" in first.moves.get().note


def test_giving_the_offered_seat_by_hand_ends_the_offer(cast, training):
    make.waiting(training)
    leave(cast, training)
    row = training.enrolments.get(number=3)
    move_enrolment(enrolment=row, move="enrol", on=MONDAY, version=row.version, by=cast.coordinator)
    assert row.offers.get().state == "accepted"
    assert training.enrolments.filter(status="enrolled").count() == 2


def test_an_offer_is_no_promise_once_the_guidance_has_ended(cast, training):
    row = make.waiting(training)
    leave(cast, training)
    type(row.client).objects.filter(pk=row.client_id).update(
        status="ended", end_reason="completed", ended_on=MONDAY
    )
    assert refusal_of(answer, cast, training, 3, "accept") == {"ended"}
    assert Enrolment.objects.get(pk=row.pk).status == "waiting"


@pytest.mark.parametrize("count", [1, 3])
def test_offering_costs_the_same_however_many_wait(cast, training, django_assert_num_queries, count):
    for ago in range(count):
        make.waiting(training, ago=ago)
    type(training).objects.filter(pk=training.pk).update(capacity=3)
    with django_assert_num_queries(14):
        assert pass_on(training=training) == 1
    with django_assert_num_queries(6):
        assert pass_on(training=training) == 0


def lists(seed):
    """A random waiting list with what may have become of each place."""
    dice = random.Random(seed)
    for number in range(dice.randint(0, 12)):
        row = SimpleNamespace(
            pk=number, number=number, requested_at=NOW + timedelta(hours=dice.randint(0, 5))
        )
        state = dice.choice([None, None, None, "open", "declined", "expired", "withdrawn"])
        offer = SimpleNamespace(state=state, note=dice.choice(["", "Alasan"])) if state else None
        problems = (Problem("ended", "x"),) if dice.random() < 0.3 else ()
        yield Place(row, offer, problems)


def test_in_a_thousand_lists_nobody_is_skipped_without_a_reason():
    for seed in range(1_000):
        line = sorted(lists(seed), key=lambda place: (place.row.requested_at, place.row.number))
        free = seed % 5
        chosen, passed = choose(line, free)
        assert len(chosen) <= free
        eligible = [p for p in line if p.is_in_line and not p.problems]
        assert chosen == eligible[:free]
        for place in chosen:
            for earlier in line[: line.index(place)]:
                explained = earlier.offer is not None or any(earlier is other for other in passed)
                assert any(earlier is other for other in chosen) or explained
        assert all(place.problems for place in passed)
        if len(eligible) > free:
            # Who is next after those needs a reason for nobody but them.
            assert before(line, eligible[free].row) == eligible[:free]


def test_dates_are_said_in_the_history(cast, training):
    make.waiting(training)
    leave(cast, training)
    said = training.enrolments.get(number=3).moves.get().note
    assert dates.as_date(timezone.now(), cast.palu) == MONDAY
    assert "2026" in said
