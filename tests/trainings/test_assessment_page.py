"""The page of the grid: a plain form that loses nothing, of which a script saves each cell by itself."""

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import make
from tests.accounts.test_admin_in_browser import log_in
from tests.trainings.after import held
from tests.trainings.scoring import give, step
from tests.trainings.test_after_in_browser import assert_clean
from trainings.forms.assessment import value_of
from trainings.models import ChecklistTick, Score, ScoreEvent


@pytest.fixture
def training(cast):
    return held(cast, "P P", "P P", "P P")


@pytest.fixture
def officer(cast, client):
    client.force_login(cast.coordinator)
    return client


def url(training):
    return reverse("trainings:assessment", args=[training.pk])


def sent(page, **typed):
    """What a browser sends for the whole grid, with `c1_pre="70"` where somebody typed."""
    grid = page.context["grid"]
    data = {"form_key": page.context["form_key"], "try": int(grid.attempt)}
    for row in grid.rows:
        data[f"w{row.number}"] = row.told
        data |= {cell.name: cell.text for cell in row.cells}
    return data | {name.replace("_", "-"): value for name, value in typed.items()}


def values(training, test="pre"):
    rows = Score.objects.filter(enrolment__training=training, test=test)
    return dict(rows.values_list("enrolment__number", "first"))


def test_the_grid_shows_steps_by_module_weights_totals_and_what_waits(cast, officer, training):
    sharp = step(training, weight=3, must_pass=True)
    step(training, "Mengemas", module=2)
    first, second, _third = training.enrolments.order_by("number")
    give(first, "practice", 0, 1, item=sharp, by=cast.coordinator)
    give(first, "pre", 40, by=cast.coordinator)
    give(first, "post", 65, by=cast.coordinator)
    session = training.sessions.first()
    ChecklistTick.objects.create(session=session, enrolment=second, item=sharp, at=timezone.now())
    page = officer.get(url(training))
    grid = page.context["grid"]
    assert [(str(heading), count) for heading, count in grid.groups] == [
        ("", 1),
        ("", 1),
        ("1. Modul 1", 1),
        ("2. Modul 2", 1),
        ("", 1),
    ]
    assert [(row.practice, row.gain) for row in grid.rows] == [(75, 25), (None, None), (None, None)]
    assert [mean for _column, mean in grid.means] == [40, 65, 1, None, None]
    waiting = [cell.name for row in grid.rows for cell in row.cells if cell.waiting]
    assert waiting == [f"c2-s{sharp.pk}"]
    text = page.content.decode()
    assert "bobot 3" in text or "weight 3" in text
    assert first.client.name in text
    last = officer.get(url(training), {"try": 2}).context["grid"].rows[0]
    assert [(cell.shown, cell.other) for cell in last.cells] == [
        ("", "40"),
        ("", "65"),
        ("1", "0"),
        ("", ""),
        ("", ""),
    ]


def test_without_a_script_one_button_saves_what_was_typed(officer, training):
    page = officer.get(url(training))
    data = sent(page, c1_pre="40", c2_pre=" 55 ", c3_level="4")
    for _time in range(2):
        assert officer.post(url(training), data).url == url(training)
    assert values(training) == {1: 40, 2: 55}
    assert values(training, "level") == {3: 4}
    assert ScoreEvent.objects.count() == 3
    last = officer.get(url(training), {"try": 2})
    assert officer.post(url(training), sent(last, c1_pre="50")).url == f"{url(training)}?try=2"
    assert Score.objects.get(test="pre", first=40).last == 50


def test_what_is_refused_stays_beside_its_cell_and_the_rest_is_saved(officer, training):
    typed = {"c1_pre": "140", "c2_pre": "55", "c3_post": "a"}
    page = officer.post(url(training), sent(officer.get(url(training)), **typed))
    assert page.status_code == 422
    assert values(training) == {2: 55}
    cells = {cell.name: cell for row in page.context["grid"].rows for cell in row.cells}
    assert (cells["c1-pre"].text, cells["c3-post"].text, cells["c2-pre"].text) == ("140", "a", "55")
    assert 'aria-describedby="c1-pre-told"' in page.content.decode()
    again = officer.post(url(training), sent(page, c1_pre="14", c3_post=""))
    assert again.status_code == 302
    assert values(training) == {1: 14, 2: 55}


@pytest.mark.parametrize(("button", "kept"), [("use", 70), ("keep", 40), ("", 40)])
def test_a_collision_shows_both_and_either_is_kept(cast, officer, training, button, kept):
    mine = sent(officer.get(url(training)), c1_pre="40", c2_pre="55")
    person = training.enrolments.get(number=1)
    give(person, "pre", 70, by=cast.head)
    ScoreEvent.objects.create(
        id=uuid.uuid4(),
        enrolment=person,
        test="pre",
        attempt=1,
        value=70,
        base_version=0,
        version=1,
        answer="stored",
        by=cast.head,
        by_name=cast.head.name,
        via="screen",
    )
    page = officer.post(url(training), mine)
    assert page.status_code == 422
    assert values(training) == {1: 70, 2: 55}
    text = page.content.decode()
    assert cast.head.name in text
    assert "“70”" in text
    assert 'value="40"' in text
    more = {button: "c1-pre"} if button else {}
    assert officer.post(url(training), sent(page) | more).status_code == 302
    assert values(training) == {1: kept, 2: 55}


def test_a_completed_training_shows_its_scores_and_takes_none(cast, officer, training):
    give(training.enrolments.get(number=1), "pre", 40, by=cast.coordinator)
    data = sent(officer.get(url(training)), c1_pre="41")
    type(training).objects.filter(pk=training.pk).update(status="completed", completed_on=training.ends_on)
    page = officer.get(url(training))
    assert page.context["grid"].closed
    assert "disabled" in page.content.decode()
    assert officer.post(url(training), data).status_code == 422
    assert values(training) == {1: 40}


def test_a_script_is_answered_cell_by_cell(cast, officer, training, django_assert_max_num_queries):
    def cell(number, value, base=0):
        return {"n": number, "c": "pre", "a": 1, "v": value, "base": base, "id": str(uuid.uuid4())}

    def post(*cells):
        return officer.post(url(training), {"cells": cells}, content_type="application/json")

    officer.get(url(training))
    with django_assert_max_num_queries(12):
        answer = post(cell(1, "40"))
    with django_assert_max_num_queries(12):
        post(*(cell(number, "50") for number in (2, 3)))
    post(cell(1, "41", 1), cell(3, "60", 1))
    (kept,) = answer.json()["cells"]
    assert (kept["code"], kept["version"], kept["now"]) == ("stored", 1, "40")
    (refused,) = post(cell(1, "140", 2)).json()["cells"]
    assert (refused["code"], refused["now"]) == ("invalid", "41")
    assert values(training) == {1: 41, 2: 50, 3: 60}
    for broken in ("{", '{"cells": [1]}', '{"cells": [{"n": "x"}]}', "[]"):
        assert officer.post(url(training), broken, content_type="application/json").status_code == 400


@pytest.mark.parametrize(
    ("text", "column", "value"),
    [
        (" 75 ", "pre", 75),
        ("", "pre", None),
        ("v", "s1", 1),
        ("Ya", "s1", 1),
        ("-", "s1", 0),
        ("v", "pre", -1),
        ("7,5", "pre", -1),
        ("-5", "post", -1),
        ("٣", "pre", -1),
    ],
)
def test_values_are_read_as_spreadsheets_hold_them(text, column, value):
    assert value_of(text, column) == value


def test_a_restricted_participant_has_no_name_here(cast, officer, training):
    child = make.client(cast.palu, name="Anak Rahasia", category="ANAK_DIVERSI")
    make.enrolment(training, child)
    page = officer.get(url(training)).content.decode()
    assert "Anak Rahasia" not in page
    assert child.register_number in page


@pytest.mark.parametrize("sheets", [["P P"], ["P P"] * 3])
def test_queries_stay(cast, officer, sheets, django_assert_num_queries):
    training = held(cast, *sheets)
    sharp = step(training)
    for person in training.enrolments.all():
        give(person, "practice", 1, item=sharp, by=cast.coordinator)
    officer.get(url(training))
    with django_assert_num_queries(8):
        officer.get(url(training))


def test_the_script_saves_cells_pastes_columns_and_settles_collisions(page, transactional_db, cast):
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    training = held(cast, "P P", "P P", "P P")
    sharp = step(training, weight=3)
    step(training, "Mengemas dalam kantong kedap udara", module=2)
    log_in(page, cast.coordinator.username)
    assert_clean(page, url(training))
    page.set_viewport_size({"width": 360, "height": 740})

    def answered():
        return page.expect_response(lambda response: response.request.method == "POST")

    def paste(name, text):
        page.locator(f"[name={name}]").evaluate(
            """(cell, text) => {
                const data = new DataTransfer();
                data.setData("text", text);
                const how = {clipboardData: data, bubbles: true, cancelable: true};
                cell.dispatchEvent(new ClipboardEvent("paste", how));
            }""",
            text,
        )

    page.fill("[name=c1-pre]", "40")
    with answered():
        page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.name") == "c2-pre"
    page.keyboard.press("Shift+Enter")
    assert page.evaluate("document.activeElement.name") == "c1-pre"
    with answered():
        paste("c2-pre", "50\t80\r\n60\t140\r\n")
    page.locator("#c3-post-told").wait_for()
    with answered():
        page.fill("[name=c1-post]", "65")
        page.keyboard.press("Tab")
    with answered():
        page.fill(f"[name=c1-s{sharp.pk}]", "v")
        page.keyboard.press("Tab")
    assert values(training) == {1: 40, 2: 50, 3: 60}
    assert values(training, "post") == {1: 65, 2: 80}
    row = page.locator("[data-row='1']")
    assert row.locator("[data-sum=practice]").inner_text() == "75%"
    assert row.locator("[data-sum=gain]").inner_text() == "25"
    page.wait_for_selector("[data-mean=pre]:text-is('50')")
    # Somebody else was faster in this cell.
    Score.objects.filter(enrolment__number=1, test="pre").update(first=45, version=2, scored_by_name="Surya")
    event = ScoreEvent.objects.get(enrolment__number=1, test="pre")
    event.pk, event.version, event.value = uuid.uuid4(), 2, 45
    event.save(force_insert=True)
    with answered():
        page.fill("[name=c1-pre]", "30")
        page.keyboard.press("Tab")
    told = page.locator("#c1-pre-told")
    assert "Surya" in told.inner_text()
    assert "45" in told.inner_text()
    with answered():
        told.locator("[data-take=mine]").click()
    told.wait_for(state="detached")
    assert complaints == []
    assert values(training)[1] == 30
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
