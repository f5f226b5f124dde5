"""A plan taken again: where its days come to lie, what comes along, and who may look at whose."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from pembinaan import dates
from pembinaan.accounts.models import Holiday
from pembinaan.audit.models import AuditEntry
from pembinaan.problems import RuleBroken
from pembinaan.records import new_id
from pembinaan.scoping import UnscopedQuery, _guard
from tests import make
from trainings.actions.copying import copy_training
from trainings.models import BudgetLine, Proposal, Training
from trainings.rules.copying import copying_problems
from trainings.timetable import shifted_days

MONDAY = date(2026, 3, 2)


def days(*numbers, start=MONDAY):
    return [start + timedelta(days=number) for number in numbers]


@pytest.mark.parametrize(
    ("old", "first", "closed", "new"),
    [
        ((0, 1, 2), 7, (), (7, 8, 9)),
        ((0, 1, 2), 7, (8,), (7, 9, 14)),  # a holiday pushes on, and Thursday was no day of the source
        ((0, 7, 14), 28, (), (28, 35, 42)),
        ((0, 2, 7, 9), 28, (30,), (28, 35, 37, 42)),
        ((0, 14), 28, (), (28, 42)),  # every other Monday
        ((0, 1, 2, 3, 4), 9, (), (9, 10, 11, 14, 15)),  # begun on a Wednesday: no Saturday
        ((0,), 12, (), (12,)),  # one day on the Saturday that was chosen
        ((5, 6), 12, (), (12, 13)),  # a weekend stays one
        ((0,), 7, (7,), (14,)),
    ],
)
def test_the_days_come_to_lie_as_before(old, first, closed, new):
    found = shifted_days(days(*old), days(first)[0], frozenset(days(*closed)))
    assert list(found) == days(*old)
    assert list(found.values()) == days(*new)


@pytest.fixture
def source(cast):
    partner = make.partner(cast.palu)
    made = make.training(
        cast.palu, sessions=2, day=MONDAY, partner=partner, status="completed", completed_on=MONDAY,
        title="Bawang goreng", note="Telepon Bu Sri", capacity=15,
    )  # fmt: skip
    made.instructors.add(make.instructor(partner))
    make.enrolment(made)
    Proposal.objects.create(training=made, need="Klien belum bekerja")
    BudgetLine.objects.create(
        training=made, order=1, name="Bahan", source="dipa", quantity=Decimal("2.5"), unit="kg",
        unit_price=10_000, spent=24_000,
    )  # fmt: skip
    return made


def copied(source, by, starts_on=MONDAY + timedelta(days=28), **more):
    values = {"title": "Angkatan 2", "place": "Aula", "form_key": new_id()} | more
    return copy_training(source, starts_on=starts_on, by=by, **values)


def meetings(training):
    zone = training.office.zone
    return [
        (row.number, row.day, row.starts_at.astimezone(zone).hour, row.ends_at.astimezone(zone).hour, row.jp)
        for row in training.sessions.order_by("number")
    ]


def test_a_copy_is_a_draft_with_the_whole_plan_and_nobody_in_it(cast, source):
    copy = copied(source, cast.coordinator)
    assert (copy.status, copy.title, copy.capacity, copy.copied_from) == ("draft", "Angkatan 2", 15, source)
    assert (copy.partner, copy.note, copy.programme) == (source.partner, source.note, source.programme)
    assert (copy.approved_at, copy.proposed_at, copy.completed_on) == (None, None, None)
    first = MONDAY + timedelta(days=28)
    assert meetings(copy) == [(1, first, 8, 12, 4), (2, first + timedelta(days=1), 8, 12, 4)]
    assert (copy.starts_on, copy.ends_on) == (first, first + timedelta(days=1))
    assert [[part.module.title for part in row.parts.all()] for row in copy.sessions.order_by("number")] == [
        ["Modul 1"],
        ["Modul 2"],
    ]
    assert [row.instructor for row in copy.sessions.first().teaching.all()] == list(source.instructors.all())
    assert copy.proposal.need == "Klien belum bekerja"
    assert [(line.name, line.planned, line.spent) for line in copy.budget_lines.all()] == [
        ("Bahan", 25_000, None)
    ]
    assert not copy.enrolments.exists()
    assert (
        AuditEntry.objects.about(copy).get().changes["copied_from"][1].startswith("Bawang goreng (Bapas Palu")
    )


def test_holidays_of_the_office_are_left_out(cast, source):
    first = MONDAY + timedelta(days=28)
    Holiday.objects.create(day=first + timedelta(days=1), name="Libur", office=cast.palu)
    assert [row[1] for row in meetings(copied(source, cast.coordinator))] == [
        first,
        first + timedelta(days=7),
    ]


def test_a_newer_version_of_the_programme_is_packed_into_the_same_half_days(cast, source):
    old = source.programme
    old.is_current = False
    old.save()
    newer = make.programme(code=old.code, curriculum_version=2, jps=(4, 4, 2))
    copy = copied(source, cast.coordinator)
    first = copy.starts_on
    assert copy.programme == newer
    # 08.00–12.00 holds five JP; the source met on Mondays and Tuesdays.
    assert [(row[1], row[2], row[4]) for row in meetings(copy)] == [
        (first, 8, 5),
        (first + timedelta(days=1), 8, 5),
    ]


def test_cancelled_and_catch_up_sessions_do_not_come_along(cast, source):
    make.session(source, number=3, day=MONDAY + timedelta(days=3), is_catch_up=True)
    reason = make.reason("session_cancelled", "other")
    make.session(source, number=4, day=MONDAY + timedelta(days=4), status="cancelled", cancel_reason=reason)
    assert len(meetings(copied(source, cast.coordinator))) == 2


def test_a_plan_without_sessions_keeps_its_length(cast):
    source = make.training(cast.palu, sessions=0, day=MONDAY, ends_on=MONDAY + timedelta(days=4))
    copy = copied(source, cast.coordinator)
    assert (copy.ends_on - copy.starts_on).days == 4
    assert meetings(copy) == []


def test_another_bapas_gets_the_plan_alone(cast, source):
    copy = copied(source, cast.sibling, place="Aula Luwuk")
    assert (copy.office, copy.note, copy.place) == (cast.luwuk, "", "Aula Luwuk")
    assert {row.place for row in copy.sessions.all()} == {"Aula Luwuk"}
    assert copy.budget_lines.get().spent is None


def test_the_same_form_makes_one_copy(cast, source):
    key = new_id()
    assert copied(source, cast.coordinator, form_key=key) == copied(source, cast.coordinator, form_key=key)


@pytest.mark.parametrize(
    ("office", "status", "allowed"),
    [
        ("palu", "draft", True), ("palu", "cancelled", True),
        ("luwuk", "completed", True), ("luwuk", "running", True), ("luwuk", "approved", True),
        ("luwuk", "draft", False), ("luwuk", "postponed", False), ("luwuk", "cancelled", False),
        ("far", "completed", False), ("kanwil", "completed", False), ("nation", "completed", False),
    ],
)  # fmt: skip
def test_whose_plan_may_be_copied(cast, office, status, allowed):
    """`office` is that of the reader; the plan belongs to Palu. The rule and the query say the same."""
    done = {"completed_on": MONDAY} if status == "completed" else {}
    training = make.training(cast.palu, sessions=0, status=status, **done)
    where = getattr(cast, office)
    people = {
        "palu": "coordinator",
        "luwuk": "sibling",
        "far": "stranger",
        "kanwil": "regional",
        "nation": "national",
    }
    reader = getattr(cast, people[office])
    assert (not copying_problems(training, where)) == allowed
    with _guard(True):
        assert list(Training.objects.copyable_by(reader)) == ([training] if allowed else [])
    if not allowed and where.is_local:
        with pytest.raises(RuleBroken):
            copied(training, reader)


def test_what_is_copyable_is_marked_and_the_rest_stays_guarded(cast, source):
    with _guard(True), pytest.raises(UnscopedQuery):
        list(Training.objects.filter(office=cast.palu))


@pytest.fixture
def page(cast, client):
    client.force_login(cast.sibling)
    client.cookies["bahasa"] = "en"
    return client


def test_the_list_shows_the_plan_of_the_other_bapas_and_nothing_else(cast, source, page):
    make.training(cast.palu, title="Draf rahasia", status="draft")
    make.training(cast.luwuk, title="Milik sendiri")
    make.training(cast.far, title="Kanwil lain")
    response = page.get(reverse("trainings:copy-list"))
    assert [row.title for row in response.context["rows"]] == ["Bawang goreng"]
    shown = response.content.decode()
    assert "Rp25,000" in shown
    assert "Rp24,000" not in shown
    assert "Klien Uji" not in shown
    assert page.get(source.get_absolute_url()).status_code == 404
    found = page.post(reverse("trainings:copy-list"), {"q": "bawang"})
    assert len(found.context["rows"]) == 1


def test_a_copy_is_made_on_its_page(cast, source, page):
    address = reverse("trainings:copy", args=[source.pk])
    shown = page.get(address)
    assert source.get_absolute_url() + '"' not in shown.content.decode()
    assert "Telepon Bu Sri" not in shown.content.decode()
    form = {"title": "Bawang Luwuk", "starts_on": "2026-09-07", "place": "Aula", "form_key": new_id()}
    first, second = page.post(address, form), page.post(address, form)
    copy = Training.objects.get(office=cast.luwuk)
    assert first.url == second.url == copy.get_absolute_url()
    assert page.get(copy.get_absolute_url()).status_code == 200


def test_a_newer_programme_is_said_before(cast, source, page):
    type(source.programme).objects.filter(pk=source.programme_id).update(is_current=False)
    make.programme(code=source.programme.code, curriculum_version=2)
    shown = page.get(reverse("trainings:copy", args=[source.pk])).content.decode()
    assert "version 2 is used instead of version 1" in shown


def test_a_form_with_a_gap_copies_nothing(source, page):
    form = {"title": "", "starts_on": "kapan", "place": "", "form_key": new_id()}
    response = page.post(reverse("trainings:copy", args=[source.pk]), form)
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"title", "starts_on", "place"}


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_with_one_and_three_plans(cast, page, django_assert_num_queries, number):
    for _each in range(number):
        make.training(cast.palu, sessions=1, partner=make.partner(cast.palu), status="approved")
    page.get("/")  # the first page of a session writes it
    with django_assert_num_queries(5):
        page.get(reverse("trainings:copy-list"))


def test_a_copy_costs_the_same_for_any_number_of_sessions(cast, django_assert_max_num_queries):
    source = make.training(cast.palu, sessions=3, day=dates.today(cast.palu))
    with django_assert_max_num_queries(48):
        copied(source, cast.coordinator)
