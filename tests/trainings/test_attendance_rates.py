"""How the attendance of each participant compares with the least attendance."""

import pytest
from django.urls import reverse

from tests import make
from tests.trainings.after import held
from trainings.choices import Standard
from trainings.rules.standard import partly_from, standard_of


@pytest.mark.parametrize(
    ("credited", "expected", "recorded", "standard"),
    [
        (80, 100, 1, Standard.MET),
        (79, 100, 1, Standard.PARTLY),
        (40, 100, 1, Standard.PARTLY),
        (39, 100, 1, Standard.MISSED),
        (0, 100, 1, Standard.MISSED),
        (0, 100, 0, Standard.UNKNOWN),
        (0, 0, 1, Standard.UNKNOWN),
    ],
)
def test_the_standard_has_two_thresholds(credited, expected, recorded, standard):
    assert standard_of(credited=credited, expected=expected, recorded=recorded, least=80) == standard


def test_the_thresholds_are_told_as_percents():
    assert [partly_from(least) for least in (80, 75)] == [40, 38]


def page(client, training, **asked):
    return client.get(reverse("trainings:attendance-rates", args=[training.pk]), asked)


def test_rates_come_from_the_one_expression(cast, client):
    training = held(cast, "P P", "P A", "A A", "- -", "X X")
    client.force_login(cast.coordinator)
    lines = page(client, training).context["lines"]
    found = training.enrolments.with_attendance().order_by("number")
    shown = [(line.enrolment.minutes_credited, line.enrolment.minutes_expected) for line in lines]
    assert shown == [(row.minutes_credited, row.minutes_expected) for row in found]
    assert [line.standard for line in lines] == ["met", "partly", "missed", "unknown", "unknown"]
    assert [line.enrolment.unexcused for line in lines] == [0, 1, 2, 0, 0]


def test_a_standard_in_the_address_shows_its_people_alone(cast, client):
    training = held(cast, "P P", "P A", "P A")
    client.force_login(cast.head)
    context = page(client, training, standard="partly").context
    assert [line.enrolment.number for line in context["lines"]] == [2, 3]
    assert dict(context["standards"]) == {"met": 1, "partly": 2, "missed": 0, "unknown": 0}
    assert len(page(client, training, standard="x").context["lines"]) == 3
    assert 'class="empty"' in page(client, training, standard="missed").content.decode()


def test_rates_cost_the_same_for_one_and_three(cast, client, django_assert_num_queries):
    client.force_login(cast.coordinator)
    for sheets in (["P P"], ["P P", "P A", "A A"]):
        training = held(cast, *sheets)
        page(client, training)
        with django_assert_num_queries(5):
            page(client, training)


def test_a_restricted_participant_keeps_the_name(cast, client):
    training = held(cast, "P P")
    training.enrolments.update(client=make.client(cast.palu, name="Kenari", restricted_flag=True))
    for who, named in (("coordinator", False), ("head", True)):
        client.force_login(getattr(cast, who))
        assert ("Kenari" in page(client, training).content.decode()) is named
