"""Who gets what at every address of partners."""

import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import reverse

from partners.urls import urlpatterns
from tests import make
from tests.cast import make_cast

READ, ADD, CHANGE, SHARE, OWN = "read", "add", "change", "share", "own"
PAGES = {
    "list": READ,
    "create": ADD,
    "detail": READ,
    "update": CHANGE,
    "contact-create": CHANGE,
    "contact-update": CHANGE,
    "contact-delete": CHANGE,
    "instructor-create": CHANGE,
    "instructor-update": CHANGE,
    "absence-create": CHANGE,
    "absence-delete": CHANGE,
    "licence-create": CHANGE,
    "licence-update": CHANGE,
    "licence-delete": CHANGE,
    "merge": CHANGE,
    "endings": READ,
    "contributions": READ,
    "contribution-create": SHARE,
    "contribution-update": OWN,
    "contribution-delete": OWN,
    "agreement-create": SHARE,
    "agreement-update": OWN,
    "agreement-renew": OWN,
    "agreement-file": READ,
}
# (reads, adds, changes the entry, records something of its own with it, changes what the office recorded)
PEOPLE = {
    "coordinator": (200, 200, 200, 200, 200),
    "counsellor": (200, 403, 403, 403, 403),
    "head": (200, 403, 403, 403, 403),
    "clerk": (403, 403, 403, 403, 403),
    "sibling": (200, 200, 403, 200, 403),
    "regional": (200, 403, 403, 403, 403),
    "stranger": (404, 200, 404, 404, 404),
    "national": (403, 403, 403, 403, 403),
    "admin": (403, 403, 403, 403, 403),
}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Made once for the module and taken back at its end; what a test changes goes with that test."""
    with django_db_blocker.unblock(), transaction.atomic():
        cast = make_cast()
        yield cast, addresses_of(cast)
        transaction.set_rollback(True)


@pytest.fixture
def cast(db, world):
    return world[0]


@pytest.fixture
def addresses(db, world):
    return world[1]


def addresses_of(cast):
    partner = make.partner(cast.palu)
    contact = partner.contacts.create(name="Kontak", phone="6281234567890")
    instructor = make.instructor(partner)
    agreement = make.agreement(cast.palu, partner)
    agreement.file.save("a", ContentFile(b"%PDF-1.4 %%EOF"), save=False)
    agreement.file_name = "pks.pdf"
    agreement.save()
    today = agreement.starts_on
    targets = {
        "contact": contact,
        "instructor": instructor,
        "agreement": agreement,
        "absence": instructor.absences.create(starts_on=today, ends_on=today),
        "licence": partner.licences.create(kind="halal", number="1"),
        "contribution": partner.contributions.create(office=cast.palu, kind="money", day=today, rupiah=1),
    }

    def address(name):
        if name in ("list", "create", "endings"):
            return reverse(f"partners:{name}")
        kind, _dash, step = name.partition("-")
        target = targets[kind] if step in ("update", "delete", "file", "renew") else partner
        target = instructor if name == "absence-create" else target
        return reverse(f"partners:{name}", args=[target.pk])

    return address


def test_every_address_has_a_row():
    assert {pattern.name for pattern in urlpatterns} == set(PAGES)


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("name", PAGES)
def test_pages_open_to_whom_they_should(cast, client, addresses, who, name):
    client.force_login(getattr(cast, who))
    expected = dict(zip((READ, ADD, CHANGE, SHARE, OWN), PEOPLE[who], strict=True))[PAGES[name]]
    if name in ("list", "endings") and who == "stranger":
        expected = 200
    assert client.get(addresses(name)).status_code == expected
    if PAGES[name] != READ:
        assert client.post(addresses(name), {}).status_code in ({200: (422, 302)}.get(expected, (expected,)))


@pytest.mark.parametrize("name", PAGES)
def test_nobody_enters_without_logging_in(client, addresses, name):
    response = client.get(addresses(name))
    assert response.status_code == 302
    assert "/accounts/login/" in response.url


def test_a_sibling_office_reads_in_a_sentence_why_it_may_not_change(cast, client, addresses):
    client.force_login(cast.sibling)
    response = client.get(addresses("update"))
    assert "Bapas Kelas I Palu" in response.content.decode()


def test_the_list_of_another_region_does_not_name_the_partner(cast, client):
    partner = make.partner(cast.palu)
    client.force_login(cast.stranger)
    assert partner.name not in client.get(reverse("partners:list")).content.decode()
