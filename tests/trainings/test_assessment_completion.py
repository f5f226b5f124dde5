"""What completing asks for, told with its numbers: attendance, required steps, the post-test."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from pembinaan import dates
from tests import make
from tests.trainings.after import held, people
from tests.trainings.scoring import give, step
from trainings.actions.completion import complete_training
from trainings.attended import enough
from trainings.models import CatchUp
from trainings.rules.completion import Decision
from trainings.standing import standing_of


def decision_of(training):
    (person,) = standing_of(training).seated
    return Decision(person)


def codes(decision):
    return [problem.code for problem in decision.problems]


@pytest.mark.parametrize(
    ("sheet", "asked", "missing"),
    [
        ("- -", {}, ["attendance"]),  # nothing said
        ("X X", {}, ["attendance"]),  # all excused
        ("P A", {}, ["attendance"]),
        ("P A", {"min_attendance": 50}, []),
        ("P L1", {"min_attendance": 100}, ["attendance"]),
        ("P P", {"min_attendance": 100}, []),
        ("P P", {"min_score": 60}, ["min_score"]),
        ("P P", {"min_score": 60, "post": (60,)}, []),
        ("P P", {"min_score": 60, "post": (59,)}, ["min_score"]),
        ("P P", {"min_score": 60, "post": (59, 60)}, []),
        ("P P", {"min_score": 60, "post": (80, 59)}, ["min_score"]),  # the last try counts
        ("P P", {"must": [None]}, ["must_pass"]),
        ("P P", {"must": [(0,)]}, ["must_pass"]),
        ("P P", {"must": [(0, 1)]}, []),
        ("P P", {"must": [(1, 0)]}, ["must_pass"]),
        ("P P", {"must": [(1,), (0,)]}, ["must_pass"]),
        ("P P", {"may": [(0,)]}, []),
        ("A P", {"min_score": 60, "must": [(0,)]}, ["attendance", "must_pass", "min_score"]),
    ],
)
def test_each_requirement_decides(cast, sheet, asked, missing):
    programme = {name: asked[name] for name in ("min_attendance", "min_score") if name in asked}
    training = held(cast, sheet, programme=make.programme(jps=(4, 4), **programme))
    (person,) = people(training)
    if "post" in asked:
        give(person, "post", *asked["post"], by=cast.coordinator)
    steps = [(name, tries) for name in ("must", "may") for tries in asked.get(name, [])]
    for name, tries in steps:
        item = step(training, name, must_pass=name == "must")
        if tries:
            give(person, "practice", *tries, item=item, by=cast.coordinator)
    assert codes(decision_of(training)) == missing
    if "-" not in sheet:
        complete_training(training=training, version=training.version, by=cast.coordinator)
        assert people(training)[0].status == ("not_completed" if missing else "completed")


def test_without_a_held_session_nobody_completes(cast):
    training = held(cast, "- -")
    training.sessions.update(status="planned")
    assert codes(decision_of(training)) == ["attendance"]


def test_the_explanation_names_what_is_missing(cast):
    training = held(cast, "P A", programme=make.programme(jps=(4, 4), min_score=70))
    (person,) = people(training)
    step(training, "Mengemas", module=2, must_pass=True)
    step(training, "Memilih bawang", must_pass=True)
    give(person, "practice", 1, item=step(training, "Mengiris", must_pass=True), by=cast.coordinator)
    give(person, "post", 55, by=cast.coordinator)
    with translation.override("en"):
        assert decision_of(training).text == (
            "Not yet because: followed 4 of 8 JP (50%), needs 6.4 JP (80%); "
            "1 of 3 required steps shown, missing: Memilih bawang, Mengemas; post-test 55, needs 70."
        )


MINUTES = st.integers(0, 2000)
SCORE = st.none() | st.integers(0, 100)


@given(
    MINUTES,
    MINUTES,
    st.integers(1, 100),
    st.none() | st.integers(1, 100),
    SCORE,
    st.integers(0, 3),
    st.integers(0, 3),
)
def test_the_numbers_of_the_explanation_recompute_to_the_decision(
    credited, expected, least, asked_score, post_score, asked, lacking
):
    missing = [{"module": 1, "order": n, "text": f"Langkah {n}"} for n in range(min(asked, lacking))]
    person = SimpleNamespace(
        minutes_credited=credited,
        minutes_expected=expected,
        asked_attendance=least,
        asked_score=asked_score,
        post_score=post_score,
        steps_asked=asked,
        steps_missing=missing or None,
        overridden_by=None,
        override_note=None,
    )
    decision = Decision(person)
    attends = decision.credited >= decision.needed
    assert attends == enough(credited, expected, least)
    passes = asked_score is None or (post_score is not None and post_score >= asked_score)
    assert decision.completes == (attends and passes and not decision.steps_missing)
    told = {problem.code: problem.message for problem in decision.problems}
    assert set(told) == {
        *([] if attends else ["attendance"]),
        *(["must_pass"] if missing else []),
        *([] if passes else ["min_score"]),
    }
    if expected and not attends:
        assert f"{decision.percent}%" in told["attendance"]
        assert f"{least}%" in told["attendance"]
        assert decision.percent < least or not credited
    for item in missing:
        assert item["text"] in told["must_pass"]


def test_the_page_leads_to_the_next_catch_up_or_to_planning_one(cast, client):
    training = held(cast, "P A", "P A", "P P")
    missed = training.sessions.get(number=2)
    client.force_login(cast.coordinator)

    def ways():
        page = client.get(reverse("trainings:complete", args=[training.pk]))
        return page, [(one.catch_up, one.missed) for one in page.context["decisions"]]

    page, found = ways()
    assert found == [(None, missed), (None, missed), (None, None)]
    plan = reverse("trainings:catch-up", args=[training.pk, missed.pk])
    assert page.content.decode().count(plan) == 2
    day = dates.today(cast.palu) + timedelta(days=2)
    named = make.session(training, number=3, day=day, is_catch_up=True)
    CatchUp.objects.create(session=named, enrolment=people(training)[0], missed=missed)
    page, found = ways()
    assert found == [(named, None), (None, missed), (None, None)]
    assert dates.day(day) in page.content.decode()
    for_all = make.session(training, number=4, day=day + timedelta(days=1), is_catch_up=True)
    assert ways()[1] == [(named, None), (for_all, missed), (None, None)]
    seat = reverse("trainings:enrolment", args=[training.pk, people(training)[0].pk])
    assert named.get_absolute_url() in client.get(seat).content.decode()
