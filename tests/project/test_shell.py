import re
from types import SimpleNamespace

import pytest
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import override_settings
from django.urls import include, path

from pembinaan import urls
from pembinaan.context import NAVIGATION, Entry, Shell, fold, mark_current
from pembinaan.errors import page_not_found


def here(request):
    return HttpResponse()


def app(name, **names):
    return include(([path(address, here, name=view) for view, address in names.items()], name))


urlpatterns = [
    path("", page_not_found, name="home"),
    path("clients/", app("clients", **{"list": "", "import-list": "import/"})),
    path("trainings/", app("trainings", **{"list": "", "follow-up-list": "follow-ups/"})),
    path("partners/", app("partners", list="")),
    path("dashboards/", app("dashboards", board="")),
    path("outside/", login_not_required(page_not_found)),
    *(entry for entry in urls.urlpatterns if getattr(entry, "name", "") != "home"),
]
pytestmark = pytest.mark.urls(__name__)


def shell_of(user, address="/", permissions=()):
    user.has_perm = lambda name: name in permissions
    return Shell(SimpleNamespace(user=user, path=address))


def test_a_menu_holds_what_the_person_may_do(client, cast):
    shown = {}
    for who in ("coordinator", "regional"):
        client.force_login(getattr(cast, who))
        page = client.get("/nowhere/").content.decode()
        shown[who] = [
            url for url in ("/clients/", "/trainings/", "/partners/", "/dashboards/") if f'"{url}"' in page
        ]
    assert shown["coordinator"] == ["/clients/", "/trainings/", "/partners/", "/dashboards/"]
    assert shown["regional"] == ["/trainings/", "/partners/", "/dashboards/"]


def test_only_staff_see_the_door_to_the_administration(client, cast):
    for who, expected in (("admin", True), ("coordinator", False)):
        client.force_login(getattr(cast, who))
        assert ('href="/admin/"' in client.get("/nowhere/").content.decode()) is expected


@override_settings(DEBUG=False, ALLOWED_HOSTS=["testserver"])
def test_a_visitor_sees_no_menu(client):
    page = client.get("/outside/").content.decode()
    assert "<nav" not in page
    assert "menu-user" not in page


@pytest.mark.parametrize(
    ("address", "url_name", "mark"),
    [
        ("/", "home", "page"),
        ("/trainings/", "trainings:list", "page"),
        ("/trainings/5/", "trainings:list", "true"),
        ("/trainings/follow-ups/", "trainings:follow-up-list", "page"),
        ("/trainings/follow-ups/5/", "trainings:follow-up-list", "true"),
        ("/accounts/login/", None, None),
    ],
)
def test_the_nearest_entry_is_the_current_one(address, url_name, mark):
    shell = shell_of(SimpleNamespace(), address, {permission for *_rest, permission in NAVIGATION})
    assert [(entry.url_name, entry.current) for entry in shell.entries if entry.current] == (
        [(url_name, mark)] if url_name else []
    )


def test_what_does_not_fit_the_phone_s_bar_is_folded_but_never_a_single_entry():
    few = [Entry("x", "house", str(number)) for number in range(5)]
    many = [Entry("x", "house", str(number)) for number in range(6)]
    fold(few)
    fold(many)
    assert [entry.folded for entry in few] == [False] * 5
    assert [entry.folded for entry in many] == [False] * 4 + [True] * 2


def test_an_entry_whose_page_is_missing_is_left_out():
    shell = shell_of(SimpleNamespace(), permissions={"clients.view_client"})
    with override_settings(ROOT_URLCONF="pembinaan.dashboards.urls"):
        assert shell.entries == []


def test_nothing_is_current_among_no_entries():
    entries = []
    mark_current(entries, "/")
    assert entries == []


def test_the_shell_costs_nothing_until_it_is_drawn(rf, django_assert_num_queries, cast):
    from pembinaan.context import shell

    request = rf.get("/")
    request.user = type(cast.coordinator).objects.get(pk=cast.coordinator.pk)
    with django_assert_num_queries(0):
        lazy = shell(request)["shell"]
    assert lazy.office == cast.palu


def test_an_anonymous_person_opens_no_shell():
    assert not Shell(SimpleNamespace(user=AnonymousUser(), path="/")).is_open
    assert not Shell(SimpleNamespace(path="/")).is_open


def test_the_chosen_theme_is_written_by_the_server_and_nonsense_is_not(client, cast):
    client.force_login(cast.coordinator)
    for cookie, expected in (("dark", True), ("light", True), ('x" onload="y', False), ("", False)):
        client.cookies["theme"] = cookie
        opening = re.search(r"<html[^>]*>", client.get("/nowhere/").content.decode()).group()
        assert (f'data-bs-theme="{cookie}"' in opening) is expected
        assert "onload" not in opening


def test_the_language_is_changed_by_a_post_and_comes_back_to_the_page(client, cast):
    client.force_login(cast.coordinator)
    response = client.post("/language/", {"language": "en", "next": "/outside/"})
    assert response["Location"] == "/outside/"
    assert client.get("/outside/")["Content-Language"] == "en"
