from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from clients.actions.consents import give_consent
from pembinaan.audit.models import AuditEntry
from pembinaan.dates import today, years_before
from tests import make
from tests.clients import typed

NIK = "7271011405900001"


@pytest.fixture
def coordinator(client, cast):
    client.force_login(cast.coordinator)
    return client


def page_of(browser, subject):
    return browser.get(subject.get_absolute_url()).content.decode()


def test_shows_the_facts(coordinator, cast):
    subject = make.client(
        cast.palu,
        name="Ahmad Fauzan",
        birth_date=years_before(today(cast.palu), 29),
        phone="6281234567890",
        phone_owner="istri",
        counsellor=cast.counsellor,
        interests="Olahan pangan",
        available_days="15",
        nik=NIK,
    )
    page = page_of(coordinator, subject)
    for shown in (
        "Ahmad Fauzan",
        "Agus Wijaya",
        "Olahan pangan",
        "0812-3456-7890",
        "(istri)",
        "7271••••••••0001",
    ):
        assert shown in page, shown
    assert NIK not in page


def test_the_message_link_carries_nothing_but_the_number(coordinator, cast):
    page = page_of(coordinator, make.client(cast.palu, phone="6281234567890"))
    assert 'href="https://wa.me/6281234567890"' in page
    assert "wa.me" not in page_of(coordinator, make.client(cast.palu, phone="62451421234"))


def test_reading_is_recorded(coordinator, cast):
    subject = make.client(cast.palu)
    coordinator.get(subject.get_absolute_url())
    entry = AuditEntry.objects.about(subject).get()
    assert (entry.verb, entry.actor_id) == ("viewed", cast.coordinator.pk)
    assert entry.target_name == subject.register_number


def test_the_number_of_queries(coordinator, cast):
    subject = make.client(cast.palu, counsellor=cast.counsellor)
    assert typed.cost(lambda: coordinator.get(subject.get_absolute_url())) == 7
    for purpose in ("photo_press", "after_term"):
        give_consent(
            client=subject,
            purpose=purpose,
            given_on=today(cast.palu),
            proof="signed",
            form_key=uuid4(),
            by=cast.coordinator,
        )
    assert typed.cost(lambda: coordinator.get(subject.get_absolute_url())) == 7


def test_a_protected_record_says_so(client, cast):
    client.force_login(cast.head)
    protected = make.client(cast.palu, restricted_flag=True)
    assert client.get(protected.get_absolute_url()).context["is_restricted"]
    assert not client.get(make.client(cast.palu).get_absolute_url()).context["is_restricted"]


@pytest.mark.parametrize(("left", "soon"), [(-1, False), (0, True), (60, True), (61, False)])
def test_the_end_of_the_guidance_is_announced(coordinator, cast, left, soon):
    subject = make.client(cast.palu, guidance_end=today(cast.palu) + timedelta(days=left))
    response = coordinator.get(subject.get_absolute_url())
    assert response.context["ends_soon"] is soon


def test_after_the_term_consent_is_asked_for_until_it_is_given(coordinator, cast):
    subject = make.client(cast.palu, guidance_end=today(cast.palu))
    ask = reverse("clients:consent-give", args=[subject.pk])
    assert ask in page_of(coordinator, subject)
    give_consent(
        client=subject,
        purpose="after_term",
        given_on=today(cast.palu),
        proof="signed",
        form_key=uuid4(),
        by=cast.coordinator,
    )
    assert ask not in page_of(coordinator, subject)


def test_what_one_may_not_do_is_not_offered(coordinator, client, cast):
    subject = make.client(cast.palu)
    offers = [reverse(f"clients:{name}", args=[subject.pk]) for name in ("update", "end")]
    assert all(offer in page_of(coordinator, subject) for offer in offers)
    client.force_login(cast.head)
    page = page_of(client, subject)
    assert not any(offer in page for offer in offers)


def test_tabs_lead_to_the_other_parts(coordinator, cast):
    subject = make.client(cast.palu)
    page = page_of(coordinator, subject)
    for name in ("consents", "work"):
        assert reverse(f"clients:{name}", args=[subject.pk]) in page
    assert reverse("audit:history", args=["clients.client", subject.pk]) in page


def test_no_name_and_no_number_in_any_address(coordinator, cast):
    subject = make.client(cast.palu, name="Unik Sekali", nik=NIK)
    for url in (reverse("clients:list"), subject.get_absolute_url()):
        links = [part.split('"')[0] for part in coordinator.get(url).content.decode().split('href="')[1:]]
        assert links
        assert not any("unik" in link.lower() or NIK in link for link in links)


def test_it_is_not_kept_by_the_browser(coordinator, cast):
    assert coordinator.get(make.client(cast.palu).get_absolute_url())["Cache-Control"] == "no-store"
