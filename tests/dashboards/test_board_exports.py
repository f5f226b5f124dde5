"""Files of the board: its numbers, its protection, and an entry for each."""

import csv
import io
import uuid
from datetime import date

import openpyxl
import pytest
import time_machine
from django.urls import reverse

from pembinaan.audit.models import AuditEntry
from pembinaan.dashboards.actions.notes import add_note
from pembinaan.exports import csv_text
from tests import make
from tests.dashboards.monthly import NOW, SEPTEMBER, office_at_work, sealed
from trainings.indicators import CARDS


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel("2026-11-24T03:00:00Z"):
        yield


@pytest.fixture
def nation(cast):
    for office, counts in (
        (cast.palu, {"finishing": 20, "completed": 18, "closed_3": 18, "reached_3": 6, "placed_3": 5}),
        (cast.luwuk, {"finishing": 10, "completed": 9, "closed_3": 8, "reached_3": 8, "placed_3": 2}),
    ):
        training = make.training(
            office, status="completed", completed_on=date(2026, 9, 9), title=f"=Sabun {office.code}"
        )
        make.tally(training, SEPTEMBER, minutes_expected=9000, minutes_credited=8100, **counts)
    return cast


def book(response):
    return openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))


def table(response):
    """Rows of the first sheet as dicts."""
    head, *rows = book(response).worksheets[0].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def rows_of(response):
    text = response.content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def export(kind="xlsx", name="export", *args):
    return reverse(f"dashboards:{name}", args=[*args, kind]) + "?period=2026"


@pytest.mark.parametrize("who", ["regional", "head", "national"])
def test_exported_numbers_equal_the_board(nation, client, who):
    client.force_login(getattr(nation, who))
    board = client.get(reverse("dashboards:board") + "?period=2026").context
    shown = list(board["cards"])
    shown += [figure for _office, figures in board["table"] for figure in figures]
    rows = [list(row.values()) for row in table(client.get(export()))]
    assert len(rows) == len(shown)
    for row, figure in zip(rows, shown, strict=True):
        if figure.missing:
            assert row[3] is row[5] is None
        elif figure.hidden or figure.at_least:
            assert not isinstance(row[2], int | float)
            assert not isinstance(row[5], int | float)
        else:
            assert row[2] == pytest.approx(figure.numerator)
            assert row[5] == pytest.approx(figure.rate, abs=1e-4)
        if not figure.missing:
            assert row[3] == pytest.approx(figure.denominator)


def test_small_cells_stay_hidden_in_every_file(nation, client):
    client.force_login(nation.regional)
    placed = [row[2] for row in map(list, (r.values() for r in table(client.get(export())))) if "3" in row[1]]
    assert placed == ["≥ 5", 5, "<5"]
    behind = [list(row.values()) for row in table(client.get(export("xlsx", "behind-export", "work-3")))]
    [luwuk] = [row for row in behind if row[0] == nation.luwuk.full_name and row[5] == 8]
    assert luwuk[2] == "<5"
    assert not isinstance(luwuk[3], int)
    assert [row[2] for row in rows_of(client.get(export("csv")))[1:] if row[2] == "<5"] == ["<5"]
    client.force_login(nation.sibling)
    assert [list(row.values())[2] for row in table(client.get(export()))][4] == 2


def test_the_second_sheet_says_what_the_file_is(nation, client):
    client.force_login(nation.regional)
    about = book(client.get(export() + f"&office={nation.palu.pk}")).worksheets[-1]
    facts = dict(about.iter_rows(values_only=True, max_col=2))
    text = " ".join(map(str, facts.values()))
    for said in ("Pejabat Kanwil", "2026", "Bapas Kelas I Palu", str(CARDS[0].definition)):
        assert said in text
    assert f"{CARDS[0].name} v1" in facts


def test_lists_have_no_formulas_and_each_file_leaves_an_entry(nation, client):
    client.force_login(nation.regional)
    add_note(
        office=nation.palu,
        month=SEPTEMBER,
        indicator="trained",
        text="=1+1",
        form_key=uuid.uuid4(),
        by=nation.head,
    )
    behind = client.get(export("xlsx", "behind-export", "trained"))
    cells = [cell for row in book(behind).worksheets[0].iter_rows() for cell in row]
    assert any(str(cell.value).startswith("=Sabun") for cell in cells)
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    listed = rows_of(client.get(export("csv", "behind-export", "trained")))
    assert {row[0] for row in listed[1:]} == {"'=Sabun BAPAS-PALU", "'=Sabun BAPAS-LUWUK"}
    notes = book(client.get(export())).worksheets[2]
    assert [row[4].data_type for row in notes.iter_rows()] == ["s", "s"]
    entries = AuditEntry.objects.filter(verb="exported").order_by("at")
    assert [entry.changes["rows"][1] for entry in entries] == [2, 2, 18]
    assert all(entry.actor_name == "Pejabat Kanwil" for entry in entries)


def test_csv_has_a_byte_order_mark_and_decimal_commas(nation, client):
    client.force_login(nation.regional)
    response = client.get(export("csv"))
    assert response.content.startswith(b"\xef\xbb\xbf")
    head, *rows = rows_of(response)
    assert len(set(head)) == len(head)
    assert any("0,9" in row for row in rows)
    assert csv_text([["-1", 0.5, None, 3]]) == "\ufeff'-1;0,5;;3\r\n"


def test_the_year_file_holds_the_sealed_months(cast, client):
    with time_machine.travel(NOW):
        office_at_work(cast)
        found = sealed(cast)
    client.force_login(cast.regional)
    address = reverse("dashboards:year-export", args=[2026])
    rows = [list(row.values()) for row in table(client.get(address))]
    assert len(rows) == 6
    assert {row[-1] for row in rows} == {found.sha256}
    assert [row[4:6] for row in rows if row[4] == 8] == [[8, 12]]
    sheets = book(client.get(address)).sheetnames
    assert len(sheets) == 3
    client.force_login(cast.stranger)
    assert table(client.get(address)) == []
    assert client.get(reverse("dashboards:year-export", args=[2027])).status_code == 404
