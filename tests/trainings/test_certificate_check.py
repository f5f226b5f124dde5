"""The check of a certificate, open to everybody: what it tells, and that guessing leads nowhere."""

import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from pembinaan import dates
from tests.trainings.certified import certificate_of, completed
from trainings.models import Certificate

pytestmark = pytest.mark.django_db
FORM = reverse("certificate-check-form")


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()


@pytest.fixture
def certificate(cast):
    training, people = completed(cast.palu, 1)
    return certificate_of(training, people[0], cast.coordinator)


def url(code):
    return reverse("certificate-check", args=[code])


def text_of(page):
    return " ".join(re.sub("<[^>]+>", " ", page.content.decode()).split())


def by_number(client, number, day):
    return client.post(FORM, {"number": number, "day": str(day)})


def test_it_tells_initials_training_issuer_and_day(client, certificate):
    with translation.override("id"):
        day = dates.day(certificate.issued_on)
    by_code = client.get(url(certificate.code))
    found = by_number(client, f"  {certificate.number} ", f"{certificate.issued_on.day:02}")
    for page in (by_code, found):
        assert page.status_code == 200
        text = text_of(page)
        for word in ("A. R. B. S.", "Pengolahan Bawang Goreng", "Dapur Kenari", certificate.number, day):
            assert word in text
        for secret in ("Rahim", "Said", certificate.enrolment.client.register_number):
            assert secret not in page.content.decode()


STATES = {
    "valid": "Sertifikat ini berlaku",
    "suspended": "sementara tidak berlaku",
    "replaced": "digantikan oleh sertifikat yang lebih baru",
    "revoked": "dicabut",
}


@pytest.mark.parametrize("state", STATES)
def test_the_state_is_told_with_its_day_and_without_the_reason(client, certificate, state):
    if state != "valid":
        Certificate.objects.update(state=state, state_on=certificate.issued_on, state_note="Alasan rahasia")
    page = client.get(url(certificate.code))
    assert page.context["found"].look == {"valid": "ok", "revoked": "bad"}.get(state, "warn")
    assert (page.context["found"].since is None) == (state == "valid")
    assert "rahasia" not in page.content.decode()


def test_nothing_that_is_unknown_can_be_told_from_what_is(client, certificate):
    other_day = certificate.issued_on.day % 28 + 1
    bodies, queries = set(), set()
    asked = [
        lambda: client.get(url("A" * 32)),
        lambda: client.get(url(certificate.code.lower())),
        lambda: client.get(url("x" * 300)),
        lambda: client.get("/c/%00%27%22/"),
        lambda: client.get("/c/%F0%9F%98%80%ff/"),
    ]
    for ask in asked:
        with CaptureQueriesContext(connection) as captured:
            page = ask()
        bodies.add((page.status_code, page.content))
        queries.add(len(captured))
    assert len(bodies) == 1
    assert queries == {1}
    assert bodies.pop()[0] == 404
    numbers = [("SERT/9999/PALU/XI/2026", 1), (certificate.number, other_day)]
    for number, day in numbers:
        with CaptureQueriesContext(connection) as captured:
            page = by_number(client, number, day)
        # What was typed stands in the form again, and nothing else differs.
        bodies.add((page.status_code, page.content.decode().replace(number, "").replace(f'"{day}"', '""')))
        assert len(captured) == 1
    assert len(bodies) == 1


def test_known_ones_cost_no_other_queries(client, certificate):
    with CaptureQueriesContext(connection) as captured:
        client.get(url(certificate.code))
    assert len(captured) == 1


def test_it_is_kept_and_indexed_by_nobody(client, certificate):
    answers = [client.get(url(certificate.code)), client.get(FORM), client.get(url("salah"))]
    answers.append(by_number(client, "x", 99))
    assert [answer.status_code for answer in answers] == [200, 200, 404, 422]
    for answer in answers:
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
        assert answer["Cache-Control"] == "no-store"
        assert answer["Referrer-Policy"] == "no-referrer"
        assert '<meta name="robots" content="noindex, nofollow">' in answer.content.decode()
        assert not answer.cookies
        assert "pembinaan" not in answer.content.decode().lower()


def test_guessing_is_stopped(client, certificate):
    codes = [client.get(url(f"{guess:032}")).status_code for guess in range(200)]
    assert codes[:30] == [404] * 30
    assert set(codes[30:]) == {429}
    refused = client.get(url(certificate.code))
    assert refused.status_code == 429
    assert "pembinaan" not in refused.content.decode().lower()
    days = [
        by_number(client, certificate.number, 99 if day > 31 else day).status_code for day in range(1, 32)
    ]
    assert days.count(429) == 21


def test_the_parts_of_the_code_are_many():
    assert re.fullmatch("[A-Z2-7]{32}", Certificate._meta.get_field("code").default())
