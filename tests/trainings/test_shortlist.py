"""The shortlist read from the database: order, exclusions, and what must never move the score."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clients.choices import Basis, Category, Education
from clients.models import Client, KeepApart
from pembinaan import dates
from tests import make
from trainings.booking import rebook
from trainings.models import ShortlistDecision
from trainings.shortlist import Shortlist, appointments


@pytest.fixture
def training(cast):
    programme = make.programme(title="Menjahit", jps=(4,))
    partner = make.partner(cast.palu, region_id="72.71")
    return make.training(cast.palu, programme=programme, partner=partner, status="approved")


def ranked(training, **more):
    return Shortlist(training, Client.objects.all(), **more)


def apart(cast, one, other, **more):
    first, second = sorted((one, other), key=lambda client: client.pk)
    return KeepApart.objects.create(office=cast.palu, first=first, second=second, note="Satu perkara", **more)


def excluded(training, **more):
    return {standing.pk: list(standing.hindered) for standing in ranked(training, **more).excluded}


def test_the_best_match_stands_first(cast, training):
    far = make.client(cast.palu, interests="Jahit", region_id="72.10")
    reaching = make.client(cast.palu, interests="Jahit", region_id="72.10")
    reaching.reachable_regions.set(["72.71"])
    near = make.client(cast.palu, interests="Jahit", region_id="72.71", work="seeking")
    other = make.client(cast.palu, interests="Barista", region_id="72.71", work="employed")
    rows = ranked(training).ranked
    assert [row.pk for row in rows] == [near.pk, reaching.pk, far.pk, other.pk]
    assert [row.place for row in rows] == [1, 2, 3, 4]
    assert [row.score for row in rows] == [sum(points for _code, points in row.as_facts) for row in rows]


def test_of_equals_who_has_waited_longer_stands_first(cast, training):
    today = dates.today(cast.palu)
    people = [make.client(cast.palu, guidance_start=today - timedelta(days=days)) for days in (31, 59, 40)]
    assert [row.pk for row in ranked(training).ranked] == [people[1].pk, people[2].pk, people[0].pk]


def test_without_room_and_partner_the_city_of_the_office_is_the_place(cast):
    training = make.training(cast.palu)
    assert ranked(training).demand.region == "72.71"


def test_hard_rules_exclude_with_their_codes(cast, training):
    seated = make.enrolment(training).client
    short = make.client(cast.palu, guidance_end=dates.today(cast.palu))
    busy = make.client(cast.palu)
    make.enrolment(make.training(cast.palu), busy)
    kept = make.client(cast.palu)
    apart(cast, seated, kept)
    free = make.client(cast.palu)
    assert excluded(training) == {
        seated.pk: ["listed"],
        short.pk: ["term"],
        busy.pk: ["clash"],
        kept.pk: ["apart"],
    }
    assert [row.pk for row in ranked(training).ranked] == [free.pk]


def test_a_pair_excludes_only_while_it_holds_and_only_from_a_seat(cast, training):
    today = dates.today(cast.palu)
    seated, waiting = make.client(cast.palu), make.client(cast.palu)
    make.enrolment(training, seated)
    make.enrolment(training, waiting, status="waiting", starts_on=None)
    lifted, over, still, beside = (make.client(cast.palu) for _ in range(4))
    apart(cast, seated, lifted, lifted_at="2026-01-01T00:00Z")
    apart(cast, seated, over, until=today - timedelta(days=1))
    apart(cast, seated, still, until=today)
    apart(cast, waiting, beside)
    found = excluded(training)
    assert {pk for pk, codes in found.items() if "apart" in codes} == {still.pk}


def test_who_is_nominated_is_to_be_chosen_but_not_by_the_pk(cast, training):
    row = make.enrolment(training, status="nominated", starts_on=None)
    (standing,) = ranked(training).ranked
    assert (standing.pk, ["nominated", 20]) == (row.client_id, standing.as_facts[0])
    assert excluded(training, nominations=False) == {row.client_id: ["listed"]}


def test_turns_and_being_passed_over_count(cast, training):
    today = dates.today(cast.palu)
    trained, passed = make.client(cast.palu), make.client(cast.palu)
    past = make.training(cast.palu, day=today - timedelta(days=60))
    make.enrolment(past, trained)
    decision = {"training": past, "kind": "skipped", "note": "x", "batch": past.pk, "by_name": "Rina"}
    for client in (trained, passed):
        ShortlistDecision.objects.create(client=client, **decision)
    found = {row.pk: dict(row.as_facts) for row in ranked(training).ranked}
    assert found[passed.pk]["passed_over"] == 5
    assert found[trained.pk]["trained"] == -25
    assert found[trained.pk]["waited"] == 2


def test_the_first_so_many_with_more_points_are_passed_over(cast, training):
    best = make.client(cast.palu, interests="Jahit", work="seeking")
    good = make.client(cast.palu, interests="Jahit")
    same = [make.client(cast.palu) for _ in range(2)]
    shortlist = ranked(training)
    assert [row.pk for row in shortlist.passed_over([same[0].pk])] == [best.pk]
    assert [row.pk for row in shortlist.passed_over([same[0].pk, same[1].pk])] == [best.pk, good.pk]
    assert shortlist.passed_over([best.pk, good.pk, same[1].pk]) == []
    assert shortlist.passed_over([]) == []


PROTECTED = st.fixed_dictionaries(
    {
        "sex": st.sampled_from(["L", "P", ""]),
        "birth_date": st.none() | st.dates(date(1950, 1, 1), date(2015, 1, 1)),
        "category": st.sampled_from(Category.values),
        "basis": st.sampled_from(["", *Basis.values]),
        "education": st.sampled_from(["", *Education.values]),
        "support_needs": st.sampled_from(["", "Kursi roda", "Tidak dapat membaca"]),
        "restricted_flag": st.booleans(),
        "birth_place": st.sampled_from(["", "Palu", "Ambon"]),
        "occupation": st.sampled_from(["", "Petani"]),
    }
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(facts=PROTECTED)
def test_protected_attributes_never_move_the_score(cast, training, facts):
    person = Client.objects.first() or make.client(
        cast.palu, interests="Jahit", work="seeking", region_id="72.71", available_days="12345"
    )
    before = ranked(training).standings[person.pk]
    Client.objects.filter(pk=person.pk).update(**facts)
    after = ranked(training).standings[person.pk]
    assert after.score == before.score
    assert {code for code, points in after.as_facts if points} == {
        c for c, points in before.as_facts if points
    }


@pytest.mark.parametrize("count", [1, 3])
def test_any_number_costs_four_queries(cast, training, django_assert_num_queries, count):
    for _ in range(count):
        make.client(cast.palu, interests="Jahit")
        make.enrolment(make.training(cast.palu))
    with django_assert_num_queries(4):
        shortlist = ranked(training)
        assert len(shortlist.ranked) == len(shortlist.excluded) == count


def test_other_appointments_on_the_same_days_are_known(cast, training):
    row = make.enrolment(make.training(cast.palu, title="Las"))
    make.enrolment(make.training(cast.palu, day=dates.today(cast.palu) + timedelta(days=30)), row.client)
    rebook(row.training_id)
    assert [title for _start, _end, title in appointments(training, [row.client_id])[row.client_id]] == [
        "Las"
    ]
