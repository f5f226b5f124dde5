"""Marks sent one by one by a script: an answer for each row, whatever became of it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import make
from tests.trainings.test_attendance_page import address, marks, sheet
from trainings.models import AttendanceEvent


def one(number, letter, base=0, **more):
    blank = {"l": None, "e": 0, "r": "", "k": "", "at": timezone.now().isoformat(), "id": str(uuid4())}
    return blank | {"n": number, "m": letter, "v": base} | more


def send(client, session, *entries, **more):
    data = {"via": "screen", "marks": entries, "sent_at": timezone.now().isoformat()} | more
    return client.post(address(session, "attendance-mark"), data, content_type="application/json")


@pytest.fixture
def session(cast, client):
    client.force_login(cast.counsellor)
    return sheet(cast.palu)


def test_each_mark_is_answered(client, session):
    made = one(1, "h")
    answer = send(client, session, made, one(2, "i"), one(9, "h")).json()
    assert [row["code"] for row in answer["rows"]] == ["stored", "invalid", "not_on_list"]
    first, second, _third = answer["rows"]
    assert (first["v"], first["m"], first["id"]) == (1, "h", made["id"])
    assert (second["v"], second["m"], second["field"]) == (0, "", "reason")
    assert answer["counts"] == {"h": 1, "": 2}
    assert answer["state"] == "open"


def test_a_conflict_brings_both_values(cast, client, session):
    send(client, session, one(1, "h"))
    client.force_login(cast.coordinator)
    row = send(client, session, one(1, "t", l=9)).json()["rows"][0]
    assert (row["code"], row["m"], row["by"], row["v"]) == ("conflict", "h", "Agus Wijaya", 1)
    assert (row["mine"]["m"], row["mine"]["l"]) == ("t", 9)
    chosen = send(client, session, one(1, "t", 1, l=9, x=True)).json()["rows"][0]
    assert (chosen["code"], chosen["l"]) == ("stored", 9)


def test_rows_that_others_changed_come_along(cast, client, session):
    before = timezone.now().isoformat()
    send(client, session, one(1, "h"))
    client.force_login(cast.coordinator)
    answer = send(client, session, one(2, "a"), since=before).json()
    assert [(row["n"], row["m"], row["by"]) for row in answer["fresh"]] == [(1, "h", "Agus Wijaya")]


def test_the_rest_is_filled(client, session):
    send(client, session, one(2, "a"))
    answer = send(client, session, rest="h").json()
    assert sorted(row["n"] for row in answer["rows"]) == [1, 3]
    assert marks(session) == {1: "present", 2: "absent", 3: "present"}


def test_undoing_is_told_as_such(client, session):
    send(client, session, one(1, "h"))
    send(client, session, one(1, "", 1), via="undo")
    assert marks(session) == {1: ""}
    assert list(AttendanceEvent.objects.order_by("version").values_list("via", flat=True)) == [
        "screen",
        "undo",
    ]


def test_the_age_of_a_mark_counts_and_not_the_clock_of_the_device(client, session):
    wrong = timezone.now() + timedelta(days=400)
    made = one(1, "t", at=(wrong - timedelta(minutes=20)).isoformat())
    row = send(client, session, made, sent_at=wrong.isoformat()).json()["rows"][0]
    assert row["l"] == 40
    assert AttendanceEvent.objects.get().device_time == wrong - timedelta(minutes=20)


def test_a_locked_sheet_answers_row_by_row(cast, client, session):
    training = session.training
    training.status, training.completed_on = "completed", training.ends_on
    training.save()
    answer = send(client, session, one(1, "h"), one(2, "h")).json()
    assert [row["code"] for row in answer["rows"]] == ["locked", "locked"]
    assert answer["state"] == "locked"


def test_a_form_may_be_sent_too(client, session):
    answer = client.post(address(session, "attendance-mark"), {"m1": "h", "m2": "a"})
    assert [row["code"] for row in answer.json()["rows"]] == ["stored", "stored"]


@pytest.mark.parametrize(
    "body",
    [
        b"[]",
        b"{}",
        b'{"marks": 3}',
        b'{"marks": [{"n": 1}]}',
        b'{"marks": [{"n": 1, "v": 0, "id": "x"}]}',
        b"\xff",
        b'{"marks": [{"n": 1e999, "v": 0, "id": "7b238dbb-9b6f-4168-98c1-3739411aa8aa"}]}',
        b'{"marks": [{"n": 1, "v": 1000000000000, "id": "7b238dbb-9b6f-4168-98c1-3739411aa8aa"}]}',
        b'{"marks": [], "since": 5}',
        b'{"marks": [], "since": "2026-13-45T00:00:00Z"}',
        b'{"marks": [], "sent_at": "0001-01-01T00:00:00+14:00"}',
        b'{"marks": [], "rest": {}}',
        b"[" * 100_000,
    ],
)
def test_what_is_no_mark_is_refused_as_unreadable(client, session, body):
    answer = client.post(address(session, "attendance-mark"), body, content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["message"]


def test_half_a_character_is_no_remark(client, session):
    (row,) = send(client, session, one(1, "h", k="\ud800")).json()["rows"]
    assert (row["code"], row["field"]) == ("invalid", "remark")


def test_an_event_id_used_for_another_row_is_refused(client, session):
    made = one(1, "h")
    send(client, session, made)
    answer = send(client, session, made | {"n": 2})
    assert (answer.status_code, marks(session)) == (409, {1: "present"})


def test_one_mark_costs_as_little_as_a_sheet(client, session):
    reason = make.reason()
    client.get(address(session))
    with CaptureQueriesContext(connection) as first:
        send(client, session, one(1, "s", r=reason.pk))
    with CaptureQueriesContext(connection) as second:
        send(client, session, one(2, "h"))
    counted = [len([q for q in queries if "SAVEPOINT" not in q["sql"]]) for queries in (first, second)]
    assert counted == [10, 9]


def test_who_else_has_the_sheet_open_is_told_and_noted_now_and_then(cast, client, session):
    key = f"sheet-open:{session.pk}"
    assert send(client, session, one(1, "h")).json()["others"] == ""
    [(who, (name, first))] = cache.get(key).items()
    cache.set(key, {who: (name, first - 20)})
    send(client, session, one(1, "a", 1))
    assert cache.get(key)[who] == (name, first - 20)
    cache.set(key, {who: (name, first - 60)})
    send(client, session, one(1, "h", 2))
    assert cache.get(key)[who][1] >= first
    client.force_login(cast.coordinator)
    assert "Agus Wijaya" in send(client, session, one(2, "h")).json()["others"]
