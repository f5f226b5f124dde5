"""Steps after absences without notice; only those count, and a step is taken once."""

import uuid
from datetime import timedelta
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pembinaan import dates
from pembinaan.audit.models import AuditEntry
from pembinaan.problems import RuleBroken
from tests import make
from trainings.absences import work
from trainings.actions.attendance import record_attendance
from trainings.actions.ladder import reminder_url, take_step
from trainings.models import LadderStep
from trainings.rules.absence import RUNGS, due_rung
from trainings.sheet import Entry, Said


@pytest.fixture
def person(cast):
    day = dates.today(cast.palu) - timedelta(days=3)
    return make.enrolment(make.training(cast.palu, day=day, sessions=4))


def miss(cast, person, times, mark="absent"):
    reason = make.reason(code="transport", acceptable=False).pk if mark == "excused" else None
    for session in person.training.sessions.order_by("number")[:times]:
        entry = Entry(1, Said(mark, reason_id=reason))
        record_attendance(session=session, marks=[entry], by=cast.coordinator, now=session.ends_at)


def take(person, by, rung, **more):
    return take_step(enrolment=person, rung=rung, by=by, form_key=uuid.uuid4(), **more)


@pytest.mark.parametrize(
    ("absences", "taken", "due"),
    [
        (0, [], None),
        (1, [], "reminder"),
        (1, ["reminder"], None),
        (2, ["reminder"], "letter"),
        (2, [], "letter"),
        (3, ["reminder", "letter"], "meeting"),
        (9, ["reminder", "letter", "meeting"], None),
        (1, ["letter"], None),
    ],
)
def test_which_step_is_due(absences, taken, due):
    assert due_rung(absences, taken) == due


@given(st.integers(0, 6), st.sets(st.sampled_from(RUNGS)))
def test_a_taken_step_is_never_due_again(absences, taken):
    assert due_rung(absences, taken) not in taken


@pytest.mark.parametrize("absences", range(5))
@pytest.mark.parametrize("taken", [[], ["reminder"], ["reminder", "letter"], ["letter"], list(RUNGS)])
def test_the_list_gives_the_same_answer_as_the_rule(cast, person, absences, taken):
    miss(cast, person, absences)
    for rung in taken:
        LadderStep.objects.create(
            enrolment=person, rung=rung, absences=1, taken_on=dates.today(cast.palu), taken_by_name="PK"
        )
    found = [(row.pk, row.unexcused) for row in work("steps", cast.coordinator)]
    assert found == ([(person.pk, absences)] if due_rung(absences, taken) else [])


def test_excused_absences_do_not_count_even_without_accepted_reason(cast, person):
    miss(cast, person, 3, mark="excused")
    assert not work("steps", cast.coordinator).exists()


def test_a_step_notes_the_count_and_is_taken_once(cast, person):
    miss(cast, person, 1)
    step = take(person, cast.counsellor, "reminder")
    assert (step.absences, step.taken_by_name) == (1, "Agus Wijaya")
    assert AuditEntry.objects.filter(verb="admonished").count() == 1
    with pytest.raises(RuleBroken) as refusal:
        take(person, cast.counsellor, "reminder")
    assert refusal.value.codes == {"taken"}


def test_a_step_that_is_not_reached_is_refused(cast, person):
    miss(cast, person, 1)
    with pytest.raises(RuleBroken) as refusal:
        take(person, cast.counsellor, "meeting")
    assert refusal.value.codes == {"not_due"}


def test_a_letter_needs_a_day_for_the_answer(cast, person):
    miss(cast, person, 2)
    with pytest.raises(RuleBroken) as refusal:
        take(person, cast.counsellor, "letter")
    assert refusal.value.codes == {"reply_by"}
    day = dates.today(cast.palu) + timedelta(days=7)
    assert take(person, cast.counsellor, "letter", reply_by=day).reply_by == day


WORDS = ("bapas", "klien", "pidana", "narapidana", "hukum", "pembinaan", "lapas", "pelatihan", "hadir")


@pytest.mark.parametrize("owner", ["", "Ibu"])
def test_the_reminder_tells_nobody_who_the_reader_is(cast, person, owner):
    client = person.client
    client.phone, client.phone_owner, client.name = "6281234567890", owner, "Kasim Lamakampali"
    session = person.training.sessions.order_by("number").last()
    text = unquote(reminder_url(client, session)).lower()
    assert text.startswith("https://wa.me/6281234567890?text=")
    assert not [word for word in (*WORDS, "kasim", person.training.title.lower()) if word in text]
    assert ("08.00 wita" in text) is (owner == "")


def test_without_a_mobile_number_there_is_no_reminder_to_send(cast, person):
    person.client.phone = "62451421234"
    assert reminder_url(person.client, None) == ""
