"""The list of what absences leave to do, its buttons, and the forms behind it."""

import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from pembinaan import dates
from pembinaan.audit.models import AuditEntry
from tests import make
from trainings.actions.attendance import record_attendance
from trainings.actions.excuses import bring_excuse
from trainings.models import Attendance, Barrier, Excuse, LadderStep
from trainings.sheet import Entry, Said

LIST = reverse("trainings:absence-list")
PDF = b"%PDF-1.4\nsurat dokter\n%%EOF"


@pytest.fixture
def sick(db):
    return make.reason(needs_evidence=True)


@pytest.fixture
def training(cast):
    made = make.training(cast.palu, day=dates.today(cast.palu) - timedelta(days=1))
    for _number in range(3):
        make.enrolment(made)
    return made


def miss(cast, training):
    entries = [Entry(row.number, Said("absent")) for row in training.enrolments.all()]
    record_attendance(session=training.sessions.get(), marks=entries, by=cast.coordinator)


def bring(cast, training, reason, number=1):
    return bring_excuse(
        session=training.sessions.get(),
        number=number,
        mark="sick",
        reason=reason,
        by=cast.coordinator,
        form_key=uuid.uuid4(),
    )


def row_address(name, training, number=1):
    return reverse(f"trainings:{name}", args=[training.pk, training.sessions.get().pk, number])


def test_the_list_opens_where_there_is_work(cast, training, client):
    miss(cast, training)
    client.force_login(cast.counsellor)
    page = client.get(LIST)
    assert page.context["part"] == "absences"
    assert [number for _part, _label, number in page.context["parts"]] == [0, 3, 0, 3]
    assert client.get(f"{LIST}?whose=mine").context["rows"] == []
    of_training = client.get(reverse("trainings:absences", args=[training.pk]))
    assert len(of_training.context["rows"]) == 3
    other = make.training(cast.palu)
    assert client.get(reverse("trainings:absences", args=[other.pk])).context["rows"] == []


def test_an_excuse_is_offered_while_it_can_be_brought(cast, training, client):
    miss(cast, training)
    client.force_login(cast.counsellor)
    address = row_address("excuse", training)
    assert address in client.get(f"{LIST}?part=absences").content.decode()
    training.sessions.update(day=dates.today(cast.palu) - timedelta(days=4))
    assert address not in client.get(f"{LIST}?part=absences").content.decode()


def test_the_head_reads_and_taps_nothing(cast, training, client):
    miss(cast, training)
    client.force_login(cast.head)
    assert "<form method" not in client.get(f"{LIST}?part=absences").content.decode().split("<main")[1]
    assert client.post(row_address("barrier", training), {"kind": "shift"}).status_code == 403


def test_an_excuse_is_decided_in_one_tap(cast, training, sick, client):
    excuse = bring(cast, training, sick)
    client.force_login(cast.counsellor)
    address = reverse("trainings:excuse-decide", args=[excuse.pk])
    assert address in client.get(LIST).content.decode()
    back = client.post(address, {"decision": "decline"})
    assert back.url == f"{LIST}?part=excuses"
    assert Attendance.objects.get().mark == "absent"
    client.post(address, {"decision": "accept"})
    assert Attendance.objects.get().mark == "absent"


@pytest.mark.parametrize("data", [{}, {"decision": "maybe"}])
def test_what_is_no_decision_changes_nothing(cast, training, sick, client, data):
    excuse = bring(cast, training, sick)
    client.force_login(cast.counsellor)
    client.post(reverse("trainings:excuse-decide", args=[excuse.pk]), data)
    excuse.refresh_from_db()
    assert excuse.state == "waiting"


def test_a_kind_is_chosen_in_one_tap(cast, training, client):
    miss(cast, training)
    client.force_login(cast.counsellor)
    data = {"kind": "transport", "form_key": uuid.uuid4(), "back": "training"}
    back = client.post(row_address("barrier", training), data)
    assert back.url == f"{reverse('trainings:absences', args=[training.pk])}?part=absences"
    barrier = Barrier.objects.get()
    assert barrier.plan
    done = reverse("trainings:barrier-done", args=[barrier.pk])
    assert done in client.get(f"{LIST}?part=barriers").content.decode()
    client.post(done)
    assert client.get(f"{LIST}?part=barriers").context["rows"] == []


def test_the_form_of_an_absence_says_what_is_missing(cast, training, client):
    miss(cast, training)
    client.force_login(cast.counsellor)
    data = {"kind": "other", "no_action": "on", "form_key": uuid.uuid4()}
    assert client.post(row_address("barrier", training), data).status_code == 422
    assert client.get(row_address("barrier", training, 9)).status_code == 404


def test_an_excuse_with_proof_by_the_form(cast, training, sick, client):
    client.force_login(cast.coordinator)
    address = row_address("excuse", training)
    assert client.get(address).status_code == 200
    file = SimpleUploadedFile("surat dokter.pdf", PDF)
    data = {"mark": "sick", "reason": sick.pk, "evidence": file, "form_key": uuid.uuid4()}
    assert client.post(address, data).url == training.sessions.get().get_absolute_url()
    proof = reverse("trainings:excuse-proof", args=[Excuse.objects.get().pk])
    assert proof in client.get(LIST).content.decode()
    answer = client.get(proof)
    assert (b"".join(answer), answer["Content-Type"]) == (PDF, "application/pdf")
    assert "attachment" in answer["Content-Disposition"]
    assert AuditEntry.objects.filter(verb="exported").count() == 1


def test_a_file_of_another_kind_is_refused(cast, training, sick, client):
    client.force_login(cast.coordinator)
    file = SimpleUploadedFile("surat.pdf", b"MZ program")
    data = {"mark": "sick", "reason": sick.pk, "evidence": file, "form_key": uuid.uuid4()}
    assert client.post(row_address("excuse", training), data).status_code == 422
    assert not Excuse.objects.exists()


def test_a_protected_person_is_nameless_and_the_proof_closed(cast, training, sick, client):
    person = training.enrolments.get(number=1).client
    person.restricted_flag, person.name = True, "Nama Terlindung"
    person.save()
    excuse = bring(cast, training, sick)
    Excuse.objects.update(evidence="excuses/x", evidence_name="surat.pdf")
    client.force_login(cast.coordinator)
    page = client.get(LIST).content.decode()
    assert "Nama Terlindung" not in page
    assert person.register_number in page
    assert client.get(reverse("trainings:excuse-proof", args=[excuse.pk])).status_code == 404


def test_a_step_is_taken_from_its_page(cast, training, client):
    miss(cast, training)
    person = training.enrolments.get(number=1)
    person.client.phone, person.client.name = "6281234567890", "Kasim Lamakampali"
    person.client.save()
    client.force_login(cast.counsellor)
    address = reverse("trainings:ladder-step", args=[training.pk, person.pk, "reminder"])
    assert address in client.get(f"{LIST}?part=steps").content.decode()
    assert client.get(address).context["chat_url"].startswith("https://wa.me/6281234567890?text=")
    assert client.post(address, {"form_key": uuid.uuid4()}).url == f"{LIST}?part=steps"
    assert LadderStep.objects.get().rung == "reminder"
    assert client.post(address, {"form_key": uuid.uuid4()}).status_code == 422
    assert client.get(address.replace("reminder", "prison")).status_code == 404


def test_the_home_names_the_work(cast, training, client):
    client.force_login(cast.coordinator)
    assert LIST not in client.get(reverse("home")).content.decode().split("<main")[1]
    miss(cast, training)
    assert LIST in client.get(reverse("home")).content.decode().split("<main")[1]


@pytest.mark.parametrize("part", ["excuses", "absences", "barriers", "steps"])
def test_pages_cost_the_same_with_one_and_three_rows(
    cast, training, sick, client, django_assert_num_queries, part
):
    client.force_login(cast.counsellor)
    client.get(LIST)
    for number in (1, 2, 3):
        if part == "excuses":
            bring(cast, training, sick, number)
        else:
            entry = Entry(number, Said("absent"))
            record_attendance(session=training.sessions.get(), marks=[entry], by=cast.coordinator)
        if part == "barriers":
            client.post(row_address("barrier", training, number), {"kind": "shift", "form_key": uuid.uuid4()})
        if number in (1, 3):
            with django_assert_num_queries(8 if part == "steps" else 6):
                assert len(client.get(f"{LIST}?part={part}").context["rows"]) == number


def test_long_lists_are_paged(cast, training, client, monkeypatch):
    monkeypatch.setattr("trainings.views.absence_list.AbsenceList.page_size", 2)
    miss(cast, training)
    client.force_login(cast.counsellor)
    for part in ("absences", "steps"):
        first = client.get(f"{LIST}?part={part}").context
        rest = client.get(f"{LIST}?part={part}&after={first['page'].after}").context
        assert (len(first["rows"]), len(rest["rows"])) == (2, 1)
