"""The tally equals a naive recomputation from the facts, whatever happened."""

from collections import Counter
from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pembinaan import dates
from pembinaan.accounts.models import ServicePost
from tests import make
from tests.trainings import naive
from trainings.models import Attendance, BudgetLine, CatchUp, FollowUp, Outcome, Paper, Score, TrainingTally
from trainings.models.tally import COUNTS
from trainings.tallying import refresh_tally


def stored(training):
    """{cell: counts} of the tally without the cells that hold nothing."""
    cells = {}
    for row in TrainingTally.objects.filter(training=training):
        counts = {name: getattr(row, name) for name in COUNTS if getattr(row, name)}
        if counts:
            cells[(row.month, row.sex, row.age_group, row.category, row.region_code)] = counts
    return cells


def mark(session, enrolment, value, by, **more):
    if value in ("excused", "sick"):
        more.setdefault("reason", make.reason())
    if value == "late":
        more.setdefault("minutes_late", 15)
    return Attendance.objects.create(
        session=session,
        enrolment=enrolment,
        mark=value,
        marked_at=timezone.now(),
        marked_by=by,
        marked_by_name=by.name,
        **more,
    )


def test_one_known_training(cast):
    training = make.training(cast.palu, day=dates.today(cast.palu) - timedelta(days=3))
    session = training.sessions.get()
    session.status = "held"
    session.save()
    people = [make.enrolment(training) for _ in range(4)]
    for person, value in zip(people, ("present", "late", "excused", "absent"), strict=True):
        mark(session, person, value, cast.coordinator)
    refresh_tally(training.pk)
    total = Counter()
    for counts in stored(training).values():
        total.update(counts)
    assert total["enrolled"] == 4
    assert total["minutes_expected"] == 3 * 180
    assert total["minutes_credited"] == 180 + 165
    assert (total["marks_present"], total["marks_late"], total["marks_missing"]) == (1, 1, 0)
    assert total["seats"] == 20


def test_a_cell_without_facts_falls_to_zero(cast):
    training = make.training(cast.palu)
    person = make.enrolment(training)
    refresh_tally(training.pk)
    person.delete()
    refresh_tally(training.pk)
    assert stored(training) == naive.recount(training)
    assert sum(row.enrolled for row in TrainingTally.objects.filter(training=training)) == 0


MARKS = st.sampled_from(["", "present", "late", "excused", "refused", "sick", "absent", None])
PEOPLE = st.lists(
    st.fixed_dictionaries(
        {
            "sex": st.sampled_from(["L", "P", ""]),
            "years": st.integers(15, 60),
            "category": st.sampled_from(["PB", "CB", "ANAK_DIVERSI"]),
            "region_id": st.sampled_from([None, "72.71", "72.10"]),
            "guest": st.booleans(),
            "status": st.sampled_from(
                ["enrolled", "paused", "completed", "not_completed", "left", "waiting", "nominated"]
            ),
            "result": st.sampled_from(["", "competent", "not_yet_competent"]),
            "joined": st.integers(0, 3),
            "away": st.none() | st.tuples(st.integers(0, 3), st.integers(0, 2) | st.none()),
            "left": st.integers(0, 3),
            "marks": st.tuples(MARKS, MARKS, MARKS),
            "early": st.integers(0, 200),
            "catches_up": st.booleans(),
            "certificate": st.none()
            | st.tuples(
                st.sampled_from(["valid", "suspended", "replaced", "revoked"]),
                st.none() | st.integers(10, 18),
            ),
            "outcomes": st.tuples(
                *[st.sampled_from([None, "employed", "own_business", "seeking", "unknown"])] * 5
            ),
            "scores": st.tuples(*[st.none() | st.integers(0, 100)] * 2),
            "told": st.fixed_dictionaries(
                {
                    "has_nib": st.booleans(),
                    "has_pirt": st.booleans(),
                    "uses_skill": st.sampled_from([None, True, False]),
                    "income": st.sampled_from([None, 0, 500_000, 2_000_000]),
                    "income_band": st.sampled_from(["", "under_1m", "over_5m"]),
                    "compliance": st.sampled_from(["", "compliant", "revoked"]),
                }
            ),
            "done_after": st.sampled_from([15, 16]),
            "ended": st.none()
            | st.tuples(
                st.sampled_from(["completed", "new_offence", "broke_conditions"]), st.integers(0, 380)
            ),
            "guidance": st.none() | st.integers(-30, 380),
        }
    ),
    max_size=5,
)
SESSIONS = st.tuples(*[st.sampled_from(["planned", "held", "cancelled"])] * 3)


def build(cast, status, sessions, people, gap, catch_up=False):
    day = dates.today(cast.palu).replace(day=28) - timedelta(days=40)
    training = make.training(cast.palu, day=day, sessions=0, programme=make.programme(), status="running")
    held = [
        make.session(
            training,
            number=number,
            day=day + timedelta(days=gap * number),
            status=state,
            cancel_reason=make.reason("session_cancelled", "hall") if state == "cancelled" else None,
        )
        for number, state in enumerate(sessions, start=1)
    ]
    for facts in people:
        person = add_person(cast, training, held, facts, day, gap)
        if catch_up and facts["catches_up"]:
            CatchUp.objects.create(session=held[2], enrolment=person, missed=held[0])
    training.sessions.filter(number=3).update(is_catch_up=catch_up)
    training.status = status
    training.completed_on = day + timedelta(days=45) if status == "completed" else None
    training.save()
    for person, facts in zip(training.enrolments.order_by("number"), people, strict=True):
        if training.completed_on and facts["certificate"]:
            state, days = facts["certificate"]
            handed_over = training.completed_on + timedelta(days=days) if days else None
            make.certificate(person, state=state, handed_over_on=handed_over)
    return training


def add_person(cast, training, sessions, facts, day, gap):
    who = (
        None
        if facts["guest"]
        else make.client(
            cast.palu,
            sex=facts["sex"],
            birth_date=dates.years_before(day, facts["years"]),
            category=facts["category"],
            region_id=facts["region_id"],
            **guidance(day, facts),
        )
    )
    status = facts["status"]
    starts = day + timedelta(days=gap * facts["joined"])
    enrolment = make.enrolment(
        training,
        who,
        **({"guest_name": "Tamu", "client": None} if who is None else {}),
        status=status,
        result=facts["result"],
        starts_on=starts,
        ends_on=starts + timedelta(days=gap * facts["left"]) if status == "left" else None,
        leave_reason=make.reason("left", "work") if status == "left" else None,
        completed_on=day if status == "completed" else None,
    )
    if facts["away"] and status != "paused":
        first, days = facts["away"]
        first = day + timedelta(days=gap * first)
        make.pause(enrolment, first, None if days is None else first + timedelta(days=days))
    for session, value in zip(sessions, facts["marks"], strict=True):
        add_mark(cast, session, enrolment, value, facts["early"])
    for point, outcome in zip((0, 1, 3, 6, 12), facts["outcomes"], strict=True):
        add_follow_up(enrolment, day, point, outcome, facts)
    for test, points in zip(("pre", "post"), facts["scores"], strict=True):
        values = {"first": points, "scored_at": timezone.now(), "scored_by_name": "A"}
        Score.objects.create(enrolment=enrolment, test=test, **values)
    return enrolment


def guidance(day, facts):
    values = {}
    if facts["guidance"] is not None:
        values["guidance_end"] = day + timedelta(days=facts["guidance"])
    if facts["ended"]:
        reason, after = facts["ended"]
        values |= {"status": "ended", "end_reason": reason, "ended_on": day + timedelta(days=after)}
    return values


def add_mark(cast, session, enrolment, value, early):
    if value is None:
        return
    more = {"minutes_early": early} if value in ("present", "late") else {}
    if value == "refused":
        value, more = "excused", {"reason": make.reason("absence", "no-proof", acceptable=False)}
    mark(session, enrolment, value, cast.coordinator, **more)


def add_follow_up(enrolment, day, point, outcome, facts):
    due = dates.add_months(day, point)
    done_on = due + timedelta(days=facts["done_after"]) if outcome else None
    follow_up = FollowUp.objects.create(
        enrolment=enrolment,
        point=point,
        due_on=due,
        opens_on=due,
        closes_on=due + timedelta(days=15),
        done_on=done_on,
    )
    if outcome:
        channel = "unreached" if outcome == "unknown" else "phone"
        told = facts["told"] if point in (0, 6) else {}
        if point == 0 and told["income"] is not None:
            told = {**told, "income": 500_000}
        Outcome.objects.create(follow_up=follow_up, on=due, channel=channel, status=outcome, **told)


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    status=st.sampled_from(["draft", "approved", "running", "completed"]),
    sessions=SESSIONS,
    people=PEOPLE,
    gap=st.sampled_from([1, 12]),
    catch_up=st.booleans(),
)
def test_tally_equals_naive_recount(cast, status, sessions, people, gap, catch_up):
    training = build(cast, status, sessions, people, gap, catch_up)
    refresh_tally(training.pk)
    assert stored(training) == naive.recount(training)


def test_what_a_finished_training_cost_and_told(cast):
    day = dates.today(cast.palu) - timedelta(days=20)
    post = ServicePost.objects.create(office=cast.palu, name="Griya", kind="pos_bapas")
    done = {"status": "completed", "completed_on": day, "approved_at": timezone.now(), "service_post": post}
    training = make.training(cast.palu, day=day, **done)
    make.enrolment(training, status="completed", result="competent", completed_on=day)
    line = {"source": "dipa", "quantity": 1, "unit": "paket", "unit_price": 9}
    for order, spent in enumerate((3_000_000_000, 500_000, None)):
        BudgetLine.objects.create(training=training, order=order, name="Bahan", spent=spent, **line)
    for edition, (days, in_time) in enumerate(((8, 0), (7, 1)), start=1):
        moment = timezone.make_aware(datetime.combine(day + timedelta(days=days), time(23, 30)))
        final = {"state": "frozen", "frozen_at": moment, "sha256": "0", "facts": {}, "edition": edition}
        Paper.objects.create(training=training, kind="report", dated_on=day, **final)
        refresh_tally(training.pk)
        total = Counter()
        for counts in stored(training).values():
            total.update(counts)
        assert stored(training) == naive.recount(training)
        assert (total["reports_in_time"], total["trainings_completed"]) == (in_time, 1)
        assert (total["rupiah_spent"], total["finishing_at_post"]) == (3_000_500_000, 1)
        assert (total["trainings_due"], total["trainings_done"], total["seats_finished"]) == (1, 1, 20)


def test_a_changed_fact_of_a_client_moves_the_counts(cast):
    from clients.actions.register import change_client

    training = make.training(cast.palu)
    person = make.client(cast.palu, sex="L")
    make.enrolment(training, person)
    refresh_tally(training.pk)
    change_client(client=person, values={"sex": "P"}, nik=None, version=person.version, by=cast.coordinator)
    assert stored(training) == naive.recount(training)
    assert {cell[1] for cell in stored(training)} == {"", "P"}
