"""What is typed into the forms of planning, and what becomes of it."""

import uuid
from datetime import date, time, timedelta

import pytest
from django.urls import reverse

from pembinaan import dates
from pembinaan.accounts.models import Holiday, StrategicProgramme
from tests import make
from trainings.models import Session, Training

MONDAY = date(2026, 11, 2)


@pytest.fixture
def page(client, cast):
    client.force_login(cast.coordinator)
    return client


def plan(**more):
    return {
        "form_key": uuid.uuid4(),
        "title": "",
        "place": "Aula",
        "starts_on": MONDAY,
        "ends_on": MONDAY + timedelta(days=4),
        "capacity": 20,
        "first_slot_start": "08:00",
        "first_slot_end": "12:00",
        "weekdays": ["0", "1", "2", "3", "4"],
    } | more


def errors(answer):
    assert answer.status_code == 422
    return answer.context["form"].errors


def test_a_plan_is_saved_with_its_timetable(page, cast):
    programme = make.programme(jps=(4, 4))
    answer = page.post(reverse("trainings:create"), plan(programme=programme.pk))
    training = Training.objects.get()
    assert answer.url == training.get_absolute_url()
    assert (training.title, training.office, training.sessions.count()) == (programme.title, cast.palu, 2)


def test_sent_twice_it_is_one_plan(page):
    sent = plan(programme=make.programme().pk)
    assert (
        page.post(reverse("trainings:create"), sent).url == page.post(reverse("trainings:create"), sent).url
    )
    assert Training.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"ends_on": MONDAY}, "ends_on"),
        ({"ends_on": MONDAY - timedelta(days=1)}, "ends_on"),
        ({"weekdays": []}, "weekdays"),
        ({"first_slot_end": "08:30"}, "first_slot_end"),
        ({"second_slot_start": "13:00"}, "second_slot_end"),
        ({"second_slot_start": "11:00", "second_slot_end": "14:00"}, "second_slot_start"),
        ({"capacity": 0}, "capacity"),
        ({"capacity": 501}, "capacity"),
        ({"place": ""}, "place"),
        ({"title": "Judul\x07"}, "title"),
        ({"programme": ""}, "programme"),
    ],
)
def test_problems_stand_beside_the_field_and_nothing_is_saved(page, typed, field):
    sent = plan(programme=make.programme(jps=(4, 4)).pk)
    assert list(errors(page.post(reverse("trainings:create"), sent | typed))) == [field]
    assert not Training.objects.exists()


def test_what_does_not_fit_is_counted_and_may_be_saved_without_a_timetable(page):
    sent = plan(programme=make.programme(jps=(4, 4)).pk, ends_on=MONDAY)
    assert "3" in errors(page.post(reverse("trainings:create"), sent))["ends_on"][0]
    page.post(reverse("trainings:create"), sent | {"without_timetable": "on"})
    assert Training.objects.get().sessions.count() == 0


def test_rows_of_other_regions_are_no_choice(page, cast):
    partner = make.partner(cast.far)
    sent = plan(programme=make.programme(office=cast.far).pk, partner=partner.pk)
    assert set(errors(page.post(reverse("trainings:create"), sent))) == {"programme", "partner"}


def test_a_number_beyond_the_database_is_no_choice(page):
    answer = page.post(reverse("trainings:create"), plan(strategic_programmes=["99999999999999999999"]))
    assert "strategic_programmes" in errors(answer)


def test_a_strategic_programme_must_run_in_that_year(page):
    old = StrategicProgramme.objects.create(name="Aksi", first_year=2025, last_year=2025)
    sent = plan(programme=make.programme().pk, strategic_programmes=[old.pk])
    assert "strategic_programmes" in errors(page.post(reverse("trainings:create"), sent))


@pytest.mark.parametrize(("days", "warned"), [(400, False), (1, True), (None, True)])
def test_a_partner_without_agreement_is_a_warning_and_no_refusal(page, cast, days, warned):
    day, partner = dates.today(cast.palu), make.partner(cast.palu)
    if days is not None:
        make.agreement(cast.palu, partner, days=days)
    sent = plan(programme=make.programme().pk, partner=partner.pk, starts_on=day, ends_on=day + timedelta(9))
    answer = page.post(reverse("trainings:create"), sent, follow=True)
    assert any(message.level_tag == "warning" for message in answer.context["messages"]) is warned
    assert Training.objects.get().partner == partner


def test_a_change_keeps_what_was_typed_when_refused(page, cast):
    training = make.training(cast.palu)
    sent = plan(programme=training.programme_id, title="Judul baru", version=training.version)
    sent |= {"starts_on": training.starts_on, "ends_on": training.ends_on}
    url = reverse("trainings:update", args=[training.pk])
    answer = page.post(url, sent | {"version": 9})
    assert "__all__" in errors(answer)
    assert "Judul baru" in answer.content.decode()
    assert page.post(url, sent).status_code == 302
    assert Training.objects.get().title == "Judul baru"


def test_the_timetable_is_made_anew_on_other_days(page, cast):
    training = make.training(cast.palu, sessions=2, status="draft")
    url = reverse("trainings:timetable", args=[training.pk])
    sent = plan(version=training.version, weekdays=["0"])
    assert "ends_on" in errors(page.post(url, sent))
    page.post(url, sent | {"ends_on": MONDAY + timedelta(days=7)})
    assert [s.day for s in training.sessions.all()] == [MONDAY, MONDAY + timedelta(days=7)]


def typed_session(training, **more):
    module = training.programme.modules.first()
    return {
        "form_key": uuid.uuid4(),
        "day": training.starts_on,
        "starts": "13:00",
        "ends": "16:00",
        "place": "Griya",
        f"module_{module.pk}": 4,
    } | more


def test_a_session_is_added(page, cast):
    partner = make.partner(cast.palu)
    person = make.instructor(partner)
    training = make.training(cast.palu, partner=partner)
    sent = typed_session(training, **{f"role_{person.pk}": "cover"})
    answer = page.post(reverse("trainings:session-create", args=[training.pk]), sent)
    assert answer.url == training.get_absolute_url()
    session = training.sessions.last()
    assert (session.number, session.jp, session.place) == (2, 4, "Griya")
    assert session.teaching.get().role == "cover"


@pytest.mark.parametrize(("typed", "field"), [({"ends": "12:00"}, "ends"), ({"day": ""}, "day")])
def test_problems_of_a_session_stand_beside_the_field(page, cast, typed, field):
    training = make.training(cast.palu)
    url = reverse("trainings:session-create", args=[training.pk])
    assert list(errors(page.post(url, typed_session(training, **typed)))) == [field]


def test_a_busy_instructor_is_named_beside_the_choice(page, cast):
    partner = make.partner(cast.palu)
    person = make.instructor(partner)
    training = make.training(cast.palu, partner=partner)
    url = reverse("trainings:session-create", args=[training.pk])
    role = {f"role_{person.pk}": "lead"}
    page.post(url, typed_session(training, **role))
    assert list(errors(page.post(url, typed_session(training, **role)))) == [f"role_{person.pk}"]


def test_an_instructor_cannot_be_planned_twice_at_once(page, cast):
    partner = make.partner(cast.palu)
    person = make.instructor(partner)
    sent = {"programme": make.programme().pk, "partner": partner.pk, "instructors": [person.pk]}
    page.post(reverse("trainings:create"), plan(**sent))
    again = page.post(reverse("trainings:create"), plan(**sent))
    assert list(errors(again)) == ["instructors"]
    assert Training.objects.count() == 1
    afternoon = {"first_slot_start": "13:00", "first_slot_end": "16:00", "ends_on": MONDAY + timedelta(9)}
    assert page.post(reverse("trainings:create"), plan(**sent | afternoon)).status_code == 302


def test_a_holiday_needs_a_reason_that_is_kept(page, cast):
    training = make.training(cast.palu)
    Holiday.objects.create(day=training.starts_on, name="Maulid Nabi")
    url = reverse("trainings:session-create", args=[training.pk])
    found = errors(page.post(url, typed_session(training)))
    assert "Maulid Nabi" in found["override_reason"][0]
    assert training.sessions.count() == 1
    sent = typed_session(training, override_reason="Aula hanya kosong hari itu")
    assert page.post(url, sent).status_code == 302
    assert training.sessions.count() == 2
    kept = training.overrides.get()
    assert (kept.code, kept.reason) == ("holiday", "Aula hanya kosong hari itu")


def test_a_session_is_shown_on_the_offices_clock_and_changed(page, cast):
    training = make.training(cast.palu, sessions=2)
    first, second = training.sessions.all()
    url = reverse("trainings:session-update", args=[training.pk, first.pk])
    form = page.get(url).context["form"]
    assert (form["starts"].value(), form["ends"].value()) == (time(8), time(12))
    day = first.day + timedelta(days=2)
    sent = typed_session(training, day=day, version=first.version, move_later="on")
    assert page.post(url, sent).status_code == 302
    assert Session.objects.get(pk=second.pk).day == second.day + timedelta(days=2)


def test_an_old_page_of_a_session_is_refused_once(page, cast):
    training = make.training(cast.palu)
    session = training.sessions.get()
    url = reverse("trainings:session-update", args=[training.pk, session.pk])
    assert "__all__" in errors(page.post(url, typed_session(training, version=7)))


def test_a_session_is_removed(page, cast):
    training = make.training(cast.palu, sessions=2)
    session = training.sessions.last()
    page.post(
        reverse("trainings:session-remove", args=[training.pk, session.pk]), {"version": session.version}
    )
    assert training.sessions.count() == 1


def test_a_session_of_another_training_has_no_page(page, cast):
    one, other = make.training(cast.palu), make.training(cast.palu)
    url = reverse("trainings:session-update", args=[one.pk, other.sessions.get().pk])
    assert page.get(url).status_code == 404


def test_programmes_of_other_years_are_folded_unless_chosen(page, cast):
    year = dates.today(cast.palu).year
    now, before, chosen = (
        StrategicProgramme.objects.create(name=name, first_year=first, last_year=first)
        for name, first in (("Kini", year), ("Lalu", year - 1), ("Dipilih", year - 1))
    )
    training = make.training(cast.palu)
    training.strategic_programmes.add(chosen)
    address = reverse("trainings:update", args=[training.pk])
    field = page.get(address).context["form"].fields["strategic_programmes"]
    (_this_year, first), (other, folded) = field.choices
    assert {key for key, _label in first} == {now.pk, chosen.pk}
    assert [key for key, _label in folded] == [before.pk]
    assert field.folds == [other]
