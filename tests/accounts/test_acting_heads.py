"""Plh. and Plt. hold the rights of the head for their days, and not a moment longer."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clients.models import Client
from pembinaan import dates
from pembinaan.accounts.abilities import abilities_of
from pembinaan.accounts.models import Acting, Signatory, User
from pembinaan.accounts.roles import PERMISSIONS, Role
from tests import make


def stand_in(user, *, first=0, last=0, acting=Acting.PLH, office=None):
    """From `first` to `last`, in days from today."""
    today = dates.today(user.office)
    return Signatory.objects.create(
        office=office or user.office,
        user=user,
        name=user.name,
        acting=acting,
        post="Kepala Bapas",
        valid_from=today + timedelta(days=first),
        valid_until=today + timedelta(days=last),
    )


def fresh(user):
    return User.objects.select_related("office", "office__parent").get(pk=user.pk)


def at(day, hour, minute, zone="Asia/Makassar"):
    moment = datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZoneInfo(zone))
    return time_machine.travel(moment, tick=False)


def test_the_rights_are_there_during_the_days_and_neither_before_nor_after(cast):
    own = set(PERMISSIONS[Role.COORDINATOR])
    today = dates.today(cast.palu)
    stand_in(cast.coordinator, first=2, last=4)
    found = {}
    for days in range(1, 6):
        with at(today + timedelta(days=days), 9, 0):
            found[days] = fresh(cast.coordinator).get_all_permissions()
    assert found[1] == found[5] == own
    assert found[2] == found[3] == found[4] == own | PERMISSIONS[Role.HEAD]


@pytest.mark.parametrize(("acting", "holds"), [("plh", True), ("plt", True), ("an", False), ("", False)])
def test_signing_alone_gives_no_rights(cast, acting, holds):
    stand_in(cast.counsellor, acting=acting)
    user = fresh(cast.counsellor)
    assert user.has_perm("trainings.approve_training") == user.sees_restricted == holds


def test_the_days_are_those_of_the_office(cast):
    """At 23.30 in Jakarta it is tomorrow in Palu; each office ends its own day."""
    today = dates.today(cast.palu)
    for user in (cast.coordinator, cast.stranger):
        made = stand_in(user)
        Signatory.objects.filter(pk=made.pk).update(valid_from=today, valid_until=today)
    with at(today, 23, 30, "Asia/Jakarta"):
        assert not fresh(cast.coordinator).has_perm("trainings.approve_training")
        assert fresh(cast.stranger).has_perm("trainings.approve_training")


def test_a_post_in_another_office_or_above_a_bapas_gives_none(cast):
    stand_in(cast.coordinator, office=cast.luwuk)
    stand_in(cast.regional)
    assert not fresh(cast.coordinator).has_perm("trainings.approve_training")
    assert not fresh(cast.regional).has_perm("trainings.approve_training")


def test_they_cost_no_query_more(cast):
    counts = []
    for number in range(3):
        user = fresh(cast.coordinator)
        with CaptureQueriesContext(connection) as queries:
            assert user.has_perm("trainings.approve_training") == bool(number)
        counts.append(len(queries))
        stand_in(cast.coordinator)
    assert counts == [1, 1, 1]


def test_restricted_people_open_to_them_on_these_days_alone(cast):
    child = make.client(cast.palu, restricted_flag=True)
    today = dates.today(cast.palu)
    stand_in(cast.coordinator)
    for days, opened in ((0, True), (1, False)):
        with at(today + timedelta(days=days), 9, 0):
            user = fresh(cast.coordinator)
            assert Client.objects.visible_to(user).filter(pk=child.pk).exists() == opened
            assert child.is_open_to(user, today) == opened


def test_an_open_session_loses_the_rights_at_midnight(cast, client):
    training = make.training(cast.palu, status="draft", sessions=1)
    address = reverse("trainings:move", args=[training.pk, "approve"])
    today = dates.today(cast.palu)
    stand_in(cast.coordinator)
    with at(today, 23, 50):
        client.force_login(cast.coordinator)
        assert client.get(address).status_code == 200
    with at(today + timedelta(days=1), 0, 5):
        assert client.get(address).status_code == 403
        assert client.post(address).status_code == 403
        # Still logged in, with the own rights.
        assert client.get(training.get_absolute_url()).status_code == 200


def test_who_the_heads_are_on_a_day(cast):
    today = dates.today(cast.palu)
    stand_in(cast.counsellor)
    stand_in(cast.counsellor, acting="plt")
    stand_in(cast.coordinator, acting="an")
    stand_in(cast.sibling, office=cast.palu)
    gone = User.objects.create(username="gone", office=cast.palu, is_active=False)
    stand_in(gone)
    assert set(User.objects.heads(cast.palu, today)) == {cast.head, cast.counsellor}
    assert User.objects.heads(cast.palu, today).count() == 2
    assert set(User.objects.heads(cast.palu, today + timedelta(days=1))) == {cast.head}
    assert not User.objects.heads(cast.luwuk, today)


def test_the_own_page_tells_of_it(cast, client):
    made = stand_in(cast.counsellor, last=3)
    client.force_login(cast.counsellor)
    _own, (label, abilities) = client.get(reverse("profile")).context["roles"]
    assert label.startswith("Plh. Kepala Bapas")
    assert dates.day(made.valid_until) in label
    assert abilities == abilities_of(Role.HEAD)
