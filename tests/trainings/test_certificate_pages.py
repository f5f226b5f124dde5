"""The pages of certificates: who can have one and why not, names, issue, files, list."""

import io
import uuid
import zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clients.models import Consent
from pembinaan import dates
from pembinaan.audit.models import AuditEntry
from pembinaan.uploads import read_sealed
from tests import make
from tests.trainings.certified import certificate_of, completed, graduate, issued, signatory, text_of
from trainings.actions.certificates import SEALED_AS
from trainings.models import Certificate, ChecklistItem, Enrolment

pytestmark = pytest.mark.django_db


def of(training, name="certificates"):
    return reverse(f"trainings:{name}", args=[training.pk])


def sent(training, people, **more):
    values = {
        "form_key": str(uuid.uuid4()),
        "people": [str(person.pk) for person in people],
        "face": "neutral",
        "issued_on": dates.today(training.office).isoformat(),
        "title": training.title,
        "partner_signer": "owner",
        "instructor": f"instructor:{training.instructors.get().pk.hex}",
        "signatory": "",
    }
    if connection.vendor == "postgresql":
        values["instructor"] = f"instructor:{training.instructors.get().pk}"
    return values | more


def blocked(page):
    return {line.person.number: [reason.url for reason in line.reasons] for line in page.context["blocked"]}


def test_the_page_counts_whom_it_shows_and_links_to_what_mends_it(cast, client):
    training, _people = completed(cast.palu, 2)
    module = training.programme.modules.first()
    ChecklistItem.objects.create(module=module, order=1, text="Mengiris rata", must_pass=True)
    type(training.programme).objects.update(min_score=70)
    graduate(training, 3, status="not_completed", completed_on=None)
    graduate(training, 4, result="")
    graduate(training, 5, result="not_yet_competent")
    graduate(training, 6, name_confirmed_at=None)
    graduate(training, guest_name="Tamu", reconcile_by=training.ends_on)
    client.force_login(cast.coordinator)
    page = client.get(of(training))
    found = blocked(page)
    assert found[3] == [of(training, "attendance-rates"), *[of(training, "assessment")] * 2]
    assert found[4] == found[5] == [of(training, "results")]
    assert found[6] == [of(training, "certificate-names")]
    assert found[7] == [reverse("trainings:reconcile", args=[training.enrolments.get(number=7).pk])]
    text = page.content.decode()
    assert text.count('data-state="blocked"') == len(page.context["blocked"]) == 5
    assert text.count('data-state="ready"') == len(page.context["ready"]) == 2
    for links in found.values():
        for link in links:
            assert client.get(link).status_code == 200


def test_an_open_training_blocks_everybody(cast, client):
    training, _people = completed(cast.palu, 2, status="running", completed_on=None)
    client.force_login(cast.coordinator)
    page = client.get(of(training))
    assert blocked(page) == {n: [of(training, "complete")] for n in (1, 2)}
    # Links lead only where this reader may go.
    client.force_login(cast.counsellor)
    assert blocked(client.get(of(training))) == {n: [""] for n in (1, 2)}


@pytest.mark.parametrize("name", ["certificates", "certificate-names", "certificate-issue"])
def test_any_number_of_people_costs_the_same(cast, client, name):
    client.force_login(cast.coordinator)
    client.get(reverse("trainings:certificate-list"))
    counts = []
    for people in (1, 3):
        training, _people = completed(cast.palu, people)
        graduate(training, 4, name_confirmed_at=None)
        with CaptureQueriesContext(connection) as captured:
            client.get(of(training, name))
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 8


def test_names_are_proposed_and_kept_when_ticked(cast, client):
    training, _people = completed(cast.palu, 0)
    shouted = make.client(cast.palu, name="ABDUL RAHIM BIN SAID")
    one = graduate(training, who=shouted, printed_name="", name_confirmed_at=None)
    two = graduate(training, 1, printed_name="", name_confirmed_at=None)
    hidden = make.client(cast.palu, name="Nama Terlindung", restricted_flag=True)
    graduate(training, 2, hidden, printed_name="", name_confirmed_at=None)
    client.force_login(cast.coordinator)
    page = client.get(of(training, "certificate-names"))
    assert [line.value for line in page.context["lines"]] == ["Abdul Rahim bin Said", two.client.name, ""]
    assert "Terlindung" not in page.content.decode()
    values = {"n1": "Abdul Rahim", "ok1": "1", "n2": "Tanpa centang", "n3": "Tebakan", "ok3": "1"}
    assert client.post(of(training, "certificate-names"), values).status_code == 302
    assert list(training.enrolments.order_by("number").values_list("printed_name", flat=True)) == [
        "Abdul Rahim", "", "",
    ]  # fmt: skip
    again = client.post(of(training, "certificate-names"), {"n1": "7", "ok1": "1"})
    assert again.status_code == 422
    assert again.context["lines"][0].errors
    one.refresh_from_db()
    assert one.printed_name == "Abdul Rahim"


def test_certificates_are_issued_from_the_form_once(cast, client):
    training, people = completed(cast.palu, 2)
    client.force_login(cast.coordinator)
    page = client.get(of(training, "certificate-issue"))
    assert page.context["form"]["people"].initial == [str(person.pk) for person in people]
    values = sent(training, people)
    for _time in range(2):
        answer = client.post(of(training, "certificate-issue"), values)
        assert (answer.status_code, answer.get("Location")) == (302, of(training))
    assert Certificate.objects.count() == 2
    names = [one["name"] for one in Certificate.objects.first().facts["signatures"]]
    assert names == ["Hj. Nurma", "Moh. Taufan"]


@pytest.mark.parametrize("face", ["neutral", "official"])
def test_a_batch_costs_the_same_queries_at_any_size(cast, client, face):
    signatory(cast.palu)
    client.force_login(cast.coordinator)
    # The first of the year makes the register.
    training, people = completed(cast.palu, 1)
    issued(training, people, cast.coordinator)
    client.get(of(training))
    counts = []
    for size in (3, 20):
        training, people = completed(cast.palu, size)
        for person in people:
            Consent.objects.create(
                client=person.client, purpose="official_certificate", given_on="2025-01-01", proof="signed"
            )
        values = sent(training, people, face=face, signatory=f"signatory:{signer_pk(cast.palu)}")
        with CaptureQueriesContext(connection) as captured:
            assert client.post(of(training, "certificate-issue"), values).status_code == 302
        frames = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
        counts.append(len([one for one in captured if not one["sql"].startswith(frames)]))
        assert training.certificates.count() == size
    assert counts[0] == counts[1] <= 15


def signer_pk(office):
    return office.signatories.first().pk


def test_who_cannot_have_one_is_told_beside_the_others(cast, client):
    training, people = completed(cast.palu, 2)
    Consent.objects.create(
        client=people[0].client, purpose="official_certificate", given_on="2025-01-01", proof="signed"
    )
    client.force_login(cast.coordinator)
    answer = client.post(
        of(training, "certificate-issue"), sent(training, people, face="official", signatory="head")
    )
    assert answer.status_code == 422
    ((name, problems),) = answer.context["refused"]
    assert (name, [one.code for one in problems]) == (people[1].client.name, ["no_consent"])
    assert Certificate.objects.get().enrolment == people[0]


def test_a_banned_word_is_told_beside_the_title(cast, client):
    training, people = completed(cast.palu, 1)
    client.force_login(cast.coordinator)
    answer = client.post(of(training, "certificate-issue"), sent(training, people, title="Pelatihan Klien"))
    assert answer.status_code == 422
    assert answer.context["form"].has_error("title", "banned_word")


def test_a_sample_takes_no_number_and_names_nobody(cast, client):
    training, people = completed(cast.palu, 1)
    client.force_login(cast.coordinator)
    entries = AuditEntry.objects.count()
    answer = client.post(of(training, "certificate-sample"), sent(training, []))
    text = text_of(answer.content)
    assert "CONTOH" in text
    assert people[0].printed_name not in text
    assert not Certificate.objects.exists()
    assert AuditEntry.objects.count() == entries
    assert client.post(of(training, "certificate-sample"), {}).status_code == 422


@pytest.fixture
def guarded(cast):
    """Two certificates, one of them of a protected person."""
    training, people = completed(cast.palu, 1)
    hidden = make.client(cast.palu, name="Nama Terlindung", restricted_flag=True, counsellor=cast.counsellor)
    person = graduate(training, 1, hidden, printed_name="Nama Terlindung")
    return training, *(certificate_of(training, one, cast.coordinator) for one in (people[0], person))


def test_a_file_leaves_as_a_download_and_leaves_a_trace(cast, client, guarded):
    _training, certificate, _hidden = guarded
    client.force_login(cast.coordinator)
    answer = client.get(reverse("trainings:certificate-file", args=[certificate.pk]))
    content = b"".join(answer.streaming_content)
    assert content == read_sealed(certificate.file, SEALED_AS)
    assert answer["Content-Disposition"].startswith('attachment; filename="Sertifikat SERT-0001')
    entry = AuditEntry.objects.latest("at")
    assert (entry.verb, entry.target_id, entry.target_name) == (
        "exported", str(certificate.pk), certificate.number,
    )  # fmt: skip


def test_a_protected_persons_certificate_is_for_the_pk_and_the_head(cast, client, guarded):
    training, certificate, hidden = guarded
    for user, known in {cast.coordinator: False, cast.counsellor: True, cast.head: True}.items():
        client.force_login(user)
        answer = client.get(reverse("trainings:certificate-file", args=[hidden.pk]))
        assert answer.status_code == (200 if known else 404)
        for url in (of(training), hidden.get_absolute_url(), reverse("trainings:certificate-list")):
            assert ("Nama Terlindung" in client.get(url).content.decode()) == known
        packed = zipfile.ZipFile(
            io.BytesIO(b"".join(client.get(of(training, "certificate-zip")).streaming_content))
        )
        names = [name for name in packed.namelist() if name.endswith(".pdf")]
        assert len(names) == (2 if known else 1)
        assert {info.compress_type for info in packed.infolist()} == {zipfile.ZIP_STORED}
        if not known:
            assert packed.read("Tidak termasuk.txt").decode().splitlines()[1:] == [hidden.number]
        first = packed.read(names[0])
        assert first == read_sealed(certificate.file, SEALED_AS)
    assert AuditEntry.objects.filter(verb="exported", target_type="trainings.training").count() == 3


def test_the_list_is_filtered_and_searched_by_number(cast, client, guarded):
    _training, certificate, hidden = guarded
    Certificate.objects.filter(pk=hidden.pk).update(
        state="revoked", state_on=hidden.issued_on, state_note="x"
    )
    client.force_login(cast.coordinator)
    url = reverse("trainings:certificate-list")
    assert [row.pk for row in client.get(url).context["rows"]] == [hidden.pk, certificate.pk]
    assert [row.pk for row in client.get(f"{url}?state=revoked").context["rows"]] == [hidden.pk]
    assert [row.pk for row in client.get(f"{url}?handed=no").context["rows"]] == [certificate.pk]
    assert client.get(f"{url}?handed=yes").context["rows"] == []
    year = certificate.issued_on.year
    assert len(client.get(f"{url}?year={year}").context["rows"]) == 2
    assert client.get(f"{url}?year={year - 1}").context["rows"] == []
    assert [row.pk for row in client.post(url, {"q": "0002"}).context["rows"]] == [hidden.pk]


def test_the_list_costs_the_same_for_any_length(cast, client):
    client.force_login(cast.coordinator)
    client.get(reverse("trainings:certificate-list"))
    counts = []
    for people in (1, 2):
        training = make.training(cast.palu, status="completed", completed_on=dates.today(cast.palu))
        for _one in range(people):
            make.certificate(make.enrolment(training))
        with CaptureQueriesContext(connection) as captured:
            page = client.get(reverse("trainings:certificate-list"))
        counts.append(len(captured))
    assert len(page.context["rows"]) == 3
    assert counts[0] == counts[1] <= 7


def test_steps_with_a_certificate(cast, client, guarded):
    training, certificate, _hidden = guarded
    client.force_login(cast.coordinator)
    step = reverse("trainings:certificate-step", args=[certificate.pk, "suspend"])
    page = client.get(step)
    values = {"version": page.context["form"]["version"].value(), "on": dates.today(cast.palu).isoformat()}
    assert client.post(step, values).status_code == 422
    assert client.post(step, values | {"note": "Salah nama"}).status_code == 302
    page = client.get(certificate.get_absolute_url())
    assert "Salah nama" in page.content.decode()
    assert [name for name, *_rest in page.context["steps"]] == ["restore", "revoke"]
    assert client.get(reverse("trainings:certificate-step", args=[certificate.pk, "x"])).status_code == 404
    replace = reverse("trainings:certificate-replace", args=[certificate.pk])
    given = {"on": values["on"], "note": "Salah nama", "form_key": str(uuid.uuid4())}
    answer = client.post(replace, given)
    new = Certificate.objects.get(replaces=certificate)
    assert answer["Location"] == new.get_absolute_url() == client.post(replace, given)["Location"]
    hand = of(training, "certificate-hand-over")
    assert str(certificate.pk) not in [
        key for key, _label in client.get(hand).context["form"].fields["certificates"].choices
    ]
    assert client.post(hand, {"on": values["on"], "certificates": [str(new.pk)]}).status_code == 302
    new.refresh_from_db()
    assert new.handed_over_on == dates.today(cast.palu)


def test_participant_and_client_show_their_certificate(cast, client, guarded):
    training, certificate, _hidden = guarded
    person = Enrolment.objects.get(pk=certificate.enrolment_id)
    client.force_login(cast.coordinator)
    for url in (
        reverse("trainings:enrolment", args=[training.pk, person.pk]),
        reverse("trainings:client-history", args=[person.client_id]),
    ):
        assert certificate.get_absolute_url() in client.get(url).content.decode()
    assert of(training) in client.get(training.get_absolute_url()).content.decode()


def test_a_file_that_is_lost_does_not_keep_the_others_back(cast, client, guarded):
    training, certificate, hidden = guarded
    certificate.file.storage.delete(certificate.file.name)
    client.force_login(cast.head)
    response = client.get(of(training, "certificate-zip"))
    packed = zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))
    told = packed.read("Tidak termasuk.txt").decode()
    assert (certificate.number in told, hidden.number in told) == (True, False)
    assert len(packed.namelist()) == 2
    assert client.get(reverse("trainings:certificate-file", args=[certificate.pk])).status_code == 404


def test_a_reason_begins_with_a_capital(cast, client):
    training, _people = completed(cast.palu, 1)
    graduate(training, 3, status="not_completed", completed_on=None)
    client.force_login(cast.coordinator)
    page = client.get(of(training))
    [reason, *_more] = page.context["blocked"][0].reasons
    message = str(reason.message)
    assert message[0].islower()
    assert f">{message[0].upper()}{message[1:]}" in page.content.decode()


def test_a_certificate_that_the_result_contradicts_is_told(cast, client):
    training, [one, _other] = completed(cast.palu, 2)
    issued(training, training.enrolments.all(), cast.coordinator)
    Enrolment._base_manager.filter(pk=one.pk).update(result="not_yet_competent")
    client.force_login(cast.coordinator)
    page = client.get(of(training))
    assert [bool(line.reasons) for line in page.context["held"]] == [True, False]
    assert str(page.context["held"][0].reasons[0].message) in page.content.decode()


def test_an_old_page_does_not_undo_a_name_that_was_put_right_meanwhile(cast, client):
    training, _people = completed(cast.palu, 0)
    someone = make.client(cast.palu, name="Abdul Rahim")
    one = graduate(training, who=someone, printed_name="", name_confirmed_at=None)
    client.force_login(cast.coordinator)
    line = client.get(of(training, "certificate-names")).context["lines"][0]
    old = {line.field: line.value, f"ok{one.number}": "1", f"w{one.number}": line.seen}
    client.post(of(training, "certificate-names"), old | {line.field: "Abdul Rahim, S.Pd."})
    page = client.post(of(training, "certificate-names"), old)
    one.refresh_from_db()
    assert (page.status_code, one.printed_name) == (422, "Abdul Rahim, S.Pd.")
    [error] = page.context["lines"][0].errors
    assert "Abdul Rahim, S.Pd." in error
    again = old | {f"w{one.number}": page.context["lines"][0].seen}
    assert client.post(of(training, "certificate-names"), again).status_code == 302
    one.refresh_from_db()
    assert one.printed_name == line.value
