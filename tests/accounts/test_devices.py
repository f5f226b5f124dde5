from django.urls import reverse

from pembinaan.accounts.devices import COOKIE, device_of
from pembinaan.accounts.models import Device
from pembinaan.audit.models import AuditEntry
from tests import make


def mark(client, user, name="Tablet 1", key="0" * 31 + "1"):
    client.force_login(user)
    return client.post(reverse("devices"), {"name": name, "form_key": key})


def found(client, rf, user):
    request = rf.get("/")
    request.COOKIES = {name: morsel.value for name, morsel in client.cookies.items()}
    request.user = user
    return device_of(request)


def test_marking_makes_this_browser_a_device_of_the_office(client, rf, cast):
    response = mark(client, cast.counsellor)
    assert response.status_code == 302
    device = Device.objects.get()
    assert (device.office, device.marked_by_name) == (cast.palu, "Agus Wijaya")
    cookie = client.cookies[COOKIE]
    assert cookie["httponly"]
    assert cookie["max-age"] > 86_400
    assert found(client, rf, cast.counsellor) == device
    assert list(AuditEntry.objects.about(device).values_list("verb", flat=True)) == ["created"]
    assert "Tablet 1" in client.get(reverse("devices")).content.decode()


def test_the_form_sent_again_makes_one_device(client, cast):
    mark(client, cast.counsellor)
    mark(client, cast.counsellor)
    assert Device.objects.count() == 1


def test_a_name_is_taken_once_in_an_office(client, cast):
    make.device(cast.palu, name="Tablet 1")
    make.device(cast.luwuk, name="Tablet 2")
    assert mark(client, cast.counsellor).status_code == 422
    assert COOKIE not in client.cookies
    assert mark(client, cast.counsellor, name="Tablet 2").status_code == 302


def test_a_forged_cookie_is_no_device(client, rf, cast):
    mark(client, cast.counsellor)
    pk = client.cookies[COOKIE].value.partition(":")[0]
    other = make.device(cast.palu, name="Lain")
    client.cookies[COOKIE] = client.cookies[COOKIE].value.replace(pk, str(other.pk))
    assert found(client, rf, cast.counsellor) is None
    client.cookies[COOKIE] = str(other.pk)
    assert found(client, rf, cast.counsellor) is None


def test_a_device_counts_only_in_its_own_office(client, rf, cast):
    mark(client, cast.counsellor)
    assert found(client, rf, cast.head) == Device.objects.get()
    assert found(client, rf, cast.sibling) is None


def test_a_revoked_device_is_none(client, rf, cast):
    mark(client, cast.counsellor)
    device = Device.objects.get()
    client.force_login(cast.head)
    client.post(reverse("device-revoke", args=[device.pk]))
    client.post(reverse("device-revoke", args=[device.pk]))
    assert found(client, rf, cast.counsellor) is None
    assert list(AuditEntry.objects.about(device).filter(verb="revoked").values_list("actor_name")) == [
        (cast.head.name,)
    ]
