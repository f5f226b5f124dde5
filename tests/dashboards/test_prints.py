"""The board on paper and as pictures: complete, and nothing that the screen hides."""

import io
import uuid

import pypdfium2
import pytest
import time_machine
from django.urls import reverse
from PIL import Image

from pembinaan.audit.models import AuditEntry
from pembinaan.dashboards import bars, charts, periods
from pembinaan.dashboards.actions.notes import add_note
from pembinaan.dashboards.board import Board
from pembinaan.dashboards.drawings import svg
from pembinaan.dates import today
from tests import make
from tests.dashboards.monthly import SEPTEMBER
from trainings.indicators import AT_WORK_3, CARDS


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel("2026-11-24T03:00:00Z"):
        yield


@pytest.fixture
def nation(cast):
    for office, counts in (
        (cast.palu, {"finishing": 20, "completed": 18, "closed_3": 18, "reached_3": 6, "placed_3": 5}),
        (cast.luwuk, {"finishing": 17, "completed": 16, "closed_3": 13, "reached_3": 13, "placed_3": 4}),
    ):
        training = make.training(
            office, status="completed", completed_on=SEPTEMBER, title=f"Sabun <{office.code}>",
        )  # fmt: skip
        make.tally(training, SEPTEMBER, **counts)
    return cast


def pages(response):
    found = pypdfium2.PdfDocument(response.content)
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in found)


def pdf(client, name="export", *args, **filters):
    return client.get(reverse(f"dashboards:{name}", args=[*args, "pdf"]), {"period": "2026"} | filters)


def test_the_paper_tells_the_whole_board_and_no_hidden_cell(nation, client):
    client.force_login(nation.regional)
    note = {"office": nation.palu, "month": SEPTEMBER, "indicator": "trained", "by": nation.head}
    add_note(text="Aula dipakai <pemilu>", form_key=uuid.uuid4(), **note)
    text = pages(pdf(client))
    for said in (
        "Tahun 2026", nation.kanwil.full_name, "Pejabat Kanwil", "WITA", "34 dari 37 peserta",
        "5 dari 31 lulusan", "<5 (/13)", "Aula dipakai <pemilu>", nation.luwuk.full_name,
        "1 sampai 4 orang",
    ):  # fmt: skip
        assert said in text
    words = set(text.split())
    assert all(str(card.name).split()[0] in words for card in CARDS)
    assert "(4/13)" not in words
    assert text.split().count("4") == 1  # of the note itself
    assert {f"v{card.version}" for card in CARDS} <= words


def test_every_filter_is_spelled_out_by_name(nation, client):
    client.force_login(nation.regional)
    training = make.training(nation.palu, status="completed", completed_on=SEPTEMBER)
    partner, programme = make.partner(nation.palu, name="UD Kaili & Anak"), training.programme
    filters = {
        "office": nation.palu.pk,
        "partner": partner.pk,
        "programme": programme.pk,
        "period": "2026-Q3",
    }
    text = pages(pdf(client, **filters))
    for said in ("Triwulan III 2026", nation.palu.full_name, partner.name, programme.title):
        assert said in text
    entry = AuditEntry.objects.filter(verb="exported").latest("at")
    assert any(partner.name in words for words in entry.changes["filters"][1])
    assert entry.changes["file"][1].endswith(".pdf")


def test_the_list_behind_a_number_on_paper(nation, client):
    client.force_login(nation.regional)
    trained, outcomes = (
        pages(pdf(client, "behind-export", "trained")),
        pages(pdf(client, "behind-export", "work-3")),
    )
    assert "Sabun <BAPAS-PALU>" in trained
    assert "34" in trained.split()
    assert "<5" in outcomes.split()
    assert outcomes.split().count("4") == 1  # of the note itself
    assert "Sabun" not in outcomes


def drawn(response):
    """The picture in grey, and how much of it is not white."""
    assert response["Content-Type"] == "image/png"
    picture = Image.open(io.BytesIO(response.content)).convert("L")
    return picture, sum(picture.histogram()[:200]) / (picture.width * picture.height)


def test_pictures_for_slides_are_large_and_hold_their_words(nation, client):
    client.force_login(nation.regional)
    trend = reverse("dashboards:trend-picture")
    picture, ink = drawn(client.get(trend))
    assert (picture.width, picture.height) == (1920, 1080)
    assert 0.005 < ink < 0.3
    head = picture.crop((0, 0, 1920, 220))
    assert head.getextrema()[0] < 100
    other, _ink = drawn(client.get(trend, {"office": nation.palu.pk}))
    assert head.tobytes() != other.crop((0, 0, 1920, 220)).tobytes()
    bars, _ink = drawn(client.get(reverse("dashboards:bars-picture"), {"bars": "work-3", "period": "2026"}))
    assert bars.width == 1920
    assert AuditEntry.objects.filter(verb="exported").count() == 3
    client.force_login(nation.head)
    assert client.get(reverse("dashboards:bars-picture")).status_code == 404


def test_a_drawing_needs_no_style_and_marks_target_and_notes(nation):
    chart = charts.line(
        "x", [0, 4, 2], ["<a>", "b", "c"], width=400, height=200, notes=["", "1", ""], target=3
    )
    text = svg(chart)
    assert "class=" not in text
    assert "style=" not in text
    assert "stroke-dasharray" in text
    assert ">1</text>" in text
    assert "&lt;a&gt;" in text
    with pytest.raises(TypeError):
        svg(object())


def test_a_bar_of_hidden_counts_has_no_length(nation):
    day = today(nation.palu)
    board = Board(nation.regional, periods.parse("2026", day), day)
    text = svg(charts.bars("x", bars.ranked(board, AT_WORK_3, {}), width=800))
    assert "&lt;5 (/13)" in text
    assert text.count("<rect") == 2  # that of the pattern, and Palu's


def test_files_cost_few_queries(nation, client, django_assert_max_num_queries):
    client.force_login(nation.regional)
    pdf(client)  # what is kept once read
    with django_assert_max_num_queries(12):
        pdf(client)
    with django_assert_max_num_queries(12):
        client.get(reverse("dashboards:bars-picture"))
