"""Sheets that wait, and the summary of a day."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from pembinaan import dates
from pembinaan.dashboards.attention import lines
from tests import make
from trainings.actions.attendance import record_attendance
from trainings.actions.attendance_sheet import attest_session
from trainings.models import Session
from trainings.sheet import Entry, Said
from trainings.views.session_lists import WaitingSheetsPage


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


@pytest.mark.parametrize("who", ["coordinator", "head"])
def test_the_home_page_leads_to_the_summary(cast, client, who):
    client.force_login(getattr(cast, who))
    page = client.get(reverse("home")).content.decode()
    assert f'href="{reverse("trainings:daily-summary")}"' in page
    assert f'href="{reverse("trainings:session-list")}"' in page


def test_the_sheets_are_narrowed_by_the_address(cast, client):
    none, some = sheet(cast, 8), sheet(cast, 5, marks=[Said("present")])
    full = sheet(cast, 2, marks=[Said("present"), Said("absent")])
    client.force_login(cast.coordinator)

    def shown(**asked):
        page = client.get(reverse("trainings:session-list"), asked)
        assert all(chip.label for chip in page.context["chips"])
        return [row.pk for row in page.context["rows"]]

    every = [none.pk, some.pk, full.pk]
    assert shown() == every
    assert [shown(lacks=value) for value in ("marks", "some", "closing")] == [[pk] for pk in every]
    assert [shown(late=days) for days in ("3", "7", "30")] == [every[:2], every[:1], []]
    assert shown(training=some.training_id) == [some.pk]
    assert shown(since=some.day.isoformat(), until=some.day.isoformat()) == [some.pk]
    assert shown(since="x", late="0", training="x", office=cast.luwuk.pk) == every
    assert 'class="empty"' in client.get(reverse("trainings:session-list"), {"late": "30"}).content.decode()


def test_the_sheets_stand_in_pages(cast, client, monkeypatch):
    monkeypatch.setattr(WaitingSheetsPage, "page_size", 1)
    first, second = sheet(cast, 3), sheet(cast, 2)
    client.force_login(cast.coordinator)
    page = client.get(reverse("trainings:session-list"), {"late": ""})
    assert page.context["rows"] == [first]
    assert client.get(reverse("trainings:session-list"), {"after": first.pk}).context["rows"] == [second]


def test_a_kanwil_sees_numbers_of_its_offices_and_no_sheet(cast, client):
    own, other = sheet(cast, 5, marks=[Said("present")]), sheet(cast, 3)
    other.training.office = cast.luwuk
    other.training.save()
    make.training(cast.far, day=dates.today(cast.far) - timedelta(days=4))
    client.force_login(cast.regional)
    page = client.get(reverse("trainings:session-list"))
    assert [(row.training.office, row.gaps, row.age) for row in page.context["rows"]] == [
        (cast.palu, 1, 5),
        (cast.luwuk, 2, 3),
    ]
    text = page.content.decode()
    assert own.training.get_absolute_url() in text
    assert own.get_absolute_url() not in text
    assert not any(person.client.name in text for person in own.training.enrolments.all())
    narrowed = client.get(reverse("trainings:session-list"), {"office": cast.luwuk.pk})
    assert narrowed.context["rows"] == [other]


def test_the_board_of_a_kanwil_leads_to_the_sheets(cast, client):
    session = sheet(cast, 5)
    client.force_login(cast.regional)
    line = next(line for line in lines(cast.regional, session.day + timedelta(days=5), [cast.palu], {}))
    assert client.get(line.url).context["rows"] == [session]


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
    totals = {kind.value: number for kind, number, _reasons in context["totals"]}
    assert totals == {"present": 0, "late": 1, "excused": 1, "sick": 1, "absent": 1}
    assert context["unrecorded"] == 1
    reasons = {kind.value: reasons for kind, _number, reasons in context["totals"] if reasons}
    assert reasons == {"excused": [(market, 1)], "sick": [(ill, 1)]}
    assert (context["cancelled"], context["n_cancelled"]) == ([("hall", 1)], 1)


def test_a_session_of_a_cancelled_training_does_not_take_place_and_a_draft_has_none(cast, client):
    session, ill = sheet(cast, 0, status="cancelled"), make.reason(code="ill")
    person = session.training.enrolments.first()
    mark = make.mark(session, person, cast.coordinator, "absent")
    mark.mark, mark.reason = "sick", ill
    mark.save()
    sheet(cast, 0, status="draft")
    client.force_login(cast.head)
    context = client.get(reverse("trainings:daily-summary")).context
    assert [line.session for line in context["lines"]] == [session]
    assert context["cancelled"] == [("Pelatihan dibatalkan", 1)]
    assert (context["unrecorded"], context["totals"][3][1:]) == (0, (0, []))


def test_a_day_without_a_session_says_so_and_leads_on(cast, client):
    client.force_login(cast.head)
    day = dates.today(cast.palu) - timedelta(days=40)
    page = client.get(reverse("trainings:daily-summary"), {"day": day.isoformat()}).content.decode()
    assert 'class="empty"' in page
    for other in (day - timedelta(days=1), day + timedelta(days=1)):
        assert f'href="?day={other.isoformat()}"' in page


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


@pytest.mark.parametrize("name", ["trainings:session-list", "trainings:daily-summary"])
def test_lists_cost_the_same_for_one_and_three(cast, client, name, django_assert_num_queries):
    client.force_login(cast.coordinator)
    day = {"day": (timezone.localdate() - timedelta(days=1)).isoformat()}
    sheet(cast, 1, marks=[Said("present")])
    client.get(reverse(name), day)
    expected = {"trainings:session-list": 6, "trainings:daily-summary": 7}[name]
    with django_assert_num_queries(expected):
        client.get(reverse(name), day)
    sheet(cast, 1, people=3, marks=[Said("present")])
    sheet(cast, 1, people=3)
    with django_assert_num_queries(expected):
        client.get(reverse(name), day)
