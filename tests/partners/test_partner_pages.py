import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from partners.models import Partner
from pembinaan import dates
from pembinaan.audit.models import AuditEntry
from tests import make

LIST, CREATE = "/partners/", "/partners/new/"


@pytest.fixture
def page(cast, client):
    client.force_login(cast.coordinator)
    return client


def values(**more):
    return {"name": "UMKM Bawang Goreng Sigi", "kind": "umkm", "form_key": uuid.uuid4()} | more


def text(response):
    return response.content.decode()


def test_a_new_partner_belongs_to_the_office_and_is_in_the_trail(cast, page):
    response = page.post(CREATE, values(region="72.10", owner_name="Ibu Sri", offers="bawang goreng"))
    partner = Partner.objects.get()
    assert response.url == partner.get_absolute_url()
    assert (partner.office, partner.region_id, partner.is_active) == (cast.palu, "72.10", True)
    assert AuditEntry.objects.about(partner).get().verb == "created"


def test_the_same_form_sent_twice_makes_one_partner(page):
    form = values()
    first, second = page.post(CREATE, form), page.post(CREATE, form)
    assert first.url == second.url
    assert Partner.objects.count() == 1
    assert AuditEntry.objects.filter(verb="created").count() == 1


def test_a_name_that_differs_only_in_writing_is_refused_beside_the_field(cast, page):
    make.partner(cast.palu, name="U.M.K.M. Sri")
    response = page.post(CREATE, values(name="u m k m  SRI"))
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["name"]
    assert 'value="u m k m  SRI"' in text(response)


def test_another_office_may_list_a_partner_of_the_same_name(cast, page):
    make.partner(cast.luwuk, name="UMKM Bawang Goreng Sigi")
    assert page.post(CREATE, values()).status_code == 302


def test_control_characters_are_refused(page):
    response = page.post(CREATE, values(name="UMKM\u202eSri"))
    assert list(response.context["form"].errors) == ["name"]


def test_a_change_is_recorded_with_old_and_new(cast, page):
    partner = make.partner(cast.palu, name="UMKM Sri")
    address = reverse("partners:update", args=[partner.pk])
    response = page.post(
        address, {"name": "UMKM Sri Rejeki", "kind": "umkm", "version": 1, "is_active": "on"}
    )
    assert response.status_code == 302
    partner.refresh_from_db()
    assert (partner.name, partner.sort_name, partner.version) == ("UMKM Sri Rejeki", "umkm sri rejeki", 2)
    assert AuditEntry.objects.about(partner).get().changes == {"name": ["UMKM Sri", "UMKM Sri Rejeki"]}


def test_an_old_form_is_told_who_was_faster_and_keeps_what_was_typed(cast, page):
    partner = make.partner(cast.palu, name="UMKM Sri")
    address = reverse("partners:update", args=[partner.pk])
    page.post(address, {"name": "UMKM Pertama", "kind": "umkm", "version": 1, "is_active": "on"})
    response = page.post(address, {"name": "UMKM Kedua", "kind": "umkm", "version": 1, "is_active": "on"})
    assert response.status_code == 422
    assert "Rina Anggreni" in text(response)
    assert "UMKM Kedua" in text(response)
    assert Partner.objects.get().name == "UMKM Pertama"
    again = page.post(address, {"name": "UMKM Kedua", "kind": "umkm", "version": 2, "is_active": "on"})
    assert again.status_code == 302


def test_the_list_finds_by_owner_and_keeps_the_words_out_of_the_address(cast, page):
    make.partner(cast.palu, name="UMKM Satu", owner_name="Ibu Sri")
    make.partner(cast.palu, name="UMKM Dua", owner_name="Pak Budi")
    response = page.post(LIST, {"q": "sri"})
    assert "UMKM Satu" in text(response)
    assert "UMKM Dua" not in text(response)
    assert "UMKM Dua" in text(page.get(LIST, {"q": "sri"}))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"kind": "bank"}, {"Bank Jauh"}),
        ({"region": "72.10"}, {"UMKM Sigi"}),
        ({"agreement": "in_force"}, {"UMKM Sigi", "LPK Segera"}),
        ({"agreement": "expiring"}, {"LPK Segera"}),
        ({"agreement": "none"}, {"Bank Jauh"}),
        ({"listed": "inactive"}, {"Bank Jauh"}),
        ({"kind": "no-such-kind"}, {"UMKM Sigi", "LPK Segera", "Bank Jauh"}),
    ],
)
def test_the_list_filters(cast, page, query, expected):
    sigi = make.partner(cast.palu, name="UMKM Sigi", region_id="72.10")
    soon = make.partner(cast.luwuk, name="LPK Segera", kind="lpk")
    make.partner(cast.palu, name="Bank Jauh", kind="bank", is_active=False)
    make.agreement(cast.palu, sigi, days=400)
    make.agreement(cast.luwuk, soon, days=20)
    assert {row.name for row in page.get(LIST, query).context["rows"]} == expected


def test_an_ending_agreement_is_told_in_words(cast, page):
    partner = make.partner(cast.palu)
    make.agreement(cast.palu, partner, days=12)
    page.cookies["bahasa"] = "en"
    assert "Ends in 12 days" in text(page.get(LIST))
    assert "Ends in 12 days" in text(page.get(partner.get_absolute_url()))


def test_an_empty_list_offers_to_add_the_first(page):
    page.cookies["bahasa"] = "en"
    response = text(page.get(LIST))
    assert "businesses and training bodies" in response
    assert response.count(f'href="{CREATE}"') == 2


def test_a_page_names_contacts_instructors_and_agreements_with_links_to_reach_them(cast, page):
    partner = make.partner(cast.palu)
    partner.contacts.create(name="Ibu Sri", phone="6281234567890", email="sri@example.com")
    partner.contacts.create(name="Kantor", phone="62451421234")
    make.instructor(partner, name="Pak Lama", is_active=False)
    make.agreement(cast.palu, partner, number="PKS-07/2026")
    response = text(page.get(partner.get_absolute_url()))
    for expected in (
        'href="tel:+6281234567890"',
        "0812-3456-7890",
        'href="https://wa.me/6281234567890"',
        'href="mailto:sri@example.com"',
        "Pak Lama",
        "PKS PKS-07/2026",
    ):
        assert expected in response
    assert "wa.me/62451421234" not in response


def test_who_may_not_change_sees_no_way_to_change(cast, client):
    partner = make.partner(cast.palu)
    client.force_login(cast.regional)
    response = text(client.get(partner.get_absolute_url()))
    assert partner.name in response
    assert "/edit/" not in response
    assert "/contacts/new/" not in response
    assert CREATE not in text(client.get(LIST))


def filled(cast, number):
    partner = make.partner(cast.palu, region_id="72.10")
    for row in range(number):
        make.instructor(partner).absences.create(starts_on=dates.today(), ends_on=dates.today())
        partner.licences.create(kind="halal", number=row)
        partner.contributions.create(office=cast.palu, kind="money", day=dates.today(), rupiah=row)
        partner.contacts.create(name="Kontak", phone="6281234567890")
        make.agreement(cast.palu, partner, starts_on=dates.today() - timedelta(days=9))
    return partner


def test_the_list_costs_the_same_with_one_and_three_partners(cast, page, django_assert_num_queries):
    filled(cast, 1)
    page.get(LIST)  # the first page of a session renews it
    with django_assert_num_queries(6):
        page.get(LIST)
    filled(cast, 3)
    filled(cast, 1)
    page.get(LIST)  # the first page of a session renews it
    with django_assert_num_queries(6):
        page.get(LIST)


@pytest.mark.parametrize("number", [1, 3])
def test_a_page_costs_the_same_with_one_and_three_of_each(cast, page, django_assert_num_queries, number):
    partner = filled(cast, number)
    page.get(LIST)  # the first page of a session renews it
    with django_assert_num_queries(10):
        page.get(partner.get_absolute_url())
