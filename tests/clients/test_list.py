from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import translation

from clients.models import Client
from pembinaan.accounts.models import Region
from pembinaan.audit.models import AuditEntry
from pembinaan.dates import today, years_before
from tests import make
from tests.clients import typed

URL = reverse("clients:list")


@pytest.fixture
def coordinator(client, cast):
    client.force_login(cast.coordinator)
    return client


def names(response):
    return [row.name for row in response.context["rows"]]


def search(browser, words, url=URL):
    return browser.post(url, {"q": words})


def test_shows_the_offices_people_by_name(coordinator, cast):
    kota = Region.objects.get(code="72.71")
    make.client(
        cast.palu, name="Sukardi", aliases="Kardi", region=kota, counsellor=cast.counsellor, work="seeking"
    )
    make.client(cast.palu, name="abdul Rahim")
    make.client(cast.luwuk, name="Orang Luwuk")
    response = coordinator.get(URL)
    assert names(response) == ["abdul Rahim", "Sukardi"]
    page = response.content.decode()
    for shown in ("Kardi", "Kota Palu", "Agus Wijaya"):
        assert shown in page
    assert "Orang Luwuk" not in page


def test_the_number_of_queries_does_not_grow(coordinator, cast):
    make.client(cast.palu, counsellor=cast.counsellor, region=Region.objects.get(code="72.10"))
    assert typed.cost(lambda: coordinator.get(URL)) == 7
    for _more in range(2):
        make.client(cast.palu, counsellor=cast.counsellor, region=Region.objects.get(code="72.71"))
    assert typed.cost(lambda: coordinator.get(URL)) == 7
    assert len(coordinator.get(URL).context["rows"]) == 3


def test_a_search_costs_one_entry_more(coordinator, cast):
    for count in (1, 2):
        for _more in range(count):
            make.client(cast.palu, name="Sama Nama")
        assert typed.cost(lambda: search(coordinator, "sama")) == 8


@pytest.mark.parametrize(
    "words",
    [
        "rahim",
        "RAHIM abdul",
        "lasan",
        "oja",
        "D/0412",
        "0412 pb",
        "d.0412.pb.2025",
        "Abdúl",
        "7271011405900001",
    ],
)
def test_finds_by_parts_of_names_and_numbers_in_any_order(coordinator, cast, words):
    make.client(
        cast.palu,
        name="Abdul Rahim Lasando",
        aliases="Ojan",
        register_number="D/0412/PB/2025",
        nik="7271011405900001",
    )
    make.client(cast.palu, name="Orang Lain", register_number="D/9999/CB/2024")
    assert names(search(coordinator, words)) == ["Abdul Rahim Lasando"]


@pytest.mark.parametrize("words", ["tidak ada", "7271011405900009", "王"])
def test_finds_nobody(coordinator, cast, words):
    make.client(cast.palu, nik="7271011405900001")
    response = search(coordinator, words)
    assert names(response) == []
    assert "btn-primary" in response.content.decode()


def test_a_search_is_recorded_by_the_number_of_hits_alone(coordinator, cast):
    make.client(cast.palu, name="Rahasia Nama")
    search(coordinator, "rahasia")
    entry = AuditEntry.objects.get(verb="searched")
    assert entry.changes == {"found": ["", 1]}
    assert (entry.actor_id, entry.office_id) == (cast.coordinator.pk, cast.palu.pk)
    assert "rahasia" not in f"{entry.target_name}{entry.changes}".lower()


def test_looking_at_the_list_is_no_search(coordinator, cast):
    coordinator.get(URL)
    search(coordinator, "")
    assert not AuditEntry.objects.filter(verb="searched").exists()


def test_control_characters_are_refused_beside_the_field(coordinator, cast):
    make.client(cast.palu)
    response = search(coordinator, "a\x00b")
    assert response.status_code == 200
    assert response.context["search_form"].errors["q"]


def test_ended_people_are_shown_when_asked_for(coordinator, cast):
    day = today(cast.palu)
    make.client(cast.palu, name="Aktif")
    make.client(cast.palu, name="Selesai", status="ended", ended_on=day, end_reason="completed")
    assert names(coordinator.get(URL)) == ["Aktif"]
    assert names(coordinator.get(URL, {"status": "ended"})) == ["Selesai"]
    assert names(coordinator.get(URL, {"status": "all"})) == ["Aktif", "Selesai"]


def test_filters_by_category_region_counsellor_and_work(coordinator, cast):
    make.client(
        cast.palu,
        name="Dicari",
        category="CB",
        region=Region.objects.get(code="72.10"),
        counsellor=cast.counsellor,
        work="seeking",
    )
    make.client(cast.palu, name="Lain")
    chosen = {"category": "CB", "region": "72.10", "counsellor": cast.counsellor.pk, "work": "seeking"}
    for name, value in chosen.items():
        assert names(coordinator.get(URL, {name: value})) == ["Dicari"], name
    response = coordinator.get(URL, chosen)
    assert [str(chip.label).rpartition(": ")[2] for chip in response.context["chips"]][1] == "Kabupaten Sigi"


def test_only_regions_where_somebody_lives_are_offered(coordinator, cast):
    for code in ("72.10", "72.71", "72.71", None):
        make.client(cast.palu, region=code and Region.objects.get(code=code))
    make.client(cast.luwuk, region=Region.objects.exclude(code__in=["72.10", "72.71"]).last())
    offered = coordinator.get(URL).context["filter_form"].fields["region"].choices
    assert {value for value, _name in offered} - {""} == {"72.10", "72.71"}
    assert not Client.regions_of(cast.regional.office).exists()


def test_labels_follow_the_language(cast):
    person = make.client(cast.palu, work="seeking")
    words = set()
    for language in ("en", "id"):
        with translation.override(language):
            words.add(person.get_work_display())
    assert len(words) == 2


@pytest.mark.parametrize(("left", "found"), [(-1, False), (0, True), (30, True), (31, False)])
def test_filters_by_the_end_of_the_guidance(coordinator, cast, left, found):
    make.client(cast.palu, name="Segera", guidance_end=today(cast.palu) + timedelta(days=left))
    assert names(coordinator.get(URL, {"ends": "30"})) == (["Segera"] if found else [])


def test_nonsense_in_the_address_filters_nothing(coordinator, cast):
    make.client(cast.palu)
    response = coordinator.get(URL, {"category": "XX", "region": "' OR 1=1", "after": "x", "ends": "-1"})
    assert response.status_code == 200
    assert len(response.context["rows"]) == 1


def test_only_the_head_filters_the_protected(coordinator, client, cast):
    make.client(cast.palu, name="Anak", birth_date=years_before(today(cast.palu), 16))
    make.client(cast.palu, name="Dewasa")
    assert names(coordinator.get(URL, {"restricted": "yes"})) == ["Dewasa"]
    client.force_login(cast.head)
    assert names(client.get(URL, {"restricted": "yes"})) == ["Anak"]


def test_pages_go_on_where_the_last_one_ended(coordinator, cast):
    made = [make.client(cast.palu, name=f"Klien {number:03}") for number in range(45)]
    first = coordinator.get(URL)
    assert names(first) == [client.name for client in made[:40]]
    second = coordinator.get(URL, {"after": first.context["page"].after})
    assert names(second) == [client.name for client in made[40:]]
    assert made[0].name.encode() not in second.content


def test_an_empty_register_says_how_to_begin(coordinator, cast):
    page = coordinator.get(URL).content.decode()
    assert reverse("clients:create") in page
    assert reverse("clients:export") not in page


def test_who_may_not(client, cast):
    for user in (cast.clerk, cast.regional, cast.national, cast.admin):
        client.force_login(user)
        assert client.get(URL).status_code == 403, user.username
        assert search(client, "a").status_code == 403, user.username
