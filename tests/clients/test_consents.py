import io
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from clients.actions.consents import give_consent, withdraw_consent
from clients.models import Consent
from pembinaan.audit.models import AuditEntry
from pembinaan.dates import today, years_before
from pembinaan.problems import RuleBroken
from tests import make


@pytest.fixture
def subject(cast):
    return make.client(cast.palu)


@pytest.fixture
def coordinator(client, cast, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client.force_login(cast.coordinator)
    return client


def give(subject, cast, **more):
    values = {
        "client": subject,
        "purpose": "photo_press",
        "given_on": today(cast.palu),
        "proof": "signed",
        "form_key": uuid4(),
        "by": cast.coordinator,
    }
    return give_consent(**values | more)


def photo():
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x010F] = "SecretCamera"
    Image.new("RGB", (30, 20), "red").save(out, "JPEG", exif=exif)
    return SimpleUploadedFile("surat persetujuan.jpeg", out.getvalue(), "text/html")


def form(cast, **more):
    values = {
        "form_key": str(uuid4()),
        "purpose": "photo_press",
        "given_on": today(cast.palu).isoformat(),
        "proof": "signed",
    }
    return values | more


def test_given_withdrawn_and_given_again(cast, subject):
    first = give(subject, cast)
    withdraw_consent(consent=first, on=today(cast.palu), note="Lewat telepon", by=cast.counsellor)
    second = give(subject, cast)
    first.refresh_from_db()
    assert (first.is_valid, second.is_valid) == (False, True)
    verbs = list(AuditEntry.objects.about(subject).values_list("verb", flat=True))
    assert verbs == ["consented", "withdrew", "consented"]


def test_one_purpose_is_given_once_at_a_time(cast, subject):
    give(subject, cast)
    with pytest.raises(RuleBroken) as refused:
        give(subject, cast)
    assert set(refused.value.error_dict) == {"purpose"}
    assert give(subject, cast, purpose="after_term").is_valid


def test_the_same_form_sent_twice_is_one(cast, subject):
    key = uuid4()
    assert give(subject, cast, form_key=key) == give(subject, cast, form_key=key)
    assert Consent.objects.count() == 1


def test_for_a_child_a_guardian_signs(cast):
    child = make.client(cast.palu, birth_date=years_before(today(cast.palu), 17))
    with pytest.raises(RuleBroken) as refused:
        give(child, cast)
    assert refused.value.codes == {"guardian_needed"}
    assert give(child, cast, proof="guardian").is_valid


def test_nobody_withdraws_twice_or_before(cast, subject):
    consent = give(subject, cast)
    with pytest.raises(RuleBroken):
        withdraw_consent(consent=consent, on=today(cast.palu) - timedelta(days=1), by=cast.coordinator)
    withdraw_consent(consent=consent, on=today(cast.palu), by=cast.coordinator)
    with pytest.raises(RuleBroken):
        withdraw_consent(consent=consent, on=today(cast.palu), by=cast.coordinator)


def test_the_proof_is_kept_clean_and_leaves_as_a_download(coordinator, cast, subject, tmp_path):
    url = reverse("clients:consent-give", args=[subject.pk])
    response = coordinator.post(url, form(cast, file=photo()))
    assert response.url == reverse("clients:consents", args=[subject.pk])
    consent = Consent.objects.get()
    assert consent.proof_file.name == f"consent/{consent.pk}"
    assert b"SecretCamera" not in (tmp_path / consent.proof_file.name).read_bytes()
    download = coordinator.get(reverse("clients:consent-file", args=[consent.pk]))
    assert download["Content-Disposition"] == 'attachment; filename="surat persetujuan.jpg"'
    assert download["Content-Type"] == "image/jpeg"
    assert download["X-Content-Type-Options"] == "nosniff"
    assert b"".join(download.streaming_content).startswith(b"\xff\xd8\xff")
    entry = AuditEntry.objects.filter(verb="exported").get()
    assert (entry.target_id, entry.changes) == (str(subject.pk), {"proof_file": ["", "photo_press"]})


@pytest.mark.parametrize("name", ["bukti.svg", "bukti.html", "bukti.pdf"])
def test_other_files_are_refused_and_nothing_is_kept(coordinator, cast, subject, tmp_path, name):
    file = SimpleUploadedFile(name, b"<svg onload='alert(1)'/>")
    response = coordinator.post(reverse("clients:consent-give", args=[subject.pk]), form(cast, file=file))
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"file"}
    assert not Consent.objects.exists()
    assert not list(tmp_path.rglob("*.*"))


def test_a_refused_consent_leaves_no_file(coordinator, cast, subject, tmp_path):
    file = photo()
    give(subject, cast)
    with pytest.raises(RuleBroken):
        give(subject, cast, file=file)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_only_what_is_not_yet_given_is_offered(coordinator, cast, subject):
    give(subject, cast)
    page = coordinator.get(reverse("clients:consent-give", args=[subject.pk])).content.decode()
    assert 'value="photo_press"' not in page
    assert 'value="after_term"' in page


def test_the_same_page_sent_twice_leads_on_and_gives_one(coordinator, subject, cast):
    url, sent = reverse("clients:consent-give", args=[subject.pk]), form(cast)
    first, second = coordinator.post(url, sent), coordinator.post(url, sent)
    assert (first.status_code, second.status_code, second.url) == (302, 302, first.url)
    assert Consent.objects.count() == 1


def test_the_page_shows_what_holds_and_what_does_not(coordinator, cast, subject):
    give(subject, cast, note="Lembar kuning")
    response = coordinator.get(reverse("clients:consents", args=[subject.pk]))
    assert "Lembar kuning" in response.content.decode()
    assert len(response.context["missing"]) == 3


def test_withdrawing_on_the_page(coordinator, cast, subject):
    consent = give(subject, cast)
    url = reverse("clients:consent-withdraw", args=[consent.pk])
    assert coordinator.get(url).status_code == 200
    coordinator.post(url, {"on": today(cast.palu).isoformat(), "note": "Diminta lisan"})
    consent.refresh_from_db()
    assert (consent.withdrawn_on, consent.withdrawal_note) == (today(cast.palu), "Diminta lisan")


def test_who_may_take_the_proof(coordinator, client, cast, subject):
    consent = give(subject, cast)
    url = reverse("clients:consent-file", args=[consent.pk])
    assert coordinator.get(url).status_code == 404  # there is none
    for user, code in ((cast.clerk, 403), (cast.sibling, 404), (cast.regional, 404)):
        client.force_login(user)
        assert client.get(url).status_code == code, user.username
