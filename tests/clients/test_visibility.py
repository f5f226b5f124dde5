"""Two forms of one rule: the SQL that lists people and the method that asks one of them."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clients.choices import Category
from clients.models import Client
from clients.querysets import open_to_q
from pembinaan.dates import add_months, today, years_before
from tests import make

TODAY = date(2026, 2, 28)
EIGHTEEN = years_before(TODAY, 18)

births = st.one_of(
    st.none(),
    st.integers(-3, 3).map(lambda days: EIGHTEEN + timedelta(days=days)),
    st.sampled_from([date(2008, 2, 28), date(2008, 2, 29), date(2008, 3, 1), TODAY]),
    st.dates(date(1930, 1, 1), TODAY),
)


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    birth=births,
    flag=st.booleans(),
    category=st.sampled_from(Category.values),
    assigned=st.booleans(),
    day=st.sampled_from([TODAY, date(2028, 2, 29), date(2026, 12, 31)]),
)
def test_the_method_and_the_query_agree(cast, birth, flag, category, assigned, day):
    client = Client.objects.first() or make.client(cast.palu)
    client.birth_date, client.restricted_flag, client.category = birth, flag, category
    client.counsellor = cast.counsellor if assigned else None
    client.save()
    for user in (cast.coordinator, cast.counsellor, cast.head, cast.clerk, cast.sibling, cast.regional):
        by_query = user.sees_people and Client.objects.filter(open_to_q(user, day)).exists()
        assert client.is_open_to(user, day) == by_query, user.username


@pytest.mark.parametrize(
    "user", ["coordinator", "head", "sibling", "stranger", "regional", "national", "admin"]
)
def test_visible_to_follows_the_same_rule(cast, user):
    day = today(cast.palu)
    for birth in (years_before(day, 17), years_before(day, 30), None):
        make.client(cast.palu, birth_date=birth)
    viewer = getattr(cast, user)
    seen = set(Client.objects.visible_to(viewer))
    assert seen == {client for client in Client.objects.all() if client.is_open_to(viewer, day)}


@pytest.mark.parametrize(
    ("birth", "restricted"),
    [
        (date(2008, 2, 27), False),
        (date(2008, 2, 28), False),  # the eighteenth birthday itself
        (date(2008, 2, 29), True),
        (date(2008, 3, 1), True),
        (None, False),
    ],
)
def test_the_eighteenth_birthday(birth, restricted):
    assert Client(birth_date=birth, category="PB").is_restricted_on(TODAY) is restricted


def test_born_on_a_leap_day_one_is_of_age_on_the_first_of_march():
    leapling = Client(birth_date=date(2008, 2, 29), category="PB")
    assert leapling.is_restricted_on(date(2026, 2, 28))
    assert not leapling.is_restricted_on(date(2026, 3, 1))


def test_age_counts_completed_years():
    client = Client(birth_date=date(1990, 5, 14))
    assert client.age_on(date(2026, 5, 13)) == 35
    assert client.age_on(date(2026, 5, 14)) == 36
    assert Client().age_on(TODAY) is None


def test_a_child_category_without_a_date_of_birth_counts_as_child():
    assert Client(category="ANAK_DIVERSI").is_child_on(TODAY)
    assert not Client(category="ANAK_DIVERSI", birth_date=add_months(TODAY, -12 * 20)).is_child_on(TODAY)
    assert not Client(category="PB").is_child_on(TODAY)
