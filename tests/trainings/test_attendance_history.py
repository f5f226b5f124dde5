import pytest
from django.urls import reverse

from tests import make
from trainings.actions.attendance import record_attendance
from trainings.sheet import Entry, Said


@pytest.fixture
def sheet(cast):
    training = make.training(cast.palu)
    make.enrolment(training, make.client(cast.palu, name="Abdul Rahim"))
    make.enrolment(training, make.client(cast.palu, name="Kenari Rahasia", restricted_flag=True))
    return training.sessions.get()


def mark(cast, session, number, value, version, by=None):
    entry = Entry(number, Said(value, 12 if value == "late" else None), base_version=version)
    moment = session.ends_at
    record_attendance(session=session, marks=[entry], by=by or cast.coordinator, now=moment)


def page(client, session):
    return client.get(reverse("trainings:attendance-history", args=[session.training_id, session.pk]))


def test_every_entry_is_told_newest_first(cast, sheet, client):
    mark(cast, sheet, 1, "absent", 0)
    mark(cast, sheet, 1, "late", 1, by=cast.counsellor)
    mark(cast, sheet, 1, "present", 1)
    client.force_login(cast.coordinator)
    lines = page(client, sheet).context["lines"]
    assert {(line.event.mark, line.event.by_name, line.is_conflict) for line in lines} == {
        ("present", "Rina Anggreni", True),
        ("late", "Agus Wijaya", False),
        ("absent", "Rina Anggreni", False),
    }


def test_a_mark_is_told_with_its_minutes_and_its_reason_alone(cast, sheet, client):
    reason = make.reason(name="Sakit gigi")
    mark(cast, sheet, 1, "present", 0)
    mark(cast, sheet, 1, "late", 1)
    entry = Entry(1, Said("sick", reason_id=reason.pk), base_version=2)
    record_attendance(session=sheet, marks=[entry], by=cast.coordinator, now=sheet.ends_at)
    client.force_login(cast.coordinator)
    texts = {line.event.mark: line.text for line in page(client, sheet).context["lines"]}
    assert texts == {"present": "Hadir", "late": "Terlambat 12 mnt", "sick": "Sakit · Sakit gigi"}


def test_a_restricted_participant_keeps_the_name(cast, sheet, client):
    mark(cast, sheet, 2, "present", 0)
    client.force_login(cast.coordinator)
    assert "Kenari" not in page(client, sheet).content.decode()
    client.force_login(cast.head)
    assert "Kenari" in page(client, sheet).content.decode()


def test_an_empty_sheet_says_so(cast, sheet, client):
    client.force_login(cast.head)
    response = page(client, sheet)
    assert response.status_code == 200
    assert response.context["lines"] == []


def test_it_costs_the_same_for_one_and_three_entries(cast, sheet, client, django_assert_num_queries):
    client.force_login(cast.coordinator)
    page(client, sheet)  # the first visit of a session notes when it began
    for versions in ([0], [1, 2]):
        for version in versions:
            mark(cast, sheet, 1, ("late", "absent", "present")[version], version)
        with django_assert_num_queries(9):
            page(client, sheet)
