"""The head lets somebody complete in spite of the rules, before or after the training was completed."""

import uuid

import pytest
from django.urls import reverse

from pembinaan.audit.models import AuditEntry
from pembinaan.problems import RuleBroken
from tests import make
from tests.trainings import naive
from tests.trainings.after import held, people, stored
from trainings.actions.assessment_override import override_completion, withdraw_override
from trainings.actions.completion import complete_training
from trainings.models import CompletionOverride


def override(person, by, note="Sudah mahir sejak lama", key=None):
    person.refresh_from_db()
    return override_completion(enrolment=person, note=note, form_key=key or uuid.uuid4(), by=by)


def complete(training, by):
    training.refresh_from_db()
    return complete_training(training=training, version=training.version, by=by)


def page(person, name="completion-override"):
    return reverse(f"trainings:{name}", args=[person.training_id, person.pk])


def test_before_completing_the_word_of_the_head_decides(cast):
    training = held(cast, "P P", "A A", "A A")
    _first, second, _third = people(training)
    key = uuid.uuid4()
    made = override(second, cast.head, key=key)
    assert override(second, cast.head, key=key) == made
    (entry,) = AuditEntry.objects.about(second)
    assert (entry.verb, entry.changes) == ("overrode", {"override": ["", "Sudah mahir sejak lama"]})
    complete(training, cast.coordinator)
    assert [person.status for person in people(training)] == ["completed", "completed", "not_completed"]
    assert people(training)[1].completed_on == training.ends_on


def test_afterwards_the_status_follows_at_once_with_history_and_counts(cast):
    training = held(cast, "P P", "P A")
    complete(training, cast.coordinator)
    second = people(training)[1]
    override(second, cast.head, note="Mahir\nmengiris")
    second = people(training)[1]
    training.refresh_from_db()
    assert (second.status, second.completed_on, second.version) == ("completed", training.completed_on, 3)
    move = second.moves.last()
    assert (move.from_status, move.to_status, move.by_name, move.note) == (
        "not_completed",
        "completed",
        cast.head.name,
        "Mahir mengiris",
    )
    assert stored(training) == naive.recount(training)
    (entry,) = AuditEntry.objects.about(second)
    assert entry.changes["status"] == ["not_completed", "completed"]
    with pytest.raises(RuleBroken) as refusal:
        withdraw_override(enrolment=second, by=cast.head)
    assert refusal.value.codes == {"completed"}


def test_it_is_taken_back_while_the_training_goes_on(cast):
    training = held(cast, "A A")
    (person,) = people(training)
    override(person, cast.head)
    withdraw_override(enrolment=person, by=cast.head)
    withdraw_override(enrolment=person, by=cast.head)
    assert not CompletionOverride.objects.exists()
    entries = AuditEntry.objects.about(person).order_by("at")
    assert [entry.verb for entry in entries] == ["overrode", "revoked"]
    override(person, cast.head)


def finish(training, person, cast):
    complete(training, cast.coordinator)


def leave(training, person, cast):
    training.enrolments.update(status="waiting", starts_on=None)


def cancel(training, person, cast):
    type(training).objects.filter(pk=training.pk).update(status="cancelled")


def decide(training, person, cast):
    override(person, cast.head)


@pytest.mark.parametrize(
    ("sheet", "spoil", "code"),
    [
        ("P P", None, "not_needed"),
        ("P P", finish, "not_needed"),
        ("A A", leave, "no_seat"),
        ("A A", cancel, "not_open"),
        ("A A", decide, "overridden"),
    ],
)
def test_it_is_refused_where_there_is_nothing_to_decide(cast, sheet, spoil, code):
    training = held(cast, sheet)
    (person,) = people(training)
    if spoil:
        spoil(training, person, cast)
    with pytest.raises(RuleBroken) as refusal:
        override(person, cast.head)
    assert refusal.value.codes == {code}


def test_the_pages_say_why_and_ask_for_a_reason(cast, client):
    training = held(cast, "P A")
    (person,) = people(training)
    client.force_login(cast.head)
    client.cookies["bahasa"] = "en"
    seat = reverse("trainings:enrolment", args=[training.pk, person.pk])
    text = client.get(seat).content.decode()
    assert "Not yet because: followed 4 of 8 JP (50%), needs 6.4 JP (80%)." in text
    assert page(person) in text
    assert client.post(page(person), {"note": " ", "form_key": uuid.uuid4()}).status_code == 422
    assert client.post(page(person), {"note": "Mahir", "form_key": uuid.uuid4()}).url == seat
    text = client.get(seat).content.decode()
    assert f"Completes because {cast.head.name} decided so: “Mahir”. Missing: followed 4 of 8 JP" in text
    assert page(person, "completion-override-withdraw") in text
    assert client.post(page(person, "completion-override-withdraw")).url == seat
    assert not CompletionOverride.objects.exists()
    client.force_login(cast.coordinator)
    assert page(person) not in client.get(seat).content.decode()
    assert client.post(page(person), {"note": "Mahir", "form_key": uuid.uuid4()}).status_code == 403


def test_the_reason_about_a_restricted_person_stays_with_the_head_and_the_pk(cast, client):
    training = held(cast, "A A")
    child = make.client(cast.palu, category="ANAK_DIVERSI", counsellor=cast.counsellor)
    training.enrolments.update(client=child)
    (person,) = people(training)
    override(person, cast.head, note="Alasan Rahasia")
    for user, knows in ((cast.coordinator, False), (cast.head, True), (cast.counsellor, True)):
        client.force_login(user)
        text = client.get(reverse("trainings:enrolment", args=[training.pk, person.pk])).content.decode()
        assert ("Alasan Rahasia" in text) is knows
    client.force_login(cast.coordinator)
    page = client.get(reverse("trainings:complete", args=[training.pk]))
    assert "Alasan Rahasia" not in page.content.decode()
