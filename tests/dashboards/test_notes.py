"""Notes on figures and saved views of a board: who sees them, and where they stand."""

import uuid
from datetime import date

import pytest
import time_machine
from django.urls import reverse

from pembinaan.accounts.models import Office
from pembinaan.accounts.roles import Role
from pembinaan.dashboards.actions.notes import add_note, reply
from pembinaan.dashboards.actions.saved_views import save_view
from pembinaan.dashboards.models import FigureNote, MonthlyReturn, SavedView, Target
from pembinaan.problems import RuleBroken
from tests.cast import person
from tests.dashboards.monthly import NOW, SEPTEMBER, began, office_at_work, sealed

BOARD = "dashboards:board"


@pytest.fixture(autouse=True)
def october():
    with time_machine.travel(NOW):
        yield


def noted(cast, text="Aula dipakai pemilu", **more):
    values = {"office": cast.palu, "month": SEPTEMBER, "indicator": "trained", "text": text, "by": cast.head}
    return add_note(form_key=uuid.uuid4(), **values | more)


def test_notes_stand_under_the_trend_with_a_numbered_mark(cast, client):
    first = noted(cast)
    noted(cast, "Dua angkatan", month=date(2026, 3, 1))
    reply(note=first, text="Dicatat", form_key=uuid.uuid4(), by=cast.regional)
    client.force_login(cast.regional)
    answer = client.get(reverse(BOARD))
    threads = answer.context["threads"]
    assert [(t.number, t.note.text, [r.text for r in t.replies]) for t in threads] == [
        (1, "Dua angkatan", []),
        (2, "Aula dipakai pemilu", ["Dicatat"]),
    ]
    assert [note.label for note in answer.context["charts"]["desk"].notes] == ["1", "2"]
    assert answer.content.decode().count('class="note-no"') == 4  # phone and desktop


def test_a_note_is_seen_in_its_bapas_and_above(cast, client):
    noted(cast)
    noted(cast, "Catatan Kanwil", office=cast.kanwil, by=cast.regional)
    seen = {}
    for user in (cast.coordinator, cast.sibling, cast.regional, cast.national):
        client.force_login(user)
        seen[user.username] = {thread.note.text for thread in client.get(reverse(BOARD)).context["threads"]}
    assert seen == {
        "coordinator.palu": {"Aula dipakai pemilu"},
        "coordinator.luwuk": set(),
        "regional.sulteng": {"Aula dipakai pemilu", "Catatan Kanwil"},
        "national": {"Aula dipakai pemilu"},
    }


def test_the_page_takes_a_note_once(cast, client):
    client.force_login(cast.coordinator)
    key = str(uuid.uuid4())
    data = {
        "office": cast.palu.pk,
        "month": "2026-09",
        "indicator": "passed",
        "text": "Ujian diundur",
        "form_key": key,
    }
    for _ in range(2):
        assert client.post(reverse("dashboards:note-create"), data).status_code == 302
    [note] = FigureNote.objects.all()
    assert (note.month, note.indicator, note.by_name) == (SEPTEMBER, "passed", "Rina Anggreni")
    assert (
        client.post(
            reverse("dashboards:note-create"), data | {"form_key": str(uuid.uuid4()), "office": cast.luwuk.pk}
        ).status_code
        == 422
    )
    client.post(
        reverse("dashboards:note-reply", args=[note.pk]), {"text": "Baik", "form_key": str(uuid.uuid4())}
    )
    assert note.replies.get().text == "Baik"
    client.force_login(cast.sibling)
    assert client.get(reverse("dashboards:note-reply", args=[note.pk])).status_code == 404


def test_replies_answer_notes_and_no_note_is_of_the_future(cast):
    answer = reply(note=noted(cast), text="Baik", form_key=uuid.uuid4(), by=cast.head)
    with pytest.raises(RuleBroken):
        reply(note=answer, text="Lagi", form_key=uuid.uuid4(), by=cast.head)
    with pytest.raises(RuleBroken):
        noted(cast, month=date(2026, 11, 1))


def test_notes_stay_when_the_month_is_sealed(cast, client):
    office_at_work(cast)
    noted(cast)
    sealed(cast)
    noted(cast, "Sesudah segel")
    client.force_login(cast.head)
    assert len(client.get(reverse(BOARD)).context["threads"]) == 2


def test_the_board_costs_the_same_with_one_and_three_notes_targets_and_months(
    cast, client, django_assert_num_queries
):
    client.force_login(cast.regional)
    client.get(reverse(BOARD))
    for rows in (1, 2):
        for number in range(rows):
            code = f"BAPAS-{rows}-{number}"
            office = Office.objects.create(code=code, name=code, level="local", parent=cast.kanwil)
            began(office)
            Target.objects.create(office=office, year=2026, indicator="trained", value=9)
            MonthlyReturn.objects.create(office=office, month=SEPTEMBER)
            reply(note=noted(cast, office=office), text="Baik", form_key=uuid.uuid4(), by=cast.head)
        with django_assert_num_queries(12):
            client.get(reverse(BOARD))


def test_a_view_keeps_the_filters_of_the_board(cast, client):
    client.force_login(cast.regional)
    address = f"{reverse('dashboards:views')}?period=2026-Q3&office={cast.palu.pk}&evil=1"
    client.post(address, {"name": "Palu, triwulan III", "shared_with": "", "form_key": str(uuid.uuid4())})
    view = SavedView.objects.get()
    assert view.query == f"period=2026-Q3&office={cast.palu.pk}"
    board = client.get(f"{reverse(BOARD)}?{view.query}").context["board"]
    assert (board.period.key, board.offices) == ("2026-Q3", [cast.palu])
    twice = client.post(address, {"name": view.name, "form_key": str(uuid.uuid4())})
    assert "name" in twice.context["form"].errors
    client.post(reverse("dashboards:view-remove", args=[view.pk]))
    assert not SavedView.objects.exists()


def test_a_view_is_shared_with_a_role_of_the_office(cast, client):
    save_view(
        name="Ini", query="period=2026", shared_with=Role.HEAD, form_key=uuid.uuid4(), by=cast.coordinator
    )
    far_head = person("head.luwuk", cast.luwuk, Role.HEAD)
    seen = {}
    for user in (cast.coordinator, cast.head, cast.counsellor, far_head):
        client.force_login(user)
        seen[user.username] = len(client.get(reverse("dashboards:views")).context["rows"])
    assert seen == {"coordinator.palu": 1, "head.palu": 1, "counsellor.palu": 0, "head.luwuk": 0}
    client.force_login(cast.head)
    assert (
        client.post(reverse("dashboards:view-remove", args=[SavedView.objects.get().pk])).status_code == 404
    )
