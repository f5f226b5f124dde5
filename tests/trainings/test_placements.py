"""From a vacancy to a job that is kept: suggesting, the steps as data, what the register learns."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from clients.models import WorkStatus
from pembinaan import dates
from pembinaan.audit.models import AuditEntry
from pembinaan.problems import RuleBroken
from tests import make
from trainings.actions.placements import move_application, suggest
from trainings.choices import Stage
from trainings.matching import began_by, candidates, kept_to_check
from trainings.models import Application, Vacancy
from trainings.rules.placements import kept_from
from trainings.stages import STAGE_MOVES


@pytest.fixture
def today(cast):
    return dates.today(cast.palu)


@pytest.fixture
def vacancy(cast):
    return Vacancy.objects.create(
        office=cast.palu, employer="Toko Sinar", title="Juru masak", kind="daily", openings=2
    )


def applied(cast, vacancy, stage="suggested", *, ago=0, **more):
    person = more.pop("client", None) or make.client(cast.palu)
    day = dates.today(cast.palu) - timedelta(days=ago)
    started = day if stage in ("started", "kept", "left") else None
    values = {"stage": stage, "stage_on": day, "started_on": started}
    return Application.objects.create(vacancy=vacancy, client=person, **values | more)


def move(cast, found, name, *, ago=0, **more):
    found.refresh_from_db()
    on = dates.today(cast.palu) - timedelta(days=ago)
    values = {"version": found.version, "by": cast.coordinator, "on": on}
    return move_application(application=found, move=name, **values | more)


def codes(*args, **more):
    with pytest.raises(RuleBroken) as refusal:
        move(*args, **more)
    return refusal.value.codes


def graduate(cast, *, title="Pelatihan las", **client):
    training = make.training(cast.palu, title=title)
    training.status, training.completed_on = "completed", training.starts_on
    training.save()
    person = make.client(cast.palu, **client)
    make.enrolment(training, person, status="completed", completed_on=training.starts_on)
    return person


def test_the_way_to_a_job_that_is_kept(cast, vacancy, today):
    found = applied(cast, vacancy, ago=120)
    for name, ago in (("apply", 119), ("interview", 110), ("accept", 105), ("start", 100), ("keep", 0)):
        move(cast, found, name, ago=ago)
    move(cast, found, "stop", note="Pindah kota")
    found.refresh_from_db()
    assert (found.stage, found.started_on, found.ended_on) == ("left", today - timedelta(days=100), today)
    assert [step.stage for step in found.steps.all()] == [
        *("applied", "interview", "accepted", "started", "kept", "left")
    ]
    entries = AuditEntry.objects.about(found).filter(verb="moved")
    assert entries.count() == 6
    assert found.client.name not in "".join(f"{row.target_name}{row.changes}" for row in entries)


@pytest.mark.parametrize("name", [step.name for step in STAGE_MOVES])
def test_a_step_is_possible_from_its_stages_alone(cast, vacancy, name):
    (step,) = [step for step in STAGE_MOVES if step.name == name]
    for stage in Stage.values:
        if stage in step.sources:
            continue
        found = applied(cast, vacancy, stage, ago=100)
        assert codes(cast, found, name, note="x") == {"not_possible"}, stage


def test_days_and_notes_that_cannot_be(cast, vacancy):
    found = applied(cast, vacancy, "started", ago=10)
    assert codes(cast, found, "keep") == {"too_early"}
    assert codes(cast, found, "stop") == {"note_needed"}
    assert codes(cast, found, "stop", note="x", ago=-1) == {"in_future"}
    assert codes(cast, found, "stop", note="x", ago=11) == {"before_last_step"}
    move(cast, found, "stop", note="x")
    assert codes(cast, found, "stop", note="x", version=1) == {"stale"}


def test_openings_are_not_given_twice(cast, vacancy):
    people = [applied(cast, vacancy, "interview") for _person in range(3)]
    for person in people[:2]:
        move(cast, person, "accept")
    assert codes(cast, people[2], "accept") == {"full"}
    move(cast, people[0], "start")
    move(cast, people[0], "stop", note="Sakit")
    assert move(cast, people[2], "accept").stage == "accepted"


def test_a_closed_vacancy_takes_nobody_new(cast, vacancy, today):
    found, accepted = applied(cast, vacancy), applied(cast, vacancy, "accepted")
    Vacancy.objects.update(closes_on=today - timedelta(days=1))
    assert codes(cast, found, "apply") == {"closed"}
    assert move(cast, accepted, "start").stage == "started"
    with pytest.raises(RuleBroken):
        suggest(vacancy=vacancy, clients=[make.client(cast.palu).pk], by=cast.coordinator)


def test_the_register_learns_of_it_when_asked(cast, vacancy, today):
    found, silent = (applied(cast, vacancy, "accepted") for _person in range(2))
    move(cast, silent, "start")
    assert not WorkStatus.objects.exists()
    move(cast, found, "start", record_work=True)
    found.client.refresh_from_db()
    assert (found.client.work, found.client.occupation) == ("casual", "Juru masak")
    move(cast, found, "stop", note="Selesai", record_work=True)
    found.client.refresh_from_db()
    assert found.client.work == "seeking"


def test_graduates_of_fitting_trainings_come_first(cast, vacancy):
    worker = graduate(cast, work="employed")
    near = graduate(cast, region_id="72.71", work="seeking")
    idle = graduate(cast, work="seeking")
    fitting = graduate(cast, title="Tata boga dan juru masak", work="employed")
    graduate(cast, status="ended", end_reason="completed", ended_on=dates.today(cast.palu))
    make.client(cast.palu)
    Vacancy.objects.update(region="72.71")
    vacancy.refresh_from_db()
    found = [one.client for one in candidates(vacancy, cast.coordinator)]
    assert found == [fitting, near, idle, worker]
    suggest(vacancy=vacancy, clients=[fitting.pk], by=cast.coordinator)
    assert fitting not in [one.client for one in candidates(vacancy, cast.coordinator)]
    assert Application.objects.get().enrolment.training.title.startswith("Tata boga")


def test_a_pk_suggests_the_own_clients_and_nobody_a_hidden_one(cast, vacancy):
    own = graduate(cast, counsellor=cast.counsellor)
    child = graduate(cast, category="ANAK_DIVERSI", counsellor=cast.counsellor)
    graduate(cast)
    assert {one.client for one in candidates(vacancy, cast.counsellor)} == {own, child}
    assert child not in [one.client for one in candidates(vacancy, cast.coordinator)]
    assert suggest(vacancy=vacancy, clients=[child.pk], by=cast.coordinator) == 0
    assert suggest(vacancy=vacancy, clients=[own.pk], by=cast.coordinator) == 1
    assert suggest(vacancy=vacancy, clients=[own.pk], by=cast.coordinator) == 0


def test_after_three_months_it_is_asked_whether_the_job_was_kept(cast, vacancy, today):
    old = applied(cast, vacancy, "started", client=make.client(cast.palu, counsellor=cast.counsellor))
    applied(cast, vacancy, "started")
    Application.objects.filter(pk=old.pk).update(started_on=began_by(today))
    assert list(kept_to_check(cast.coordinator, today)) == [old]
    assert list(kept_to_check(cast.coordinator, today - timedelta(days=1))) == []
    move(cast, old, "keep")
    assert list(kept_to_check(cast.counsellor, today, own=True)) == []


def test_three_months_are_counted_alike_on_every_day():
    day = dates.date(2023, 11, 25)
    for _day in range(500):
        began = began_by(day)
        after = began + timedelta(days=1)
        assert kept_from(Application(started_on=began)) <= day < kept_from(Application(started_on=after))
        day += timedelta(days=1)


@pytest.fixture
def officer(cast, client):
    client.force_login(cast.coordinator)
    return client


def test_a_vacancy_is_added_once_changed_and_closed(cast, officer):
    data = {
        "title": "Penjahit",
        "kind": "order",
        "employer": "Butik",
        "openings": 3,
        "form_key": uuid.uuid4(),
    }
    for _twice in range(2):
        assert officer.post(reverse("trainings:vacancy-create"), data).status_code == 302
    vacancy = Vacancy.objects.get()
    url = reverse("trainings:vacancy-update", args=[vacancy.pk])
    page = officer.post(url, data | {"version": 1, "partner": make.partner(cast.palu).pk})
    assert page.status_code == 422  # a partner or another employer
    assert officer.post(url, data | {"version": 1, "openings": 1}).status_code == 302
    officer.post(reverse("trainings:vacancy-close", args=[vacancy.pk, "close"]))
    vacancy.refresh_from_db()
    assert (vacancy.openings, vacancy.closed_at is None) == (1, False)
    assert list(officer.get(reverse("trainings:vacancy-list")).context["rows"]) == []
    officer.post(reverse("trainings:vacancy-close", args=[vacancy.pk, "reopen"]))
    assert list(officer.get(reverse("trainings:vacancy-list")).context["rows"]) == [vacancy]


def test_the_pages_lead_from_vacancy_to_step(cast, officer, vacancy):
    person = graduate(cast)
    url = reverse("trainings:vacancy-candidates", args=[vacancy.pk])
    assert person.name in officer.get(url).content.decode()
    assert officer.post(url, {"client": [str(person.pk)]}).url == vacancy.get_absolute_url()
    found = Application.objects.get()
    page = officer.get(reverse("trainings:application", args=[found.pk]))
    assert [step.name for step in page.context["moves"]] == ["apply", "interview", "reject", "withdraw"]
    step = reverse("trainings:application-move", args=[found.pk, "apply"])
    data = {"version": found.version, "on": dates.today(cast.palu)}
    assert officer.post(step, data).status_code == 302
    assert officer.post(step, data).status_code == 422
    history = officer.get(reverse("trainings:client-history", args=[person.pk])).content.decode()
    assert vacancy.title in history


def test_a_client_is_suggested_from_the_own_page(cast, officer, vacancy):
    person = make.client(cast.palu)
    url = reverse("trainings:client-suggest", args=[person.pk])
    assert officer.post(url, {"vacancy": str(vacancy.pk)}).status_code == 302
    assert Application.objects.get().client == person


def test_restricted_people_are_counted_and_not_named(cast, officer, vacancy):
    child = make.client(cast.palu, category="ANAK_DIVERSI", counsellor=cast.counsellor)
    found = applied(cast, vacancy, client=child)
    page = officer.get(vacancy.get_absolute_url())
    assert (len(page.context["applications"]), page.context["hidden"]) == (0, 1)
    assert child.name not in page.content.decode()
    assert officer.get(reverse("trainings:application", args=[found.pk])).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_lists_cost_the_same(cast, officer, vacancy, count, django_assert_max_num_queries):
    for _person in range(count):
        applied(cast, vacancy)
        graduate(cast)
    urls = [
        reverse("trainings:placement-list"),
        reverse("trainings:vacancy-list"),
        vacancy.get_absolute_url(),
        reverse("trainings:vacancy-candidates", args=[vacancy.pk]),
    ]
    for url, most in zip(urls, (5, 6, 6, 5), strict=True):
        officer.get(url)
        with django_assert_max_num_queries(most):
            officer.get(url)
