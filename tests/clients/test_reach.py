"""Where a client can get to and how: typed, kept, shown and told in the trail."""

import pytest
from django.urls import reverse

from clients.models import Client
from pembinaan.audit.models import AuditEntry
from tests import make
from tests.clients import typed


@pytest.fixture
def page(client, cast):
    client.force_login(cast.coordinator)
    return client


def change(page, subject, **more):
    return page.post(reverse("clients:update", args=[subject.pk]), typed.edit(subject, **more))


def test_places_and_transport_are_kept_and_shown(page, cast):
    sent = typed.new_client(region="72.71", reachable_regions=["72.10", "72.03"], transport_need="money")
    assert page.post(reverse("clients:create"), sent).status_code == 302
    made = Client.objects.get()
    assert set(made.reachable_regions.values_list("pk", flat=True)) == {"72.10", "72.03"}
    assert made.transport_need == "money"
    assert "Kabupaten Donggala, Kabupaten Sigi" in page.get(made.get_absolute_url()).content.decode()


def test_a_change_is_told_by_name_and_an_unchanged_one_not_at_all(page, cast):
    subject = make.client(cast.palu, region_id="72.71")
    assert change(page, subject, region="72.71", reachable_regions=["72.10"]).status_code == 302
    entry = AuditEntry.objects.get(verb="changed")
    assert entry.changes == {"places_reached": ["", "Kabupaten Sigi"]}
    subject.refresh_from_db()
    change(page, subject, region="72.71", reachable_regions=["72.10"])
    assert AuditEntry.objects.filter(verb="changed").count() == 1


def test_of_a_protected_person_only_that_it_changed(client, cast):
    subject = make.client(cast.palu, region_id="72.71", restricted_flag=True, counsellor=cast.counsellor)
    client.force_login(cast.counsellor)
    sent = {"region": "72.71", "restricted_flag": "on", "reachable_regions": ["72.10"]}
    assert change(client, subject, **sent).status_code == 302
    assert AuditEntry.objects.get(verb="changed").changes == {"places_reached": ["••••", "••••"]}


@pytest.mark.parametrize("sent", [{"reachable_regions": ["99.99"]}, {"transport_need": "plane"}])
def test_what_is_not_on_offer_is_refused_beside_its_field(page, sent):
    answer = page.post(reverse("clients:create"), typed.new_client(**sent))
    assert list(answer.context["form"].errors) == list(sent)


def test_the_provinces_of_the_office_are_offered(page, cast):
    form = page.get(reverse("clients:create")).context["form"]
    assert [code for code, _name in form.fields["reachable_regions"].choices] == ["72.03", "72.10", "72.71"]
