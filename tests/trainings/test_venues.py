"""The rooms of an office: listed once, changed with a version, kept when they are no longer used."""

import uuid

import pytest
from django.urls import reverse

from pembinaan.audit.models import AuditEntry
from tests import make
from tests.trainings.test_sessions import add
from trainings.models import Venue

pytestmark = pytest.mark.django_db


def sent(**more):
    return {
        "name": "Aula",
        "address": "",
        "seats": "30",
        "is_active": "on",
        "form_key": str(uuid.uuid4()),
    } | more


@pytest.fixture
def page(client, cast):
    client.force_login(cast.coordinator)
    return client


def test_a_room_is_added_once_and_told(page, cast):
    once = sent(region="72.71")
    for _round in range(2):
        assert page.post(reverse("trainings:venue-create"), once).status_code == 302
    room = Venue.objects.get()
    assert (room.office, room.region_id, room.seats) == (cast.palu, "72.71", 30)
    assert AuditEntry.objects.filter(target_id=str(room.pk), verb="created").count() == 1
    refused = page.post(reverse("trainings:venue-create"), sent())
    assert refused.status_code == 422
    assert list(refused.context["form"].errors) == ["name"]
    assert "Aula" in refused.content.decode()
    assert Venue.objects.count() == 1


def test_an_old_page_is_refused_and_a_room_out_of_use_stays_on_its_sessions(page, cast):
    room = Venue.objects.create(office=cast.palu, name="Aula")
    session = add(cast, make.training(cast.palu), venue=room)
    url = reverse("trainings:venue-update", args=[room.pk])
    assert page.post(url, sent(version=7)).status_code == 422
    closed = sent(version=room.version)
    del closed["is_active"]
    assert page.post(url, closed).status_code == 302
    session.refresh_from_db()
    assert session.venue == room
    form = page.get(reverse("trainings:session-create", args=[session.training_id])).context["form"]
    assert room not in form.fields["venue"].queryset
    form = page.get(reverse("trainings:session-update", args=[session.training_id, session.pk])).context[
        "form"
    ]
    assert room in form.fields["venue"].queryset


@pytest.mark.parametrize("rooms", [1, 3])
def test_the_list_costs_the_same_for_any_number(page, cast, rooms, django_assert_num_queries):
    for number in range(rooms):
        Venue.objects.create(office=cast.palu, name=f"Ruang {number}")
    Venue.objects.create(office=cast.luwuk, name="Ruang Luwuk")
    with django_assert_num_queries(8):
        shown = page.get(reverse("trainings:venue-list")).content.decode()
    assert "Ruang 0" in shown
    assert "Ruang Luwuk" not in shown
