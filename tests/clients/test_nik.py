import pytest
from django.urls import reverse

from pembinaan.audit.models import AuditEntry
from tests import make

NIK = "7271011405900001"


@pytest.fixture
def subject(cast):
    return make.client(cast.palu, nik=NIK)


def url(subject):
    return reverse("clients:nik", args=[subject.pk])


def test_opens_once_for_a_purpose_and_records_it(client, cast, subject):
    client.force_login(cast.counsellor)
    assert NIK not in client.get(url(subject)).content.decode()
    response = client.post(url(subject), {"purpose": "certificate"})
    assert NIK in response.content.decode()
    assert response["Cache-Control"] == "no-store"
    entry = AuditEntry.objects.about(subject).filter(changes__has_key="purpose").get()
    assert (entry.verb, entry.actor_id) == ("viewed", cast.counsellor.pk)
    assert entry.changes == {"nik": ["", "••••"], "purpose": ["", "certificate"]}
    assert NIK not in client.get(url(subject)).content.decode()


@pytest.mark.parametrize("purpose", ["", "curiosity"])
def test_without_a_known_purpose_it_stays_closed(client, cast, subject, purpose):
    client.force_login(cast.counsellor)
    response = client.post(url(subject), {"purpose": purpose})
    assert response.status_code == 422
    assert NIK not in response.content.decode()
    assert not AuditEntry.objects.about(subject).exists()


def test_others_get_nothing(client, cast, subject):
    for user, code in ((cast.clerk, 403), (cast.sibling, 404), (cast.regional, 404), (cast.admin, 404)):
        client.force_login(user)
        response = client.post(url(subject), {"purpose": "duty"})
        assert response.status_code == code, user.username
        assert NIK not in response.content.decode()
