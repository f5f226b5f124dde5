"""Who sees the catalogue, and what its pages show and cost."""

import pytest
from django.urls import reverse

from tests import make
from trainings.models import ChecklistItem
from trainings.urls.programmes import urlpatterns

LIST = "/trainings/programmes/"
READ, ADD, CHANGE = "read", "add", "change"
PAGES = {
    "programme-list": READ,
    "programme-create": ADD,
    "programme-detail": READ,
    "programme-update": CHANGE,
    "programme-checklist": CHANGE,
    "programme-copy": ADD,
}
# What they get for reading, adding and changing a programme of Bapas Palu.
PEOPLE = {
    "coordinator": (200, 200, 200),
    "counsellor": (200, 403, 403),
    "head": (200, 403, 403),
    "clerk": (403, 403, 403),
    "sibling": (200, 200, 403),
    "regional": (200, 403, 403),
    "national": (200, 403, 403),
    "admin": (403, 403, 403),
    "stranger": (404, 404, 404),
}
ANYWHERE = ("programme-list", "programme-create")


@pytest.fixture
def programme(cast):
    return make.programme(office=cast.palu, title="Bawang goreng Palu")


@pytest.fixture
def page(cast, client):
    client.force_login(cast.coordinator)
    return client


def address(name, programme):
    more = [1] if name == "programme-checklist" else []
    return reverse(f"trainings:{name}", args=[] if name in ANYWHERE else [programme.pk, *more])


def text(response):
    return response.content.decode()


def test_every_address_has_a_row():
    assert {pattern.name for pattern in urlpatterns} == set(PAGES)


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("name", PAGES)
def test_pages_open_to_whom_they_should(cast, client, programme, who, name):
    client.force_login(getattr(cast, who))
    expected = dict(zip((READ, ADD, CHANGE), PEOPLE[who], strict=True))[PAGES[name]]
    if who == "stranger" and name in ANYWHERE:
        expected = 200
    assert client.get(address(name, programme)).status_code == expected
    if PAGES[name] != READ:
        empty = {f"{name}-{kind}_FORMS": 0 for name in ("modules", "items") for kind in ("TOTAL", "INITIAL")}
        answer = client.post(address(name, programme), empty).status_code
        assert answer == (422 if expected == 200 else expected)


@pytest.mark.parametrize("name", PAGES)
def test_nobody_enters_without_logging_in(client, programme, name):
    assert "/accounts/login/" in client.get(address(name, programme)).url


def test_the_national_catalogue_is_read_everywhere_and_changed_nowhere(cast, page, client):
    national = make.programme()
    for who in ("coordinator", "stranger", "regional", "national"):
        client.force_login(getattr(cast, who))
        assert client.get(address("programme-detail", national)).status_code == 200
    client.force_login(cast.coordinator)
    response = client.get(address("programme-update", national))
    assert response.status_code == 403
    assert address("programme-update", national) not in text(
        client.get(address("programme-detail", national))
    )


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, {"Barista", "Bawang Palu", "Las Luwuk"}),
        ({"source": "national"}, {"Barista"}),
        ({"source": "own"}, {"Bawang Palu"}),
        ({"source": "others"}, {"Las Luwuk"}),
        ({"kind": "character"}, {"Las Luwuk"}),
        ({"kind": "unknown"}, {"Barista", "Bawang Palu", "Las Luwuk"}),
    ],
)
def test_the_list_filters(cast, page, query, expected):
    make.programme(title="Barista")
    make.programme(title="Bawang Palu", office=cast.palu)
    make.programme(title="Las Luwuk", office=cast.luwuk, kind="character")
    make.programme(title="Jauh", office=cast.far)
    make.programme(title="Bawang Palu lama", office=cast.palu, is_current=False)
    assert {row.title for row in page.get(LIST, query).context["rows"]} == expected


def test_the_list_finds_by_title_and_shows_modules_and_hours(cast, page):
    make.programme(title="Barista", jps=(4, 3, 2))
    make.programme(title="Menjahit")
    (row,) = page.post(LIST, {"q": "bari"}).context["rows"]
    assert (row.title, row.module_count, row.jp) == ("Barista", 3, 9)


def test_an_empty_catalogue_offers_to_add_the_first(page):
    page.cookies["bahasa"] = "en"
    response = text(page.get(LIST))
    assert "lists the modules" in response
    assert response.count('href="/trainings/programmes/new/"') == 2


def test_a_page_shows_total_versions_and_only_trainings_that_are_in_sight(cast, page, programme):
    make.training(cast.palu, programme=programme, title="Angkatan Palu")
    make.training(cast.luwuk, programme=programme, title="Angkatan Luwuk")
    make.programme(office=cast.palu, code=programme.code, curriculum_version=2, is_current=False)
    response = page.get(programme.get_absolute_url())
    assert response.context["jp"] == 8
    assert "Angkatan Palu" in text(response)
    assert "Angkatan Luwuk" not in text(response)
    assert [version.curriculum_version for version in response.context["versions"]] == [2, 1]


def test_the_list_costs_the_same_with_one_and_three_programmes(cast, page, django_assert_num_queries):
    make.programme(office=cast.palu)
    page.get(LIST)  # the first page of a session renews it
    with django_assert_num_queries(5):
        page.get(LIST)
    make.programme(jps=(1, 2, 3))
    make.programme(office=cast.luwuk)
    with django_assert_num_queries(5):
        page.get(LIST)


@pytest.mark.parametrize("number", [1, 3])
def test_a_page_costs_the_same_with_one_and_three_of_each(cast, page, django_assert_num_queries, number):
    programme = make.programme(office=cast.palu, jps=(2,) * number)
    for _training in range(number):
        make.training(cast.palu, programme=programme)
    page.get(LIST)  # the first page of a session renews it
    with django_assert_num_queries(9):
        page.get(programme.get_absolute_url())


def test_the_form_of_a_programme_costs_the_same_with_one_and_three_modules(
    cast, page, django_assert_num_queries
):
    page.get(LIST)  # the first page of a session renews it
    for number in (1, 3):
        programme = make.programme(office=cast.palu, jps=(2,) * number)
        with django_assert_num_queries(8):
            page.get(address("programme-update", programme))


def test_the_form_of_a_checklist_costs_the_same_with_one_and_three_steps(
    cast, page, django_assert_num_queries
):
    page.get(LIST)  # the first page of a session renews it
    for number in (1, 3):
        programme = make.programme(office=cast.palu, jps=(2,) * number)
        for order in range(number):
            ChecklistItem.objects.create(
                module=programme.modules.first(), order=order, text=f"Langkah {order}"
            )
        with django_assert_num_queries(8):
            page.get(address("programme-checklist", programme))
