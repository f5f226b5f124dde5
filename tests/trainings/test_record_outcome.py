"""Recording how somebody lives: dates, consent, attempts, corrections, and what else follows from it."""

import uuid
from datetime import timedelta

import pytest

from clients.models import Consent, WorkStatus
from pembinaan import dates
from pembinaan.audit.models import AuditEntry
from pembinaan.problems import RuleBroken
from tests import make
from tests.trainings import naive
from tests.trainings.after import held, stored
from tests.trainings.test_complete_training import complete
from trainings.actions.follow_up import change_outcome, record_attempt, record_outcome
from trainings.models import FollowUp, Outcome
from trainings.rules.follow_up import band_of, tidied


def follow_up(cast, *, point=1, ago=35, **client):
    """One that is due about now: the training ended `ago` days ago."""
    training = held(cast, "P", ago=ago)
    if client:
        training.enrolments.update(client=make.client(cast.palu, **client))
    complete(cast, training)
    return FollowUp.objects.get(enrolment__training=training, point=point)


def today(cast):
    return dates.today(cast.palu)


def said(cast, **more):
    return {"on": today(cast), "channel": "phone", "status": "employed"} | more


def record(cast, found, key=None, by=None, **more):
    values = said(cast, **more)
    return record_outcome(
        follow_up=found, values=values, form_key=key or uuid.uuid4(), by=by or cast.counsellor
    )


def codes(cast, found, **more):
    with pytest.raises(RuleBroken) as refusal:
        record(cast, found, **more)
    assert not Outcome.objects.exists()
    return refusal.value.codes


def test_an_outcome_closes_the_point_and_reaches_client_trail_and_tally(cast):
    found = follow_up(cast)
    record(cast, found, status="own_business", business_name="Bawang Sigi", has_nib=True, uses_skill=True)
    found.refresh_from_db()
    client, training = found.enrolment.client, found.enrolment.training
    assert found.done_on == today(cast)
    assert (client.work, client.occupation, client.work_since) == (
        "own_business",
        "Bawang Sigi",
        today(cast),
    )
    entry = AuditEntry.objects.about(found).get()
    assert (entry.verb, entry.changes["status"]) == ("followed_up", ["", "own_business"])
    assert "Bawang Sigi" not in str(entry.changes)
    assert client.name not in entry.target_name
    assert stored(training) == naive.recount(training)


def test_the_same_form_twice_makes_one(cast):
    found, key = follow_up(cast), uuid.uuid4()
    assert record(cast, found, key) == record(cast, found, key)
    assert Outcome.objects.count() == 1
    with pytest.raises(RuleBroken) as refusal:
        record(cast, found)
    assert refusal.value.codes == {"done"}


@pytest.mark.parametrize(
    ("point", "ago", "shift", "code"),
    [
        (1, 35, 1, "in_future"),
        (0, 10, -11, "before_completion"),
        (1, 35, -25, "before_window"),
        (3, 35, 0, "before_window"),
    ],
)
def test_days_that_cannot_be(cast, point, ago, shift, code):
    found = follow_up(cast, point=point, ago=ago)
    assert codes(cast, found, on=today(cast) + timedelta(days=shift)) == {code}


def test_late_is_allowed_and_told(cast):
    found = follow_up(cast, ago=70)
    record(cast, found)
    found.refresh_from_db()
    assert found.state_on(today(cast)) == "late"


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"status": ""}, "status_needed"),
        ({"channel": "unreached", "status": "employed"}, "unreached"),
        ({"reoffence": "suspected"}, "source_needed"),
        ({"income": 4_000_000, "income_band": "under_1m"}, "income_band"),
    ],
)
def test_answers_that_do_not_fit(cast, values, code):
    assert codes(cast, follow_up(cast), **values) == {code}


def test_closing_without_an_answer_says_nothing_of_work(cast):
    found = follow_up(cast)
    outcome = record(cast, found, channel="unreached", status="", uses_skill=True, income_band="over_5m")
    assert (outcome.status, outcome.uses_skill, outcome.income_band) == ("unknown", None, "")
    assert not WorkStatus.objects.exists()


def test_an_attempt_is_counted_and_keeps_the_point_open(cast):
    found, key = follow_up(cast), uuid.uuid4()
    for _twice in range(2):
        record_attempt(follow_up=found, on=today(cast), channel="phone", form_key=key, by=cast.counsellor)
    found.refresh_from_db()
    assert (found.attempts.count(), found.done_on) == (1, None)
    assert AuditEntry.objects.about(found).count() == 1


def over(cast, **more):
    """A follow-up of somebody whose guidance has ended."""
    return follow_up(cast, guidance_end=today(cast) - timedelta(days=5), **more)


def consent(found, **more):
    client = found.enrolment.client
    values = {"purpose": "after_term", "given_on": client.guidance_end, "proof": "signed"}
    return Consent.objects.create(client=client, **values | more)


def test_after_the_guidance_contact_needs_consent(cast):
    found = over(cast)
    assert codes(cast, found) == {"consent_needed"}
    with pytest.raises(RuleBroken):
        record_attempt(follow_up=found, on=today(cast), form_key=uuid.uuid4(), by=cast.counsellor)
    consent(found)
    assert record(cast, found).status == "employed"


@pytest.mark.parametrize(
    "more", [{"purpose": "photo_press"}, {"withdrawn": 0}, {"given": 1}], ids=["other", "withdrawn", "later"]
)
def test_not_any_consent_will_do(cast, more):
    found = over(cast)
    values = {"purpose": more.get("purpose", "after_term")}
    if "withdrawn" in more:
        values["withdrawn_on"] = today(cast)
    if "given" in more:
        values["given_on"] = today(cast) + timedelta(days=1)
    consent(found, **values)
    assert codes(cast, found) == {"consent_needed"}


def test_a_contact_made_while_the_guidance_lasted_and_closing_need_none(cast):
    found = over(cast)
    assert record(cast, found, on=today(cast) - timedelta(days=5)).pk
    assert record(cast, over(cast), channel="unreached", status="unknown").pk


def test_another_bapas_does_not_write_in_the_register(cast):
    found = follow_up(cast)
    client = found.enrolment.client
    client.office = cast.luwuk
    client.save()
    record(cast, found)
    assert not WorkStatus.objects.exists()


def test_a_correction_keeps_the_trail_and_refuses_old_versions(cast):
    found = follow_up(cast)
    outcome = record(cast, found)
    changed = change_outcome(
        outcome=outcome, values=said(cast, status="seeking"), reason="Salah", version=1, by=cast.counsellor
    )
    assert (changed.status, changed.version) == ("seeking", 2)
    entry = AuditEntry.objects.about(outcome).get()
    assert entry.changes["status"] == ["employed", "seeking"]
    client = found.enrolment.client
    client.refresh_from_db()
    assert client.work == "seeking"
    with pytest.raises(RuleBroken) as refusal:
        change_outcome(outcome=outcome, values=said(cast), reason="Lagi", version=1, by=cast.counsellor)
    assert refusal.value.codes == {"stale"}
    training = found.enrolment.training
    assert stored(training) == naive.recount(training)


def test_the_trail_of_a_protected_person_says_only_which_fields(cast):
    found = follow_up(cast, restricted_flag=True, counsellor=cast.counsellor)
    record(cast, found)
    assert set(map(tuple, AuditEntry.objects.about(found).get().changes.values())) == {("••••", "••••")}


@pytest.mark.parametrize(
    ("income", "band"),
    [(0, "none"), (1, "under_1m"), (999_999, "under_1m"), (1_000_000, "under_3m"), (3_000_000, "under_5m"),
     (5_000_000, "over_5m")],
)  # fmt: skip
def test_an_amount_finds_its_band(income, band):
    assert band_of(income) == band
    assert tidied({"channel": "phone", "status": "employed", "income": income})["income_band"] == band


def test_a_business_of_somebody_without_one_is_dropped():
    values = {"channel": "phone", "status": "employed", "business_name": "Toko", "has_nib": True}
    assert (tidied(values)["business_name"], tidied(values)["has_nib"]) == ("", False)
