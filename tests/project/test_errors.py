import pytest
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.test import Client
from django.urls import path

from pembinaan import errors, urls

handler400, handler403, handler404, handler500 = (
    urls.handler400,
    urls.handler403,
    urls.handler404,
    urls.handler500,
)


def raising(error):
    @login_not_required
    def view(request):
        raise error

    return view


@login_not_required
def too_many(request):
    return errors.too_many(request)


urlpatterns = [
    path("400/", raising(SuspiciousOperation("bad"))),
    path("403/", raising(PermissionDenied())),
    path("500/", raising(RuntimeError("secret detail"))),
    path("429/", too_many),
    *urls.urlpatterns,
]
pytestmark = pytest.mark.urls(__name__)


@pytest.fixture
def visitor(settings):
    settings.DEBUG = False
    settings.ALLOWED_HOSTS = ["testserver"]
    return Client(raise_request_exception=False, enforce_csrf_checks=True)


@pytest.mark.parametrize("status", [400, 403, 404, 429, 500])
def test_each_error_has_a_page_in_the_product_s_look_with_a_number_to_quote(visitor, status):
    response = visitor.get(f"/{status}/")
    page = response.content.decode()
    assert response.status_code == status
    assert response["X-Request-ID"][:8].upper() in page
    assert '<main class="page ' in page
    assert page.count("<h1>") == 1
    assert "secret detail" not in page
    assert "<script>" not in page


def test_pages_without_the_database_ask_it_nothing(visitor, cast, django_assert_num_queries):
    visitor.force_login(cast.coordinator)
    with django_assert_num_queries(2):
        # The session and the person, before the view; nothing for drawing the page.
        response = visitor.get("/500/")
    assert response.status_code == 500
    assert cast.palu.full_name not in response.content.decode()


def test_a_form_without_its_token_is_explained(visitor):
    response = visitor.post("/accounts/login/", {"login": "x", "password": "y"})
    assert response.status_code == 403
    assert response["X-Request-ID"][:8].upper() in response.content.decode()
    assert "csrf.html" in [template.name for template in response.templates]


def test_too_many_attempts_say_when_to_come_back(visitor):
    assert visitor.get("/429/")["Retry-After"] == "60"


def test_a_person_logged_in_keeps_the_menu_on_a_page_not_found(visitor, cast):
    visitor.force_login(cast.coordinator)
    assert cast.palu.full_name in visitor.get("/nowhere/").content.decode()


def test_a_foreign_host_is_refused_before_anybody_is_known(visitor):
    response = visitor.get("/nowhere/", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert '<main class="page ' in response.content.decode()
    assert "evil.example" not in response.content.decode()
