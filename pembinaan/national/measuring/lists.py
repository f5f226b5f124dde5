"""P5: the first and the deepest page of the long lists, beside an authenticated page of forty rows."""

import gzip

from django.db.models import Count
from django.urls import reverse

from clients.models import Client
from pembinaan import dates
from pembinaan.accounts.models import User
from pembinaan.accounts.roles import Role
from pembinaan.national.measuring import lean
from pembinaan.national.measuring.rounds import Page, compared, explained
from pembinaan.paging import SIZE
from trainings.models import Certificate, Session, Training

LISTS = ("clients:list", "trainings:list", "trainings:session-list", "trainings:certificate-list")


def rows_of(name, user):
    """The rows of the list in its order."""
    return {
        "clients:list": lambda: Client.objects.visible_to(user).active().in_name_order(),
        "trainings:list": lambda: Training.objects.visible_to(user).in_date_order(),
        "trainings:session-list": lambda: (
            Session.objects.visible_to(user)
            .waiting_before(dates.today(user.office))
            .order_by("day", "number", "pk")
        ),
        "trainings:certificate-list": lambda: Certificate.objects.visible_to(user),
    }[name]()


def largest_office():
    """Its coordinator: the longest lists there are."""
    [office] = Client._base_manager.order_by().values("office").annotate(n=Count("pk")).order_by("-n")[:1]
    return User.objects.get(office=office["office"], groups__name=Role.COORDINATOR)


def measured(rounds):
    user = largest_office()
    return [one_list(name, user, rounds) for name in LISTS]


def one_list(name, user, rounds):
    address = reverse(name)
    pks = list(rows_of(name, user).values_list("pk", flat=True).reverse()[: SIZE + 1])
    deepest = f"{address}?after={pks[-1]}" if len(pks) > SIZE else address
    first, last = Page(user, address), Page(user, deepest)
    floor = Page(user, "/rows/", lean.browser_of(user, "/rows/"))
    works = {"first": first.get, "deepest": last.get, "floor": floor.get}
    times = compared(works, floor="floor", by="cpu", rounds=rounds)
    queries, deep_queries = first.queries(), last.queries()
    cpu = {which: taken.median("cpu") for which, taken in times.items()}
    return {
        "list": name,
        "rows": rows_of(name, user).count(),
        "queries": len(queries),
        "cpu_ms": cpu["first"],
        "floor_ms": cpu["floor"],
        "ratio": cpu["first"] / cpu["floor"],
        "deepest_to_first": times["deepest"].median("wall") / times["first"].median("wall"),
        "wall_ms": times["first"].median("wall"),
        "buffers": explained(queries)[0],
        "deepest_buffers": explained(deep_queries)[0],
        "gzip_bytes": len(gzip.compress(first.get().content)),
        "steady": times["floor"].is_steady("cpu"),
    }
