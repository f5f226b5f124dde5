"""The list of eligible clients and the single answer come from one expression; here is a second one."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clients.models import Client
from pembinaan import dates
from tests import make
from trainings.eligibility import eligible_for, ends_before_last_follow_up, with_hindrances
from trainings.rules.enrolment import enrolment_problems

DAYS = st.none() | st.integers(-3, 3)
PEOPLE = st.fixed_dictionaries(
    {"ends": DAYS, "ended": DAYS, "listed": st.booleans(), "beside": st.booleans()}
)
BESIDE = st.fixed_dictionaries(
    {
        "day": st.integers(-1, 1),
        "hours": st.sampled_from([(8, 12), (12, 15), (11, 13), (6, 8)]),
        "status": st.sampled_from(["running", "cancelled", "postponed"]),
        "session": st.sampled_from(["planned", "cancelled"]),
        "seat": st.sampled_from(["enrolled", "paused", "waiting", "left"]),
    }
)


def naive(person, beside):
    """The codes that stand against a person, worked out by hand for a training of two mornings from day 0."""
    codes = set()
    if person["listed"]:
        codes.add("listed")
    if person["ended"] is not None and person["ended"] <= 1:
        codes.add("ended")
    if person["ends"] is not None and person["ends"] <= 1:
        codes.add("term")
    at_once = beside["day"] in (0, 1) and beside["hours"] in ((8, 12), (11, 13))
    takes_place = beside["status"] == "running" and beside["session"] == "planned"
    if person["beside"] and at_once and takes_place and beside["seat"] in ("enrolled", "paused"):
        codes.add("clash")
    return codes


def build(cast, person, beside):
    today = dates.today(cast.palu)
    training = make.training(cast.palu, day=today, sessions=2)
    client = make.client(
        cast.palu,
        guidance_end=None if person["ends"] is None else today + timedelta(days=person["ends"]),
        **{} if person["ended"] is None else ended(today + timedelta(days=person["ended"])),
    )
    if person["listed"]:
        make.enrolment(training, client)
    if person["beside"]:
        sit_beside(cast, client, today, beside)
    return training, client


def ended(day):
    return {"status": "ended", "end_reason": "completed", "ended_on": day}


def sit_beside(cast, client, today, beside):
    other = make.training(cast.palu, day=today, sessions=0, status=beside["status"])
    cancelled = {"cancel_reason": make.reason("session_cancelled", "venue")}
    make.session(
        other,
        number=1,
        day=today + timedelta(days=beside["day"]),
        hours=beside["hours"],
        status=beside["session"],
        **cancelled if beside["session"] == "cancelled" else {},
    )
    left = (
        {"leave_reason": make.reason("left", "moved"), "ends_on": today} if beside["seat"] == "left" else {}
    )
    make.enrolment(other, client, status=beside["seat"], **left)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(person=PEOPLE, beside=BESIDE)
def test_list_and_single_answer_agree_with_the_rule_by_hand(cast, person, beside):
    training, client = build(cast, person, beside)
    expected = naive(person, beside)
    read = with_hindrances(Client.objects.filter(pk=client.pk), training).get()
    assert {problem.code for problem in enrolment_problems(read)} == expected
    assert eligible_for(training, Client.objects.filter(pk=client.pk)).exists() == (not expected)


def test_a_training_does_not_clash_with_itself(cast):
    training = make.training(cast.palu, sessions=2)
    client = make.client(cast.palu)
    make.enrolment(training, client)
    read = with_hindrances(Client.objects.all(), training).get()
    assert [problem.code for problem in enrolment_problems(read, listed=True)] == []


@pytest.mark.parametrize(("months", "warned"), [(11, True), (12, False), (13, False)])
def test_warns_where_the_guidance_ends_before_the_last_follow_up(cast, months, warned):
    last = dates.today(cast.palu)
    client = make.client(cast.palu, guidance_end=dates.add_months(last, months))
    assert ends_before_last_follow_up(client, last) is warned
