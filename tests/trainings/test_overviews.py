"""Sheets that wait, the summary of a day, and the attendance of each participant."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from pembinaan import dates
from tests import make
from tests.trainings.after import held
from trainings.actions.attendance import record_attendance
from trainings.actions.attendance_sheet import attest_session
from trainings.models import Session
from trainings.sheet import Entry, Said


def sheet(cast, days_ago, people=2, marks=(), **more):
    training = make.training(cast.palu, day=dates.today(cast.palu) - timedelta(days=days_ago), **more)
    for _number in range(people):
        make.enrolment(training)
    session = training.sessions.get()
    if marks:
        then = session.starts_at + timedelta(hours=1)
        entries = [Entry(number, said) for number, said in enumerate(marks, start=1)]
        record_attendance(session=session, marks=entries, by=cast.coordinator, now=then)
    return session


def waiting(client):
    page = client.get(reverse("trainings:session-list"))
    return [(row.recorded, row.expected, row.age) for row in page.context["rows"]]


def test_sheets_wait_until_they_are_closed_oldest_first(cast, client):
    sheet(cast, 2)
    gap = sheet(cast, 5, marks=[Said("present")])
    sheet(cast, 0)
    full = sheet(cast, 1, marks=[Said("present"), Said("absent")])
    cancelled = sheet(cast, 9)
    reason = make.reason("session_cancelled", "hall")
    Session.objects.filter(pk=cancelled.pk).update(status="cancelled", cancel_reason=reason)
    sheet(cast, 3, status="postponed")
    client.force_login(cast.coordinator)
    assert waiting(client) == [(1, 2, 5), (0, 2, 2), (2, 2, 1)]
    attest_session(session=full, by=cast.coordinator)
    assert waiting(client) == [(1, 2, 5), (0, 2, 2)]
    page = client.get(reverse("trainings:session-list")).content.decode()
    assert f"{gap.get_absolute_url()}?status=unrecorded" in page
    client.force_login(cast.sibling)
    assert waiting(client) == []


def test_the_home_page_leads_to_the_list(cast, client):
    sheet(cast, 2)
    client.force_login(cast.coordinator)
    assert f'href="{reverse("trainings:session-list")}"' in client.get(reverse("home")).content.decode()


def test_the_day_is_summed_by_mark_and_reason(cast, client):
    ill, market = make.reason(code="ill"), make.reason(code="market", acceptable=False)
    said = [Said("late", 5), Said("sick", reason_id=ill.pk), Said("excused", reason_id=market.pk)]
    session = sheet(cast, 1, people=5, marks=[*said, Said("absent")])
    cancelled = sheet(cast, 1)
    reason = make.reason("session_cancelled", "hall")
    Session.objects.filter(pk=cancelled.pk).update(status="cancelled", cancel_reason=reason)
    make.mark(cancelled, cancelled.training.enrolments.first(), cast.coordinator, "present")
    client.force_login(cast.head)
    context = client.get(reverse("trainings:daily-summary"), {"day": session.day.isoformat()}).context
    totals = {kind.value: number for kind, number in context["totals"]}
    assert totals == {"present": 0, "late": 1, "excused": 1, "sick": 1, "absent": 1}
    assert context["unrecorded"] == 1
    assert [(row["name"], row["n"], row["acceptable"]) for row in context["reasons"]] == [
        ("ill", 1, True),
        ("market", 1, False),
    ]


@pytest.mark.parametrize("day", ["", "x", "2025-02-30", "1900-01-01", "9999-12-31"])
def test_a_day_that_is_none_shows_today(cast, client, day):
    client.force_login(cast.head)
    page = client.get(reverse("trainings:daily-summary"), {"day": day})
    assert page.context["day"] == dates.today(cast.palu)


def test_the_summary_names_nobody(cast, client):
    session = sheet(cast, 0, marks=[Said("present")])
    client.force_login(cast.head)
    page = client.get(reverse("trainings:daily-summary")).content.decode()
    assert session.training.title in page
    assert not any(person.client.name in page for person in session.training.enrolments.all())


def test_rates_come_from_the_one_expression(cast, client):
    training = held(cast, "P P", "P A", "X A", "R R")
    client.force_login(cast.coordinator)
    lines = client.get(reverse("trainings:attendance-rates", args=[training.pk])).context["lines"]
    found = training.enrolments.with_attendance().order_by("number")
    shown = [(line.enrolment.minutes_credited, line.enrolment.minutes_expected) for line in lines]
    assert shown == [(row.minutes_credited, row.minutes_expected) for row in found]
    assert [line.look for line in lines][:2] == ["ok", "warn"]
    assert [line.enrolment.unexcused for line in lines][:2] == [0, 1]


@pytest.mark.parametrize("name", ["trainings:session-list", "trainings:daily-summary"])
def test_lists_cost_the_same_for_one_and_three(cast, client, name, django_assert_num_queries):
    client.force_login(cast.coordinator)
    day = {"day": (timezone.localdate() - timedelta(days=1)).isoformat()}
    sheet(cast, 1, marks=[Said("present")])
    client.get(reverse(name), day)
    expected = {"trainings:session-list": 5, "trainings:daily-summary": 6}[name]
    with django_assert_num_queries(expected):
        client.get(reverse(name), day)
    sheet(cast, 1, people=3, marks=[Said("present")])
    sheet(cast, 1, people=3)
    with django_assert_num_queries(expected):
        client.get(reverse(name), day)


def test_rates_cost_the_same_for_one_and_three(cast, client, django_assert_num_queries):
    client.force_login(cast.coordinator)
    for people in (1, 3):
        session = sheet(cast, 1, people=people, marks=[Said("present")])
        address = reverse("trainings:attendance-rates", args=[session.training_id])
        client.get(address)
        with django_assert_num_queries(5):
            client.get(address)
