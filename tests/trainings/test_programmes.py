import uuid

import pytest
from django.urls import reverse

from pembinaan.audit.models import AuditEntry
from pembinaan.problems import RuleBroken
from tests import make
from trainings.actions.programmes import add_programme, change_programme, copy_programme
from trainings.models import Programme
from trainings.rules.programmes import keeping_problems, module_problems

LIST, CREATE = "/trainings/programmes/", "/trainings/programmes/new/"
FRYING = {"title": "Menggoreng", "jp": 2, "output": "Satu kali goreng"}


@pytest.fixture
def page(cast, client):
    client.force_login(cast.coordinator)
    return client


def sent(*rows, **more):
    """A form as a browser sends it; rows are (order, title, JP, output)."""
    values = {"title": "Bawang goreng", "code": "bawang-palu", "kind": "skills", "form_key": uuid.uuid4()}
    values |= {"modules-TOTAL_FORMS": len(rows), "modules-INITIAL_FORMS": 0}
    values |= {"items-TOTAL_FORMS": 0, "items-INITIAL_FORMS": 0}
    for number, row in enumerate(rows):
        for name, value in zip(("order", "title", "jp", "output"), row, strict=True):
            values[f"modules-{number}-{name}"] = value
    return values | more


def edit(programme):
    return reverse("trainings:programme-update", args=[programme.pk])


def titles(programme):
    return [(module.order, module.title, module.jp) for module in programme.modules.order_by("order")]


def text(response):
    return response.content.decode()


def test_modules_are_kept_in_the_order_of_their_numbers_and_blank_rows_left_out(cast, page):
    form = sent((2, "Menggoreng", 2, ""), ("", "Mengemas", 1, ""), (9, "", "", ""), (1, "Memilih", 1, "1 kg"))
    for _time in range(2):
        response = page.post(CREATE, form)
        assert response.status_code == 302
    programme = Programme.objects.get()
    assert programme.office == cast.palu
    assert titles(programme) == [(1, "Memilih", 1), (2, "Menggoreng", 2), (3, "Mengemas", 1)]
    assert AuditEntry.objects.about(programme).get().verb == "created"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ((1, "Menggoreng", "", ""), "Row 1, JP: Give the JP of the module."),
        ((1, "", 3, ""), "Row 1, Module: Write what the module teaches."),
        ((1, "Menggoreng", 0, ""), "Row 1, JP: "),
        ((1, "Menggoreng", "dua", ""), "Row 1, JP: "),
        ((1, "Menggoreng", 401, ""), "Row 1, JP: "),
    ],
)
def test_what_is_wrong_in_a_row_is_told_in_the_row_and_in_the_summary(page, row, expected):
    page.cookies["bahasa"] = "en"
    response = page.post(CREATE, sent(row))
    assert response.status_code == 422
    assert any(expected in message for message in response.context["form"].non_field_errors())
    assert not Programme.objects.exists()


def test_a_programme_has_at_least_one_module(page):
    response = page.post(CREATE, sent(("", "", "", "")))
    assert response.status_code == 422
    assert [problem.code for problem in module_problems([])] == ["no_modules"]


def test_more_rows_keeps_what_was_typed_and_saves_nothing(page):
    form = sent((1, "Memilih", "satu", "1 kg"), more="1", title="")
    response = page.post(CREATE, form)
    assert response.status_code == 200
    assert len(response.context["form"].modules.forms) == 4
    assert 'value="satu"' in text(response)
    assert str(form["form_key"]) in text(response)
    assert not Programme.objects.exists()


def test_more_rows_of_an_edit_keeps_the_version_that_was_shown(cast, page):
    programme = make.programme(office=cast.palu)
    response = page.post(edit(programme), sent((1, "Baru", 3, ""), more="1", version=1))
    assert 'name="version" value="1"' in text(response)
    assert titles(programme) == [(1, "Modul 1", 4), (2, "Modul 2", 4)]


def test_a_used_code_is_told_beside_the_field_even_if_its_owner_is_out_of_sight(cast, page):
    make.programme(code="bawang-palu", office=cast.far)
    response = page.post(CREATE, sent((1, "Memilih", 1, "")))
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["code"]


def test_an_unused_version_changes_in_place(cast, page):
    programme = make.programme(office=cast.palu)
    response = page.post(edit(programme), sent((1, "Menggoreng", 2, ""), version=1, title="Judul baru"))
    assert response.url == programme.get_absolute_url()
    programme.refresh_from_db()
    assert (programme.title, programme.curriculum_version, programme.version) == ("Judul baru", 1, 2)
    assert titles(programme) == [(1, "Menggoreng", 2)]
    changes = AuditEntry.objects.about(programme).get().changes
    assert changes["module_list"] == ["Modul 1 (4 JP); Modul 2 (4 JP)", "Menggoreng (2 JP)"]


def test_a_used_version_stays_and_the_next_one_becomes_current(cast, page):
    programme = make.programme(office=cast.palu)
    training = make.training(cast.palu, programme=programme, sessions=2)
    page.cookies["bahasa"] = "en"
    assert "Saving makes version 2" in text(page.get(edit(programme)))
    response = page.post(edit(programme), sent((1, "Menggoreng", 2, ""), version=1))
    newer = Programme.objects.get(is_current=True)
    assert response.url == newer.get_absolute_url()
    assert (newer.code, newer.curriculum_version, newer.office) == (programme.code, 2, cast.palu)
    assert titles(newer) == [(1, "Menggoreng", 2)]
    training.refresh_from_db()
    assert training.programme == programme
    assert titles(programme) == [(1, "Modul 1", 4), (2, "Modul 2", 4)]
    assert {row.pk for row in page.get(LIST).context["rows"]} == {newer.pk}


def test_an_old_form_is_refused_with_the_name_of_the_faster_one(cast, page):
    programme = make.programme(office=cast.palu)
    page.post(edit(programme), sent((1, "Satu", 1, ""), version=1))
    response = page.post(edit(programme), sent((1, "Dua", 1, ""), version=1))
    assert response.status_code == 422
    assert "Rina Anggreni" in text(response)
    assert 'value="Dua"' in text(response)
    assert titles(programme) == [(1, "Satu", 1)]


def test_an_older_version_is_not_changed_any_more(cast):
    programme = make.programme(office=cast.palu, is_current=False)
    values = {
        "title": "Lain",
        "kind": "skills",
        "summary": "",
        "tools": "",
        "materials": "",
        "modules": [FRYING],
    }
    with pytest.raises(RuleBroken) as refusal:
        change_programme(programme, values, version=1, by=cast.coordinator)
    assert refusal.value.codes == {"not_current"}


def test_the_form_of_an_older_version_leads_to_what_it_was(cast, page):
    programme = make.programme(office=cast.palu, is_current=False)
    assert page.get(edit(programme)).url == programme.get_absolute_url()
    response = page.post(edit(programme), sent((1, "Baru", 1, ""), version=1))
    assert response.status_code == 422
    assert response.context["form"].has_error("__all__", "not_current")


def test_the_code_proposed_for_a_copy_of_the_own_programme_is_new(cast, page):
    own = make.programme(code="barista-palu", office=cast.palu)
    form = page.get(reverse("trainings:programme-copy", args=[own.pk])).context["form"]
    assert form.initial["code"] == "barista-palu-2"


def test_a_copy_takes_the_modules_and_belongs_to_the_office(cast, page):
    national = make.programme(code="barista", title="Barista", tools="Mesin espresso")
    address = reverse("trainings:programme-copy", args=[national.pk])
    assert page.get(address).context["form"].initial["code"] == "barista-palu"
    form = {"title": "Barista Palu", "code": "barista-palu", "form_key": uuid.uuid4()}
    first, second = page.post(address, form), page.post(address, form)
    copy = Programme.objects.get(code="barista-palu")
    assert first.url == second.url == copy.get_absolute_url()
    assert (copy.office, copy.title, copy.tools) == (cast.palu, "Barista Palu", "Mesin espresso")
    assert titles(copy) == titles(national)


def test_a_copy_needs_a_code_of_its_own(cast, page):
    national = make.programme(code="barista")
    address = reverse("trainings:programme-copy", args=[national.pk])
    response = page.post(address, {"title": "Barista", "code": "barista", "form_key": uuid.uuid4()})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["code"]


def test_the_national_catalogue_is_changed_by_nobody(cast):
    national = make.programme()
    assert [problem.code for problem in keeping_problems(cast.palu, national)] == ["national"]
    assert [problem.code for problem in keeping_problems(cast.nation, national)] == ["national"]
    other = make.programme(office=cast.luwuk)
    assert [problem.code for problem in keeping_problems(cast.palu, other)] == ["foreign"]


def test_actions_check_the_modules_again(cast):
    values = {"code": "x", "title": "X", "kind": "skills", "summary": "", "tools": "", "materials": ""}
    with pytest.raises(RuleBroken) as refusal:
        add_programme(values | {"modules": []}, form_key=uuid.uuid4(), by=cast.coordinator)
    assert refusal.value.codes == {"no_modules"}
    source = make.programme()
    copy = copy_programme(source, code="y", title="Y", form_key=uuid.uuid4(), by=cast.coordinator)
    assert copy.pk != source.pk


@pytest.mark.parametrize(
    ("typed", "kept"), [({}, (80, None)), ({"min_attendance": 75, "min_score": 60}, (75, 60))]
)
def test_what_completing_asks_for_is_kept_and_shown(page, typed, kept):
    assert page.post(CREATE, sent((1, "Satu", 1, ""), **typed)).status_code == 302
    made = Programme.objects.get()
    assert (made.min_attendance, made.min_score) == kept
    page.cookies["bahasa"] = "en"
    assert f"at least {kept[0]}% of the JP" in text(page.get(made.get_absolute_url()))


def test_what_completing_asks_for_lies_in_its_range(page):
    response = page.post(CREATE, sent((1, "Satu", 1, ""), min_attendance=0, min_score=101))
    assert response.status_code == 422
    assert not Programme.objects.exists()
