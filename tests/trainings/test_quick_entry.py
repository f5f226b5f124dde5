"""A paper sheet keyed in as one line."""

from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import make
from tests.trainings.test_attendance_page import address, marks, sheet
from trainings.actions.attendance import record_attendance
from trainings.models import Attendance, AttendanceEvent
from trainings.rules.quick_entry import MAX_TEXT, line_of
from trainings.sheet import Entry, Said


class Named(SimpleNamespace):
    def __hash__(self):
        return self.pk

    def __str__(self):
        return self.name


REASONS = [
    Named(pk=1, code="family", name="Keluarga", name_en="Family"),
    Named(pk=2, code="health", name="Kesehatan", name_en="Health"),
]


def read(text, reasons=REASONS, usual=None):
    line = line_of(text, reasons, usual)
    return line.said, line.rest, [(slip.position, slip.text) for slip in line.slips]


@pytest.mark.parametrize(
    ("text", "said", "rest"),
    [
        ("3T15", {3: Said("late", 15)}, ""),
        (" 3 t 15 ;", {3: Said("late", 15)}, ""),
        ("3T", {3: Said("late", None)}, ""),
        ("3T15-20", {3: Said("late", 15, 20)}, ""),
        ("5H-30", {5: Said("present", 0, 30)}, ""),
        ("1-3h\n4a", dict.fromkeys((1, 2, 3), Said("present")) | {4: Said("absent")}, ""),
        (
            "7I kel, 8s KESEHATAN, 9 i family",
            {n: Said(m, reason_id=r) for n, m, r in ((7, "excused", 1), (8, "sick", 2), (9, "excused", 1))},
            "",
        ),
        ("2A, 2A, 1-2A", {2: Said("absent"), 1: Said("absent")}, ""),
        ("12A, sisanya H", {12: Said("absent")}, "present"),
        ("sisanya a", {}, "absent"),
        (",;\n ,", {}, ""),
    ],
)
def test_what_is_understood(text, said, rest):
    assert read(text) == (said, rest, [])


@pytest.mark.parametrize(
    ("text", "slips"),
    [
        ("3X", [(0, "3X")]),
        ("1H,  3T15 4A", [(5, "3T15 4A")]),
        ("H3", [(0, "H3")]),
        ("3H15", [(0, "3H15")]),
        ("3A-10", [(0, "3A-10")]),
        ("3A kel", [(0, "3A kel")]),
        ("9-3H", [(0, "9-3H")]),
        ("1-9999H", [(0, "1-9999H")]),
        ("7I", [(0, "7I")]),
        ("7I ke", [(0, "7I ke")]),
        ("7I zzz", [(0, "7I zzz")]),
        ("3H, 3A", [(4, "3A")]),
        ("sisanya T", [(0, "sisanya T")]),
        ("sisanya H, sisanya A", [(11, "sisanya A")]),
        ("123456H", [(0, "123456H")]),
        ("<script>", [(0, "<script>")]),
        ("1H" * MAX_TEXT, [(0, "")]),
    ],
)
def test_what_is_not_understood_is_told_with_its_place(text, slips):
    assert read(text)[2] == slips


def test_a_reason_that_is_not_named_is_the_usual_or_the_only_one():
    assert read("7I", usual=2)[0] == {7: Said("excused", reason_id=2)}
    assert read("7I", reasons=REASONS[:1])[0] == {7: Said("excused", reason_id=1)}


@pytest.fixture
def session(cast, client):
    make.reason(code="family", name="Keluarga")
    make.reason(code="health", name="Kesehatan")
    client.force_login(cast.counsellor)
    return sheet(cast.palu)


def send(client, session, line, do="apply", versions="", **more):
    data = {"line": line, "versions": versions, "do": do}
    return client.post(address(session, "quick-entry"), data | more)


def told(response):
    return {row.number: str(row.message) for row in response.context["bad"]}


def test_a_line_is_stored_as_read_from_paper(client, session):
    response = send(client, session, "1T15, 2I kel, sisanya H")
    assert response["Location"] == address(session)
    assert marks(session) == {1: "late", 2: "excused", 3: "present"}
    assert set(AttendanceEvent.objects.values_list("via", flat=True)) == {"paper"}
    assert Attendance.objects.get(mark="late").minutes_late == 15


def test_looking_stores_nothing(client, session):
    response = send(client, session, "1T15, 9H, 3X", do="preview")
    assert response.status_code == 200
    assert [row.number for row in response.context["shown"]] == [1, 9]
    assert set(told(response)) == {9}
    assert [slip.text for slip in response.context["slips"]] == ["3X"]
    assert marks(session) == {}


def test_the_script_gets_the_preview_alone(client, session):
    data = {"line": "1T15", "do": "apply"}
    html = client.post(address(session, "quick-entry"), data, headers={"HX-Request": "true"}).content.decode()
    assert html.strip().startswith("<section")
    assert "Terlambat 15 mnt" in html
    assert marks(session) == {}


@pytest.mark.parametrize("line", ["1H, 9H", "1H, 3X", "1T999, 2H", "2I, 1H", "1H, 1A"])
def test_one_slip_stores_nothing_and_keeps_what_was_typed(client, session, line):
    response = send(client, session, line)
    assert response.status_code == 422
    assert response.context["form"]["line"].value() == line
    assert response.context["slips"] or response.context["bad"]
    assert marks(session) == {}


def test_minutes_longer_than_the_session_are_told(client, session):
    assert "240" in told(send(client, session, "1T241"))[1]


def test_the_chosen_reason_stands_for_those_that_are_not_named(client, session):
    health = make.reason(code="health")
    send(client, session, "1I, 2S kel", reason=health.pk)
    reasons = dict(Attendance.objects.values_list("enrolment__number", "reason__code"))
    assert reasons == {1: "health", 2: "family"}


def test_a_mark_made_meanwhile_is_not_written_over(cast, client, session):
    versions = client.get(address(session, "quick-entry")).context["form"]["versions"].value()
    record_attendance(session=session, marks=[Entry(1, Said("absent"))], by=cast.coordinator)
    response = send(client, session, "1H, 2A", versions=versions)
    assert response.status_code == 422
    assert set(told(response)) == {1}
    assert marks(session)[1] == "absent"


def test_a_mark_that_was_seen_is_mended_and_the_rest_leaves_marks_alone(cast, client, session):
    told_before = [Entry(1, Said("absent")), Entry(2, Said("absent"))]
    record_attendance(session=session, marks=told_before, by=cast.coordinator)
    versions = client.get(address(session, "quick-entry")).context["form"]["versions"].value()
    assert send(client, session, "1H, sisanya H", versions=versions).status_code == 302
    assert marks(session) == {1: "present", 2: "absent", 3: "present"}


def test_a_locked_sheet_stores_nothing_and_keeps_what_was_typed(cast, client, session):
    type(session.training).objects.filter(pk=session.training_id).update(
        status="completed", completed_on=session.day
    )
    response = send(client, session, "1H")
    assert (response.status_code, response.context["lock"].code) == (422, "training_over")
    assert response.context["form"]["line"].value() == "1H"


@pytest.mark.parametrize("versions", ["1:x,,:,9", "99999999:1", "1:-4"])
def test_versions_that_nobody_sent_do_no_harm(client, session, versions):
    assert send(client, session, "1H", versions=versions).status_code in (302, 422)


@pytest.mark.parametrize(("method", "ceiling"), [("get", 8), ("preview", 8), ("apply", 19)])
def test_more_people_ask_no_more_of_the_database(cast, client, method, ceiling):
    client.force_login(cast.counsellor)
    counts = []
    for people in (1, 1, 3):
        session = sheet(cast.palu, people)
        with CaptureQueriesContext(connection) as queries:
            if method == "get":
                client.get(address(session, "quick-entry"))
            else:
                send(client, session, "1-3H" if people == 3 else "1H", do=method)
        counts.append(len(queries))
    assert counts[1] == counts[2] <= ceiling


def test_a_rest_of_nobody_is_no_error(client, session):
    assert send(client, session, "1-3H").status_code == 302
    response = send(client, session, "sisanya A")
    assert response["Location"] == address(session)
    assert set(marks(session).values()) == {"present"}
