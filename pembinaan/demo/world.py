"""The demo world: an invented Ditjenpas with two regions, told from today's date."""

from django.db import transaction

from pembinaan.accounts.models import Office
from pembinaan.demo.catalogue import load_catalogue
from pembinaan.demo.offices import make_offices, make_users
from pembinaan.demo.reference import load_reference


def is_empty():
    """Reference data may be there already; whoever works somewhere needs an office."""
    return not Office.objects.exists()


@transaction.atomic
def fill(password, *, base=False):
    """All or nothing, so that an interrupted start leaves the database empty."""
    load_reference()
    load_catalogue()
    offices = make_offices()
    make_users(offices, password)
    if base:
        return
