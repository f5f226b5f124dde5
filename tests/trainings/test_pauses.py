"""Pauses with dates: asked, refused where something is recorded, counted nowhere, ended by the calendar."""

from datetime import timedelta
from importlib import import_module

import pytest
import time_machine
from django.apps import apps
from django.urls import reverse

from pembinaan import dates
from pembinaan.problems import RuleBroken
from tests import make
from tests.trainings import naive
from tests.trainings.after import stored
from trainings.actions.attendance import fill_rest
from trainings.actions.moves import move_enrolment
from trainings.actions.pauses import drop_pause
from trainings.clocks import run_seats
from trainings.models import Pause


@pytest.fixture
def training(cast):
    """Three days of sessions from today on."""
    return make.training(cast.palu, sessions=3)


@pytest.fixture
def person(training):
    return make.enrolment(training)


def day(training, number):
    return training.starts_on + timedelta(days=number)


def step(cast, person, name, **more):
    person.refresh_from_db()
    values = {"on": person.training.starts_on, "note": "Panen"} | more
    return move_enrolment(enrolment=person, move=name, by=cast.coordinator, version=person.version, **values)


def refusal_of(call, *args, **kwargs):
    with pytest.raises(RuleBroken) as refusal:
        call(*args, **kwargs)
    return refusal.value.codes


def test_who_pauses_is_missing_on_the_sheets_of_the_pause_alone(cast, training, person):
    step(cast, person, "pause", on=day(training, 1), until=day(training, 1))
    assert person.training.enrolments.get().status == "enrolled"
    for number, expected in ((1, 1), (2, 0), (3, 1)):
        session = training.sessions.get(number=number)
        with time_machine.travel(session.starts_at):
            answers = fill_rest(session=session, by=cast.coordinator).answers
        assert len(answers) == expected
    assert stored(training) == naive.recount(training)
    found = training.enrolments.with_attendance().get()
    assert (found.minutes_expected, found.minutes_credited) == (360, 360)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"on": None}, "day"),
        ({"note": ""}, "why"),
        ({"on": 1, "until": 0}, "day"),
        ({"on": -1}, "day"),
        ({"on": 0, "until": 1}, "marked"),
        ({"on": -9, "until": None}, "day"),
        ({"on": 2, "until": 4}, "overlap"),
    ],
)
def test_what_stands_against_a_pause(cast, training, person, values, code):
    make.mark(training.sessions.get(number=1), person, cast.coordinator)
    make.pause(person, day(training, 4))
    given = {n: day(training, v) if isinstance(v, int) else v for n, v in values.items()}
    assert refusal_of(step, cast, person, "pause", **given) == {code}


def test_resuming_ends_the_pause_the_day_before(cast, training, person):
    assert step(cast, person, "pause").status == "paused"
    with time_machine.travel(training.sessions.get(number=3).starts_at):
        assert step(cast, person, "resume", on=None).status == "enrolled"
    assert Pause.objects.get().ends_on == day(training, 1)


def test_resuming_at_once_leaves_no_pause(cast, training, person):
    step(cast, person, "pause")
    assert step(cast, person, "resume", on=None).status == "enrolled"
    assert not Pause.objects.exists()


def test_leaving_ends_it_so_that_coming_back_is_no_pause(cast, training, person):
    step(cast, person, "pause")
    step(cast, person, "leave", reason=make.reason("left", "moved"), on=day(training, 1))
    assert Pause.objects.get().ends_on == day(training, 1)
    assert step(cast, person, "return").status == "enrolled"


def test_a_planned_pause_begins_and_ends_by_itself(cast, training, person):
    step(cast, person, "pause", on=day(training, 1), until=day(training, 1))
    for number, status, changed in ((0, "enrolled", 0), (1, "paused", 1), (2, "enrolled", 1)):
        with time_machine.travel(training.sessions.get(number=number + 1).starts_at):
            assert (run_seats(cast.palu), run_seats(cast.palu)) == (changed, 0)
        person.refresh_from_db()
        assert person.status == status
    assert [move.by_name for move in person.moves.all()] == ["Rina Anggreni", "Sistem", "Sistem"]


def test_only_a_pause_that_has_not_begun_is_taken_back(cast, training, person):
    begun = make.pause(person, day(training, 0), day(training, 0))
    assert refusal_of(drop_pause, pause=begun, by=cast.coordinator) == {"begun"}
    drop_pause(pause=make.pause(person, day(training, 2)), by=cast.coordinator)
    assert Pause.objects.get() == begun


def test_who_pauses_without_dates_is_away_from_today_on(cast, training):
    person = make.enrolment(training, status="paused")
    Pause.objects.all().delete()
    for _time in range(2):
        import_module("trainings.migrations.0008_pauses").open_pauses(apps, None)
    pause = Pause.objects.get(enrolment=person)
    assert (pause.starts_on, pause.ends_on) == (dates.today(cast.palu), None)


def test_the_page_asks_for_the_days_and_shows_them(cast, client, training, person):
    client.force_login(cast.coordinator)
    address = reverse("trainings:enrolment-move", args=[training.pk, person.pk, "pause"])
    assert {"on", "until", "note"} <= client.get(address).context["form"].fields.keys()
    sent = {"version": 1, "on": day(training, 1), "until": day(training, 2), "note": "Panen"}
    assert client.post(address, sent).status_code == 302
    assert client.post(address, {"version": 2, "on": day(training, 1)}).status_code == 422
    page = client.get(reverse("trainings:enrolment", args=[training.pk, person.pk]))
    assert [pause.note for pause in page.context["pauses"]] == ["Panen"]
    remove = reverse("trainings:pause-remove", args=[training.pk, person.pk, Pause.objects.get().pk])
    assert client.post(remove).status_code == 302
    assert not Pause.objects.exists()
