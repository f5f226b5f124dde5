"""Points of the shortlist, worked out by hand and from any facts."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pembinaan.problems import Problem
from trainings.policy import MOST_PASSED_OVER_POINTS, MOST_WAITING_POINTS, SHORTLIST_POINTS
from trainings.rules.shortlist import (
    Demand,
    Person,
    choice_problems,
    may_bend,
    reasons_for,
    score_of,
    told,
    words_of,
)

TODAY = date(2026, 11, 24)
DEMAND = Demand(
    today=TODAY,
    last_day=date(2026, 12, 4),
    last_follow_up=date(2027, 12, 4),
    words=words_of("Pelatihan menjahit pakaian"),
    days="45",
    region="72.71",
)
DAYS = st.none() | st.integers(-900, 900).map(lambda days: TODAY + timedelta(days=days))
PEOPLE = st.builds(
    Person,
    interests=st.sampled_from(["", "jahit", "Menjahit, memasak", "barista", "dan usaha"]),
    work=st.sampled_from(["unknown", "seeking", "not_working", "employed", "studying"]),
    days=st.sampled_from(["", "45", "4", "1234567", "12"]),
    region=st.sampled_from(["", "72.71", "72.10"]),
    reaches=st.booleans(),
    transport=st.sampled_from(["", "own", "money", "pickup", "nearby"]),
    guidance_end=DAYS,
    waits_since=DAYS,
    passed_over=st.integers(0, 9),
    trained_until=DAYS,
    nominated=st.booleans(),
    needs_support=st.booleans(),
)


def points(**facts):
    return {reason.code: reason.points for reason in reasons_for(Person(**facts), DEMAND)}


def test_a_good_match_by_hand():
    found = points(
        interests="Jahit",
        work="seeking",
        days="12345",
        region="72.10",
        reaches=True,
        transport="money",
        waits_since=TODAY - timedelta(days=95),
        passed_over=2,
        needs_support=True,
    )
    assert found == {
        "interest": 25,
        "no_work": 20,
        "days_fit": 15,
        "place_reached": 8,
        "money": 0,
        "guidance_lasts": 30,
        "waited": 3,
        "passed_over": 10,
        "support": 0,
    }


def test_a_bad_match_by_hand():
    found = points(
        interests="barista",
        work="employed",
        days="12",
        region="72.10",
        transport="nearby",
        guidance_end=date(2027, 12, 3),
        trained_until=TODAY - timedelta(days=30),
        waits_since=TODAY - timedelta(days=29),
    )
    assert found == {
        "at_work": -10,
        "days_miss": -15,
        "place_far": -15,
        "only_nearby": -10,
        "guidance_short": -10,
        "trained": -25,
    }


def test_what_is_unknown_counts_neither_way():
    assert points(guidance_end=DEMAND.last_follow_up) == {"guidance_lasts": 30}


@given(person=PEOPLE)
def test_the_reasons_reproduce_the_score_and_stay_within_the_table(person):
    reasons = reasons_for(person, DEMAND)
    assert score_of(reasons) == sum(reason.points for reason in reasons)
    limits = {"waited": MOST_WAITING_POINTS, "passed_over": MOST_PASSED_OVER_POINTS}
    for reason in reasons:
        if reason.code in limits:
            assert 0 < reason.points <= limits[reason.code]
        else:
            assert reason.points == SHORTLIST_POINTS.get(reason.code, 0)
        assert told(reason)
    assert len({reason.code for reason in reasons}) == len(reasons)


@given(person=PEOPLE, needs=st.booleans(), how=st.sampled_from(["money", "pickup", "own"]))
def test_support_and_the_way_there_cost_nothing(person, needs, how):
    plain = person._replace(needs_support=False, transport="")
    other = person._replace(needs_support=needs, transport=how)
    assert score_of(reasons_for(plain, DEMAND)) == score_of(reasons_for(other, DEMAND))


def codes(**given):
    reason = SimpleNamespace(code=given.pop("code")) if "code" in given else None
    values = {"skipped": [], "bent": [], "note": ""} | given
    return [problem.code for problem in choice_problems(reason=reason, **values)]


def test_when_a_choice_needs_which_reason():
    assert codes() == []
    assert codes(skipped=[1]) == ["passed_over"]
    assert codes(skipped=[1], note="Sakit") == ["passed_over"]
    assert codes(skipped=[1], code="health") == []
    assert codes(skipped=[1], code="other") == ["note_needed"]
    assert codes(bent=[1], code="health") == ["bent"]
    assert codes(bent=[1], note="Ruang terpisah") == []


@pytest.mark.parametrize(
    ("found", "bends"),
    [(["term"], True), (["apart"], True), (["term", "apart"], True), (["clash"], False),
     (["term", "ended"], False), (["listed"], False), ([], False)],
)  # fmt: skip
def test_only_the_term_and_a_pair_can_be_set_aside(found, bends):
    assert may_bend([Problem(code, "") for code in found]) is bends
