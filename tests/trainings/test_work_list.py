"""One page for all that waits: each item a link to the page that ends it, and gone once it is done."""

from datetime import timedelta

import pytest
from django.urls import reverse

from pembinaan import dates
from tests import make
from tests.trainings.after import held, mark
from tests.trainings.test_complete_training import complete
from trainings.models import Application, FollowUp, Vacancy

PAGE = reverse("trainings:work-list")


@pytest.fixture
def look(client):
    def get(user):
        client.force_login(user)
        page = client.get(PAGE)
        assert page.status_code == 200
        return {part.key: [item.url for item in part.items] for part in page.context["parts"]}

    return get


@pytest.fixture
def today(cast):
    return dates.today(cast.palu)


def mine(cast):
    return make.client(cast.palu, counsellor=cast.counsellor)


def test_a_sheet_leaves_once_everybody_is_recorded(cast, look, today):
    training = make.training(cast.palu, day=today - timedelta(days=1))
    person = make.enrolment(training, mine(cast))
    make.training(cast.palu, day=today)
    session = training.sessions.get()
    url = f"{session.get_absolute_url()}?status=unrecorded"
    assert look(cast.coordinator)["sheets"] == look(cast.counsellor)["sheets"] == [url]
    session.status = "held"
    session.save()
    mark(session, person, "P", cast.coordinator)
    assert look(cast.coordinator)["sheets"] == []


def test_a_training_asks_for_results_then_for_completion_then_leaves(cast, look):
    training = held(cast, "P", ago=5)
    training.enrolments.update(result="")
    assert look(cast.coordinator)["trainings"] == [reverse("trainings:results", args=[training.pk])]
    training.enrolments.update(result="competent")
    assert look(cast.coordinator)["trainings"] == [reverse("trainings:complete", args=[training.pk])]
    assert look(cast.counsellor)["trainings"] == []
    training.enrolments.update(client=mine(cast))
    assert look(cast.counsellor)["trainings"] == [training.get_absolute_url()]
    complete(cast, training)
    assert look(cast.coordinator)["trainings"] == []


def test_a_graduate_leaves_with_the_certificate(cast, look):
    training = held(cast, "P", "A", ago=5)
    complete(cast, training)
    url = reverse("trainings:certificates", args=[training.pk])
    assert look(cast.coordinator)["certificates"] == [url]
    assert look(cast.counsellor)["certificates"] == []
    make.certificate(training.enrolments.get(number=1))
    assert look(cast.coordinator)["certificates"] == []


def test_a_follow_up_is_there_once_it_is_overdue(cast, look, today):
    training = held(cast, "P", ago=35)
    training.enrolments.update(client=mine(cast))
    complete(cast, training)
    found = FollowUp.objects.get(point=0)
    assert look(cast.counsellor)["follow_ups"] == [found.get_absolute_url()]
    FollowUp.objects.filter(point=0).update(done_on=today)
    assert look(cast.coordinator)["follow_ups"] == []


def test_drop_outs_and_jobs_to_ask_about(cast, look, today):
    training = held(cast, "A A", ago=3)
    training.enrolments.update(result="")
    make.session(training, number=9, day=today + timedelta(days=3))
    person = training.enrolments.get()
    job = Vacancy.objects.create(office=cast.palu, employer="Toko", title="Kasir", kind="job")
    found = Application.objects.create(
        vacancy=job,
        client=mine(cast),
        stage="started",
        stage_on=today,
        started_on=dates.add_months(today, -4),
    )
    there = look(cast.coordinator)
    assert there["drop_outs"] == [reverse("trainings:drop-out-answer", args=[training.pk, person.pk])]
    assert there["kept"] == [reverse("trainings:application", args=[found.pk])]
    assert look(cast.counsellor)["drop_outs"] == []
    assert look(cast.counsellor)["kept"] == there["kept"]
    assert look(cast.head)["drop_outs"] == [reverse("trainings:drop-out-list")]


def test_another_bapas_sees_nothing_of_it(cast, look):
    complete(cast, held(cast, "P", ago=35))
    assert not any(look(cast.sibling).values())


def test_a_restricted_person_is_named_to_who_may_know(cast, client):
    training = held(cast, "P", ago=35)
    child = make.client(cast.palu, name="Anak Rahasia", category="ANAK_DIVERSI", counsellor=cast.counsellor)
    training.enrolments.update(client=child)
    complete(cast, training)
    for user, named in ((cast.coordinator, False), (cast.head, True), (cast.counsellor, True)):
        client.force_login(user)
        assert (child.name in client.get(PAGE).content.decode()) is named


def test_the_kanwil_reads_numbers_and_few_people_stay_unsaid(cast, client):
    training = held(cast, *["P"] * 2, ago=35)
    complete(cast, training)
    make.training(cast.luwuk, day=dates.today(cast.luwuk) - timedelta(days=1))
    client.force_login(cast.regional)
    page = client.get(PAGE)
    rows = {name: [number for _label, number in numbers] for name, numbers in page.context["rows"]}
    assert rows == {cast.palu.name: [0, 0, "", ""], cast.luwuk.name: [1, 1, 0, 0]}
    for person in training.enrolments.select_related("client"):
        assert person.client.name not in page.content.decode()
    complete(cast, held(cast, *["P"] * 3, ago=35))
    rows = dict(client.get(PAGE).context["rows"])
    assert [number for _label, number in rows[cast.palu.name]] == [0, 0, 5, 5]


@pytest.mark.parametrize("who", ["coordinator", "counsellor", "regional"])
def test_it_costs_the_same_for_one_and_three(cast, client, who, django_assert_max_num_queries):
    client.force_login(getattr(cast, who))
    client.get(PAGE)
    for rows in (1, 2):
        for _row in range(rows):
            training = held(cast, "P", ago=35)
            training.enrolments.update(client=mine(cast))
            complete(cast, training)
            make.enrolment(
                make.training(cast.palu, day=dates.today(cast.palu) - timedelta(days=1)), mine(cast)
            )
        with django_assert_max_num_queries(9):
            client.get(PAGE)
