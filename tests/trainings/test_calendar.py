"""The calendar: as a page for staff, and as a file behind a secret address."""

from datetime import date, datetime, time, timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from icalendar import Calendar

from pembinaan import dates
from pembinaan.accounts.models import Holiday
from pembinaan.audit.models import AuditEntry
from tests import make
from trainings.actions.calendar_feed import make_feed, revoke_feed
from trainings.models import CalendarFeed, SessionInstructor, Venue
from trainings.views.calendar import beside, span_of

PAGE = "trainings:calendar"


@pytest.fixture
def training(cast):
    return make.training(cast.palu, day=dates.today(cast.palu), title="Bawang goreng")


def shown(client, **query):
    page = client.get(reverse(PAGE), query)
    return [entry.session for day in page.context["days"] for entry in day.entries]


@pytest.mark.parametrize(
    ("view", "day", "first", "last"),
    [
        ("month", date(2026, 11, 24), date(2026, 10, 26), date(2026, 12, 6)),
        ("month", date(2026, 2, 1), date(2026, 1, 26), date(2026, 3, 1)),
        ("week", date(2027, 1, 1), date(2026, 12, 28), date(2027, 1, 3)),
    ],
)
def test_what_a_page_spans(view, day, first, last):
    assert span_of(view, day) == (first, last)


def test_the_pages_beside():
    assert beside("month", date(2026, 12, 31)) == (date(2026, 11, 1), date(2027, 1, 1))
    assert beside("week", date(2026, 12, 31)) == (date(2026, 12, 24), date(2027, 1, 7))


def test_each_sees_the_sessions_of_the_own_offices(client, cast, training):
    for who, sees in (("coordinator", 1), ("regional", 1), ("national", 1), ("sibling", 0), ("stranger", 0)):
        client.force_login(getattr(cast, who))
        assert len(shown(client)) == sees, who


def test_sheets_are_linked_for_those_who_may_see_people(client, cast, training):
    make.enrolment(training, make.client(cast.palu, name="Nama Rahasia"))
    session = training.sessions.get()
    for who, url in (("counsellor", session.get_absolute_url()), ("regional", training.get_absolute_url())):
        client.force_login(getattr(cast, who))
        page = client.get(reverse(PAGE)).content.decode()
        assert f'href="{url}"' in page
        assert "Nama Rahasia" not in page
    assert session.get_absolute_url() not in page


def test_filters_stand_in_the_address(client, cast, training):
    hall = Venue.objects.create(office=cast.palu, name="Aula besar")
    person = make.instructor(make.partner(cast.palu))
    other = make.training(cast.palu, day=dates.today(cast.palu))
    other.sessions.update(venue=hall)
    SessionInstructor.objects.create(session=training.sessions.get(), instructor=person)
    client.force_login(cast.coordinator)
    assert len(shown(client)) == 2
    assert [row.training for row in shown(client, venue=hall.pk)] == [other]
    assert [row.training for row in shown(client, instructor=person.pk)] == [training]
    assert [row.training for row in shown(client, training=training.pk, view="week")] == [training]
    assert len(shown(client, venue="x", view="x", on="x")) == 2
    assert shown(client, on="2001-01-01") == []


def test_cancelled_ones_are_struck_through_and_holidays_are_named(client, cast, training):
    reason = make.reason("session_cancelled", "hall")
    training.sessions.update(status="cancelled", cancel_reason=reason)
    Holiday.objects.create(day=training.starts_on, name="Hari Uji")
    make.training(cast.palu, day=training.starts_on, status="cancelled")
    client.force_login(cast.coordinator)
    assert len(shown(client)) == 1
    page = client.get(reverse(PAGE)).content.decode()
    assert "<s>" in page
    assert "Hari Uji" in page


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("who", ["coordinator", "regional"])
def test_the_page_costs_the_same_for_any_number(client, cast, number, who, django_assert_max_num_queries):
    for _round in range(number):
        make.training(cast.palu, day=dates.today(cast.palu), sessions=number)
    client.force_login(getattr(cast, who))
    with django_assert_max_num_queries(10):
        client.get(reverse(PAGE))


# The address


@pytest.fixture
def address(client, cast):
    """Made on the page, as the coordinator; the visitor who uses it is not logged in."""
    client.force_login(cast.coordinator)
    page = client.post(reverse("trainings:calendar-address"), {"do": "make"})
    client.logout()
    cache.clear()
    return page.context["address"].removeprefix("http://testserver")


def events(response):
    return list(Calendar.from_ical(response.content).walk("VEVENT"))


def test_the_file_tells_sessions_in_the_zone_of_the_office_and_nobody(client, cast, training, address):
    make.enrolment(training, make.client(cast.palu, name="Nama Rahasia"))
    make.training(cast.luwuk, day=training.starts_on)
    for ago in (-401, 61):
        make.training(cast.palu, day=training.starts_on - timedelta(days=ago))
    response = client.get(address)
    (event,) = events(response)
    assert "Bawang goreng" in event["summary"]
    start = event["dtstart"].dt
    assert start == datetime.combine(training.starts_on, time(8), cast.palu.zone)
    assert start.utcoffset() == timedelta(hours=8)
    assert b"VTIMEZONE" in response.content
    assert b"Nama Rahasia" not in response.content
    assert response["Content-Type"].startswith("text/calendar")
    assert response["Cache-Control"] == "no-store, private"
    assert "noindex" in response["X-Robots-Tag"]


def test_a_cancelled_session_is_told_as_cancelled(client, training, address):
    reason = make.reason("session_cancelled", "hall")
    training.sessions.update(status="cancelled", cancel_reason=reason)
    assert [event["status"] for event in events(client.get(address))] == ["CANCELLED"]


@pytest.mark.parametrize("end", ["revoked", "replaced", "inactive", "closed", "no_role"])
def test_an_ended_address_tells_nothing(client, cast, address, end):
    assert client.get(address).status_code == 200
    user = cast.coordinator
    if end == "revoked":
        revoke_feed(by=user)
    elif end == "replaced":
        make_feed(form_key=user.pk, by=user)
    elif end == "no_role":
        user.groups.clear()
    else:
        record = user if end == "inactive" else cast.palu
        record.is_active = False
        record.save()
    assert client.get(address).status_code == 404


def test_only_the_hash_is_kept_and_the_secret_is_shown_once(client, cast):
    client.force_login(cast.coordinator)
    url, key = reverse("trainings:calendar-address"), {"do": "make", "form_key": cast.palu.pk}
    secret = client.post(url, key).context["address"].rpartition("/")[2].removesuffix(".ics")
    assert client.post(url, key).status_code == 302
    feed = CalendarFeed.objects.get()
    assert secret.encode() not in bytes(feed.secret_hash)
    assert secret not in client.get(url).content.decode()
    assert secret not in str(list(AuditEntry.objects.values()))
    assert client.post(url, {"do": "revoke"}).status_code == 302
    assert [entry.verb for entry in AuditEntry.objects.about(feed).order_by("at")] == ["created", "revoked"]


@pytest.mark.parametrize("number", [1, 3])
def test_the_file_costs_four_queries(client, cast, address, number, django_assert_max_num_queries):
    make.training(cast.palu, sessions=number)
    with django_assert_max_num_queries(4):
        assert len(events(client.get(address))) == number


def test_guessing_is_slowed_down(client, cast, settings):
    cache.clear()
    answers = [client.get(f"/calendar/salah{number}.ics").status_code for number in range(22)]
    cache.clear()
    assert (answers[0], answers[-1]) == (404, 429)
