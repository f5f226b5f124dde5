from datetime import timedelta

import pytest
from django.urls import reverse

from pembinaan.dates import today
from tests import make


@pytest.fixture
def counsellor(client, cast):
    client.force_login(cast.counsellor)
    return client


def test_ends_with_reason_and_day(counsellor, cast):
    subject = make.client(cast.palu)
    url = reverse("clients:end", args=[subject.pk])
    assert counsellor.get(url).status_code == 200
    response = counsellor.post(url, {"reason": "completed", "on": today(cast.palu).isoformat(), "note": ""})
    assert response.url == subject.get_absolute_url()
    subject.refresh_from_db()
    assert (subject.status, subject.end_reason, subject.ended_on) == ("ended", "completed", today(cast.palu))


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"reason": ""}, "reason"),
        ({"reason": "bored"}, "reason"),
        ({"on": "2999-01-01"}, "on"),
        ({"on": ""}, "on"),
    ],
)
def test_refuses_beside_the_field(counsellor, cast, values, field):
    subject = make.client(cast.palu)
    sent = {"reason": "died", "on": today(cast.palu).isoformat()} | values
    response = counsellor.post(reverse("clients:end", args=[subject.pk]), sent)
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {field}
    subject.refresh_from_db()
    assert subject.status == "active"


def test_takes_an_ending_back_with_a_reason(counsellor, cast):
    subject = make.client(cast.palu, status="ended", end_reason="died", ended_on=today(cast.palu))
    url = reverse("clients:reopen", args=[subject.pk])
    assert counsellor.post(url, {"note": ""}).status_code == 422
    assert counsellor.post(url, {"note": "Salah orang"}).status_code == 302
    subject.refresh_from_db()
    assert (subject.status, subject.end_reason) == ("active", "")


def test_what_is_not_ended_is_not_taken_back(counsellor, cast):
    subject = make.client(cast.palu)
    response = counsellor.post(reverse("clients:reopen", args=[subject.pk]), {"note": "Coba"})
    assert response.status_code == 422


def test_an_ended_client_offers_the_way_back(counsellor, cast):
    day = today(cast.palu) - timedelta(days=3)
    subject = make.client(cast.palu, status="ended", end_reason="broke_conditions", ended_on=day)
    page = counsellor.get(subject.get_absolute_url()).content.decode()
    assert reverse("clients:reopen", args=[subject.pk]) in page
    assert reverse("clients:end", args=[subject.pk]) not in page
