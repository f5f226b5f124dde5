"""The list of what is due and the form of one follow-up, for whoever may know the person."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from pembinaan import dates
from pembinaan.audit.models import AuditEntry
from tests import make
from tests.trainings.after import held
from tests.trainings.test_complete_training import complete
from trainings.models import FollowUp, FollowUpAttempt, Outcome

LIST = reverse("trainings:follow-up-list")


def over(cast, *clients, ago=35):
    """A completed training of these clients; 35 days ago point 0 is overdue and point 1 is due."""
    training = held(cast, *["P"] * len(clients), ago=ago)
    for enrolment, client in zip(training.enrolments.order_by("number"), clients, strict=True):
        enrolment.client = client
        enrolment.save()
    complete(cast, training)
    return training


def of(client, point=1):
    return FollowUp.objects.get(enrolment__client=client, point=point)


def names(page):
    return [(row.enrolment.client.name, row.point) for row in page.context["rows"]]


@pytest.fixture
def person(cast):
    return make.client(cast.palu, name="Kasim Lamakampali", counsellor=cast.counsellor)


def answer(cast, **more):
    values = {
        "channel": "phone",
        "status": "employed",
        "on": dates.today(cast.palu),
        "form_key": uuid.uuid4(),
    }
    return values | more


def test_what_is_overdue_stands_first(cast, client, person):
    over(cast, person)
    client.force_login(cast.counsellor)
    page = client.get(LIST)
    assert names(page) == [(person.name, 0), (person.name, 1)]
    assert [row.state for row in page.context["rows"]] == ["overdue", "due"]


@pytest.mark.parametrize(
    ("query", "points"),
    [
        ("state=overdue", [0]),
        ("state=upcoming", [3, 6, 12]),
        ("state=done", [1]),
        ("state=all", [0, 1, 3, 6, 12]),
        ("state=all&point=3", [3]),
        ("whose=mine", [0]),
        ("state=nonsense", [0]),
    ],
)
def test_filters(cast, client, person, query, points):
    over(cast, person)
    other = make.client(cast.palu)
    over(cast, other, ago=1000)
    FollowUp.objects.filter(enrolment__client=other).delete()
    client.force_login(cast.counsellor)
    client.post(of(person).get_absolute_url(), answer(cast))
    page = client.get(f"{LIST}?{query}")
    assert [point for _name, point in names(page)] == points


def test_a_training_may_be_chosen(cast, client, person):
    first = over(cast, person)
    over(cast, make.client(cast.palu))
    client.force_login(cast.counsellor)
    page = client.get(f"{LIST}?training={first.pk}")
    assert names(page) == [(person.name, 0), (person.name, 1)]


def test_a_name_is_searched_by_post_and_the_search_is_recorded(cast, client, person):
    over(cast, person, make.client(cast.palu, name="Orang Lain"))
    client.force_login(cast.counsellor)
    page = client.post(LIST, {"q": "lamaka"})
    assert {name for name, _point in names(page)} == {person.name}
    entry = AuditEntry.objects.filter(verb="searched").get()
    assert "lamaka" not in str(entry.changes)


def test_a_protected_person_is_there_for_pk_and_head_alone(cast, client):
    child = make.client(cast.palu, category="ANAK_DIVERSI", counsellor=cast.counsellor)
    over(cast, child)
    other = of(child)
    for who, status in (("counsellor", 200), ("head", 200), ("coordinator", 404)):
        client.force_login(getattr(cast, who))
        assert len(names(client.get(LIST))) == (2 if status == 200 else 0)
        assert client.get(other.get_absolute_url()).status_code == status


def test_a_client_of_another_bapas_in_the_room_is_followed_up_by_both(cast, client):
    guest = make.client(cast.luwuk)
    over(cast, guest)
    for user in (cast.coordinator, cast.sibling):
        client.force_login(user)
        assert names(client.get(LIST)) == [(guest.name, 0), (guest.name, 1)]


def test_two_taps_are_enough(cast, client, person):
    over(cast, person)
    client.force_login(cast.counsellor)
    assert client.post(of(person).get_absolute_url(), answer(cast)).status_code == 302
    assert Outcome.objects.get().status == "employed"
    page = client.get(of(person).get_absolute_url())
    assert page.status_code == 200
    assert b"<form" not in page.content.split(b"<main")[1]


def test_sending_twice_makes_one(cast, client, person):
    over(cast, person)
    client.force_login(cast.counsellor)
    data = answer(cast)
    first, second = (client.post(of(person).get_absolute_url(), data) for _twice in range(2))
    assert (first.status_code, second.status_code, second.url) == (302, 302, first.url)
    assert Outcome.objects.count() == 1


def test_nobody_reached_is_an_attempt_unless_it_is_closed(cast, client, person):
    over(cast, person)
    client.force_login(cast.counsellor)
    url = of(person).get_absolute_url()
    client.post(url, answer(cast, channel="unreached", status="", tried="visit"))
    assert FollowUpAttempt.objects.get().channel == "visit"
    assert not Outcome.objects.exists()
    client.post(url, answer(cast, channel="unreached", status="", give_up="on"))
    assert (Outcome.objects.get().status, Outcome.objects.get().channel) == ("unknown", "unreached")


def test_saving_may_go_on_to_the_next_of_mine(cast, client, person):
    over(cast, person, make.client(cast.palu))
    client.force_login(cast.counsellor)
    response = client.post(of(person, 0).get_absolute_url(), answer(cast, then="next"))
    assert response.url == of(person, 1).get_absolute_url()
    response = client.post(of(person, 1).get_absolute_url(), answer(cast, then="next"))
    assert response.url == LIST


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"channel": ""}, "channel"),
        ({"status": ""}, "status"),
        ({"reoffence": "convicted"}, "reoffence_source"),
        ({"on": "2999-01-01"}, "on"),
        ({"status": "own_business", "business_name": "a\x07b"}, "business_name"),
    ],
)
def test_what_is_wrong_is_told_beside_its_field(cast, client, person, more, field):
    over(cast, person)
    client.force_login(cast.counsellor)
    page = client.post(of(person).get_absolute_url(), answer(cast, **more))
    assert page.status_code == 422
    assert field in page.context["form"].errors
    assert not Outcome.objects.exists()


def test_after_the_guidance_the_page_says_not_to_call(cast, client, person):
    person.guidance_end = dates.today(cast.palu) - timedelta(days=3)
    person.save()
    over(cast, person)
    client.force_login(cast.counsellor)
    page = client.get(of(person).get_absolute_url())
    assert (page.context["is_guided"], page.context["may_contact"]) == (False, False)
    assert client.post(of(person).get_absolute_url(), answer(cast)).status_code == 422


def test_a_correction_carries_its_version(cast, client, person):
    over(cast, person)
    client.force_login(cast.counsellor)
    client.post(of(person).get_absolute_url(), answer(cast, status="own_business", business_name="Warung"))
    url = reverse("trainings:follow-up-correct", args=[of(person).pk])
    assert client.get(url).context["form"]["business_name"].value() == "Warung"
    data = answer(cast, status="seeking", version=1, reason="Salah catat")
    assert client.post(url, data).status_code == 302
    assert (Outcome.objects.get().status, Outcome.objects.get().business_name) == ("seeking", "")
    stale = client.post(url, data | {"status": "employed"})
    assert stale.status_code == 422
    assert Outcome.objects.get().status == "seeking"


def test_what_is_not_recorded_cannot_be_corrected(cast, client, person):
    over(cast, person)
    client.force_login(cast.counsellor)
    assert client.get(reverse("trainings:follow-up-correct", args=[of(person).pk])).status_code == 404


def test_before_its_window_there_is_no_form(cast, client, person):
    over(cast, person)
    client.force_login(cast.counsellor)
    page = client.get(of(person, 12).get_absolute_url())
    assert "roll-cols" in page.content.decode()
    assert 'name="channel"' not in page.content.decode()


@pytest.mark.parametrize(
    ("who", "listing", "one", "post"),
    [
        ("coordinator", 200, 200, 302),
        ("counsellor", 200, 200, 302),
        ("head", 200, 200, 403),
        ("clerk", 403, 403, 403),
        ("sibling", 200, 404, 404),
        ("stranger", 200, 404, 404),
        ("regional", 403, 404, 404),
        ("national", 403, 404, 404),
    ],
)
def test_access(cast, client, person, who, listing, one, post):
    over(cast, person)
    client.force_login(getattr(cast, who))
    assert client.get(LIST).status_code == listing
    url = of(person).get_absolute_url()
    assert client.get(url).status_code == one
    assert client.post(url, answer(cast)).status_code == post
    assert Outcome.objects.exists() is (post == 302)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries_for_any_number(cast, client, count, django_assert_num_queries):
    over(cast, *[make.client(cast.palu) for _person in range(count)])
    client.force_login(cast.coordinator)
    client.get(LIST)
    with django_assert_num_queries(6):
        client.get(LIST)


def test_queries_of_one(cast, client, person, django_assert_max_num_queries):
    over(cast, person)
    client.force_login(cast.coordinator)
    client.get(LIST)
    with django_assert_max_num_queries(10):
        client.get(of(person).get_absolute_url())
