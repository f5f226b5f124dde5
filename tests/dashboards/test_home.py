from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from pembinaan import dates
from tests import make
from trainings.models import Attendance, FollowUp, Invitation


@pytest.fixture
def home(client):
    def get(user):
        client.force_login(user)
        return client.get(reverse("home"))

    return get


def titles(response):
    return [str(task.title) for task in response.context["tasks"]]


def test_todays_sessions_say_how_many_are_recorded(cast, home):
    training = make.training(cast.palu)
    people = [make.enrolment(training) for _ in range(3)]
    make.enrolment(training, status="waiting", starts_on=None)
    session = training.sessions.get()
    Attendance.objects.create(
        session=session,
        enrolment=people[0],
        mark="present",
        marked_at=timezone.now(),
        marked_by=cast.coordinator,
        marked_by_name="Rina",
    )
    make.training(cast.luwuk)
    [row] = home(cast.coordinator).context["sessions"]
    assert (row.recorded, row.expected) == (1, 3)


def test_each_kind_of_work_is_listed(cast, home):
    today = dates.today(cast.palu)
    make.training(cast.palu, day=today - timedelta(days=2))
    make.training(cast.palu, status="draft", day=today + timedelta(days=20))
    enrolment = make.enrolment(make.training(cast.palu, day=today + timedelta(days=9)))
    for point, closes in ((0, -3), (1, 9)):
        FollowUp.objects.create(
            enrolment=enrolment,
            point=point,
            opens_on=today - timedelta(days=9),
            due_on=today - timedelta(days=5),
            closes_on=today + timedelta(days=closes),
        )
    make.client(cast.palu, work="seeking")
    make.agreement(cast.palu, make.partner(cast.palu), days=12)
    response = home(cast.coordinator)
    assert len(titles(response)) == 6
    assert [left for _agreement, left, _kind in response.context["agreements"]] == [12]
    drafts = reverse("trainings:list") + "?status=draft"
    assert drafts not in [task.url for task in response.context["tasks"]]
    assert drafts in [task.url for task in home(cast.head).context["tasks"]]


@pytest.mark.parametrize("who", ["coordinator", "counsellor", "head"])
def test_every_number_opens_the_list_that_has_as_many_rows(cast, client, home, who):
    today = dates.today(cast.palu)
    make.training(cast.palu, day=today - timedelta(days=2))
    make.training(cast.palu, status="running", day=today - timedelta(days=4))
    make.training(cast.palu, status="running", day=today + timedelta(days=4))
    make.training(cast.palu, status="draft", day=today + timedelta(days=20))
    past = today - timedelta(days=40)
    due = make.training(cast.palu, status="completed", day=past, completed_on=past)
    for closes, facts in ((-3, {}), (9, {}), (9, {"counsellor": cast.counsellor}), (9, {"restricted": True})):
        restricted = facts.pop("restricted", False)
        person = make.client(cast.palu, restricted_flag=restricted, work="employed", **facts)
        follow_up(make.enrolment(due, person), today, closes)
    make.client(cast.palu, work="seeking", counsellor=cast.counsellor)
    for days in (-3, 12, 60):
        make.agreement(cast.palu, make.partner(cast.palu), days=days, starts_on=today - timedelta(days=400))
    make.partner(cast.palu).licences.create(kind="halal", number="1", valid_until=today)
    make.client(cast.palu, work="not_working")
    make.client(cast.palu, work="not_working", guidance_end=today + timedelta(days=90))
    make.enrolment(make.training(cast.palu), make.client(cast.palu, work="seeking"))
    tasks = [task for task in home(getattr(cast, who)).context["tasks"] if countable(task)]
    assert tasks
    for task in tasks:
        assert client.get(task.url).context["page"].total == task.count, task.url


def countable(task):
    return "?" in task.url or task.url == reverse("partners:endings")


def follow_up(enrolment, today, closes):
    FollowUp.objects.create(
        enrolment=enrolment,
        point=1,
        opens_on=today - timedelta(days=9),
        due_on=today - timedelta(days=5),
        closes_on=today + timedelta(days=closes),
    )


def test_a_new_office_is_told_where_to_begin(cast, home):
    begins = reverse("clients:import-list")
    assert begins in home(cast.coordinator).content.decode().split("h-tasks")[-1]
    assert begins not in home(cast.counsellor).content.decode()
    make.client(cast.palu, work="employed")
    assert begins not in home(cast.coordinator).content.decode().split("h-tasks")[-1]


def test_an_office_sees_only_its_own_work(cast, home):
    make.training(cast.luwuk, day=dates.today(cast.luwuk) - timedelta(days=2))
    make.client(cast.luwuk, work="seeking")
    response = home(cast.coordinator)
    assert response.context["tasks"] == []
    assert response.context["sessions"] == []


@pytest.mark.parametrize(("who", "where"), [("regional", "dashboards:board"), ("admin", "admin:index")])
def test_who_has_no_clients_starts_elsewhere(cast, home, who, where):
    assert home(getattr(cast, who)).url == reverse(where)


def test_home_costs_the_same_with_one_and_three_rows(cast, client, django_assert_num_queries):
    client.force_login(cast.coordinator)
    client.get(reverse("home"))  # the first visit of a session notes when it began
    for rows in (1, 2):
        for _ in range(rows):
            make.enrolment(make.training(cast.palu))
            make.training(cast.palu, day=dates.today(cast.palu) - timedelta(days=3))
            make.agreement(cast.palu, make.partner(cast.palu), days=9)
        with django_assert_num_queries(10):
            client.get(reverse("home"))


def test_offers_and_invitations_without_an_answer_lead_to_the_first_training(cast, client, home):
    day = dates.today(cast.palu) + timedelta(days=5)
    first, second = (make.training(cast.palu, day=day, status="approved") for _number in range(2))
    make.offer(make.waiting(second), hours=9)
    own = make.client(cast.palu, counsellor=cast.counsellor)
    make.offer(make.waiting(first, own), hours=5)
    sent = {"state": "sent", "sent_at": timezone.now()}
    Invitation.objects.create(enrolment=make.enrolment(second), **sent)
    Invitation.objects.create(enrolment=make.enrolment(make.training(cast.luwuk)), **sent)

    def found(user):
        urls = {"waiting", "invitations"}
        tasks = home(user).context["tasks"]
        return {task.url: task.count for task in tasks if task.url.split("/")[-2] in urls}

    waiting = reverse("trainings:waiting", args=[first.pk])
    invitations = reverse("trainings:invitations", args=[second.pk])
    assert found(cast.coordinator) == {waiting: 2, invitations: 1}
    assert found(cast.counsellor) == {waiting: 1}
    assert client.get(waiting).status_code == 200
