"""The tab with a client's trainings, as a page and as a fragment."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import make
from tests.trainings.after import held
from tests.trainings.test_complete_training import complete
from trainings.views import client_history


@pytest.fixture
def person(cast):
    return make.client(cast.palu)


def url(person):
    return reverse("trainings:client-history", args=[person.pk])


def taught(cast, person, sheet="P A", **more):
    training = held(cast, sheet, **more)
    training.enrolments.update(client=person)
    return training


def test_trainings_with_jp_result_and_follow_ups(cast, client, person):
    training = taught(cast, person, "P P P P A")
    complete(cast, training)
    client.force_login(cast.counsellor)
    page = client.get(url(person))
    (rate,) = page.context["history"]
    row = rate.enrolment
    assert (row.training, rate.decision.percent, row.status) == (training, 80, "completed")
    assert rate.standard == "met"
    assert len(row.follow_ups.all()) == 5
    assert "<h1>" in page.content.decode()


def lines(page):
    return [(line.text, line.credited) for line in page.context["lines"]]


def test_each_session_with_its_mark_minutes_jp_and_reason(cast, client, person):
    training = taught(cast, person, "P L45 E90 X A -")
    client.force_login(cast.counsellor)
    page = client.get(url(person))
    assert lines(page) == [
        ("Belum dicatat", ""),
        ("Tanpa keterangan", "0"),
        ("Izin", "0"),
        ("Hadir · pulang 90 mnt lebih awal", "2"),
        ("Terlambat 45 mnt", "3"),
        ("Hadir", "4"),
    ]
    assert [line.is_accepted for line in page.context["lines"]] == [False, False, True, False, False, False]
    reason = training.sessions.get(number=4).attendances.get().reason
    assert str(reason) in page.content.decode()


def test_a_session_that_did_not_happen_and_one_to_come(cast, client, person):
    training = taught(cast, person, "P P", ago=0)
    reason = make.reason("session_cancelled", "hall")
    hour = timedelta(hours=1)
    times = {"starts_at": timezone.now() - 2 * hour, "ends_at": timezone.now() - hour}
    training.sessions.filter(number=1).update(status="cancelled", cancel_reason=reason, **times)
    client.force_login(cast.counsellor)
    (line,) = client.get(url(person)).context["lines"]
    assert (line.session.number, line.why_off) == (1, reason)


def test_sessions_before_and_after_the_seat_are_not_the_clients(cast, client, person):
    training = taught(cast, person, "P P P")
    days = list(training.sessions.order_by("number").values_list("day", flat=True))
    training.enrolments.update(starts_on=days[1], ends_on=days[1])
    client.force_login(cast.counsellor)
    assert [line.session.number for line in client.get(url(person)).context["lines"]] == [2]


def test_the_sessions_of_one_training_and_a_page_of_them(cast, client, person, monkeypatch):
    first, second = taught(cast, person, "P P", ago=30), taught(cast, person, "A A")
    client.force_login(cast.counsellor)
    shown = client.get(url(person), {"training": first.pk})
    assert {line.session.training for line in shown.context["lines"]} == {first}
    assert len(shown.context["chips"]) == 1
    assert len(client.get(url(person), {"training": "x"}).context["lines"]) == 4
    monkeypatch.setattr(client_history, "SIZE", 2)
    page = client.get(url(person))
    assert {line.session.training for line in page.context["lines"]} == {second}
    more = client.get(url(person), {"after": page.context["page"].after})
    assert {line.session.training for line in more.context["lines"]} == {first}


def test_a_fragment_brings_the_rows_alone(cast, client, person):
    training = taught(cast, person)
    client.force_login(cast.counsellor)
    page = client.get(url(person), headers={"HX-Request": "true"}).content.decode()
    assert training.title in page
    assert "<h1>" not in page


def test_a_client_without_training_is_told_so(cast, client, person):
    client.force_login(cast.counsellor)
    page = client.get(url(person))
    assert page.context["history"] == []
    assert 'class="empty"' in page.content.decode()


def test_the_own_clients_training_elsewhere_is_shown_too(cast, client):
    person = make.client(cast.luwuk)
    training = taught(cast, person)
    client.force_login(cast.sibling)
    page = client.get(url(person))
    assert training.title in page.content.decode()
    assert training.get_absolute_url() not in page.content.decode()
    assert page.context["lines"] == []


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("coordinator", 200),
        ("counsellor", 200),
        ("head", 200),
        ("clerk", 403),
        ("sibling", 404),
        ("stranger", 404),
        ("regional", 404),
        ("national", 404),
    ],
)
def test_access(cast, client, person, who, status):
    client.force_login(getattr(cast, who))
    assert client.get(url(person)).status_code == status


def test_a_protected_client_is_there_for_pk_and_head_alone(cast, client):
    child = make.client(cast.palu, category="ANAK_DIVERSI", counsellor=cast.counsellor)
    for who, status in (("counsellor", 200), ("head", 200), ("coordinator", 404)):
        client.force_login(getattr(cast, who))
        assert client.get(url(child)).status_code == status


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_trainings(cast, client, person, count, django_assert_num_queries):
    for _training in range(count):
        complete(cast, taught(cast, person))
    client.force_login(cast.counsellor)
    client.get(url(person))
    with django_assert_num_queries(12):
        client.get(url(person))
