"""Duties that a session counts for besides itself: read from the marks, so once, and gone with them."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from tests import make
from trainings.duties import fulfilled

pytestmark = pytest.mark.django_db
MONTH = date(2025, 9, 1)


@pytest.fixture
def training(cast):
    made = make.training(cast.palu, day=date(2025, 9, 1), sessions=3)
    made.sessions.update(counts_as_guidance=True, counts_as_reporting=True)
    return made


@pytest.fixture
def person(cast, training):
    return make.enrolment(training, make.client(cast.palu, counsellor=cast.counsellor))


def test_reporting_counts_once_a_month_and_guidance_once_a_session(cast, training, person):
    for session in training.sessions.order_by("-number"):
        make.mark(session, person, cast.coordinator)
    (entry,) = fulfilled(cast.counsellor, MONTH)
    assert entry.reported_on == date(2025, 9, 1)
    assert entry.guidance == tuple(MONTH + timedelta(days=number) for number in range(3))


def test_the_duty_goes_with_the_mark(cast, training, person):
    mark = make.mark(training.sessions.first(), person, cast.coordinator)
    assert len(fulfilled(cast.counsellor, MONTH)) == 1
    mark.mark = "absent"
    mark.save()
    assert fulfilled(cast.counsellor, MONTH) == []


def test_only_sessions_that_count_and_only_their_month(cast, training, person):
    first, second, _third = training.sessions.all()
    make.mark(first, person, cast.coordinator)
    make.mark(second, person, cast.coordinator)
    training.sessions.filter(pk=first.pk).update(counts_as_guidance=False, counts_as_reporting=False)
    training.sessions.filter(pk=second.pk).update(counts_as_reporting=False)
    (entry,) = fulfilled(cast.counsellor, MONTH)
    assert (entry.reported_on, entry.guidance) == (None, (second.day,))
    assert fulfilled(cast.counsellor, date(2025, 10, 1)) == []


def test_two_trainings_in_one_month_report_once(cast, training, person):
    other = make.training(cast.palu, day=date(2025, 9, 20))
    other.sessions.update(counts_as_reporting=True)
    for sheet, seat in (
        (training.sessions.first(), person),
        (other.sessions.get(), make.enrolment(other, person.client)),
    ):
        make.mark(sheet, seat, cast.coordinator)
    (entry,) = fulfilled(cast.counsellor, MONTH)
    assert entry.reported_on == date(2025, 9, 1)


def test_the_page_shows_the_own_office_and_guards_protected_names(client, cast, training, person):
    hidden = make.client(cast.palu, name="Anak Rahasia", restricted_flag=True)
    for seat in (person, make.enrolment(training, hidden)):
        make.mark(training.sessions.first(), seat, cast.coordinator)
    url = reverse("trainings:duties") + "?month=2025-09"
    client.force_login(cast.coordinator)
    shown = client.get(url).content.decode()
    assert person.client.name in shown
    assert "Anak Rahasia" not in shown
    client.force_login(cast.head)
    assert "Anak Rahasia" in client.get(url).content.decode()
    client.force_login(cast.sibling)
    assert person.client.name not in client.get(url).content.decode()
    client.force_login(cast.counsellor)
    assert len(client.get(url + "&whose=mine").context["rows"]) == 1


@pytest.mark.parametrize("people", [1, 3])
def test_the_page_costs_the_same_for_any_number(client, cast, training, people, django_assert_num_queries):
    for _round in range(people):
        make.mark(training.sessions.first(), make.enrolment(training), cast.coordinator)
    client.force_login(cast.coordinator)
    with django_assert_num_queries(7):
        client.get(reverse("trainings:duties") + "?month=2025-09")
