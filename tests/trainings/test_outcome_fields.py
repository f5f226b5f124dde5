"""What a follow-up says besides work: business, blocker, refusal, proof; and who moved to another Bapas."""

import io
import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from pembinaan import dates
from pembinaan.audit.models import AuditEntry
from pembinaan.problems import RuleBroken
from tests import make
from tests.trainings import naive
from tests.trainings.after import stored
from tests.trainings.test_follow_up_pages import answer, of, over
from tests.trainings.test_record_outcome import record, said
from trainings.actions.follow_up import change_outcome
from trainings.models import FollowUp, Outcome
from trainings.rules.follow_up import tidied


@pytest.fixture
def person(cast):
    return make.client(cast.palu, name="Kasim Lamakampali", counsellor=cast.counsellor)


@pytest.fixture
def found(cast, person):
    over(cast, person)
    return of(person)


@pytest.fixture
def officer(cast, client):
    client.force_login(cast.counsellor)
    return client


def photo():
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "JPEG")
    return SimpleUploadedFile("Kasim NIB.jpg", out.getvalue(), "image/jpeg")


@pytest.mark.parametrize(
    ("status", "kept"),
    [
        ("own_business", {"product": "Bawang", "sales_channel": "market", "blocker": ""}),
        ("seeking", {"product": "", "sales_channel": "", "blocker": "capital"}),
        ("employed", {"product": "", "sales_channel": "", "blocker": ""}),
        ("unknown", {"product": "", "sales_channel": "", "blocker": ""}),
    ],
)
def test_a_field_is_kept_only_where_it_belongs(status, kept):
    values = {"product": "Bawang", "sales_channel": "market", "blocker": "capital"}
    values = tidied({"channel": "phone", "status": status} | values)
    assert {name: values[name] for name in kept} == kept


def test_who_refuses_tells_nothing_and_does_not_count_as_reached(cast, found, officer):
    data = answer(cast, status="refused", uses_skill="True", income_band="over_5m", blocker="capital")
    assert officer.post(found.get_absolute_url(), data).status_code == 302
    outcome = Outcome.objects.get()
    assert (outcome.refused, outcome.status, outcome.channel) == (True, "unknown", "phone")
    assert (outcome.uses_skill, outcome.income_band, outcome.blocker) == (None, "", "")
    training = found.enrolment.training
    assert stored(training) == naive.recount(training)
    assert not any(cell.get("reached_1") for cell in stored(training).values())
    page = officer.get(reverse("trainings:follow-up-correct", args=[found.pk]))
    assert page.context["form"]["status"].value() == "refused"


def test_nobody_reached_cannot_refuse():
    values = tidied({"channel": "unreached", "status": "", "refused": True})
    assert (values["refused"], values["status"]) == (False, "unknown")


def test_a_refusal_that_knows_the_status_is_refused(cast, found):
    with pytest.raises(RuleBroken) as refusal:
        record(cast, found, refused=True, status="employed")
    assert refusal.value.codes == {"refused"}


def test_the_proof_is_sealed_and_each_download_recorded(cast, found, officer, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    officer.post(found.get_absolute_url(), answer(cast, proof=photo()))
    outcome = Outcome.objects.get()
    assert outcome.proof_name == "Kasim NIB.jpg"
    with outcome.proof_file.open("rb") as stored_file:
        assert not stored_file.read().startswith(b"\xff\xd8")
    assert "Kasim" not in str(AuditEntry.objects.about(found).get().changes)
    url = reverse("trainings:follow-up-proof", args=[found.pk])
    download = officer.get(url)
    assert b"".join(download.streaming_content).startswith(b"\xff\xd8")
    assert "attachment" in download["Content-Disposition"]
    assert "Kasim" not in download["Content-Disposition"]
    assert AuditEntry.objects.about(found).filter(verb="viewed").count() == 1
    officer.force_login(cast.sibling)
    assert officer.get(url).status_code == 404


def test_a_program_is_no_proof(cast, found, officer):
    data = answer(cast, proof=SimpleUploadedFile("bukti.pdf", b"MZ\x90\x00", "application/pdf"))
    page = officer.post(found.get_absolute_url(), data)
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["proof"])
    assert not Outcome.objects.exists()


def test_without_a_proof_there_is_nothing_to_download(cast, found, officer):
    officer.post(found.get_absolute_url(), answer(cast))
    assert officer.get(reverse("trainings:follow-up-proof", args=[found.pk])).status_code == 404


def test_a_correction_says_why(cast, found, officer):
    outcome = record(cast, found)
    url = reverse("trainings:follow-up-correct", args=[found.pk])
    data = answer(cast, status="seeking", blocker="stigma", version=1)
    assert list(officer.post(url, data).context["form"].errors) == ["reason"]
    with pytest.raises(RuleBroken) as refusal:
        change_outcome(
            outcome=outcome, values=said(cast, status="seeking"), reason=" ", version=1, by=cast.counsellor
        )
    assert refusal.value.codes == {"reason_needed"}
    assert officer.post(url, data | {"reason": "Salah dengar"}).status_code == 302
    assert AuditEntry.objects.about(outcome).get().changes["reason"] == ["", "Salah dengar"]
    assert Outcome.objects.get().blocker == "stigma"


def moved(person, day):
    person.status, person.end_reason, person.ended_on = "ended", "transferred", day
    person.save()


@pytest.mark.django_db
@pytest.mark.parametrize("exit_day", ["2024-02-29", "2023-08-31", "2024-11-30", "2024-12-31"])
def test_after_a_transfer_only_windows_that_had_opened_stay_here(cast, person, exit_day):
    exit_day = dates.date.fromisoformat(exit_day)
    over(cast, person, ago=(dates.today(cast.palu) - exit_day).days)
    rows = FollowUp.objects.filter(enrolment__client=person)
    for shift in (-20, 14, 15, 20, 76, 77, 150, 152, 400):
        day = exit_day + timedelta(days=shift)
        moved(person, day)
        for later in (0, 1, 30, 120, 400):
            today = day + timedelta(days=later)
            here = [f for f in rows if not f.opens_on > day]
            assert set(rows.due_by(today)) == {f for f in here if f.opens_on <= today}
            assert set(rows.overdue(today)) == {f for f in here if f.closes_on < today}
        assert {f.pk for f in rows.moved()} == {f.pk for f in rows.all() if f.state_on(day) == "moved"}


def test_a_term_that_ends_inside_a_window_leaves_the_list_as_it_is(cast, person):
    over(cast, person)
    rows, today = FollowUp.objects.filter(enrolment__client=person), dates.today(cast.palu)
    due = set(rows.due_by(today))
    person.guidance_end = of(person).due_on
    person.save()
    assert set(rows.due_by(today)) == due != set()


def test_the_page_says_who_follows_up_after_a_transfer(cast, person, found, officer):
    moved(person, dates.today(cast.palu) - timedelta(days=3))
    page = officer.get(of(person, 12).get_absolute_url())
    assert page.context["state"] == "moved"
    assert person.get_end_reason_display() in page.content.decode()
    listed = officer.get(reverse("trainings:follow-up-list") + "?state=moved")
    assert [row.point for row in listed.context["rows"]] == [3, 6, 12]


def test_who_was_revoked_is_proposed_as_such(cast, person, found, officer):
    moved(person, dates.today(cast.palu))
    person.end_reason = "broke_conditions"
    person.save()
    assert officer.get(found.get_absolute_url()).context["form"]["compliance"].value() == "revoked"


def test_the_same_form_twice_keeps_one_proof(cast, found, officer, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    key = uuid.uuid4()
    for _twice in range(2):
        officer.post(found.get_absolute_url(), answer(cast, proof=photo(), form_key=key))
    assert len(list((tmp_path / "outcomes").iterdir())) == 1
