"""The steps that participants show in a module: edited as modules are, frozen with their version."""

import uuid

import pytest
from django.urls import reverse

from pembinaan.audit.models import AuditEntry
from pembinaan.problems import RuleBroken
from tests import make
from trainings.actions.programmes import change_checklist, copy_programme
from trainings.models import ChecklistItem, Programme
from trainings.rules.programmes import step_problems


@pytest.fixture
def page(cast, client):
    client.force_login(cast.coordinator)
    return client


@pytest.fixture
def programme(cast):
    programme = make.programme(office=cast.palu)
    for module in programme.modules.all():
        for order, text in enumerate(("Mencuci", "Mengiris"), start=1):
            ChecklistItem.objects.create(module=module, order=order, text=f"{text} {module.order}")
    return programme


def edit(programme, number=1):
    return reverse("trainings:programme-checklist", args=[programme.pk, number])


def sent(*rows, version=1, **more):
    values = {"version": version, "steps-TOTAL_FORMS": len(rows), "steps-INITIAL_FORMS": len(rows)}
    for number, (order, text) in enumerate(rows):
        values |= {f"steps-{number}-order": order, f"steps-{number}-text": text}
    return values | more


def steps(programme):
    return [
        [item.text for item in module.checklist.order_by("order")]
        for module in programme.modules.order_by("order")
    ]


def test_steps_are_added_changed_reordered_and_taken_away(page, programme):
    assert [form.initial for form in page.get(edit(programme)).context["form"].steps.initial_forms] == [
        {"order": 1, "text": "Mencuci 1", "weight": 1, "must_pass": False},
        {"order": 2, "text": "Mengiris 1", "weight": 1, "must_pass": False},
    ]
    rows = [(2, "Mencuci bersih"), (1, ""), ("", "Menjemur"), (1, "Memilih")]
    assert page.post(edit(programme), sent(*rows)).url == programme.get_absolute_url()
    assert steps(programme) == [["Memilih", "Mencuci bersih", "Menjemur"], ["Mencuci 2", "Mengiris 2"]]
    programme.refresh_from_db()
    assert (programme.curriculum_version, programme.version) == (1, 2)
    entry = AuditEntry.objects.about(programme).get()
    assert list(entry.changes) == ["checklists"]
    assert "Memilih, Mencuci bersih, Menjemur" in entry.changes["checklists"][1]
    page.cookies["bahasa"] = "en"
    text = page.get(programme.get_absolute_url()).content.decode()
    assert "3 steps to show" in text
    assert edit(programme, 2) in text
    assert page.get(edit(programme, 3)).status_code == 404


def test_saving_the_same_again_changes_nothing(page, programme):
    page.post(edit(programme), sent((1, "Mencuci 1"), (2, "Mengiris 1")))
    programme.refresh_from_db()
    assert programme.version == 1
    assert not AuditEntry.objects.about(programme).exists()


def test_a_used_version_keeps_its_steps_and_the_next_one_takes_all_others_along(cast, page, programme):
    training = make.training(cast.palu, programme=programme)
    page.cookies["bahasa"] = "en"
    assert "Saving makes version 2" in page.get(edit(programme)).content.decode()
    page.post(edit(programme), sent((1, "Memilih")))
    newer = Programme.objects.get(is_current=True)
    assert (newer.curriculum_version, steps(newer)) == (2, [["Memilih"], ["Mencuci 2", "Mengiris 2"]])
    assert steps(programme) == [["Mencuci 1", "Mengiris 1"], ["Mencuci 2", "Mengiris 2"]]
    training.refresh_from_db()
    assert training.programme == programme
    assert page.get(edit(programme)).url == programme.get_absolute_url()
    text = page.get(programme.get_absolute_url()).content.decode()
    assert edit(programme) not in text


def test_an_old_form_is_refused_and_keeps_what_was_typed(page, programme):
    page.post(edit(programme), sent((1, "Satu")))
    response = page.post(edit(programme), sent((1, "Dua")))
    assert response.status_code == 422
    assert 'value="Dua"' in response.content.decode()
    assert steps(programme)[0] == ["Satu"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([(1, "Satu"), (2, "Satu")], "“Satu” stands on the checklist twice."),
        ([("dua", "Satu")], "Row 1, No.: Enter a whole number."),
        ([(1, "x" * 161)], "Row 1, Step: "),
    ],
)
def test_what_is_wrong_is_told(page, programme, rows, expected):
    page.cookies["bahasa"] = "en"
    response = page.post(edit(programme), sent(*rows))
    assert response.status_code == 422
    assert any(message.startswith(expected) for message in response.context["form"].non_field_errors())
    assert steps(programme)[0] == ["Mencuci 1", "Mengiris 1"]


def test_more_rows_keeps_what_was_typed_and_saves_nothing(page, programme):
    response = page.post(edit(programme), sent(("x", "Satu"), more="1"))
    assert response.status_code == 200
    assert len(response.context["form"].steps.forms) == 4
    text = response.content.decode()
    assert 'value="Satu"' in text
    assert 'name="version" value="1"' in text
    assert steps(programme)[0] == ["Mencuci 1", "Mengiris 1"]


def step(text):
    text, weight = (text, 1) if isinstance(text, str) else text
    return {"text": text, "weight": weight, "must_pass": False}


def test_the_action_checks_again(cast, programme):
    refused = {}
    for name, by, texts in (
        ("foreign", cast.sibling, ["Satu"]),
        ("step_length", cast.coordinator, [" "]),
        ("step_weight", cast.coordinator, [("Satu", 101)]),
        ("too_many_steps", cast.coordinator, [str(number) for number in range(41)]),
    ):
        with pytest.raises(RuleBroken) as refusal:
            change_checklist(programme, 1, [step(text) for text in texts], version=1, by=by)
        refused[name] = refusal.value.codes
    assert refused == {name: {name} for name in refused}
    assert step_problems([]) == []


def test_weight_and_must_pass_are_kept_shown_and_told(page, programme):
    more = {"steps-0-weight": 3, "steps-0-must_pass": "on", "steps-1-weight": ""}
    assert page.post(edit(programme), sent((1, "Mencuci 1"), (2, "Mengiris 1"), **more)).status_code == 302
    facts = ChecklistItem.objects.filter(module__programme=programme, module__order=1)
    assert list(facts.values_list("text", "weight", "must_pass")) == [
        ("Mencuci 1", 3, True),
        ("Mengiris 1", 1, False),
    ]
    assert "Mencuci 1 ×3 ✱, Mengiris 1;" in AuditEntry.objects.about(programme).get().changes["checklists"][1]
    page.cookies["bahasa"] = "en"
    text = page.get(programme.get_absolute_url()).content.decode()
    assert "weight 3" in text
    assert "required to complete" in text
    assert page.post(edit(programme), sent((1, "A"), version=2, **{"steps-0-weight": 101})).status_code == 422


def test_a_copy_takes_the_steps_along(cast, programme):
    programme.min_attendance, programme.min_score = 75, 60
    programme.save()
    ChecklistItem.objects.filter(text="Mencuci 1").update(weight=5, must_pass=True)
    copy = copy_programme(programme, code="y", title="Y", form_key=uuid.uuid4(), by=cast.coordinator)
    assert steps(copy) == steps(programme)
    kept = ChecklistItem.objects.get(module__programme=copy, must_pass=True)
    assert (kept.text, kept.weight, copy.min_attendance, copy.min_score) == ("Mencuci 1", 5, 75, 60)


def test_modules_keep_their_steps_when_they_move_and_are_renamed(page, programme):
    form = {"title": "Baru", "kind": "skills", "version": 1, "modules-INITIAL_FORMS": 0}
    form |= {"items-TOTAL_FORMS": 0, "items-INITIAL_FORMS": 0}
    # The second becomes the first; the first is renamed; a third is new.
    rows = [(2, "Mengiris bawang", 4, 1), (1, "Modul 2", 4, 2), (3, "Modul 3", 1, "")]
    form["modules-TOTAL_FORMS"] = len(rows)
    for number, row in enumerate(rows):
        for name, value in zip(("order", "title", "jp", "was"), row, strict=True):
            form[f"modules-{number}-{name}"] = value
    address = reverse("trainings:programme-update", args=[programme.pk])
    assert 'name="modules-1-was" value="2"' in page.get(address).content.decode()
    assert page.post(address, form).status_code == 302
    assert steps(programme) == [["Mencuci 2", "Mengiris 2"], ["Mencuci 1", "Mengiris 1"], []]
    # Titles that changed places in their rows take their steps along as well.
    form |= {"version": 2, "modules-0-order": 1, "modules-1-order": 2}
    form |= {"modules-0-title": "Mengiris bawang", "modules-1-title": "Modul 2", "modules-2-title": ""}
    page.post(address, form | {"modules-2-jp": ""})
    assert steps(programme) == [["Mencuci 1", "Mengiris 1"], ["Mencuci 2", "Mengiris 2"]]
