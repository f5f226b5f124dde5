"""The leanest pages there could be for the same work: who is logged in, one query or three, one template."""

from contextlib import closing

from django.db import connection
from django.http import HttpResponse
from django.template import Context, Engine
from django.test import Client as Browser
from django.test import override_settings
from django.urls import path

from clients.models import Client
from pembinaan.accounts.models import Office
from pembinaan.national.filling import sql_of

MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    f"{__name__}.own_addresses",
]
COLUMNS = ("register_number", "name", "birth_date", "category", "guidance_end", "status")
ROWS = Engine().from_string(
    "<!doctype html><title>{{ title }}</title><table>{% for row in rows %}"
    "<tr>{% for value in row %}<td>{{ value }}</td>{% endfor %}</tr>{% endfor %}</table>"
)


def own_addresses(get_response):
    """The addresses below, though the process serves the application."""

    def answer(request):
        request.urlconf = __name__
        return get_response(request)

    return answer


def browser_of(user, address):
    """Logged in, and with no more around the page than the log-in."""
    browser = Browser()
    browser.force_login(user)
    with override_settings(MIDDLEWARE=MIDDLEWARE):
        browser.get(address)
    return browser


def forty_rows(request):
    rows = Client._base_manager.filter(office=request.user.office_id).order_by("sort_name", "pk")
    return page(rows.values_list(*COLUMNS)[:40])


def board(request, source, first, last):
    """Three indicators of every Bapas in sight, by month: from the daily summary or from the facts."""
    offices = Office.objects.visible_to(request.user).local().values_list("pk", flat=True)
    params = {"offices": list(offices), "first": first, "last": last}
    rows = []
    with closing(connection.cursor()) as cursor:
        for statement in sql_of(f"board_{source}").split(";\n"):
            if statement.strip():
                cursor.execute(statement, params)
                rows += cursor.fetchall()
    return page(summed(rows))


def summed(rows):
    """By office: a board has a line for each of them, whatever the period."""
    found = {}
    for office, _month, *values in rows:
        kept = found.setdefault(office, [0] * len(values))
        found[office] = [one + (more or 0) for one, more in zip(kept, values, strict=True)]
    return [(office, *values) for office, values in found.items()]


def page(rows):
    return HttpResponse(ROWS.render(Context({"title": "Ukur", "rows": rows})))


urlpatterns = [
    path("rows/", forty_rows),
    path("<slug:source>/<str:first>/<str:last>/", board),
]
